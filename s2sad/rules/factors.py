"""Factorisations: eigenvalues, singular values, QR, and what is made of them.

The formulas of the works cited are derived anew for complex matrices in the convention
real(sum(g * dz)). A part reads the others as items of the tuple d, which is computed once;
`x / gaps` is `rt.over_gaps`.
"""

from .declare import cite, general, linear, parts, zero

cite("Giles 2008")
# a = v diag(w) v.h, Hermitian: p = v.h da v has dw = diag(p) and dv = v (p / gaps).
parts("np.linalg.eigh(a, UPLO='L')", "rt.eigh_values(a, d)", "rt.eigh_vectors(a, d)", whole="d",
      note="the argument counts as symmetric (Hermitian)")  # fmt: skip
general(
    "rt.eigh_values(a, d)",
    dz="np.sum(np.conj(d[1]) * (da @ d[1]), axis=-2)",
    a="(np.conj(d[1]) * np.expand_dims(g, -2)) @ rt.t(d[1])",
    part=0,
)
general(
    "rt.eigh_vectors(a, d)",
    dz="z @ rt.over_gaps(rt.h(z) @ (0.5 * (da + rt.h(da))) @ z, d[0])",
    y="rt.over_gaps(rt.t(z) @ g, d[0])",
    a="0.5 * np.conj(z) @ (y + rt.h(y)) @ rt.t(z)",
    part=1, note="up to their signs (phases); of equal eigenvalues: an error",
)  # fmt: skip
general(
    "np.linalg.eigvalsh(a, UPLO='L')",
    dz="np.sum(np.conj(d[1]) * (da @ d[1]), axis=-2)",
    d="np.linalg.eigh(a, UPLO=UPLO)",
    a="(np.conj(d[1]) * np.expand_dims(g, -2)) @ rt.t(d[1])",
    note="the argument counts as symmetric (Hermitian)",
)

# a = u diag(s) vh, p = u.h da v: ds = real(diag(p)), du = u ((p s + s p.h) / gaps of s * s)
# + (da v - u p) / s, and dvh likewise. The phases of complex vectors: all of it is u's.
_SVD = "np.linalg.svd(a, full_matrices=True, compute_uv=True, hermitian=False)"
parts(
    _SVD, "rt.svd_left(a, d)", "rt.svd_values(a, d)", "rt.svd_right(a, d)", whole="d",
    only={"compute_uv": (True,), "hermitian": (False,)},
)  # fmt: skip
_DS = "np.sum(np.conj(d[0]) * (da @ rt.h(d[2])), axis=-2)"
_OF_S = "(np.conj(d[0]) * np.expand_dims(g, -2)) @ np.conj(d[2])"
general("rt.svd_values(a, d)", dz=_DS, a=_OF_S, part=1)
# Of a matrix that is not square, with full_matrices: some vectors may be any basis.
general(
    "rt.svd_values_full(a, d)", c="np.linalg.svd(a, full_matrices=False)",
    dz=_DS.replace("d[", "c["), a=_OF_S.replace("d[", "c["), part=1,
)  # fmt: skip
for _part, _name in ((0, "left"), (2, "right")):
    general(f"rt.svd_{_name}_full(a, d)", dz="rt.undetermined(da)", a="rt.undetermined(a)",
            part=_part, note="an error")  # fmt: skip
linear("rt.undetermined(x)", x="rt.undetermined(g)")
general("np.linalg.svdvals(a)", d="np.linalg.svd(a, full_matrices=False)", dz=_DS, a=_OF_S)
general(
    _SVD, d="np.linalg.svd(a, full_matrices=False)", dz=_DS, a=_OF_S,
    only={"compute_uv": (False,), "hermitian": (False,)},
)  # fmt: skip
cite("quotient rule")
# The condition number is the quotient of the greatest and the least.
for _p, _sign in ((None, "1.0"), (2, "1.0"), (-2, "-1.0")):
    general(
        "np.linalg.cond(a, p=None)",
        d="np.linalg.svd(a, full_matrices=False)",
        w=f"{_sign} * np.expand_dims(z, -1) * rt.ends(d[1]) / d[1]",
        dz=f"np.sum(w * ({_DS}), axis=-1)",
        a="(np.conj(d[0]) * np.expand_dims(w * np.expand_dims(g, -1), -2)) @ np.conj(d[2])",
        only={"p": (_p,)}, note="of square matrices",
    )  # fmt: skip
zero("rt.ends(s)", shape="s")
cite("Townsend 2016")
_EQUAL = "up to their signs (phases); of equal singular values: an error"
_ROW, _COLUMN = "np.expand_dims(d[1], -2)", "np.expand_dims(d[1], -1)"
_LEFT = "z @ rt.over_gaps(p * s + rt.h(p * s), d[1] * d[1]) + (da @ rt.h(d[2]) - z @ p) / s"
_LEFT_BACK = "np.conj(z) @ ((y + rt.h(y)) * s - u / s) + g / s"
general(
    "rt.svd_left(a, d)",
    s=_ROW, p="rt.h(z) @ da @ rt.h(d[2])", dz=_LEFT,
    u="rt.t(z) @ g", y="rt.over_gaps(u, d[1] * d[1])", a=f"({_LEFT_BACK}) @ np.conj(d[2])",
    part=0, real=True, note=_EQUAL,
)  # fmt: skip
general(
    "rt.svd_left(a, d)",
    s=_ROW, p="rt.h(z) @ da @ rt.h(d[2])",
    dz=f"{_LEFT} + z @ (0.5 * rt.only_diagonal(p - rt.h(p)) / s)",
    u="rt.t(z) @ g", y="rt.over_gaps(u, d[1] * d[1])",
    a=f"({_LEFT_BACK} + np.conj(z) @ (0.5 * rt.only_diagonal(u - rt.h(u)) / s)) @ np.conj(d[2])",
    part=0, complex=True, note=_EQUAL,
)  # fmt: skip
# With full_matrices these are determined: what d has beside them is told by a and z.
general(
    "rt.svd_left_wide(a, d)",
    c="np.linalg.svdvals(a)", f="rt.h(z) @ a / np.expand_dims(c, -1)",
    s="np.expand_dims(c, -2)", p="rt.h(z) @ da @ rt.h(f)",
    dz=_LEFT.replace("d[1]", "c").replace("d[2]", "f"),
    u="rt.t(z) @ g", y="rt.over_gaps(u, c * c)", a=f"({_LEFT_BACK}) @ np.conj(f)",
    part=0, real=True, note=f"of a wide matrix; {_EQUAL}",
)  # fmt: skip
general(
    "rt.svd_right_tall(a, d)",
    c="np.linalg.svdvals(a)", f="a @ rt.h(z) / np.expand_dims(c, -2)",
    s="np.expand_dims(c, -1)", q="rt.h(f) @ da", p="q @ rt.h(z)",
    dz="(q - p @ z) / s - rt.over_gaps(s * p + rt.h(s * p), c * c) @ z",
    y="rt.over_gaps(np.conj(z) @ rt.h(g), c * c)", v="s * (y + rt.h(y)) @ np.conj(z)",
    a="np.conj(f) @ (v + (g - g @ rt.t(z) @ np.conj(z)) / s)",
    part=2, real=True, note=f"of a tall matrix; {_EQUAL}",
)  # fmt: skip
general(
    "rt.svd_right(a, d)",
    s=_COLUMN, q="rt.h(d[0]) @ da", p="q @ rt.h(z)",
    dz="(q - p @ z) / s - rt.over_gaps(s * p + rt.h(s * p), d[1] * d[1]) @ z",
    y="rt.over_gaps(np.conj(z) @ rt.h(g), d[1] * d[1])", v="s * (y + rt.h(y)) @ np.conj(z)",
    a="np.conj(d[0]) @ (v + (g - g @ rt.t(z) @ np.conj(z)) / s)",
    part=2, note=_EQUAL,
)  # fmt: skip

cite("quotient rule")
# x_ij / (w_j - w_i), and 0 on the diagonal.
_GAPS = "np.expand_dims({0}, -2) - np.expand_dims({0}, -1)"
general(
    "rt.over_gaps(x, w)",
    dz=f"rt.over_gaps(dx - z * ({_GAPS.format('dw')}), w)",
    u="rt.over_gaps(g, w)",
    x="u",
    w="np.sum(u * z, axis=-1) - np.sum(u * z, axis=-2)",
)
linear("rt.only_diagonal(x)", x="rt.only_diagonal(g)")

cite("Walter and Lehmann 2010")
# a = q r: with c = q.h da inv(r), dr = fold(c) r and dq = da inv(r) - q fold(c), where fold(c) is
# the upper triangle plus the conjugate of the lower one, real on the diagonal.
_DR = "rt.fold_upper(rt.h(d[0]) @ e) @ z"
_R = "rt.t(np.linalg.solve(z, rt.t(np.conj(d[0]) @ rt.mirror_upper(g @ rt.t(z)))))"
parts("np.linalg.qr(a, mode='reduced')", "rt.qr_q(a, d)", "rt.qr_r(a, d)", whole="d",
      only={"mode": ("reduced",)})  # fmt: skip
general(
    "rt.qr_q(a, d)",
    e="rt.t(np.linalg.solve(rt.t(d[1]), rt.t(da)))", dz="e - z @ rt.fold_upper(rt.h(z) @ e)",
    a="rt.t(np.linalg.solve(d[1], rt.t(g - np.conj(z) @ rt.mirror_upper(rt.t(z) @ g))))",
    part=0, note="of independent columns",
)  # fmt: skip
general(
    "rt.qr_r(a, d)", e="rt.t(np.linalg.solve(rt.t(z), rt.t(da)))", dz=_DR, a=_R,
    part=1, note="of independent columns",
)  # fmt: skip
general(
    "np.linalg.qr(a, mode='reduced')",
    d="np.linalg.qr(a)", e="rt.t(np.linalg.solve(rt.t(z), rt.t(da)))", dz=_DR, a=_R,
    only={"mode": ("r",)}, note="of independent columns",
)  # fmt: skip
cite("Roberts and Roberts 2020")
# Of a = [a1, a2] with more columns than rows: k = q.h dq is skew, dr = q.h da - k r. The adjoint
# of q, and of r through q, is that of the square factorisation a1 = q r1.
_FIRST = "d[1][..., : np.shape(z)[-2]]"
_ROWS = "da[..., : np.shape(z)[-2]]"
_DQ = "e - d[0] @ rt.fold_upper(rt.h(d[0]) @ e)"
_A1 = ("rt.t(np.linalg.solve(f, rt.t({g} - np.conj(d[0]) @ rt.mirror_upper(rt.t(d[0]) @ ({g})))))")
general(
    "rt.qr_q_wide(a, d)",
    f=_FIRST, e=f"rt.t(np.linalg.solve(rt.t(f), rt.t({_ROWS})))", dz=_DQ,
    a=f"rt.fill_columns({_A1.format(g='g')}, a)", part=0, note="of independent columns",
)  # fmt: skip
general(
    "rt.qr_r_wide(a, d)",
    f=_FIRST, e=f"rt.t(np.linalg.solve(rt.t(f), rt.t({_ROWS})))",
    dz=f"rt.h(d[0]) @ (da - ({_DQ}) @ z)",
    y="np.conj(d[0]) @ g", w="-(y @ rt.t(z))",
    a=f"y + rt.fill_columns({_A1.format(g='w')}, a)", part=1, note="of independent columns",
)  # fmt: skip
linear("rt.fill_columns(y, x)", y="g[..., : np.shape(y)[-1]]", shape="x")
linear("rt.fold_upper(x)", x="rt.mirror_upper(g)")
linear("rt.mirror_upper(x)", x="rt.fold_upper(g)")
