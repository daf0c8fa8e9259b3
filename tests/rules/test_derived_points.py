"""Points made of others, as programs: right, or refused.

Of operands without elements, of one, stacked, broadcast, without axes, in other layouts, and of
other dtypes. By default it is every 96th of them, with S2SAD_ALL_TESTS every eighth, and all of
them with S2SAD_ALL_POINTS, in ten minutes.
"""

import os

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from s2sad.testing_trees import duplicate

from .adding import HAS_SCIPY
from .all_points import ALL_OF_THEM
from .derived import all_derived
from .programs_of_points import _along, _flat, _map, _moved, function_of, is_varying, same

ALL = [case for case in all_derived() if HAS_SCIPY or "scipy." not in case[1]]
EVERY = 1 if os.environ.get("S2SAD_ALL_POINTS") else 8 if ALL_OF_THEM else 96
CASES = {}
for _k, (_name, _text, _values) in enumerate(ALL):
    _has_integers = _name in ("one of integers", "one of truth values")
    _is_at_kink = _has_integers and _text.startswith(("np.interp", "scipy."))  # knots, ends
    if _k % EVERY == 0 and not _is_at_kink:
        CASES.setdefault(_name, []).append((_text, _values))

STEP = 1e-6
# Where a derivative takes less than its function does, and says so with an error of NumPy's.
LOUD = (
    "sum(x)", "np.poly(x)", "np.polymul", "np.cov(x, fweights", "np.cov(x, aweights",
    "np.nanquantile(x, q", "np.nanpercentile(x, q",  # of nothing
    "np.polyint(x, 0)", "np.polyder(x, 0)", "np.polynomial",  # of a number
    "np.polyfit(x",  # of too few places
    "np.piecewise", "math.",  # of a number of Python's, and of float32
)  # fmt: skip
# What is undetermined, or not symmetric then, or has no single precision; no variables at all.
APART = ("mode='empty'", "hermitian=True", "a.T", "np.vectorize", "np.cov(x, y, rowvar=False)")
NUMBERS = (TypeError, ValueError, IndexError, AttributeError, np.linalg.LinAlgError)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", CASES)
def test_a_derived_point_is_right_or_refused(name):
    judged = 0
    with np.errstate(all="ignore"):
        for text, values in CASES[name]:
            try:
                judged += check(text, values)
            except Error:  # refused
                continue
            except Exception as error:
                is_loud = text.startswith(LOUD) or "scipy." in text
                if not (is_loud and isinstance(error, NUMBERS)):
                    shapes = {n: np.shape(v) for n, v in values.items() if not is_list(v)}
                    raise AssertionError(f"{name} of {text} at {shapes}: {error}") from error
    assert judged > 0


def is_list(value):
    return isinstance(value, (list, tuple))


def check(text, values):
    """Return whether a call has a value, which is then compared in both modes."""
    f = function_of(text, values)
    names = [name for name, value in values.items() if is_varying(value)]
    try:
        expected = f(*duplicate(list(values.values())))
        kinds = {np.asarray(part).dtype.kind for part in leaves(expected)}
    except Exception:  # NumPy takes no such operands
        return False
    if not names or not kinds or kinds - {"f"} or any(word in text for word in APART):
        return False
    rng = np.random.default_rng(3)
    ds = {name: _map(in_the_type_of, values[name], _along(rng, values[name])) for name in names}
    args = list(values.values())
    value, tangent = s2sad.jvp(f, duplicate(args), list(ds.values()), wrt=tuple(names))
    found = leaves([expected, *[values[name] for name in names]])
    is_single = np.float32 in [np.asarray(part).dtype for part in found]
    exact = {"rtol": 1e-5 if is_single else 1e-12, "atol": 1e-6 if is_single else 1e-300}
    same(plain(value), plain(expected), **exact)
    value, pullback = s2sad.vjp(f, *duplicate(args), wrt=tuple(names))
    same(plain(value), plain(expected), **exact)
    seeds = _map(lambda z: in_the_type_of(z, np.asarray(rng.normal(size=np.shape(z)))), value)
    gradients = pullback(seeds)
    for name, gradient in zip(names, gradients):
        for g, x in zip(leaves(gradient), leaves(values[name]), strict=True):
            assert np.shape(g) == np.shape(x), name
            assert np.asarray(g).dtype == np.asarray(x).dtype, name
    if not np.all(np.isfinite(_flat(expected))):
        return True
    close = 5e-3 if is_single else 5e-6
    slope = slope_along(f, values, ds)
    known = np.isfinite(slope)
    np.testing.assert_allclose(_flat(tangent)[known], slope[known], rtol=close, atol=close)
    total = sum([_flat(g) @ _flat(ds[name]) for name, g in zip(names, gradients)])
    weighed = _flat(seeds) * _flat(tangent)
    if np.all(np.isfinite(weighed)):
        size = 1.0 + np.sum(np.abs(weighed))
        np.testing.assert_allclose(total, np.sum(weighed), rtol=0.0, atol=size * close * 1e-2)
    return True


def slope_along(f, values, ds):
    """Return how a call changes along directions: a difference, in double precision."""
    wide = {n: _map(widened, v) if n in ds else v for n, v in values.items()}
    ends = [
        _flat(f(*[_moved(v, _map(widened, ds[n]), h) if n in ds else v
                  for n, v in duplicate([wide])[0].items()]))
        for h in (STEP, -STEP)
    ]  # fmt: skip
    return (ends[0] - ends[1]) / (2 * STEP)


def widened(x):
    return x.astype(float) if isinstance(x, np.ndarray) else float(x)


def leaves(tree):
    return [leaf for part in tree for leaf in leaves(part)] if is_list(tree) else [tree]


def plain(tree):
    """Return named tuples of NumPy's as tuples."""
    return tuple(map(plain, tree)) if is_list(tree) else tree


def in_the_type_of(x, d):
    """Return a direction in the type and dtype of what it moves."""
    if isinstance(x, np.ndarray):
        return np.asarray(d, dtype=x.dtype)
    return type(x)(d)
