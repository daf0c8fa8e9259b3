"""Selections: the greater, the lesser, this one or that one, these elements, in that order."""

from .declare import cite, elementwise, general, linear, sequence, zero

# Both operands share a tie; numbers, so that bools and floats may meet in one expression.
elementwise(
    "np.maximum(x, y)",
    "((x > y) + 0.5 * (x == y)) * dx + ((y > x) + 0.5 * (x == y)) * dy",
    real=True, note="a tie is shared: 1/2 each",
)  # fmt: skip
elementwise(
    "np.minimum(x, y)",
    "((x < y) + 0.5 * (x == y)) * dx + ((y < x) + 0.5 * (x == y)) * dy",
    real=True, note="a tie is shared: 1/2 each",
)  # fmt: skip
elementwise(
    "np.fmax(x, y)",
    "((x > y) + 0.5 * (x == y) + np.isnan(y)) * dx + ((y > x) + 0.5 * (x == y) + np.isnan(x)) * dy",
    real=True, note="a tie is shared: 1/2 each; a nan gives way",
)  # fmt: skip
elementwise(
    "np.fmin(x, y)",
    "((x < y) + 0.5 * (x == y) + np.isnan(y)) * dx + ((y < x) + 0.5 * (x == y) + np.isnan(x)) * dy",
    real=True, note="a tie is shared: 1/2 each; a nan gives way",
)  # fmt: skip

elementwise(
    "np.where(c, x, y)", "np.where(c, dx, 0.0) + np.where(c, 0.0, dy)", whole="np.where(c, dx, dy)"
)
zero("np.where(c)")

elementwise(
    "np.clip(x, a_min=None, a_max=None)",
    "((x > a_min) & (x < a_max)) * dx + ((x <= a_min) & (a_min < a_max)) * da_min"
    " + (np.maximum(x, a_min) >= a_max) * da_max",
    real=True, note="at a bound: 0 in x, 1 in the bound",
)  # fmt: skip
elementwise("np.clip(x, None, None)", "dx", real=True)
elementwise("np.clip(x, a_min, None)", "(x > a_min) * dx + (x <= a_min) * da_min", real=True)
elementwise("np.clip(x, None, a_max)", "(x < a_max) * dx + (x >= a_max) * da_max", real=True)

linear("np.take(x, indices, axis=None)", x="rt.take_back(g, x, indices, axis)")
linear(
    "np.take_along_axis(x, indices, axis)", x="rt.take_back(g, x, indices)",
    only={"axis": (None,)},
)  # fmt: skip
linear("np.take_along_axis(x, indices, axis)", x="rt.put_along(g, x, indices, axis)")
sequence(
    "np.choose(i, items, *, mode='raise')",
    item="rt.chosen(g, i, items, k, mode)", items="rt.chosen_items(g, i, items, mode)",
)
cite("selection")
general(
    "np.sort(x, axis=-1, kind=None, *, stable=None)",
    dz="np.ravel(dx)[w]",
    w="rt.sorting(x, z, axis)",
    x="np.reshape(rt.unsort(g, w), np.shape(x))",
    only={"axis": (None,)}, note="with `axis=None`; ties keep their order",
)  # fmt: skip
general(
    "np.sort(x, axis=-1, kind=None, *, stable=None)",
    dz="np.take_along_axis(dx, w, axis=axis)",
    w="rt.sorting(x, z, axis)",
    x="rt.unsort(g, w, axis)",
    note="ties keep their order",
)  # fmt: skip
