"""Factorisations: the shapes of their parts."""

from __future__ import annotations

from functools import cache

import numpy as np

from ...ir.kinds import Array, Form, Kind, TupleKind
from .calls import Call, Undecided, kind_rule
from .elementwise import elementwise
from .products import floating, real_of


_OF_SCIPY = "(a, b=None, lower=True, check_finite=True)"
NAMED = {f"np.linalg.{name}" for name in ("slogdet", "qr", "eigh", "eig", "svd")}


@cache
def form_of_factors(op: str) -> Form:
    """Return the named tuple that a factorisation gives."""
    made = type(getattr(np.linalg, op.rpartition(".")[2])(np.eye(1)))
    return Form("named", made._fields, made)


@kind_rule("np.linalg.eigh(a, UPLO='L')", "np.linalg.eigvalsh(a, UPLO='L')",
           "scipy.linalg.eigh(a, b=None, lower=True, eigvals_only=False, check_finite=True)",
           f"scipy.linalg.eigvalsh{_OF_SCIPY}")  # fmt: skip
def of_eigh(call: Call) -> Kind:
    """The eigenvalues, which are real, and the eigenvectors."""
    a = call.array("a")
    call.sizes.meet(a.shape[-1], a.shape[-2])
    dtype = np.result_type(floating(a), floating(call.array("b") if call.has("b") else a)).name
    values = Array(real_of(dtype), a.shape[:-1], "C" if a.ndim == 2 else "A")
    if call.op.endswith(".eigvalsh") or call.defaults.get("eigvals_only") is not None and (
        call.constant("eigvals_only")
    ):
        return values
    return TupleKind((values, Array(dtype, a.shape, "A")))


@kind_rule("np.linalg.eig(a)", "np.linalg.eigvals(a)", "rt.eigvals(a)", "rt.eig(a)",
           "rt.eigenvectors(a, w)", "rt.largest(v)",
           "scipy.linalg.eig(a, b=None, left=False, right=True, check_finite=True)",
           "scipy.linalg.eigvals(a, b=None, check_finite=True)")  # fmt: skip
def of_eig(call: Call) -> Kind:
    """The eigenvalues and eigenvectors: complex, though NumPy gives real ones if all are."""
    a = call.array("v" if call.op == "rt.largest" else "a")
    call.sizes.meet(a.shape[-1], a.shape[-2])
    dtype = np.result_type(floating(a), "complex64").name
    values = Array(dtype, a.shape[:-1], "C" if a.ndim == 2 else "A")
    match call.op:
        case "np.linalg.eigvals" | "rt.eigvals" | "scipy.linalg.eigvals":
            return values
        case "np.linalg.eig" | "rt.eig" | "scipy.linalg.eig":
            return TupleKind((values, Array(dtype, a.shape, "A")))
        case "rt.largest":
            return Array("bool", a.shape, "A")
    return Array(dtype, a.shape, "A")


@kind_rule("np.roots(p)", "rt.roots(p)")
def of_roots(call: Call) -> Kind:
    """As many complex numbers as the degree says, which depends on zeros at the ends."""
    dtype = np.result_type(floating(call.array("p")), "complex64").name
    return Array(dtype, (call.sizes.fresh(),), "A")


@kind_rule("np.linalg.svd(a, full_matrices=True, compute_uv=True, hermitian=False)",
           "np.linalg.svdvals(a)", "np.linalg.qr(a, mode='reduced')",
           "scipy.linalg.qr(a, mode='full', pivoting=False, check_finite=True)",
           "scipy.linalg.svd(a, full_matrices=True, compute_uv=True, check_finite=True)",
           "scipy.linalg.svdvals(a, check_finite=True)")  # fmt: skip
def of_decomposition(call: Call) -> Kind:
    """Parts of a decomposition of a matrix."""
    a = call.array("a")
    dtype, stack, (m, n) = floating(a), a.shape[:-2], a.shape[-2:]
    wide = call.sizes.at_most(m, n)
    if wide is None:
        raise Undecided("whether a matrix is wide or tall is not known")
    k = m if wide else n
    if call.op.endswith(".qr"):
        mode = call.constant("mode").replace("economic", "reduced")
        factors = (Array(dtype, (*stack, m, k), "A"), Array(dtype, (*stack, k, n), "A"))
        if mode not in ("reduced", "r"):
            raise Undecided(f"{call.op} with mode={mode!r}")
        return factors[1] if mode == "r" else TupleKind(factors)
    values = Array(real_of(dtype), (*stack, k), "A" if stack else "C")
    if call.op.endswith(".svdvals") or not call.constant("compute_uv"):
        return values
    full = call.constant("full_matrices")
    left = Array(dtype, (*stack, m, m if full else k), "A")
    return TupleKind((left, values, Array(dtype, (*stack, n if full else k, n), "A")))


@kind_rule("scipy.linalg.lu(a, permute_l=False, check_finite=True)",
           "scipy.linalg.lu_factor(a, check_finite=True)")  # fmt: skip
def of_lu(call: Call) -> Kind:
    """A permutation, and two triangles; or two triangles in one, and exchanges of rows."""
    a = call.array("a")
    if not call.sizes.same(*a.shape[-2:]):
        raise Undecided("the triangles of a matrix that is not known to be square")
    triangle = Array(floating(a), a.shape, "A")
    if call.op == "scipy.linalg.lu_factor":
        return TupleKind((triangle, Array("int32", a.shape[:-1])))
    return TupleKind((triangle, triangle, triangle))


@kind_rule("scipy.linalg.eigvalsh_tridiagonal(d, e, check_finite=True, lapack_driver=None)",
           "scipy.linalg.eigh_tridiagonal(d, e, eigvals_only=False, check_finite=True,"
           " lapack_driver='auto')")  # fmt: skip
def of_tridiagonal(call: Call) -> Kind:
    """The eigenvalues of a symmetric matrix of three diagonals, and the eigenvectors."""
    d, e = call.array("d"), call.array("e")
    call.sizes.meet(d.shape[0], e.shape[0] + 1)
    values = Array(floating(d, e), d.shape)
    if call.op.endswith("eigvalsh_tridiagonal") or call.constant("eigvals_only"):
        return values
    return TupleKind((values, Array(values.dtype, (d.shape[0], d.shape[0]), "A")))


@kind_rule("scipy.linalg.polar(a, side='right')")
def of_polar(call: Call) -> Kind:
    """The factor of the shape of a, and the square one."""
    a = call.array("a")
    n = a.shape[-1] if call.constant("side") == "right" else a.shape[-2]
    return TupleKind((Array(floating(a), a.shape, "A"), Array(floating(a), (n, n), "A")))


@kind_rule("rt.pencil_values(a, b, d)")
def of_values(call: Call) -> Kind:
    """The eigenvalues of a pencil."""
    return item_of(call, 0)


@kind_rule("rt.pencil_vectors(a, b, d)")
def of_vectors(call: Call) -> Kind:
    """The eigenvectors of a pencil."""
    return item_of(call, 1)


@kind_rule("rt.eigh_values(a, d)", "rt.eig_values(a, d)", "rt.svd_left(a, d)",
           "rt.lu_permutation(a, d)", "rt.lu_packed(a, d)", "rt.qr_q(a, d)",
           "rt.svd_left_full(a, d)", "rt.svd_left_wide(a, d)", "rt.qr_q_wide(a, d)",
           "rt.polar_turn(a, d)")  # fmt: skip
def of_first(call: Call) -> Kind:
    """The first part of a factorisation."""
    return item_of(call, 0)


@kind_rule("rt.eigh_vectors(a, d)", "rt.eig_vectors(a, d)", "rt.svd_values(a, d)", "rt.qr_r(a, d)",
           "rt.lu_lower(a, d)", "rt.lu_pivots(a, d)",
           "rt.svd_values_full(a, d)", "rt.qr_r_wide(a, d)", "rt.polar_stretch(a, d)")  # fmt: skip
def of_second(call: Call) -> Kind:
    """The second part of a factorisation."""
    return item_of(call, 1)


@kind_rule("rt.lu_upper(a, d)", "rt.svd_right(a, d)", "rt.svd_right_full(a, d)",
           "rt.svd_right_tall(a, d)")  # fmt: skip
def of_third(call: Call) -> Kind:
    """The third part of a factorisation."""
    return item_of(call, 2)


def item_of(call: Call, place: int) -> Kind:
    """Return the kind of a part of the tuple d."""
    kind = call["d"]
    if not isinstance(kind, TupleKind):
        raise Undecided("a factorisation of an unknown kind")
    return kind.items[place]


@kind_rule("rt.chain_values(a, b, d)")
def of_chain_values(call: Call) -> Kind:
    """The eigenvalues of a matrix of three diagonals."""
    return item_of(call, 0)


@kind_rule("rt.chain_vectors(a, b, d)")
def of_chain_vectors(call: Call) -> Kind:
    """The eigenvectors of a matrix of three diagonals."""
    return item_of(call, 1)


@kind_rule("rt.over_gaps(x, w)")
def of_over_gaps(call: Call) -> Kind:
    """Quotients, in the shape of x."""
    x, w = call.array("x"), call.array("w")
    row = Array(w.dtype, (*w.shape[:-1], x.shape[-2], w.shape[-1]), "A")
    found = elementwise(call, [x, row], "np.true_divide")
    assert isinstance(found, Array)
    return Array(found.dtype, found.shape, "A")


@kind_rule("rt.only_diagonal(x)", "rt.uncut(x, z)", "rt.fold_upper(x)", "rt.mirror_upper(x)",
           "rt.undetermined(x)")  # fmt: skip
def of_triangle(call: Call) -> Kind:
    """A matrix of the shape of x."""
    x = call.array("x")
    return Array(x.dtype, x.shape, "A")


@kind_rule("rt.fill_columns(y, x)")
def of_fill_columns(call: Call) -> Kind:
    """The numbers of y in the shape of x."""
    return Array(call.array("y").dtype, call.array("x").shape, "A")
