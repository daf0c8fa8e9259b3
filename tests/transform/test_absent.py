"""Lists that are None on some paths."""

# ruff: noqa: RET503, RET505, SIM102, SIM108

import numpy as np
import pytest

import s2sad
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56])
OTHERS = (np.array([-0.3, 0.8, -0.5]), np.array([-0.31, -0.28, -0.33]))
RIGHT = []
right = kept_in(RIGHT, X)


@right()
def a_history_if_wanted(x):
    hist = None
    if x[0] > 0:
        hist = []
    y = 0.0
    for v in x:
        y = y + v * v
        if hist is not None:
            hist.append(y)
    if hist is not None:
        return y + sum(hist)
    return y


@right()
def made_when_needed(x):
    seen = None
    for v in x:
        if v > 0.5:
            if seen is None:
                seen = []
            seen.append(v * v)
    if seen is None:
        return 0.5 * x[0]
    return sum(seen)


@right()
def a_list_or_none_is_returned(x):
    def f(v):
        if v < 0:
            return None
        return [np.sqrt(v), v * v]

    s = x[0]
    for v in x:
        r = f(v)
        if r:
            s += r[0] * r[1]
    return s


@right()
def arrays_that_are_changed(x):
    acts = None
    for k in range(3):
        if x[k] > 0.4:
            if acts is None:
                acts = []
            acts.append(x * x[k])
    s = x[0]
    if acts is not None:
        for a in acts:
            a[0] *= 2
            s += np.sum(a**2)
    return s


@right()
def a_list_instead(x):
    l = None
    if x[0] > 0:
        l = [x[0], x[1] ** 2]
    if l is None:
        l = [x[2]]
    l.append(x[1])
    return sum(l)


@right()
def two_names_of_a_list(x):
    l = None
    if x[0] > 0:
        l = [x[0], x[1] ** 2]
    m = l
    if m is not None:
        m.append(x[2] ** 3)
    if l:
        return l[-1] * l[0]
    return x[1]


@right()
def none_again(x):
    l = None
    s = 0.0
    for v in x:
        if v > 0.5:
            if l is None:
                l = [v]
            else:
                l.append(v * l[-1])
        elif v < 0:
            l = None
        if l is not None:
            s += l[-1] * len(l)
    return s + x[0]


@right()
def the_best_list(x):
    best = None
    for v in x:
        if v > 0.1:
            cand = [v, v * v, np.sin(v)]
            if best is None or cand[2] < best[2]:
                best = cand
    if best:
        return best[0] * best[1]
    return x[0] ** 2


@right()
def the_best_list_of_arrays(x):
    best = None
    for v in x:
        if v > 0.1:
            cand = [x * v, x * x * v]
            if best is None or np.sum(cand[1]) < np.sum(best[1]):
                best = cand
    if best:
        return np.sum(best[0] * best[1])
    return x[0] ** 2


@right()
def comprehensions(x):
    l = [v * v for v in x] if x[0] > 0 else None
    s = sum([v**2 for v in l]) if l else x[1]
    if l is not None:
        l = [2 * v for v in l]
        s += l[1]
    return s


@right()
def another_list_if_it_is_empty(x):
    l = None
    if x[0] > 0:
        l = [x[0], x[1]]
    l = l or [x[2]]
    return sum(l)


class Log:
    def __init__(self, is_kept=False):
        self.h = [] if is_kept else None
        self.s = 0.0

    def add(self, v):
        self.s = self.s + v
        if self.h is not None:
            self.h.append(self.s)


@right()
def an_attribute(x):
    t = Log(x[0] > 0)
    for v in x:
        t.add(v * v)
    if t.h:
        return t.h[0] * t.h[-1]
    return t.s


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_a_list_that_may_be_none_has_the_gradient_of_the_path_taken(f, args):
    for at in (args, *[(other,) for other in OTHERS]):
        s2sad.testing.check_grads(f, *at, order=order_in_turn())


def summed(x):
    l = None
    if x[1] > 0:
        l = [x[0], x[1] ** 2]
    return sum(l)


def longer(x):
    l = None
    if x[1] > 0:
        l = [x[0], x[1] ** 2]
    l.append(x[0])
    return l[0] * l[1]


def stored_into(x):
    l = None
    if x[1] > 0:
        l = [x[0], x[1] ** 2]
    l[0] = x[1] ** 3
    return l[0] * l[1]


def run_through(x):
    l = None
    s = 0.0
    if x[1] > 0:
        l = [x[0], x[1] ** 2]
    for v in l:
        s += v * v
    return s * len(l)


@pytest.mark.parametrize("f", [summed, longer, stored_into, run_through])
def test_a_use_of_none_raises_an_error_of_the_program(f):
    s2sad.testing.check_grads(f, X)
    for call in (lambda: s2sad.grad(f)(-X), lambda: s2sad.jvp(f, (-X,), (X,))):
        with pytest.raises(TypeError, match="l is None"):
            call()


def test_the_adjoint_of_none_is_an_empty_list():
    tangent, adjoint = (
        s2sad.differentiate(the_best_list).text(mode, X) for mode in ("tangent", "adjoint")
    )
    assert "dbest = []" in tangent
    assert "gbest = [] if best is None else [0.0] * len(best)" in adjoint
