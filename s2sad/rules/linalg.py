"""Linear algebra: inverses, determinants, factorisations, norms.

Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
differentiation", 2008, derives the adjoints that take more than a line.
"""

from .declare import general, parts, zero

general("np.linalg.inv(a)", dz="-(z @ da @ z)", a="-(rt.t(z) @ g @ rt.t(z))")
general(
    "np.linalg.solve(a, b)",
    dz="rt.solve_like(a, db - rt.solve_product(da, z, b), b)",
    w="rt.solve_like(rt.t(a), g, b)",
    a="-rt.solve_outer(w, z, b)",
    b="w",
)
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
# The argument counts as Hermitian: its two triangles share the adjoint.
general(
    "np.linalg.cholesky(a)",
    dz="z @ rt.half_tril(np.linalg.solve(z, rt.h(np.linalg.solve(z, 0.5 * (da + rt.h(da))))))",
    w="np.linalg.solve(rt.t(z), rt.h(np.linalg.solve(rt.t(z), rt.half_tril(rt.t(z) @ g))))",
    a="0.5 * (w + rt.h(w))",
    note="the argument counts as symmetric (Hermitian)",
)  # fmt: skip

_NORM = "np.linalg.norm(x, ord=None, axis=None, keepdims=False)"
general(
    _NORM,
    dz="rt.divide_or_zero(np.sum(np.conj(x) * dx, axis=axis, keepdims=keepdims), z)",
    x="np.conj(x) * rt.expand(rt.divide_or_zero(g, z), x, axis, keepdims)",
    only={"ord": (None, "fro")}, note="at 0: 0",
)  # fmt: skip
general(
    _NORM,
    dz="rt.divide_or_zero("
       "np.sum(np.conj(rt.vector(x, axis)) * dx, axis=axis, keepdims=keepdims), z)",
    x="np.conj(rt.vector(x, axis)) * rt.expand(rt.divide_or_zero(g, z), x, axis, keepdims)",
    only={"ord": (2, 2.0)}, note="of vectors; at 0: 0",
)  # fmt: skip
general(
    _NORM,
    dz="np.sum(np.sign(rt.vector(x, axis)) * dx, axis=axis, keepdims=keepdims)",
    x="np.sign(rt.vector(x, axis)) * rt.expand(g, x, axis, keepdims)",
    only={"ord": (1, 1.0)}, real=True, note="of vectors; at a component 0: 0",
)  # fmt: skip
zero("np.linalg.matrix_rank(...)")
