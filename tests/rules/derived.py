"""Points made of others: the same calls of operands of other shapes, layouts and dtypes.

Each derivation changes all operands alike, or one of them; a call that NumPy refuses then is none.
"""

import numpy as np

from .all_points import PROGRAMS
from .points import POINTS

LEFT_OUT = (
    "rt.",  # told what NumPy is told, and nothing else
    "scipy.linalg.lu_solve",  # SciPy reads outside of its memory where pivots do not fit
)


def arrays(values):
    """Return the arrays among operands, and in lists of them."""
    each = [v if isinstance(v, (list, tuple)) else [v] for v in values.values()]
    return [x for found in each for x in found if isinstance(x, np.ndarray)]


def of_each(change, values):
    """Return operands with a change made to each array of one axis or more."""

    def changed(v):
        if isinstance(v, (list, tuple)):
            return type(v)([changed(x) for x in v])
        return change(v) if isinstance(v, np.ndarray) and v.ndim else v

    return {name: changed(v) for name, v in values.items()}


def cut(n, length):
    """Return the change that cuts all axes of n elements."""
    return lambda x: x[tuple([slice(length if k == n else k) for k in x.shape])].copy()


def stacked(x):
    """Return an array of two, of which the second is another."""
    if x.dtype.kind not in "fc":
        return np.stack([x, x])
    return np.stack([x, x * (1.07 + 0.013 * (x.size % 11))])


def is_float(v):
    return isinstance(v, np.ndarray) and v.ndim and v.dtype == np.float64


def derived(values):
    """Yield points made of the operands of one, each with its name."""
    for n in sorted({k for x in arrays(values) for k in x.shape if k > 1}):
        yield "nothing", of_each(cut(n, 0), values)
        yield "one", of_each(cut(n, 1), values)
    if arrays(values):
        yield "nothing", of_each(lambda x: x[(slice(0),) * x.ndim].copy(), values)
        yield "stacked", of_each(stacked, values)
        yield "stacked", of_each(lambda x: stacked(stacked(x)), values)
        yield "an axis before", of_each(lambda x: x[None], values)
        yield "an axis behind", of_each(lambda x: x[..., None], values)
        yield "an item", of_each(lambda x: x[0].copy() if len(x) else x, values)
        yield "a number", of_each(lambda x: np.array(x.flat[0]) if x.size else x, values)
        yield "columns first", of_each(np.asfortranarray, values)
        yield "backwards", of_each(lambda x: x[::-1].copy()[::-1], values)
        yield "single precision", of_each(
            lambda x: x.astype(np.float32) if x.dtype == np.float64 else x, values)
    floats = [name for name, v in values.items() if is_float(v)]
    for name in floats if len(floats) > 1 else ():
        x = values[name]
        yield "one stacked", {**values, name: stacked(x)}
        yield "an axis before one", {**values, name: x[None]}
        yield "an axis behind one", {**values, name: x[..., None]}
        yield "one of single precision", {**values, name: x.astype(np.float32)}
    numbers = [name for name, v in values.items() if isinstance(v, float)]
    for name in floats if len(floats + numbers) > 1 else ():
        if np.isfinite(values[name]).all():
            yield "one of integers", {**values, name: np.rint(3 * values[name]).astype(int)}
        yield "one of truth values", {**values, name: values[name] > 0.4}
    if numbers:
        yield "a number", {**values, **{name: np.array(values[name]) for name in numbers}}
        yield "numpy's", {**values, **{name: np.float64(values[name]) for name in numbers}}
        yield "single precision", {**values, **{n: np.float32(values[n]) for n in numbers}}
    for name in numbers:
        yield "a vector", {**values, name: np.array([values[name], 1.1 * values[name]])}


def all_derived():
    """Return the derived points of the first point of each text: its name, text and operands."""
    found, seen = [], set()
    for text, values in POINTS + PROGRAMS:
        if text in seen or text.startswith(LEFT_OUT) or any(map(is_complex, values.values())):
            continue
        seen.add(text)
        found += [(name, text, made) for name, made in derived(values)]
    return found


def is_complex(value):
    return isinstance(value, complex) or getattr(value, "dtype", np.dtype(int)).kind == "c"
