"""Points of linear algebra: those of rules, and calls that are differentiated as programs."""

import numpy as np

from .points_complex import c, r

POINTS, PROGRAMS = [], []
_rng = np.random.default_rng(23)


def add(text, **values):
    POINTS.append((text, values))


def program(text, **values):
    PROGRAMS.append((text, values))


def s(*shape):
    """Return numbers of both signs, far enough from 0 and from each other."""
    size = int(np.prod(shape))
    sizes = _rng.permutation(np.linspace(0.2, 1.2, size) + 0.01 * _rng.uniform(size=size))
    return np.reshape(sizes * _rng.choice([-1.0, 1.0], size), shape)


V, M, T, K = s(5), s(3, 4), s(4, 3), s(2, 3, 4)
SQUARE, STACK = r(3, 3) + np.eye(3), r(2, 3, 3) + 2.0 * np.eye(3)
CV, CM, CS = c(4), c(3, 4), c(3, 3) + np.eye(3)

_LISTS = {
    "norm": ("", ", 2", ", 2.0", ", 1", ", ord=np.inf", ", -np.inf", ", 3", ", 1.5", ", ord=-1",
             ", -2.5"),
    "vector_norm": ("", ", ord=2", ", ord=1", ", ord=np.inf", ", ord=-np.inf", ", ord=3"),
}  # fmt: skip
for _f, _ords in _LISTS.items():
    for _ord in _ords:
        for _x, _rest in (
            (V, ""), (CV, ""), (M, ", axis=0"), (M, ", axis=-1, keepdims=True"), (K, ", axis=1"),
            (CM, ", axis=1"), (s(3, 1), ", axis=1"), (s(4, 6)[::2, ::-1], ", axis=0"),
            (V, ", keepdims=True"),
        ):  # fmt: skip
            add(f"np.linalg.{_f}(x{_ord}{_rest})", x=_x)
for _ord in ("", ", ord=1", ", ord=np.inf", ", ord=3"):
    for _x, _rest in ((M, ""), (K, ", axis=(0, 2)"), (K, ", keepdims=True")):
        add(f"np.linalg.vector_norm(x{_ord}{_rest})", x=_x)
for _x, _rest in ((M, ", axis=(0, 1)"), (K, ", axis=(-1, 0), keepdims=True"), (CM, ""), (K, "")):
    add(f"np.linalg.norm(x{_rest})", x=_x)
for _ord in ("'fro'", "'nuc'", "1", "-1", "2", "-2", "np.inf", "-np.inf", "2.0"):
    for _x, _rest in ((M, ""), (T, ""), (K, ""), (CM, ""), (K, ", keepdims=True"), (s(1, 3), "")):
        add(f"np.linalg.matrix_norm(x, ord={_ord}{_rest})", x=_x)
        if np.ndim(_x) == 2:
            program(f"np.linalg.norm(x, {_ord}{_rest})", x=_x)
    for _rest in (", axis=(0, 2)", ", (2, 1)", ", axis=(-1, 0), keepdims=True", ", axis=(1, -1)"):
        program(f"np.linalg.norm(x, {_ord}{_rest})", x=K)

for _a in (SQUARE, STACK, CS, np.array([[1.7]])):
    add("np.linalg.matrix_power(a, 3)", a=_a)
    add("np.linalg.matrix_power(a, n)", a=_a, n=-2)
    for _n in (0, 1, 2, -1):
        add(f"np.linalg.matrix_power(a, {_n})", a=_a)
    add("np.linalg.cond(a)", a=_a + 0.1)
    if np.ndim(_a) == 2:
        program("np.linalg.matrix_rank(a) * a", a=_a)
for _p in ("2", "-2"):
    add(f"np.linalg.cond(a, {_p})", a=SQUARE)
    add(f"np.linalg.cond(a, p={_p})", a=STACK)
for _a in (M, T, SQUARE, K, CM, s(1, 3), s(2, 4, 6)[:, ::2, ::-1]):
    add("np.linalg.pinv(a)", a=_a)
add("np.linalg.pinv(a, rcond=1e-10)", a=M)
add("np.linalg.pinv(a, rtol=1e-10)", a=M)
add("np.linalg.pinv(a)", a=np.outer([1.0, 0.4, 0.3], [0.2, 0.5]) + np.eye(3, 2))
add("np.linalg.tensorinv(a)", a=r(2, 3, 6) + np.eye(6).reshape(2, 3, 6))
add("np.linalg.tensorinv(a, ind=1)", a=r(6, 3, 2) + np.eye(6).reshape(6, 3, 2))
add("np.linalg.tensorsolve(a, b)", a=r(2, 3, 6) + np.eye(6).reshape(2, 3, 6), b=r(2, 3))
add("np.linalg.tensorsolve(a, b)", a=r(6, 2, 3) + np.eye(6).reshape(6, 2, 3), b=c(6))
for _a, _b in ((V, s(5)), (M, s(3, 4)), (M, s(4)), (K, s(3, 4)), (CM, CV), (CM, s(4)), (M, c(4))):
    add("np.linalg.vecdot(a, b)", a=_a, b=_b)
    add("np.vecdot(a, b)", a=_a, b=_b)
add("np.linalg.vecdot(a, b, axis=0)", a=M, b=s(3, 4))
add("np.linalg.outer(a, b)", a=V, b=CV)
add("np.linalg.cross(a, b)", a=s(3), b=s(4, 3))
add("np.linalg.matmul(a, b)", a=M, b=T)
add("np.linalg.matmul(a, b)", a=K, b=T)
add("np.linalg.tensordot(a, b, axes=1)", a=M, b=T)
add("np.linalg.tensordot(a, b)", a=K, b=s(3, 4, 2))
for _x in (M, K, CM):
    add("np.linalg.matrix_transpose(x)", x=_x)
    add("np.matrix_transpose(x)", x=_x)
    for _rest in ("", ", offset=1", ", offset=-1"):
        add(f"np.linalg.diagonal(x{_rest})", x=_x)
        add(f"np.linalg.trace(x{_rest})", x=_x)
for _x in (M, T, K, CM, SQUARE):
    add("np.linalg.svdvals(a)", a=_x)
    add("np.linalg.svd(a, compute_uv=False)", a=_x)
for _x in (T, SQUARE, c(4, 3), s(2, 4, 3)):
    add("np.linalg.qr(a, mode='r')", a=_x)
add("np.linalg.inv(a)", a=r(2, 2, 3, 3) + 2.0 * np.eye(3))
add("np.linalg.solve(a, b)", a=SQUARE, b=s(2, 3, 2))
add("np.linalg.solve(a, b)", a=r(2, 1, 3, 3) + 2.0 * np.eye(3), b=s(4, 3, 2))
add("np.linalg.det(a)", a=r(4, 3, 3))
add("np.linalg.inv(a)", a=np.zeros((0, 3, 3)))

for _a in (CS, c(2, 3, 3) + np.diag([0.0, 1.0, 3.0]), np.array([[0.3 + 0.1j]])):
    add("np.linalg.eigvals(a)", a=_a)
    add("rt.eigvals(a)", a=_a)
    add("rt.eigenvectors(a, w)", a=_a, w=np.linalg.eigvals(_a)[..., ::-1])
add("np.roots(p)", p=c(4))
add("rt.roots(p)", p=c(4))
add("rt.over_gaps(x, w)", x=SQUARE, w=np.array([0.3, 1.1, 2.4]))
add("rt.over_gaps(x, w)", x=CS, w=np.array([0.3, 1.1, 2.4]))
for _x in (SQUARE, STACK, CS):
    for _f in ("only_diagonal", "fold_upper", "mirror_upper", "both_blocks", "in_corner"):
        add(f"rt.{_f}(x)", x=_x)
for _f in ("sum_of_blocks", "corner"):
    add(f"rt.{_f}(x)", x=r(4, 4))
add("rt.as_matrix(x)", x=r(2, 3, 6))
add("rt.residuals_of(y, z)", y=s(4), z=np.zeros(1, int))
add("rt.residuals_of(y, z)", y=s(4, 2), z=np.zeros(0, int))
add("rt.residuals_back(y, r)", y=s(2), r=np.zeros((4, 2), int))

_SYMMETRIC = "(a @ a.T.conj() + 1.5 * np.eye({}))"
for _a in (M, CM, SQUARE, np.array([[0.7]])):
    _h = _SYMMETRIC.format(len(_a))
    for _text in (
        "np.linalg.cholesky({})", "np.linalg.cholesky({}, upper=True)", "np.linalg.eigvalsh({})",
        "np.linalg.eigvalsh({}, 'U')", "np.linalg.eigh({})[0]", "np.abs(np.linalg.eigh({})[1])",
        "np.abs(np.linalg.eigh({}, UPLO='U')[1])",
    ):  # fmt: skip
        program(_text.format(_h), a=_a)
_H = "(a @ np.linalg.matrix_transpose(a) + np.eye(3))"
for _text in ("np.linalg.cholesky({})", "np.linalg.eigvalsh({})", "np.abs(np.linalg.eigh({})[1])"):
    program(_text.format(_H), a=K)
for _a in (M, T, SQUARE, CM, c(4, 3), K, s(2, 4, 3), s(1, 3), s(4, 6)[::2, ::2]):
    for _text in (
        "np.abs(np.linalg.svd(a, full_matrices=False)[0])",
        "np.abs(np.linalg.svd(a, False)[2])", "np.linalg.svd(a, full_matrices=False)[1]",
    ):  # fmt: skip
        program(_text, a=_a)
for _a in (T, SQUARE, c(4, 3), s(2, 4, 3), s(3, 1)):
    program("np.linalg.qr(a)[0]", a=_a)
    program("np.linalg.qr(a, 'reduced')[1]", a=_a)
for _a in (c(2, 3), c(2, 2, 4)):
    program("np.abs(np.linalg.qr(a)[0])", a=_a)
    program("np.abs(np.linalg.qr(a)[1])", a=_a)
    program("np.linalg.qr(a, mode='r')", a=_a)
for _a in (CS, c(2, 3, 3) + np.diag([0.0, 1.0, 3.0])):
    for _text in ("eigvals(a)", "eig(a)[0]", "eig(a)[1]"):
        program(f"np.linalg.{_text}", a=_a)
program("np.roots(p)", p=c(4))
program("np.sort(x, axis=0)", x=CM)
program("np.linalg.cond(a, 1)", a=CS)
program("np.linalg.multi_dot([a, b, a])", a=CM, b=s(4, 3))
for _a, _b in ((T, s(4)), (T, s(4, 2)), (SQUARE, s(3)), (M, s(3)), (M, s(3, 2)), (c(4, 3), c(4)),
               (c(4, 3), c(4, 2))):  # fmt: skip
    for _k in (0, 1, 3):
        program(f"np.linalg.lstsq(a, b, rcond=None)[{_k}]", a=_a, b=_b)
program("np.linalg.lstsq(a, b)[0] * np.linalg.lstsq(a, b)[2]", a=T, b=s(4))
for _a in (STACK, CS):
    program("np.linalg.slogdet(a)[1] * np.linalg.slogdet(a)[0]", a=_a)
for _a in (SQUARE, CS, STACK):
    for _k in (0, 2):
        program(f"np.abs(np.linalg.svd(a)[{_k}])", a=_a)
for _a in (M, T, CM):
    program("np.linalg.svd(a)[1]", a=_a)
