"""Rearranged: functions that only move elements, by the places that they move them to.

The elements of x are numbered from 1: the same function, applied to the numbers, tells which
element came to each place, and 0 tells that none did. So the tangent is the function of dx, and
the adjoint puts each element of g back to the element that it came from.
"""

from typing import Any

from . import selection, shape  # noqa: F401  their rules for the plainest calls come first
from .declare import cite, general, linear, zero
from .template import signature


_LINEAR = "transpose of a linear map"


def _called(call: str, values: dict[str, str]) -> str:
    """Return the text of a call with other values for some of its parameters."""
    spec = signature(call)
    parts = []
    for place, (name, default) in enumerate(spec.params):
        value = values.get(name, name)
        by_name = place >= spec.positional or default is not None
        parts.append(f"{name}={value}" if by_name else value)
    return f"{spec.op}({', '.join(parts)})"


def rearranged(call: str, *operands: str, only: dict[str, tuple[Any, ...]] | None = None) -> None:
    """Declare a function that moves elements of each operand, and fills with constants or 0."""
    zeros = {name: f"np.zeros_like({name})" for name in operands}
    terms = [_called(call, {**zeros, name: f"d{name}"}) for name in operands]
    nowhere = {name: f"rt.nowhere({name})" for name in operands}
    adjoints: Any = {
        name: f"rt.put_places(g, {name}, {_called(call, {**nowhere, name: f'rt.places({name})'})})"
        for name in operands
    }
    dz = " + ".join(terms)
    general(call, dz=dz, only=only, note="moves elements", cited=_LINEAR, **adjoints)


rearranged("np.delete(x, obj, axis=None)", "x")
rearranged("np.insert(x, obj, values, axis=None)", "x", "values")
rearranged("np.diagflat(x, k=0)", "x")
rearranged("np.compress(condition, x, axis=None)", "x")
rearranged("np.extract(condition, x)", "x")
rearranged("np.resize(x, new_shape)", "x")
rearranged("scipy.linalg.circulant(c)", "c")
rearranged("scipy.linalg.hankel(c, r=None)", "c", only={"r": (None,)})
rearranged("scipy.linalg.hankel(c, r=None)", "c", "r")
rearranged("scipy.linalg.convolution_matrix(a, n, mode='full')", "a")
for _mode in ("clip", "wrap"):
    rearranged("np.take(x, indices, axis=None, *, mode)", "x", only={"mode": (_mode,)})
for _mode in ("edge", "wrap"):
    rearranged("np.pad(x, pad_width, mode='constant')", "x", only={"mode": (_mode,)})
for _mode in ("reflect", "symmetric"):
    rearranged(
        "np.pad(x, pad_width, mode='constant', *, reflect_type='even')", "x",
        only={"mode": (_mode,), "reflect_type": ("even",)},
    )  # fmt: skip
rearranged(
    "np.pad(x, pad_width, mode='constant', *, constant_values=0)", "x", "constant_values",
    only={"mode": ("constant",)},
)  # fmt: skip
cite(_LINEAR)
# The margins are sums of elements, or single ones: along one axis after the other.
for _mode, _given in (
    ("mean", "stat_length=None"), ("maximum", "stat_length=None"), ("minimum", "stat_length=None"),
    ("median", "stat_length=None"), ("linear_ramp", "end_values=0"),
    ("reflect", "reflect_type='odd'"), ("symmetric", "reflect_type='odd'"),
):  # fmt: skip
    _name = _given.partition("=")[0]
    _length = _name if _name == "stat_length" else "None"
    general(
        f"np.pad(x, pad_width, mode='constant', *, {_given})",
        dz=f"rt.pad_along(dx, x, pad_width, mode, {_length})",
        x=f"rt.pad_back(g, x, pad_width, mode, {_length})",
        only={"mode": (_mode,), **({_name: ("odd",)} if _name == "reflect_type" else {})},
        constant="end_values" if _name == "end_values" else "",
    )  # fmt: skip

cite("selection")
# What was taken from where is found again by the order of the elements.
general(
    "np.partition(x, kth, axis=-1, kind='introselect')",
    dz="np.ravel(dx)[w]", w="rt.order_like(x, z, axis)",
    x="rt.take_back(g, x, w)",
    only={"axis": (None,)}, real=True, note="with `axis=None`",
)  # fmt: skip
general(
    "np.partition(x, kth, axis=-1, kind='introselect')",
    dz="np.take_along_axis(dx, w, axis=axis)", w="rt.order_like(x, z, axis)",
    x="rt.put_along(g, x, w, axis)", real=True, note="which of equal elements is not determined",
)  # fmt: skip
linear("rt.put_places(y, x, places)", y="rt.take_places(g, places)", shape="x")
linear("rt.take_places(x, places)", x="rt.put_places(g, x, places)")
linear("rt.pad_along(y, x, pad_width, mode, stat_length)",
       y="rt.pad_back(g, x, pad_width, mode, stat_length)")  # fmt: skip
linear("rt.pad_back(y, x, pad_width, mode, stat_length)",
       y="rt.pad_along(g, x, pad_width, mode, stat_length)")  # fmt: skip
general(
    "np.unique(x, return_index=False, return_inverse=False, return_counts=False, axis=None, *,"
    " equal_nan=True, sorted=True)",
    dz="np.take(dx, i)", i="rt.first_places(x)", x="rt.take_back(g, x, i)",
    only={"return_index": (False,), "return_inverse": (False,), "return_counts": (False,),
          "axis": (None,), "sorted": (True,)},
    note="of equal elements the first",
)  # fmt: skip
zero("rt.first_places(x)")
