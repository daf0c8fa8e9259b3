"""A point as a program: a function whose only line is the call, and what is checked of it."""

import importlib
import math

import numpy as np

import s2sad
from s2sad import runtime
from s2sad.testing_trees import duplicate
from tests.programs.running import scope_of

_STEP = 1e-6


SCOPE = {"np": np, "math": math, "s2sad": s2sad, "rt": runtime}


def function_of(text, names, extra=""):
    """Return `def f(names): return text`, with its source where `inspect` finds it."""
    lines = [f"def f({', '.join(names)}):\n", *extra, f"    return {text}\n"]
    file = f"<point {text} {''.join(extra)}>"
    more = {"scipy": importlib.import_module("scipy")} if "scipy." in text else {}
    return scope_of("".join(lines), file, **SCOPE, **more)["f"]


def is_varying(value):
    """Return whether an operand is a float, an array of floats, or a list or tuple of them."""
    if isinstance(value, (list, tuple)):
        return bool(value) and all(map(is_varying, value))
    return isinstance(value, float) or getattr(value, "dtype", np.dtype(int)).kind == "f"


def _map(function, *trees):
    if isinstance(trees[0], (list, tuple)):
        parts = [_map(function, *each) for each in zip(*trees)]
        return parts if isinstance(trees[0], list) else tuple(parts)
    return function(*trees)


def _flat(tree):
    if isinstance(tree, (list, tuple)):
        return np.concatenate([_flat(part) for part in tree] or [np.zeros(0)])
    return np.asarray(tree, dtype=float).reshape(-1)


def _moved(tree, direction, h):
    return _map(lambda x, d: np.asarray(x + h * d) if isinstance(x, np.ndarray) else x + h * d,
                tree, direction)  # fmt: skip


def _along(rng, tree):
    """Return a direction, smooth enough that neighbouring points keep their order."""
    def one(x):
        d = rng.normal(size=np.shape(x))
        return float(d) if isinstance(x, float) else np.asarray(d)

    return _map(one, tree)


def same(found, expected, **kwargs):
    """Compare numbers, arrays, and lists and tuples of them."""
    if isinstance(expected, (list, tuple)):
        assert len(found) == len(expected)
        for a, b in zip(found, expected):
            same(a, b, **kwargs)
        return
    assert np.shape(found) == np.shape(expected)
    assert np.result_type(found) == np.result_type(expected)
    np.testing.assert_allclose(found, expected, **kwargs)


def check_first_order(text, values, seed=5):
    """Check a call's value, tangent and adjoint, as programs, against NumPy and differences."""
    rng = np.random.default_rng(seed)
    f = function_of(text, values)
    names = [name for name, value in values.items() if is_varying(value)]
    args = list(values.values())
    expected = f(*duplicate(args))
    ds = {name: _along(rng, values[name]) for name in names}
    value, tangent = s2sad.jvp(f, duplicate(args), [ds[n] for n in names], wrt=tuple(names))
    same(value, expected, rtol=1e-14, atol=1e-300)
    ends = [
        _flat(f(*[_moved(v, ds[n], h) if n in ds else v for n, v in values.items()]))
        for h in (_STEP, -_STEP)
    ]
    slope = (ends[0] - ends[1]) / (2 * _STEP)
    np.testing.assert_allclose(_flat(tangent), slope, rtol=2e-6, atol=2e-6)
    value, pullback = s2sad.vjp(f, *duplicate(args), wrt=tuple(names))
    same(value, expected, rtol=1e-14, atol=1e-300)
    seeds = _map(lambda z: _seed(rng, z), value)
    gradients = pullback(seeds)
    total = 0.0
    for name, gradient in zip(names, gradients):
        assert _flat(gradient).shape == _flat(values[name]).shape
        total += _flat(gradient) @ _flat(ds[name])
    weighted = _flat(_map(lambda g, t: np.asarray(g) * t, seeds, tangent))
    np.testing.assert_allclose(total, np.sum(weighted), rtol=1e-9, atol=1e-9)
    check_gaps(f, values, names, seeds, gradients)
    if "np.vectorize" not in text:  # which takes no single precision here
        check_single_precision(f, values, names)


def check_gaps(f, values, names, seeds, gradients):
    """Check that arrays with gaps in memory have the same gradients."""
    spread = {n: _with_gaps(v) if isinstance(v, np.ndarray) else v for n, v in values.items()}
    _, pullback = s2sad.vjp(f, *spread.values(), wrt=tuple(names))
    for found, expected in zip(pullback(seeds), gradients):
        np.testing.assert_allclose(_flat(found), _flat(expected), rtol=1e-12, atol=1e-14)


def _with_gaps(x):
    """Return an array of which every second element in memory is something else."""
    return np.repeat(x, 2, axis=-1)[..., ::2] if x.ndim else x


def check_single_precision(f, values, names):
    """Check that the gradients of float32 arguments are float32, and about the same."""
    if not any(isinstance(v, np.ndarray) and v.dtype == np.float64 for v in values.values()):
        return
    cast = {
        n: v.astype(np.float32) if isinstance(v, np.ndarray) and v.dtype == np.float64 else v
        for n, v in values.items()
    }
    value, pullback = s2sad.vjp(f, *duplicate(list(cast.values())), wrt=tuple(names))
    same(value, f(*duplicate(list(cast.values()))), rtol=1e-6)
    for name, gradient in zip(names, pullback(_map(lambda z: np.ones_like(z), value))):
        if isinstance(cast[name], np.ndarray):
            assert gradient.dtype == cast[name].dtype, name
            assert gradient.shape == cast[name].shape, name


def _seed(rng, z):
    g = rng.normal(size=np.shape(z))
    return float(g) if np.ndim(z) == 0 else g


def check_second_order(text, values, seed=6):
    """Check the gradient of a call, contracted with weights, by differentiating it again."""
    names = [name for name, value in values.items() if is_varying(value)]
    if any(isinstance(values[name], (list, tuple)) for name in names):
        return
    rng = np.random.default_rng(seed)
    f = function_of(text, values)
    result = f(*duplicate(list(values.values())))
    if isinstance(result, (list, tuple)):
        return
    weights = rng.normal(size=np.shape(result))
    loss = function_of(f"np.sum({text} * weights)", [*values, "weights"])
    loss.__globals__["weights"] = weights
    given = ", ".join([*values, "weights"])
    ways = ", ".join([f"way_{name}" for name in names])
    inner = " + ".join([f"np.sum(g[{k}] * way_{name})" for k, name in enumerate(names)])
    wrt = ", ".join([repr(name) for name in names])
    slope = function_of(
        inner, [*values, "weights", *ways.split(", ")],
        [f"    g = s2sad.grad(loss, wrt=({wrt},))({given})\n"],
    )  # fmt: skip
    slope.__globals__["loss"] = loss
    along = {name: _along(rng, values[name]) for name in names}
    again = {name: _along(rng, values[name]) for name in names}
    fixed = [weights, *along.values()]
    found = s2sad.grad(slope, wrt=tuple(names))(*duplicate(list(values.values())), *fixed)
    total = sum([_flat(g) @ _flat(again[name]) for name, g in zip(names, found)])
    h = 3e-6
    ends = [
        slope(*[_moved(v, again[n], s) if n in again else v for n, v in values.items()], *fixed)
        for s in (h, -h)
    ]
    np.testing.assert_allclose(total, (ends[0] - ends[1]) / (2 * h), rtol=2e-5, atol=2e-5)
