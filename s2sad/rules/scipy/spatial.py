"""Distances (`scipy.spatial.distance`): of two vectors, of the rows of two arrays, or of one."""

from ..declare import cite, general, linear

_D = "scipy.spatial.distance"
cite("chain rule")
# z = |s|, where s are differences of rows: dz = sum(e ds), the slopes e depend on the metric.
_CHEBYSHEV = "np.sign({s}) * rt.tie_weights(np.abs({s}), np.max(np.abs({s}), axis=-1), -1)"
_S, _Z = "(np.expand_dims(XA, 1) - XB)", "np.expand_dims(z, -1)"
for _metric, _slopes, _more, _note in (
    ("euclidean", "rt.divide_or_zero({s}, {z})", "", "of equal points: 0"),
    ("sqeuclidean", "2.0 * {s}", "", ""),
    ("cityblock", "np.sign({s})", "", "where components are equal: 0"),
    ("chebyshev", _CHEBYSHEV, "", "ties share equally"),
    ("minkowski", "np.sign({s}) * rt.divide_or_zero(np.abs({s}), {z}) ** (p - 1)", ", *, p=2",
     "of equal points: 0"),
):
    _fixed = "p" if _more else ""
    general(
        f"{_D}.cdist(XA, XB, metric='euclidean'{_more})",
        e=_slopes.format(s=_S, z=_Z),
        dz="np.sum(e * np.expand_dims(dXA, 1), axis=-1) - np.sum(e * dXB, axis=-1)",
        w="np.expand_dims(g, -1) * e",
        XA="np.sum(w, axis=1)", XB="-np.sum(w, axis=0)",
        only={"metric": (_metric,)}, real=True, note=_note, constant=_fixed,
    )  # fmt: skip
    general(
        f"{_D}.pdist(X, metric='euclidean'{_more})",
        e=_slopes.format(s="rt.pairs(X)", z=_Z),
        dz="np.sum(e * rt.pairs(dX), axis=-1)", X="rt.pairs_back(np.expand_dims(g, -1) * e, X)",
        only={"metric": (_metric,)}, real=True, note=_note, constant=_fixed,
    )  # fmt: skip
    general(
        f"{_D}.{_metric}(u, v{_more.replace(', *', '')}, w=None)",
        e=_slopes.format(s="(u - v)", z="z"),
        dz="np.sum(e * du) - np.sum(e * dv)", u="g * e", v="-g * e",
        only={"w": (None,)}, real=True, note=_note, constant=_fixed,
    )  # fmt: skip
linear("rt.pairs(x)", x="rt.pairs_back(g, x)")
linear("rt.pairs_back(y, x)", y="rt.pairs(g)", shape="x")

cite("quotient rule")
# z = 1 - a b', where a = x / |x| are rows of length 1: da = (dx - a (a dx)) / |x|. That the mean
# of a correlated row moves, too, makes no difference: that of b is 0.
_LENGTH = "np.sqrt(np.sum({x} * {x}, axis=-1, keepdims=True))"


def _turned(y: str, a: str, n: str) -> str:
    """Return the tangent of unit rows a, of that of rows of lengths n; its own transpose."""
    return f"({y} - {a} * np.sum({a} * {y}, axis=-1, keepdims=True)) / {n}"


for _metric, _x in (("cosine", "{}"), ("correlation", "rt.centered({})")):
    general(
        f"{_D}.cdist(XA, XB, metric='euclidean')",
        n=_LENGTH.format(x=_x.format("XA")), m=_LENGTH.format(x=_x.format("XB")),
        a=f"{_x.format('XA')} / n", b=f"{_x.format('XB')} / m",
        dz=f"-({_turned('dXA', 'a', 'n')}) @ rt.t(b) - a @ rt.t({_turned('dXB', 'b', 'm')})",
        y="-(g @ b)", w="-(rt.t(g) @ a)",
        XA=_turned("y", "a", "n"), XB=_turned("w", "b", "m"),
        only={"metric": (_metric,)}, real=True,
    )  # fmt: skip
    general(
        f"{_D}.pdist(X, metric='euclidean')",
        n=_LENGTH.format(x=_x.format("X")), a=f"{_x.format('X')} / n",
        dz=f"-rt.pair_sums(({_turned('dX', 'a', 'n')}) @ rt.t(a))",
        y="-(rt.pair_matrix(g, X) @ a)", X=_turned("y", "a", "n"),
        only={"metric": (_metric,)}, real=True,
    )  # fmt: skip
    general(
        f"{_D}.{_metric}(u, v, w=None)",
        n=_LENGTH.format(x=_x.format("u")), m=_LENGTH.format(x=_x.format("v")),
        a=f"{_x.format('u')} / n", b=f"{_x.format('v')} / m",
        dz=f"-np.sum({_turned('du', 'a', 'n')} * b) - np.sum(a * {_turned('dv', 'b', 'm')})",
        y="-g * b", x="-g * a",
        u=_turned("y", "a", "n"), v=_turned("x", "b", "m"),
        only={"w": (None,)}, real=True,
    )  # fmt: skip
linear("rt.centered(x)", x="rt.centered(g)")
linear("rt.pair_sums(x)", x="rt.pair_matrix(g, x)")
linear("rt.pair_matrix(y, x)", y="rt.pair_sums(g)", shape="x")
general(
    f"{_D}.squareform(X, force='no', checks=True)", dz=f"{_D}.squareform(dX)", X="rt.pair_sums(g)",
    only={"force": ("no", "tomatrix")}, note="of a vector", vector="X",
    cited="transpose of a linear map",
)  # fmt: skip
