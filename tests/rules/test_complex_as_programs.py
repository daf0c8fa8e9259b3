"""The points of complex numbers, Fourier transforms and linear algebra, each as a program."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp, rules, runtime
from s2sad.rules.template import parse
from s2sad.testing_trees import flatten

from .all_points import some
from .points_complex import POINTS as COMPLEX
from .points_fourier import POINTS as FOURIER
from .points_linalg import POINTS as LINALG, PROGRAMS
from .test_rules_at_points import is_varying
from tests.programs.running import scope_of
from tests.thorough import in_turn

POINTS = [
    (text, values) for text, values in COMPLEX + FOURIER + LINALG + PROGRAMS
    if all(isinstance(v, (int, float, complex, np.generic, np.ndarray)) for v in values.values())
]


def program(text, values, result="{}"):
    """Return a function of the values of a point, with a source that can be read."""
    body = result.format(text)
    source = f"def f({', '.join(values)}):\n    z = {body}\n    return z\n"
    return scope_of(source, f"<point {text}, {result}>", np=np, rt=runtime)["f"]


def moving(values):
    return [k for k, value in enumerate(values.values()) if is_varying(value)]


CASES = [pytest.param(t, v, id=f"{i}: {t}") for i, (t, v) in enumerate(some(POINTS))]


@pytest.mark.parametrize("text, values", CASES)
def test_a_point_is_differentiated_in_both_modes(text, values):
    f = program(text, values)
    check_grads(f, *values.values(), wrt=moving(values))


def called(text):
    """Return the rule of a call; of a larger program, its text."""
    fit = rules.match(parse(text))
    return text if fit is None or (text, None) in NOT_CALLS else fit.rule.call


NOT_CALLS = {(text, None) for text, _ in PROGRAMS}


def one_of_each():
    """Yield the first point of each rule."""
    seen = set()
    for text, values in POINTS:
        kinds = tuple(np.iscomplexobj(value) for value in values.values())
        key = (called(text), kinds)
        if key not in seen:
            seen.add(key)
            yield pytest.param(text, values, id=text)


@pytest.mark.parametrize("text, values", in_turn(one_of_each(), 6))
def test_the_derivative_of_a_point_is_differentiated(text, values):
    f = program(text, values)
    check_grads(f, *values.values(), wrt=moving(values), order=2)


ARRAYS = [
    case for case in one_of_each()
    if all(isinstance(v, np.ndarray) for v in case.values[1].values())
]


@pytest.mark.parametrize("text, values", ARRAYS)
def test_single_precision_stays_single_precision(text, values):
    narrow = {n: v.astype(narrowed(v.dtype)) for n, v in values.items()}
    f = program(text, narrow)
    value = f(*narrow.values())
    if isinstance(value, tuple):
        return
    given = [narrow[name] for name in values]
    wrt = tuple(moving(values))
    got, slope = jvp(f, given, [given[k] for k in wrt], wrt=wrt)
    assert np.result_type(got) == np.result_type(value)
    assert np.result_type(slope) == np.result_type(value)
    total = program(text, narrow, "np.sum(np.real({}))")
    found = grad(total, wrt=wrt)(*given)
    for k, gradient in zip(wrt, found):
        assert gradient.dtype == given[k].dtype
        assert gradient.shape == given[k].shape


def narrowed(dtype):
    return {"float64": np.float32, "complex128": np.complex64}.get(dtype.name, dtype)


def test_the_direction_of_a_point_has_both_parts():
    assert flatten(np.zeros(2, complex)).size == 4
