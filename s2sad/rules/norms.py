"""Norms of vectors and matrices.

A norm is a real number, and x receives its weights times g: dz = real(sum(weights * dx)). At
points where a norm has no derivative the weights are those of least size, ties share equally.
"""

from .declare import cite, general, zero

_INF = float("inf")
# Of an order below 1 a component 0 is a kink; so is 0 as a norm, of a negative order.
_GENERAL = (
    "rt.weighted(np.conj(np.sign({x})) * ({z} != 0),"
    " rt.divide_or_zero(np.abs(x), {z}) ** (ord - 1))"
)


def _norm(call: str, weights: str, axis: str, ords: tuple[object, ...], note: str) -> None:
    """Declare the norms of some orders by their weights."""
    general(
        call,
        dz=f"np.sum(({weights}) * dx, axis={axis}, keepdims=keepdims)",
        x=f"({weights}) * rt.expand(g, x, {axis}, keepdims)",
        only={"ord": ords}, note=note,
    )  # fmt: skip


def _euclidean(call: str, x: str, axis: str, ords: tuple[object, ...], note: str) -> None:
    """Declare the root of a sum of squares; what is divided is as short as it can be."""
    general(
        call,
        dz=f"rt.divide_or_zero(np.sum(np.conj({x}) * dx, axis={axis}, keepdims=keepdims), z)",
        x=f"np.conj({x}) * rt.expand(rt.divide_or_zero(g, z), x, {axis}, keepdims)",
        only={"ord": ords}, note=note,
    )  # fmt: skip


cite("chain rule")
# `rt.vector` is x; it raises an error where nobody knows before the run that x is no vector.
_euclidean("np.linalg.norm(x, ord=None, axis=None, keepdims=False)", "x", "axis",
           (None, "fro", "f"), "at 0: 0")  # fmt: skip
for _call, _x in (
    ("np.linalg.norm(x, ord=None, axis=None, keepdims=False)", "rt.vector(x, axis)"),
    ("np.linalg.vector_norm(x, *, axis=None, keepdims=False, ord=2)", "x"),
):
    _euclidean(_call, _x, "axis", (2, 2.0), "of vectors; at 0: 0")
    _norm(_call, f"np.conj(np.sign({_x}))", "axis", (1, 1.0), "of vectors; at a component 0: 0")
    for _ord in (_INF, -_INF):
        _norm(_call, f"np.conj(np.sign({_x})) * rt.tie_weights(np.abs(x), z, axis, keepdims)",
              "axis", (_ord,), "of vectors; ties share equally")  # fmt: skip
    zero(_call, only={"ord": (0, 0.0)})
    _norm(_call, _GENERAL.format(x=_x, z="rt.expand(z, x, axis, keepdims)"), "axis", (float,),
          "of vectors; at 0: 0")  # fmt: skip

_MATRIX, _AXES = "np.linalg.matrix_norm(x, *, keepdims=False, ord='fro')", "(-2, -1)"
_euclidean(_MATRIX, "x", _AXES, ("fro", "f"), "at 0: 0")
for _ord, _along, _across in ((1, -2, -1), (-1, -2, -1), (_INF, -1, -2), (-_INF, -1, -2)):
    _most = (f"np.max(c, axis={_across}, keepdims=True, initial=0.0)" if _ord > 0 else
             f"np.min(c, axis={_across}, keepdims=True)")  # of no columns, too: 0
    general(
        _MATRIX,
        c=f"np.sum(np.abs(x), axis={_along}, keepdims=True)",
        w=f"np.conj(np.sign(x)) * rt.tie_weights(c, {_most}, {_across}, True)",
        dz=f"np.sum(w * dx, axis={_AXES}, keepdims=keepdims)",
        x=f"w * rt.expand(g, x, {_AXES}, keepdims)",
        only={"ord": (_ord, float(_ord))}, note="ties share equally",
    )  # fmt: skip
cite("Watson 1992")
_SHARE = " * np.expand_dims(rt.tie_weights(d[1], np.{}, -1), -2)"
for _ords, _share in (
    (("nuc",), ""), ((2, 2.0), _SHARE.format("max(d[1], axis=-1, initial=0.0)")),
    ((-2, -2.0), _SHARE.format("min(d[1], axis=-1)")),
):
    general(
        _MATRIX,
        d="np.linalg.svd(x, full_matrices=False)",
        w=f"(np.conj(d[0]){_share}) @ np.conj(d[2])",
        dz=f"np.sum(w * dx, axis={_AXES}, keepdims=keepdims)",
        x=f"w * rt.expand(g, x, {_AXES}, keepdims)",
        only={"ord": _ords}, note="of equal singular values: they share equally",
    )  # fmt: skip
