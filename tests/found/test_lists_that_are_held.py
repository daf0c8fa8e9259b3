"""Lists that tuples, dicts and objects hold, or that have several names, and questions about them.

Their lengths were known from where they were made, whatever was appended later through another
name: `h = {"l": []}`, `h["l"].append(x)`, `if len(h["l"]) > 1`.
"""

import copy
import itertools
from collections import namedtuple
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported
from tests.programs.running import scope_of
from tests.thorough import in_turn, order_in_turn

Two = namedtuple("Two", "l m")


@dataclass
class Held:
    l: list = field(default_factory=list)
    k: float = 2.0


def dict_in_dict(x):
    h = {"a": {"l": []}}
    for e in range(3):
        h["a"]["l"].append(x * e)
        if len(h["a"]["l"]) > 1:
            x = x * 1.5
    return x


def dicts_in_a_list(x):
    h = [{"l": []}, {"l": []}]
    for e in range(3):
        h[0]["l"].append(x * e)
        if len(h[0]["l"]) > 1:
            x = x * 1.5
        if len(h[1]["l"]) > 0:
            x = x * 7.5
    return x


def three_levels(x):
    h = [[[]]]
    for e in range(3):
        h[0][0].append(x * e)
        if len(h[0][0]) > 1:
            x = x * 1.5
    return x


def tuple_in_a_dict(x):
    h = {"l": ([], [])}
    for e in range(3):
        h["l"][1].append(x * e)
        if len(h["l"][1]) > 1:
            x = x * 1.5
        if len(h["l"][0]) > 1:
            x = x * 2.5
    return x


def types_of_items(x):
    h = {"l": [0]}
    for _e in range(3):
        if isinstance(h["l"][-1], int):
            x = x * 1.5
        h["l"].append(x)
    return x


def added_to(x):
    h = {"l": [0]}
    for _e in range(3):
        h["l"] += [x]
        if len(h["l"]) > 2:
            x = x * 1.5
    return x


def extended(x):
    h = {"l": []}
    h["l"].extend([x, x * 2])
    if len(h["l"]) > 1:
        x = x * 1.5
    return x + sum(h["l"])


def cleared(x):
    h = {"l": [x, x, x]}
    h["l"].clear()
    if len(h["l"]) > 1:
        x = x * 1.5
    return x


def deleted(x):
    h = {"l": [x, x, x]}
    del h["l"][0]
    if len(h["l"]) > 2:
        x = x * 1.5
    return x


def bound_anew(x):
    h = {"l": [x, x, x]}
    h["l"] = h["l"] + [x]
    if len(h["l"]) > 3:
        x = x * 1.5
    return x


def loop_over_a_tuple(x):
    a, b = [], []
    for l in (a, b):
        l.append(x)
    if len(a) > 0 and len(b) > 0:
        x = x * 1.5
    return x


def named_tuple(x):
    n = Two([], [])
    for _e in range(3):
        n.l.append(x)
        if len(n.l) > 1:
            x = x * 1.5
        if len(n.m) > 1:
            x = x * 2.5
    return x


def made_object(x):
    n = Held()
    for _e in range(3):
        n.l.append(x)
        if len(n.l) > 1:
            x = x * 1.5
    return x * n.k


def several_names(x):
    l = []
    d = {"a": l}
    f = {"b": d, "c": l}
    l.append(x)
    f["b"]["a"].append(x)
    f["c"].append(x)
    if len(f["c"]) == 3:
        x = x * 2
    if len(f["b"]["a"]) == 3:
        x = x * 3
    if len(d["a"]) == 3:
        x = x * 5
    if len(l) == 3:
        x = x * 7
    return x


def in_a_function_inside(x):
    h = {"l": []}
    def push(v):
        h["l"].append(v)

    for _e in range(3):
        push(x)
        if len(h["l"]) > 1:
            x = x * 1.5
    return x


def array_of_it(x):
    h = {"l": []}
    for _e in range(3):
        h["l"].append(x * np.ones(2))
    if np.array(h["l"]).ndim == 2:
        x = x * 3
    if np.array(h["l"]).shape[0] == 3:
        x = x * 5
    if np.stack(h["l"]).size > 4:
        x = x * 7
    return x


def numbers_beside(x):
    h = {"l": [], "n": []}
    for e in range(4):
        h["l"].append(x * e)
        h["n"].append(e)
    s = 0.0
    for i in h["n"]:
        s = s + h["l"][i] * i
    return s * len(h["n"])


def inserted(x):
    h = {"l": []}
    for e in range(3):
        h["l"].insert(0, x * e)
        n = len(h["l"])
        if n > 1:
            x = x * 1.5
    return x


def another_name_of_the_dict(x):
    h = {"l": []}
    g = h
    for _e in range(3):
        g["l"].append(x)
        if len(h["l"]) > 1:
            x = x * 1.5
    return x


def another_name_of_the_list(x):
    h = {"l": []}
    l = h["l"]
    for _e in range(3):
        l.append(x)
        if len(h["l"]) > 1:
            x = x * 1.5
    return x


def shallow_copies(x):
    h = {"l": []}
    g = dict(h)
    g["l"].append(x)
    if len(h["l"]) > 0:
        x = x * 1.5
    k = {**h}
    k["l"].append(x)
    if len(g["l"]) > 1:
        x = x * 1.5
    return x


def deep_copy(x):
    h = {"l": []}
    g = copy.deepcopy(h)
    g["l"].append(x)
    if len(h["l"]) > 0:
        x = x * 1.5
    if len(g["l"]) > 0:
        x = x * 2.5
    return x


def rows_apart(x):
    rows = [[] for _ in range(3)]
    rows[1].append(x)
    rows[1].append(x)
    if len(rows[1]) > 1:
        x = x * 2
    if len(rows[0]) > 1:
        x = x * 3
    return x


def while_it_is_short(x):
    h = {"l": []}
    k = 0
    while len(h["l"]) < 4:
        h["l"].append(x)
        x = x * 1.1
    return x * len(h["l"])


def tuple_and_dict(x):
    t = ([], {"q": []})
    for e in range(3):
        t[1]["q"].append(x)
        t[0].append(e)
        if len(t[1]["q"]) > 1 and t[0][-1] > 0:
            x = x * 1.5
    return x


def chosen_by_length(x):
    h = {"l": []}
    for _e in range(3):
        h["l"].append(x)
    return x * 2 if len(h["l"]) == 3 else x


def asserted(x):
    h = {"l": []}
    for e in range(3):
        h["l"].append(x)
        assert len(h["l"]) == e + 1
    return sum(h["l"]) if len(h["l"]) != 0 else x


def popped(x):
    h = {"l": [x]}
    for _e in range(3):
        v = h["l"].pop()
        if len(h["l"]) == 0:
            h["l"] = [v, v * 2]
    return sum(h["l"])


def training_history(x):
    hist = {"loss": [], "w": []}
    w = x
    for _e in range(30):
        loss = (w - 1.0) ** 2
        hist["loss"].append(loss)
        hist["w"].append(w)
        if len(hist["loss"]) > 1 and abs(hist["loss"][-1] - hist["loss"][-2]) < 1e-3:
            break
        w = w - 0.2 * (w - 1.0) * x
    return np.mean(hist["loss"][1:]) + hist["w"][-1]


def dict_given(x, p):
    p["l"].append(x)
    if len(p["l"]) > 2:
        x = x * 1.5
    return x


def object_given(x, p):
    p.l.append(x)
    if len(p.l) > 2:
        x = x * 1.5
    return x


def tuple_given(x, p):
    p[0].append(x)
    if len(p[0]) > 2:
        x = x * 1.5
    return x


def appended_sometimes(x):
    h = {"l": []}
    for e in range(3):
        if e != 1:
            h["l"].append(x)
        x = x * (1.5 if len(h["l"]) >= 2 else 2.0)
    return x


def swapped(x):
    h = {"l": [], "m": []}
    h["l"], h["m"] = h["m"], h["l"]
    h["l"].append(x)
    if len(h["m"]) > 0:
        x = x * 2
    if len(h["l"]) > 0:
        x = x * 3
    return x


def dict_in_an_object(x):
    h = SimpleNamespace(a={"l": []})
    for _e in range(3):
        h.a["l"].append(x)
        if len(h.a["l"]) > 1:
            x = x * 1.5
    return x


def lists_in_a_list_in_a_dict(x):
    q = {"s": [[x]]}
    q["s"][0].append(x)
    q["s"].append([x])
    if len(q["s"]) > 1:
        x = x * 2
    if len(q["s"][0]) > 1:
        x = x * 3
    if len(q["s"][1]) > 1:
        x = x * 5
    return x


MADE = (
    dict_in_dict, dicts_in_a_list, three_levels, tuple_in_a_dict, types_of_items, added_to,
    extended, cleared, deleted, bound_anew, loop_over_a_tuple, named_tuple, made_object,
    several_names, in_a_function_inside, array_of_it, numbers_beside, inserted,
    another_name_of_the_dict, another_name_of_the_list, shallow_copies, deep_copy, rows_apart,
    while_it_is_short, tuple_and_dict, chosen_by_length, asserted, popped, training_history,
    appended_sometimes, swapped, dict_in_an_object, lists_in_a_list_in_a_dict,
)  # fmt: skip


@pytest.mark.parametrize("f", MADE, ids=lambda f: f.__name__)
def test_lists_in_what_is_made(f):
    check_grads(f, 1.3, order=order_in_turn())


@pytest.mark.parametrize("f, given", [
    (dict_given, {"l": [1.0, 2.0]}), (dict_given, {"l": [1.0]}), (tuple_given, ([1.0, 2.0], 3.0)),
    (object_given, SimpleNamespace(l=[1.0, 2.0])),
])  # fmt: skip
def test_lists_in_what_is_given(f, given):
    check_grads(f, 1.3, given, wrt=0, order=2)


SEVERAL = """
def f(x):
    a, b = [], []
    h = {"a": a, "b": b}
    rows = [a, b]
    BODY
    s = x
    if len(a) > 0:
        s = s * 2
    if len(b) > 0:
        s = s * 3
    if len(h["a"]) > 0:
        s = s * 5
    if len(rows[1]) > 0:
        s = s * 7
    if len(a) == 2:
        s = s + x**2
    if len(b) == 2:
        s = s + x**3
    s = s + sum(a) * 0.1 + sum(b) * 0.01 + sum(h["a"]) * 0.3
    return s + sum(rows[0]) * 0.7 + sum(rows[1]) * 0.9
"""
BODIES = (
    'for l in (a, b): l.append(x)',
    'for l in [a, b]: l.append(x)',
    'for l in rows: l.append(x)',
    'for i, l in enumerate(rows): l.append(x * i)',
    'for i, l in enumerate((a, b)): l.append(x * i)',
    'for l, v in zip(rows, (x, 2 * x)): l.append(v)',
    'for l, v in zip((a, b), (x, 2 * x)): l.append(v)',
    'for l in reversed(rows): l.append(x)',
    'for l in reversed((a, b)): l.append(x)',
    'for l in h.values(): l.append(x)',
    'for k, l in h.items(): l.append(x)',
    'for k in h: h[k].append(x)',
    'for l in (h["a"], h["b"]): l.append(x)',
    'for l in list(h.values()): l.append(x)',
    'for l in rows[1:]: l.append(x)',
    'for l in (a, b)[1:]: l.append(x)',
    'for l in itertools.chain([a], [b]): l.append(x)',
    'for l in (l for l in rows): l.append(x)',
    'for l in map(lambda r: r, rows): l.append(x)',
    'for l in filter(lambda r: len(r) == 0, rows): l.append(x)',
    'for l in sorted(rows, key=len): l.append(x)',
    '[l.append(x) for l in (a, b)]',
    '[l.append(x) for l in rows]',
    'l = a if x > 0 else b; l.append(x)',
    'l = (a, b)[1]; l.append(x)',
    'l = rows[-1]; l.append(x)',
    'l = {"q": a}["q"]; l.append(x)',
    'l = min(a, b, key=len); l.append(x)',
    'l = min(rows, key=len); l.append(x)',
    '(l := a).append(x)',
    'p, *q = rows; q[0].append(x); p.append(x)',
    'p, q = rows; q.append(x)',
    '(p, q), r = (a, b), 1.0; q.append(x)',
    'p = [a, (b, x)]; p[1][0].append(x)',
    'h.get("a").append(x)',
    'h.setdefault("a", []).append(x)',
    'h.setdefault("c", b).append(x)',
    'copy.copy(h)["a"].append(x)',
    'copy.copy(rows)[0].append(x)',
    'rows.copy()[0].append(x)',
    'rows[:][0].append(x)',
    '(rows * 2)[3].append(x)',
    'list(rows)[0].append(x)',
    'tuple(rows)[0].append(x)',
    '(a or b).append(x)',
    '(a and b or b).append(x)',
    'a.extend(b); b += [x]',
    'a += [x]; a += a',
    'b[:] = [x, x]',
    'rows[0].append(x); rows[0] = [x, x]; rows[0].append(x)',
    'rows[0], rows[1] = rows[1], rows[0]; rows[0].append(x)',
    'rows.reverse(); rows[0].append(x)',
    'h["a"], h["b"] = h["b"], h["a"]; h["a"].append(x)',
    'h.update(c=a); h["c"].append(x)',
    'k = {**h}; k["b"].append(x)',
    'k = h | {"z": 1.0}; k["b"].append(x)',
    'g = lambda r: r; g(a).append(x)',
    '(lambda r: r.append(x))(b)',
    't = (a, b); u = t; u[0].append(x)',
    't = [[a]]; t[0][0].append(x)',
    't = [[a]]; w = t[0]; w[0].append(x); w.append(b); t[0][1].append(x)',
    't = {"u": {"v": b}}; w = t["u"]; w["v"].append(x)',
    'i = 0\\n    while i < 2:\\n        rows[i].append(x); i += 1',
    'l = a\\n    for i in range(2): l.append(x); l = b',
    'l = a\\n    for i in range(3):\\n        l.append(x)\\n        l = b if l is a else a',
    'l = None\\n    if x > 0: l = b\\n    if l is not None: l.append(x)',
    'try:\\n        b.append(x)\\n    finally:\\n        b.append(x)',
    'match rows:\\n        case [p, q]: q.append(x)',
    'match h:\\n        case {"a": p}: p.append(x)',
    'with np.errstate(all="ignore"): rows[1].append(x)',
    'm = max(rows, key=lambda r: len(r)); m.append(x)',
    'z = list(zip(rows, [1., 2.])); z[0][0].append(x)',
    'z = sorted(rows, key=len); z[1].append(x)',
    'e = list(enumerate(rows)); e[0][1].append(x)',
    'r = list(reversed(rows)); r[0].append(x)',
    'w = list(filter(lambda r: len(r) == 0, rows)); w[0].append(x)',
    'u = list(map(lambda r: r, rows)); u[1].append(x)',
    'q = [r for r in rows if len(r) == 0]; q[1].append(x)',
    'd = {k: v for k, v in zip("ab", rows)}; d["a"].append(x)',
    'd = dict(zip("ab", rows)); d["b"].append(x)',
    'd = dict(a=a); d["a"].append(x)',
    'd = dict(h, c=x); d["a"].append(x)',
    'd = {**h, "c": x}; d["a"].append(x)',
    'g = h.pop("b"); h["b"] = g; g.append(x)',
    'for p in ((a, 1.0), (b, 2.0)): p[0].append(x * p[1])',
    'for p, w in ((a, 1.0), (b, 2.0)): p.append(x * w)',
    'for p, w in [(a, 1.0), (b, 2.0)]: p.append(x * w)',
    'for i, (p, w) in enumerate([(a, 1.0), (b, 2.0)]): p.append(x * w * i)',
    'for p, q in zip(rows, rows[::-1]): p.append(x); q.append(2 * x)',
    'for p, q in itertools.product(rows, rows): p.append(x)',
    'for p, q in itertools.combinations(rows, 2): q.append(x)',
    'for p, q in itertools.pairwise(rows): q.append(x)',
    'for p in itertools.islice(rows, 1): p.append(x)',
    'for p in (rows if x > 0 else [a]): p.append(x)',
    'for p in rows + [a]: p.append(x)',
    'for k, v in sorted(h.items()): v.append(x)',
    'for i in range(2): rows[i].append(x)',
    'for i in range(2): [a, b][i].append(x)',
    'for i in range(2): (a, b)[i].append(x)',
    'n = {"p": {"q": a}, "r": [b]}; n["p"]["q"].append(x); n["r"][0].append(x)',
    'class_ = [h, h]; class_[1]["a"].append(x)',
    'for d in [h]: d["a"].append(x)',
    'for d in [{"a": a}, {"a": b}]: d["a"].append(x)',
    'for r in [rows]: r[0].append(x)',
    'def inner(p, q=b): p.append(x); q.append(x)\\n    inner(a)',
    'def inner(*ps): ps[1].append(x)\\n    inner(a, b)',
    'def inner(*ps): \\n        for p in ps: p.append(x)\\n    inner(*rows)',
    'def inner(**ps): ps["q"].append(x)\\n    inner(p=a, q=b)',
    'def gen():\\n        yield a\\n        yield b\\n    for l in gen(): l.append(x)',
    'def pick(i): return rows[i]\\n    pick(1).append(x)',
    'def pick(): return a, b\\n    pick()[1].append(x)',
    'def pick(): return a, b\\n    p, q = pick(); q.append(x)',
)  # fmt: skip


@pytest.mark.parametrize("body", in_turn(BODIES))
def test_what_is_appended_through_another_name(body):
    text = SEVERAL.replace("BODY", body.replace("\\n", "\n"))
    scope = scope_of(text, "<several>", np=np, copy=copy, itertools=itertools)
    check_grads(scope["f"], 1.3, order=order_in_turn())


def test_the_length_of_a_dict_that_stands_in_a_list_is_asked():
    def f(x):
        h = {"a": x}
        _rows = [h]
        _pair = (h, [3])
        g = h
        g["b"] = x
        return x * 3 if len(h) > 1 else x

    with pytest.raises(Unsupported, match="which has other names"):
        grad(f)(1.3)


def test_an_empty_list_with_two_names_that_a_loop_replaces():
    def f(x):
        items = []
        h = {"p": items, "q": 2.0}
        for _ in range(2):
            h["p"] = [x]
        return h

    check_grads(f, np.array([0.8, -0.9]), order=2)


def test_a_dict_that_is_merged_into_one_in_a_dict_is_followed():
    def f(x, z):
        t = {"inner": z, "k": 0.5}
        t["inner"] |= {"w": {"q": x}}
        return z["w"]["q"] * x * z["b"]

    check_grads(f, 1.5, {"w": {"q": 1.0}, "b": 1.193}, wrt=0, order=2)
