"""Linear algebra (`scipy.linalg`): solutions, factorisations, functions of matrices."""

from ...ir.nodes import Apply, Name
from ..calculus import total
from ..declare import cite, general, linear, parts, zero
from ..linalg import OF_PINV, OF_PINVH
from ..registry import register_family
from ..rule import Rule
from ..template import parse

_FREE = "*, check_finite=True"
_NORM = f"scipy.linalg.norm(a, ord=None, axis=None, keepdims=False, {_FREE})"
_SYMMETRIC = "the argument counts as symmetric"

_INV = f"scipy.linalg.inv(a, {_FREE}, assume_a=None)"
general(
    _INV, dz="-(z @ da @ z)", a="-(rt.t(z) @ g @ rt.t(z))",
    only={"assume_a": (None, "gen", "general")}, cited="Giles 2008, 2.2.3",
)  # fmt: skip
general(
    _INV, dz="-(z @ (0.5 * (da + rt.t(da))) @ z)", w="z @ g @ z", a="-0.5 * (w + rt.t(w))",
    only={"assume_a": ("sym", "symmetric", "pos", "positive definite")},
    real=True, note="the argument counts as symmetric", cited="Giles 2008, 2.2.3",
)  # fmt: skip
general(
    f"scipy.linalg.det(a, {_FREE})",
    dz="np.sum(rt.cofactor(a) * da, axis=(-2, -1))",
    a="rt.cofactor(a) * np.expand_dims(g, (-2, -1))", cited="Giles 2008, 2.2.4",
)  # fmt: skip
cite("Giles 2008, 2.3.1")
_SOLVE = (
    "scipy.linalg.solve(a, b, lower=False, *, check_finite=True, assume_a=None, transposed=False)"
)
general(
    _SOLVE,
    dz="rt.solve_like(a, db - rt.solve_product(da, z, b), b)",
    w="rt.solve_like(rt.t(a), g, b)",
    a="-rt.solve_outer(w, z, b)", b="w",
    only={"lower": (False,), "assume_a": (None, "gen", "general", "banded"),
          "transposed": (False,)},
)  # fmt: skip
# Of a matrix that is said to be of a form only the cells of this form are read.
for _form, _kept in (
    ("upper triangular", "np.triu({})"), ("lower triangular", "np.tril({})"),
    ("diagonal", "np.diag(np.diag({}))"), ("tridiagonal", "np.tril(np.triu({}, -1), 1)"),
):
    general(
        _SOLVE,
        dz=f"rt.solve_like({_kept.format('a')}, db - rt.solve_product({_kept.format('da')}, z, b),"
           " b)",
        w=f"rt.solve_like(rt.t({_kept.format('a')}), g, b)",
        a=f"-{_kept.format('rt.solve_outer(w, z, b)')}", b="w",
        only={"lower": (False,), "assume_a": (_form,), "transposed": (False,)}, real=True,
    )  # fmt: skip
general(
    _SOLVE,
    dz="rt.solve_like(a, db - rt.solve_product(0.5 * (da + rt.t(da)), z, b), b)",
    w="rt.solve_like(a, g, b)",
    a="-0.5 * (rt.solve_outer(w, z, b) + rt.t(rt.solve_outer(w, z, b)))", b="w",
    only={"assume_a": ("sym", "symmetric", "her", "hermitian", "pos", "positive definite"),
          "transposed": (False,)},
    real=True, note=_SYMMETRIC,
)  # fmt: skip
cite("Murray 2016")
_CHOLESKY = f"scipy.linalg.cholesky(a, lower=False, {_FREE})"
general(
    _CHOLESKY,
    dz="z @ rt.half_tril(np.linalg.solve(z, rt.t(np.linalg.solve(z, 0.5 * (da + rt.t(da))))))",
    w="np.linalg.solve(rt.t(z), rt.t(np.linalg.solve(rt.t(z), rt.half_tril(rt.t(z) @ g))))",
    a="0.5 * (w + rt.t(w))", only={"lower": (True,)}, real=True, note=_SYMMETRIC,
)  # fmt: skip
general(
    _CHOLESKY,
    dz="rt.t(rt.t(z) @ rt.half_tril(np.linalg.solve(rt.t(z),"
       " rt.t(np.linalg.solve(rt.t(z), 0.5 * (da + rt.t(da)))))))",
    w="np.linalg.solve(z, rt.t(np.linalg.solve(z, rt.half_tril(z @ rt.t(g)))))",
    a="0.5 * (w + rt.t(w))", only={"lower": (False,)}, real=True, note=_SYMMETRIC,
)  # fmt: skip

cite("Giles 2008, 2.3.1; product rule")
# c is a triangle, beside which anything may stand: a = c c.T, or c.T c.
_CHO_SOLVE = "scipy.linalg.cho_solve"
parts(
    f"scipy.linalg.cho_factor(a, lower=False, {_FREE})",
    "scipy.linalg.cholesky(a, lower=lower)", "lower", note="beside the triangle stand zeros",
)  # fmt: skip
zero(f"{_CHO_SOLVE}(c_and_lower, b, {_FREE})", constant="c_and_lower b")
general(
    f"{_CHO_SOLVE}((c, lower), b)",
    dz=f"{_CHO_SOLVE}((c, lower), db - rt.solve_product(rt.factor_product(dc, c, lower)"
       " + rt.t(rt.factor_product(dc, c, lower)), z, b))",
    w=f"{_CHO_SOLVE}((c, lower), g)",
    c="-rt.factor_back(rt.solve_outer(w, z, b) + rt.t(rt.solve_outer(w, z, b)), c, lower)", b="w",
    real=True,
)  # fmt: skip

cite("de Hoog, Anderssen and Lukas 2011")
# a = p l u: m = inv(l) p.T da inv(u) is the sum of inv(l) dl and du inv(u), a triangle each.
parts(f"scipy.linalg.lu(a, permute_l=False, {_FREE})", "rt.lu_permutation(a, d)",
      "rt.lu_lower(a, d)", "rt.lu_upper(a, d)", whole="d", only={"permute_l": (False,)},
      note="of square matrices")  # fmt: skip
zero("rt.lu_permutation(a, d)")
_M = "rt.t(np.linalg.solve(rt.t(d[2]), rt.t(np.linalg.solve(d[1], rt.t(d[0]) @ da))))"
_M_BACK = "d[0] @ np.linalg.solve(rt.t(d[1]), rt.t(np.linalg.solve(d[2], rt.t(y))))"
general("rt.lu_lower(a, d)", m=_M, dz="z @ np.tril(m, -1)", y="np.tril(rt.t(z) @ g, -1)",
        a=_M_BACK, part=1)  # fmt: skip
general("rt.lu_upper(a, d)", m=_M, dz="np.triu(m) @ z", y="np.triu(g @ rt.t(z))",
        a=_M_BACK, part=2)  # fmt: skip

# The packed form has the strict lower triangle of l and the triangle u. With m as above:
# dz = l strict(m) + upper(m) u, where `strict` and `upper` are the two triangles.
_PACKED = "scipy.linalg.solve_triangular(z, {}, lower=True, unit_diagonal=True{})"
_UPPER = "rt.t(scipy.linalg.solve_triangular(z, rt.t({}){}))"
parts(f"scipy.linalg.lu_factor(a, {_FREE})", "rt.lu_packed(a, d)", "rt.lu_pivots(a, d)",
      whole="d", note="of one square matrix")  # fmt: skip
zero("rt.lu_pivots(a, d)")
general(
    "rt.lu_packed(a, d)",
    m=_UPPER.format(_PACKED.format("rt.pivoted(da, d[1])", ""), ", trans=1"),
    s="np.tril(m, -1)", dz="np.tril(z, -1) @ s + s + np.triu(m) @ np.triu(z)",
    y="np.tril(g, -1)",
    v="np.tril(rt.t(np.tril(z, -1)) @ y + y, -1) + np.triu(np.triu(g) @ rt.t(np.triu(z)))",
    a=f"rt.unpivoted({_UPPER.format(_PACKED.format('v', ', trans=1'), '')}, d[1])",
    part=0, real=True,
)  # fmt: skip
linear("rt.pivoted(x, piv)", x="rt.unpivoted(g, piv)")
linear("rt.unpivoted(x, piv)", x="rt.pivoted(g, piv)")
cite("Giles 2008, 2.3.1; product rule")
# With a = p l u, da z = p (dl (u z) + l (du z)), and of the transpose likewise.
_LU_SOLVE = "scipy.linalg.lu_solve"
_DL, _DU = "rt.solve_product(np.tril(dlu, -1), {}, b)", "rt.solve_product(np.triu(dlu), {}, b)"
_L, _U = "(rt.solve_product(np.tril(lu, -1), {0}, b) + {0})", "rt.solve_product(np.triu(lu), {}, b)"
_LT = "(rt.solve_product(rt.t(np.tril(lu, -1)), {0}, b) + {0})"
_TURNED = "rt.solve_product(rt.t(np.{}), {}, b)"
zero(f"{_LU_SOLVE}(lu_and_piv, b, trans=0, {_FREE})", constant="lu_and_piv b")
_INNER = _DL.format(_U.format("z")) + " + " + _L.format(_DU.format("z"))
general(
    f"{_LU_SOLVE}((lu, piv), b)",
    dz=f"{_LU_SOLVE}((lu, piv), db - rt.unpivoted({_INNER}, piv))",
    w=f"{_LU_SOLVE}((lu, piv), g, 1)", v="rt.pivoted(w, piv)",
    lu=f"-np.tril(rt.solve_outer(v, {_U.format('z')}, b), -1)"
       f" - np.triu(rt.solve_outer({_LT.format('v')}, z, b))",
    b="w", real=True,
)  # fmt: skip
_INNER = (f"{_TURNED.format('triu(dlu)', _LT.format('v'))}"
          f" + {_TURNED.format('triu(lu)', _TURNED.format('tril(dlu, -1)', 'v'))}")
general(
    f"{_LU_SOLVE}((lu, piv), b, 1)",
    v="rt.pivoted(z, piv)",
    dz=f"{_LU_SOLVE}((lu, piv), db - ({_INNER}), 1)",
    w=f"{_LU_SOLVE}((lu, piv), g)",
    lu=f"-np.tril(rt.solve_outer(v, {_U.format('w')}, b), -1)"
       f" - np.triu(rt.solve_outer({_LT.format('v')}, w, b))",
    b="w", real=True,
)  # fmt: skip

cite("Giles 2008")
# The parts are those of NumPy's factorisations, whose formulas read whatever the tuple holds.
_EIGH = "(a, b=None, *, lower=True{}, check_finite=True)"
_HERMITIAN = "the argument counts as symmetric (Hermitian)"
_TOLD = _EIGH.format(", eigvals_only=False")
parts(f"scipy.linalg.eigh{_TOLD}", "rt.eigh_values(a, d)", "rt.eigh_vectors(a, d)", whole="d",
      only={"b": (None,), "eigvals_only": (False,)}, note=_HERMITIAN)  # fmt: skip
for _call, _only in ((f"eigvalsh{_EIGH.format('')}", {}),
                     (f"eigh{_TOLD}", {"eigvals_only": (True,)})):  # fmt: skip
    general(
        f"scipy.linalg.{_call}",
        d="scipy.linalg.eigh(a, lower=lower)",
        dz="np.sum(np.conj(d[1]) * (da @ d[1]), axis=-2)",
        a="(np.conj(d[1]) * np.expand_dims(g, -2)) @ rt.t(d[1])",
        only={"b": (None,), **_only}, note=_HERMITIAN,
    )  # fmt: skip
parts(
    f"scipy.linalg.svd(a, full_matrices=True, compute_uv=True, {_FREE})",
    "rt.svd_left(a, d)", "rt.svd_values(a, d)", "rt.svd_right(a, d)", whole="d",
    only={"compute_uv": (True,)},
)  # fmt: skip
_SVD = f"scipy.linalg.svd(a, full_matrices=True, compute_uv=True, {_FREE})"
for _call, _only in ((f"scipy.linalg.svdvals(a, {_FREE})", {}), (_SVD, {"compute_uv": (False,)})):
    general(
        _call,
        d="scipy.linalg.svd(a, full_matrices=False)",
        dz="np.sum(np.conj(d[0]) * (da @ rt.h(d[2])), axis=-2)",
        a="(np.conj(d[0]) * np.expand_dims(g, -2)) @ np.conj(d[2])", only=_only,
    )  # fmt: skip
parts(
    "scipy.linalg.qr(a, *, mode='full', pivoting=False, check_finite=True)",
    "rt.qr_q(a, d)", "rt.qr_r(a, d)", whole="d",
    only={"mode": ("economic",), "pivoting": (False,)},
    note="`full` of a matrix that is not tall is the same",
)  # fmt: skip
cite("Golub and Pereyra 1973")
_BOUNDS = "atol=None, rtol=None"
_RANK = {"return_rank": (False,)}
general(f"scipy.linalg.pinv(a, *, {_BOUNDS}, return_rank=False, check_finite=True)",
        k="rt.uncut(a, z)", only=_RANK, note="where the rank stays", **OF_PINV)  # fmt: skip
general(f"scipy.linalg.pinvh(a, {_BOUNDS}, lower=True, return_rank=False, check_finite=True)",
        k="rt.uncut(a, z)", only=_RANK, note=_HERMITIAN, **OF_PINVH)  # fmt: skip
parts("scipy.linalg.lstsq(a, b, cond=None, *, check_finite=True, lapack_driver=None)",
      "rt.lstsq_solution(a, b, d)", "rt.lstsq_residuals(a, b, d)", "rt.lstsq_rank(a, b, d)",
      "rt.lstsq_values(a, b, d)", whole="d", note="where the rank stays",
      only={"lapack_driver": (None, "gelsd", "gelss")})  # fmt: skip

cite("Giles 2008, 2.3.1")
# op(T) z = b, T the triangle, op the transposition that `trans` says.
_TRIANGULAR = (
    "scipy.linalg.solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False,"
    " *, check_finite=True)"
)
_KEYS = "lower=lower, unit_diagonal=unit_diagonal"
for _trans, _back, _moved, _outer in (
    ((0, "N"), 1, "{}", "rt.solve_outer(w, z, b)"),
    ((1, "T", 2, "C"), 0, "rt.t({})", "rt.t(rt.solve_outer(w, z, b))"),
):
    _moved = _moved.format("rt.triangle(da, lower, unit_diagonal)")
    general(
        _TRIANGULAR,
        dz=f"scipy.linalg.solve_triangular(a, db - rt.solve_product({_moved}, z, b),"
           f" trans={1 - _back}, {_KEYS})",
        w=f"scipy.linalg.solve_triangular(a, g, trans={_back}, {_KEYS})",
        a=f"-rt.triangle({_outer}, lower, unit_diagonal)", b="w",
        only={"trans": _trans}, real=True,
    )  # fmt: skip
general(
    f"scipy.linalg.solve_banded(l_and_u, ab, b, {_FREE})",
    dz="scipy.linalg.solve_banded(l_and_u, ab, db - rt.band_product(dab, z, l_and_u))",
    w="scipy.linalg.solve_banded(l_and_u[::-1], rt.band_t(ab, l_and_u), g)",
    ab="-rt.band_outer(w, z, l_and_u)", b="w", real=True,
)  # fmt: skip

# -- matrix equations ------------------------------------------------------------------------------

cite("Kao and Hennequin 2020")
general(
    "scipy.linalg.solve_sylvester(a, b, q)",
    dz="scipy.linalg.solve_sylvester(a, b, dq - da @ z - z @ db)",
    w="scipy.linalg.solve_sylvester(rt.t(a), rt.t(b), g)",
    a="-(w @ rt.t(z))", b="-(rt.t(z) @ w)", q="w", real=True,
)  # fmt: skip
general(
    "scipy.linalg.solve_continuous_lyapunov(a, q)",
    dz="scipy.linalg.solve_continuous_lyapunov(a, dq - da @ z - z @ rt.t(da))",
    w="scipy.linalg.solve_continuous_lyapunov(rt.t(a), g)",
    a="-(w @ rt.t(z)) - rt.t(w) @ z", q="w", real=True,
)  # fmt: skip
general(
    "scipy.linalg.solve_discrete_lyapunov(a, q)",
    dz="scipy.linalg.solve_discrete_lyapunov(a, dq + da @ z @ rt.t(a) + a @ z @ rt.t(da))",
    w="scipy.linalg.solve_discrete_lyapunov(rt.t(a), g)",
    a="w @ a @ rt.t(z) + rt.t(w) @ a @ z", q="w", real=True,
)  # fmt: skip

# -- functions of matrices -------------------------------------------------------------------------

cite("Higham 2008, theorem 3.6")
for _name in ("expm", "logm", "sinm", "cosm", "tanm", "sinhm", "coshm", "tanhm"):
    _f = f"scipy.linalg.{_name}"
    general(
        f"{_f}(A)",
        dz=f"rt.corner({_f}(rt.both_blocks(A) + rt.in_corner(dA)))",
        A=f"rt.corner({_f}(rt.both_blocks(rt.t(A)) + rt.in_corner(g)))", real=True,
    )  # fmt: skip
general(
    "scipy.linalg.sqrtm(A)",
    dz="scipy.linalg.solve_sylvester(z, z, dA)",
    A="scipy.linalg.solve_sylvester(rt.t(z), rt.t(z), g)", real=True,
    cited="Higham 2008, chapter 6",
)  # fmt: skip

# -- norms, as those of NumPy's --------------------------------------------------------------------

cite("chain rule")
general(
    _NORM,
    dz="rt.divide_or_zero(np.sum(a * da, axis=axis, keepdims=keepdims), z)",
    a="a * rt.expand(rt.divide_or_zero(g, z), a, axis, keepdims)",
    only={"ord": (None, "fro")}, real=True, note="at 0: 0",
)  # fmt: skip
general(
    _NORM,
    dz="rt.divide_or_zero(np.sum(rt.vector(a, axis) * da, axis=axis, keepdims=keepdims), z)",
    a="rt.vector(a, axis) * rt.expand(rt.divide_or_zero(g, z), a, axis, keepdims)",
    only={"ord": (2, 2.0)}, real=True, note="of vectors; at 0: 0",
)  # fmt: skip
general(
    _NORM,
    dz="np.sum(np.sign(rt.vector(a, axis)) * da, axis=axis, keepdims=keepdims)",
    a="np.sign(rt.vector(a, axis)) * rt.expand(g, a, axis, keepdims)",
    only={"ord": (1, 1.0)}, real=True, note="of vectors; at a component 0: 0",
)  # fmt: skip
_SIGN = "np.sign(rt.vector(a, axis))"
_TIES = f"{_SIGN} * rt.tie_weights(np.abs(a), z, axis, keepdims)"
_POWERS = (f"{_SIGN} * rt.divide_or_zero(np.abs(a), rt.expand(z, a, axis, keepdims))"
           " ** (ord - 1)")  # fmt: skip
for _ords, _weights, _note in (
    ((float("inf"), -float("inf")), _TIES, "of vectors; ties share equally"),
    ((float,), _POWERS, "of vectors; at 0: 0"),
):
    general(
        _NORM, w=_weights, dz="np.sum(w * da, axis=axis, keepdims=keepdims)",
        a="w * rt.expand(g, a, axis, keepdims)", only={"ord": _ords}, real=True, note=_note,
    )  # fmt: skip
zero(_NORM, only={"ord": (0, 0.0)})
for _ord, _along, _across in ((1, -2, -1), (float("inf"), -1, -2)):
    general(
        "rt.norm_of_matrix(step, a, ord)",
        c=f"np.sum(np.abs(a), axis={_along}, keepdims=True)",
        w=f"np.sign(a) * rt.tie_weights(c, np.max(c, axis={_across}, keepdims=True),"
          f" {_across}, True)",
        dz="np.sum(w * da)", a="w * g", only={"ord": (_ord, float(_ord))}, real=True,
        note="of SciPy's own norms of matrices; ties share equally",
    )  # fmt: skip

# -- matrices of parts -----------------------------------------------------------------------------

_TOEPLITZ = "scipy.linalg.toeplitz(c, r=None)"
linear(
    _TOEPLITZ, c="rt.diagonals_below(g) + rt.diagonals_above(g)", only={"r": (None,)}, real=True
)
general(
    _TOEPLITZ,
    dz="scipy.linalg.toeplitz(dc, np.zeros_like(r)) + scipy.linalg.toeplitz(np.zeros_like(c), dr)",
    c="rt.diagonals_below(g)", r="rt.diagonals_above(g)", real=True,
    cited="transpose of a linear map",
)  # fmt: skip


def block_diag(call: Apply) -> Rule | None:
    """Return the rule of `scipy.linalg.block_diag` of n matrices: linear in each."""
    n = len(call.args)
    if call.kwargs or not n:
        return None
    names = tuple([f"x{k}" for k in range(n)])
    display = f"({', '.join(names)},)"
    blocks = [f"rt.diagonal_block({{}}, {display}, {k})" for k in range(n)]
    places = {a: parse(f"rt.diagonal_place(d{a}, {display}, {k})") for k, a in enumerate(names)}
    return Rule(
        call.op, "multilinear", tuple([(name, None) for name in names]), names,
        tangent=total(list(places.values())),
        tangent_terms=places,
        adjoints={name: (parse(block.format("g")),) for name, block in zip(names, blocks)},
        positional=n, source=__name__, call=f"scipy.linalg.block_diag({', '.join(names)})",
        formulas=tuple([(name, block.format("g")) for name, block in zip(names, blocks)]),
    )  # fmt: skip


register_family(Apply("scipy.linalg.block_diag", (Name("x0"), Name("x1"))), block_diag)

# -- sparse equations: the matrix is a constant ----------------------------------------------------

_SPARSE = "scipy.sparse.linalg.spsolve"
_HOW = "permc_spec=permc_spec, use_umfpack=use_umfpack"
general(
    f"{_SPARSE}(A, b, permc_spec=None, use_umfpack=True)",
    dz=f"{_SPARSE}(A, db, {_HOW})", b=f"{_SPARSE}(np.transpose(A), g, {_HOW})",
    constant="A", vector="b", real=True, note="of a vector b", cited="transpose of a linear map",
)  # fmt: skip
