"""Distances (`scipy.spatial.distance`): between the rows of two arrays, or of one."""

from ..declare import general, linear

# z = |s|, where s are differences of rows: dz = sum(e ds), the slopes e depend on the metric.
_S, _Z = "(np.expand_dims(XA, 1) - XB)", "np.expand_dims(z, -1)"
for _metric, _slopes, _note in (
    ("euclidean", f"rt.divide_or_zero({{s}}, {_Z})", "of equal points: 0"),
    ("sqeuclidean", "2.0 * {s}", ""),
    ("cityblock", "np.sign({s})", "where components are equal: 0"),
    ("chebyshev", "np.sign({s}) * rt.tie_weights(np.abs({s}), np.max(np.abs({s}), axis=-1), -1)",
     "ties share equally"),
):
    general(
        "scipy.spatial.distance.cdist(XA, XB, metric='euclidean')",
        e=_slopes.format(s=_S),
        dz="np.sum(e * np.expand_dims(dXA, 1), axis=-1) - np.sum(e * dXB, axis=-1)",
        w="np.expand_dims(g, -1) * e",
        XA="np.sum(w, axis=1)", XB="-np.sum(w, axis=0)",
        only={"metric": (_metric,)}, real=True, note=_note,
    )  # fmt: skip
    general(
        "scipy.spatial.distance.pdist(X, metric='euclidean')",
        e=_slopes.format(s="rt.pairs(X)"),
        dz="np.sum(e * rt.pairs(dX), axis=-1)", X="rt.pairs_back(np.expand_dims(g, -1) * e, X)",
        only={"metric": (_metric,)}, real=True, note=_note,
    )  # fmt: skip
linear("rt.pairs(x)", x="rt.pairs_back(g, x)")
linear("rt.pairs_back(y, x)", y="rt.pairs(g)", shape="x")
