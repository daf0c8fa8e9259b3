import pytest

from s2sad import rules
from s2sad.ir.kinds import Array, Scalar, Size, Unknown
from s2sad.ir.nodes import Name
from s2sad.ir.walk import substitute
from s2sad.rules.template import parse

from .formulas import text

N, M, K, ONE = Size.symbol("n"), Size.symbol("m"), Size.symbol("k"), Size(1)


def array(*sizes):
    return Array("float64", sizes)


KINDS = {
    "s": Scalar(), "t": Scalar("float64", numpy=True), "i": Scalar("int64"),
    "u": array(N), "v": array(M), "p": array(N), "A": array(N, M), "B": array(M, K),
    "C": array(N, K), "D": array(N, M), "Q": array(N, N), "R": array(ONE, M), "O": array(N, ONE),
    "T": array(K, N, M), "U": array(K, M, N), "w": array(Size(3)), "?": Unknown(),
    "I": Array("int64", (N,)),
}  # fmt: skip


def kind_of(expr):
    return KINDS.get(expr.id) if isinstance(expr, Name) else None


@pytest.mark.parametrize(
    "before, after",
    [
        ("np.divide(30, 100.0)", "0.3"),
        ("rt.matmul_lhs(C, A, B)", "C @ B.T"),
        ("rt.matmul_rhs(C, A, B)", "A.T @ C"),
        ("rt.matmul_lhs(u, A, v)", "np.outer(u, v)"),
        ("rt.matmul_rhs(u, A, v)", "A.T @ u"),
        ("rt.matmul_lhs(v, u, A)", "A @ v"),
        ("rt.matmul_rhs(v, u, A)", "np.outer(u, v)"),
        ("rt.matmul_lhs(s, u, p)", "s * p"),
        ("rt.matmul_lhs(g, T, U)", "g @ np.swapaxes(U, -1, -2)"),
        ("rt.matmul_lhs(g, T, B)", "rt.matmul_lhs(g, T, B)"),
        ("rt.dot_lhs(C, A, B)", "C @ B.T"),
        ("rt.dot_lhs(A, s, A)", "np.sum(A * A)"),
        ("rt.dot_rhs(A, s, A)", "s * A"),
        ("rt.inner_rhs(g, A, D)", "g.T @ A"),
        ("rt.expand(s, A, None, False)", "np.full_like(A, s)"),
        ("rt.expand(s, I)", "np.full(np.shape(I), s)"),
        ("rt.expand(s, t, None, False)", "s"),
        ("rt.expand(v, A, 0, False)", "np.broadcast_to(v, np.shape(A))"),
        ("rt.expand(u, A, 1, False)", "np.broadcast_to(np.expand_dims(u, 1), np.shape(A))"),
        ("rt.expand(R, A, 0, True)", "np.broadcast_to(R, np.shape(A))"),
        ("rt.expand(s, u, axis, False)", "rt.expand(s, u, axis)"),
        ("2.0 * A * rt.expand(s, A)", "2.0 * A * s"),
        ("np.sin(A) * rt.expand(s, A)", "np.sin(A) * s"),
        ("A * rt.expand(u, A, 1)", "A * np.expand_dims(u, 1)"),
        ("rt.expand(s, A) / D", "s / D"),
        ("v * rt.expand(s, A)", "v * np.full_like(A, s)"),
        ("rt.unbroadcast(A, v)", "np.sum(A, axis=0)"),
        ("rt.unbroadcast(A, s)", "np.sum(A)"),
        ("rt.unbroadcast(s, t)", "s"),
        ("rt.unbroadcast(A, D)", "A"),
        ("rt.unbroadcast(A, R)", "np.sum(A, axis=0, keepdims=True)"),
        ("rt.unbroadcast(A, O)", "np.sum(A, axis=1, keepdims=True)"),
        ("rt.unbroadcast(T, v)", "np.sum(T, axis=(0, 1))"),
        ("rt.unbroadcast(T, R)", "np.sum(np.sum(T, axis=0), axis=0, keepdims=True)"),
        ("rt.unbroadcast(A, u)", "rt.unbroadcast(A, u)"),
        ("rt.unbroadcast(A * v, v)", "rt.unbroadcast(A * v, v)"),
        ("rt.unbroadcast(2.0 * A, v)", "np.sum(2.0 * A, axis=0)"),
        ("rt.broadcast_like(s, A)", "np.full_like(A, s)"),
        ("rt.broadcast_like(v, A)", "np.broadcast_to(v, np.shape(A))"),
        ("rt.count(A, 0)", "len(A)"),
        ("rt.count(A, -1)", "np.shape(A)[1]"),
        ("rt.count(A, None)", "np.size(A)"),
        ("rt.t(A)", "A.T"),
        ("rt.transpose_back(g, (1, 0))", "g.T"),
        ("rt.transpose_back(g, (2, 0, 1))", "np.transpose(g, (1, 2, 0))"),
        ("rt.solve_outer(w, z, u)", "rt.solve_outer(w, z, u)"),
        ("rt.solve_outer(u, p, u)", "np.outer(u, p)"),
        ("rt.solve_outer(C, C, C)", "C @ C.T"),
        ("rt.solve_product(Q, u, u)", "Q @ u"),
        ("rt.solve_like(Q, u, u)", "np.linalg.solve(Q, u)"),
        ("np.reshape(A, np.shape(D), order='C')", "A"),
        ("np.reshape(A, np.shape(v))", "np.reshape(A, np.shape(v))"),
        ("np.sum(A, axis=None, keepdims=False)", "np.sum(A)"),
        ("np.take(g, 1, axis=0)", "g[1]"),
        ("np.take(g, 1, axis=-1)", "g[..., 1]"),
        ("np.roll(g, np.negative(2), axis=None)", "np.roll(g, -2)"),
        ("np.roll(g, np.negative(i), axis=0)", "np.roll(g, -i, axis=0)"),
        ("rt.cumsum_back(g, u, None)", "np.cumsum(g[::-1])[::-1]"),
        ("rt.diff_back(g, u, 1, -1)", "-np.diff(np.pad(g, 1))"),
        ("rt.unpad(g, u, 2)", "g[2:-2]"),
        ("rt.diag_back(g, u, 0)", "np.diag(g)"),
        ("rt.diagonal_back(np.expand_dims(s, -1), Q, 0, 0, 1)", "s * np.eye(len(Q))"),
        ("rt.repeat_back(g, u, 3, None)", "np.sum(np.reshape(g, (len(u), 3)), axis=1)"),
        ("rt.concatenate_item(g, (u, v), 0, 0)", "g[:len(u)]"),
        ("rt.concatenate_item(g, (u, v), 1, 0)", "g[len(u):]"),
        ("rt.concatenate_item(g, (w, u, w), 1, 0)", "g[3:len(u) + 3]"),
        ("rt.concatenate_item(g, (A, D), 1, 1)", "g[:, np.shape(A)[1]:]"),
        ("rt.join_item(g, (u, p), 1, 'vstack')", "g[1]"),
        ("rt.join_item(g, (u, p), 1, 'column_stack')", "g[:, 1]"),
        ("rt.join_item(g, (A, D), 1, 'hstack')", "g[:, np.shape(A)[1]:]"),
        ("np.sign(s) * g", "((s > 0.0) - (s < 0.0)) * g"),
        ("np.sign(t) * g", "np.sign(t) * g"),
        ("rt.divide_or_zero(g, s)", "rt.divide_or_zero(g, s)"),
        ("rt.divide_or_zero(t, s)", "t / s if s != 0.0 else 0.0"),
        ("rt.power_derivative(A, i, 1, 0)", "i * A ** (i - 1) if i != 0 else np.zeros_like(A)"),
        ("rt.tie_weights(u, s, None, False)", "(u == s) / np.count_nonzero(u == s)"),
        ("rt.vector(u, None)", "u"),
        ("rt.vector(A, None)", "rt.vector(A)"),
    ],
)
def test_helpers_vanish_where_ranks_are_known(before, after):
    assert text(rules.simplify(parse(before), kind_of)) == after


def adjoint_of(call, param, **kinds):
    """Return the simplified adjoint of a parameter of a call, as text."""
    fit = rules.match(parse(call))
    formula = substitute(fit.rule.adjoints[param][0], fit.bound)
    return text(rules.simplify(formula, lambda e: {**KINDS, **kinds}.get(getattr(e, "id", ""))))


@pytest.mark.parametrize(
    "call, param, after",
    [
        ("np.mean(u)", "x", "np.full_like(u, g / np.size(u))"),
        ("np.mean(A, axis=0)", "x", "np.broadcast_to(g / len(A), np.shape(A))"),
        ("np.linalg.solve(Q, u)", "a", "-np.outer(w, z)"),
        ("np.outer(u, v)", "a", "g @ v"),
        ("np.outer(u, v)", "b", "u @ g"),
        ("np.var(u)", "x", "2.0 * w * (g / np.size(u))"),
        ("float(s)", "x", "g"),
        ("np.transpose(A)", "x", "g.T"),
        ("np.linalg.inv(Q)", "a", "-z.T @ g @ z.T"),
        ("np.linspace(s, t, 5)", "start", "np.linspace(1.0, 0.0, len(g)) @ g"),
    ],
)
def test_adjoints_of_ordinary_calls_are_plain_numpy(call, param, after):
    kinds = {"g": Scalar(), "z": array(N)}
    if "axis" in call:
        kinds["g"] = array(M)
    elif call.startswith(("np.outer", "np.transpose", "np.linalg")):
        kinds = {"g": array(N, M), "z": array(N), "w": array(N)}
    if "linspace" in call:
        kinds["g"] = array(N)
    if "inv" in call:
        kinds = {"g": array(N, N), "z": array(N, N)}
    if "var" in call:
        kinds["w"] = array(N)
    assert adjoint_of(call, param, **kinds) == after


def test_nothing_is_known_of_unknown_kinds():
    whole = parse("rt.matmul_lhs(g, a, b) * rt.expand(g, x) + rt.unbroadcast(g, x)")
    assert rules.simplify(whole, lambda e: Unknown()) == whole
    assert rules.simplify(whole, lambda e: None) == whole


def test_simplifying_twice_changes_nothing():
    for before in ("2.0 * A * rt.expand(s, A)", "rt.matmul_lhs(C, A, B)", "rt.count(A, 0)"):
        once = rules.simplify(parse(before), kind_of)
        assert rules.simplify(once, kind_of) == once
