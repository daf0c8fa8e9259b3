"""Linear algebra: inverses, determinants, factorisations, norms."""

from typing import Any

from .declare import cite, general, linear, parts, zero

general(
    "np.linalg.inv(a)",
    dz="-(z @ da @ z)", a="-(rt.t(z) @ g @ rt.t(z))", cited="Giles 2008, 2.2.3",
)  # fmt: skip
general(
    "np.linalg.solve(a, b)",
    dz="rt.solve_like(a, db - rt.solve_product(da, z, b), b)",
    w="rt.solve_like(rt.t(a), g, b)",
    a="-rt.solve_outer(w, z, b)",
    b="w",
    cited="Giles 2008, 2.3.1",
)
cite("Giles 2008, 2.2.4")
general(
    "np.linalg.det(a)",
    dz="np.sum(rt.cofactor(a) * da, axis=(-2, -1))",
    a="rt.cofactor(a) * np.expand_dims(g, (-2, -1))",
)
parts("np.linalg.slogdet(a)", "rt.signdet(a)", "rt.logabsdet(a)")
zero("rt.signdet(a)", real=True)
# Of a complex matrix: dz = z * 1j * imag(trace(inv(a) da)).
general(
    "rt.signdet(a)",
    dz="1j * z * np.imag(np.sum(w * da, axis=(-2, -1)))",
    w="rt.t(np.linalg.inv(a))",
    a="1j * w * np.expand_dims(np.imag(z * g), (-2, -1))",
    complex=True,
)
general(
    "rt.logabsdet(a)",
    dz="np.sum(rt.t(np.linalg.inv(a)) * da, axis=(-2, -1))",
    a="rt.t(np.linalg.inv(a)) * np.expand_dims(g, (-2, -1))",
)
cite("Murray 2016")
# The argument counts as Hermitian: its two triangles share the adjoint.
_CHOLESKY = "np.linalg.cholesky(a, *, upper=False)"
general(
    _CHOLESKY,
    dz="z @ rt.half_tril(np.linalg.solve(z, rt.h(np.linalg.solve(z, 0.5 * (da + rt.h(da))))))",
    w="np.linalg.solve(rt.t(z), rt.h(np.linalg.solve(rt.t(z), rt.half_tril(rt.t(z) @ g))))",
    a="0.5 * (w + rt.h(w))",
    only={"upper": (False,)}, note="the argument counts as symmetric (Hermitian)",
)  # fmt: skip
general(
    _CHOLESKY,
    l="rt.h(z)",
    dz="rt.h(l @ rt.half_tril("
       "np.linalg.solve(l, rt.h(np.linalg.solve(l, 0.5 * (da + rt.h(da)))))))",
    w="np.linalg.solve(rt.t(l), rt.h(np.linalg.solve(rt.t(l), rt.half_tril(rt.t(l) @ rt.h(g)))))",
    a="0.5 * (w + rt.h(w))",
    only={"upper": (True,)}, note="the argument counts as symmetric (Hermitian)",
)  # fmt: skip

cite("Golub and Pereyra 1973")
# dz = -z da z + z z.h da.h (1 - a z) + (1 - z a) da.h z.h z, where what
# is left out of a is nothing but rounding.
_PINV = "np.linalg.pinv(a, rcond=None, hermitian=False, *, rtol=None)"
_PLAIN, _ANY, _SYMMETRIC = {"rcond": (None,), "rtol": (None,)}, (False,), (True,)
OF_PINV: dict[str, Any] = {
    "p": "rt.h(da) - rt.h(da) @ k @ z", "q": "rt.h(z) @ z",
    "dz": "z @ (rt.h(z) @ p - da @ z) + (rt.h(da) - z @ (k @ rt.h(da))) @ q",
    "u": "rt.t(g)", "v": "u @ z", "w": "z @ u",
    "a": "np.conj((v - k @ (z @ v)) @ rt.h(z) + rt.h(z) @ (w - w @ z @ k)) - rt.t(z) @ g @ rt.t(z)",
}  # fmt: skip
OF_PINVH: dict[str, Any] = {
    "e": "0.5 * (da + rt.h(da))",
    "dz": "z @ (z @ (e - e @ k @ z) - e @ z) + (e - z @ (k @ e)) @ (z @ z)",
    "u": "rt.t(g)", "v": "u @ z", "w": "z @ u",
    "y": "np.conj((v - k @ (z @ v)) @ z + z @ (w - w @ z @ k)) - rt.t(z) @ g @ rt.t(z)",
    "a": "0.5 * (y + rt.h(y))",
}  # fmt: skip
for _call, _k, _only in (
    (_PINV, "a", {"hermitian": _ANY, **_PLAIN}), (_PINV, "rt.uncut(a, z)", {"hermitian": _ANY}),
    ("rt.pinv_of_rank(a, r)", "a", {}),
):  # fmt: skip
    general(_call, k=_k, only=_only, note="where the rank stays", **OF_PINV)
for _k, _only in (
    ("a", {"hermitian": _SYMMETRIC, **_PLAIN}), ("rt.uncut(a, z)", {"hermitian": _SYMMETRIC}),
):  # fmt: skip
    general(_PINV, k=_k, only=_only, note="the argument counts as symmetric (Hermitian)",
            **OF_PINVH)  # fmt: skip
general("rt.uncut(a, z)", dz="da", a="g", cited="identity")

# x = pinv(a) b: dx = pinv (db - da x) + pinv pinv.h da.h r + (1 - pinv a) da.h pinv.h x.
parts("np.linalg.lstsq(a, b, rcond=None)", "rt.lstsq_solution(a, b, d)",
      "rt.lstsq_residuals(a, b, d)", "rt.lstsq_rank(a, b, d)", "rt.lstsq_values(a, b, d)",
      whole="d", note="where the rank stays")  # fmt: skip
general(
    "rt.lstsq_solution(a, b, d)",
    p="rt.pinv_of_rank(a, d[2])", r="b - a @ z", q="rt.h(da) @ (rt.h(p) @ z)",
    dz="p @ (db - da @ z + rt.h(p) @ (rt.h(da) @ r)) + q - p @ (a @ q)",
    u="rt.t(p) @ g",
    a="np.conj(rt.solve_outer(r, np.conj(p) @ u, b)"
      " + rt.solve_outer(rt.h(p) @ z, g - rt.t(a) @ u, b)) - rt.solve_outer(u, z, b)",
    b="u",
    part=0,
)  # fmt: skip
general(
    "rt.lstsq_residuals(a, b, d)",
    x="rt.lstsq_solution(a, b, d)", r="b - a @ x",
    dz="2.0 * rt.residuals_of(np.conj(r) * (db - da @ x), z)",
    u="2.0 * np.conj(r) * rt.residuals_back(g, r)",
    b="u", a="-rt.solve_outer(u, x, b)",
    part=1, cited="chain rule",
)  # fmt: skip
linear("rt.residuals_of(y, z)", y="rt.residuals_back(g, y)", shape="z")
linear("rt.residuals_back(y, r)", y="rt.residuals_of(g, y)", shape="r")
zero("rt.lstsq_rank(a, b, d)")
general(
    "rt.lstsq_values(a, b, d)",
    s="np.linalg.svd(a, full_matrices=False)",
    dz="np.sum(np.conj(s[0]) * (da @ rt.h(s[2])), axis=-2)",
    a="(np.conj(s[0]) * np.expand_dims(g, -2)) @ np.conj(s[2])",
    part=3, cited="Giles 2008",
)
zero("np.linalg.matrix_rank(...)")

cite("Higham 2008, theorem 3.6")
# The derivative of a power is the corner of the power of [[a, da], [0, a]].
general(
    "np.linalg.matrix_power(a, n)",
    dz="rt.corner(np.linalg.matrix_power(rt.both_blocks(a) + rt.in_corner(da), n))",
    a="rt.corner(np.linalg.matrix_power(rt.both_blocks(rt.t(a)) + rt.in_corner(g), n))",
)
linear("rt.both_blocks(x)", x="rt.sum_of_blocks(g)")
linear("rt.sum_of_blocks(x)", x="rt.both_blocks(g)")
linear("rt.in_corner(x)", x="rt.corner(g)")
linear("rt.corner(x)", x="rt.in_corner(g)")

# Tensors are matrices whose rows and columns are spread over several axes.
general(
    "np.linalg.tensorinv(a, ind=2)",
    m="rt.as_matrix(z)",
    dz="-np.reshape(m @ rt.as_matrix(da) @ m, np.shape(z))",
    a="-np.reshape(rt.t(m) @ rt.as_matrix(g) @ rt.t(m), np.shape(a))",
    cited="Giles 2008, 2.2.3",
)
general(
    "np.linalg.tensorsolve(a, b, axes=None)",
    m="rt.as_matrix(a)",
    dz="np.reshape("
       "np.linalg.solve(m, np.ravel(db) - rt.as_matrix(da) @ np.ravel(z)), np.shape(z))",
    u="np.reshape(np.linalg.solve(rt.t(m), np.ravel(g)), np.shape(b))",
    a="-np.reshape(np.outer(u, z), np.shape(a))",
    b="u",
    only={"axes": (None,)}, cited="Giles 2008, 2.3.1",
)
linear("rt.as_matrix(x)", x="np.reshape(g, np.shape(x))")

linear("np.linalg.matrix_transpose(x)", x="rt.t(g)")
linear("np.matrix_transpose(x)", x="rt.t(g)")
linear("np.linalg.diagonal(x, *, offset=0)", x="rt.diagonal_back(g, x, offset, -2, -1)")
linear("np.linalg.trace(x, *, offset=0)",
       x="rt.diagonal_back(np.expand_dims(g, -1), x, offset, -2, -1)")  # fmt: skip
