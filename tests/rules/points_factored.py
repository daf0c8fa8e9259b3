"""Points of eigenvalues, and of factorisations and products with their keywords."""

import numpy as np

POINTS = []
_rng = np.random.default_rng(41)


def add(text, **values):
    POINTS.append((text, values))


def s(*shape):
    """Return numbers of both signs, away from 0."""
    return _rng.uniform(0.2, 1.2, shape) * _rng.choice([-1.0, 1.0], shape)


SQUARE, STACK = s(4, 4), s(2, 3, 3)
TURNING = s(3, 3) - 3.0 * np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 0.5]])
STRETCHING = np.diag([1.0, 2.0, 3.5]) + 0.2 * s(3, 3)  # of real eigenvalues
TALL, WIDE, WIDE_STACK = s(4, 3), s(3, 5), s(2, 2, 3)

for _a in (SQUARE, TURNING, STRETCHING, STACK, np.array([[0.7]]), SQUARE[::-1, ::-1]):
    for _text in (
        "np.abs(np.linalg.eigvals(a))", "np.real(np.linalg.eigvals(a))",
        "np.sum(np.log(np.linalg.eigvals(a) + 9.0)).real", "np.abs(np.linalg.eig(a)[0])",
        "np.abs(np.linalg.eig(a)[1])", "np.real(np.linalg.eig(a)[1])",
        "np.sum(np.abs(np.linalg.eig(a)[1]) ** 3 * np.linalg.eig(a)[0].real[..., None, :])",
    ):  # fmt: skip
        add(_text, a=_a)
add("np.imag(np.linalg.eigvals(a))", a=TURNING)
add("np.imag(np.linalg.eig(a)[1])", a=TURNING)
add("np.sort(np.linalg.eigvals(a)).real", a=STRETCHING)
add("np.abs(np.sort(np.linalg.eigvals(a), axis=None))", a=STACK)
add("np.max(np.abs(np.linalg.eigvals(a)))", a=TURNING)
add("np.linalg.eigvals(a)[0].real", a=TURNING)

for _p in ([1.0, -3.0, 1.0], [1.0, 0.4, 1.0], [0.7, -1.2, 0.4, 1.1, 0.3], [2.0, 1.0]):
    add("np.abs(np.roots(p))", p=np.array(_p))
    add("np.real(np.roots(p))", p=np.array(_p))
add("np.imag(np.roots(p))", p=np.array([1.0, 0.4, 1.0]))
add("np.abs(np.roots(p * w))", p=np.array([1.0, -3.0, 1.0, 2.0]), w=np.array([0, 1, 1, 1]))

for _p in ("1", "-1", "np.inf", "-np.inf", "'fro'", "p=1"):
    add(f"np.linalg.cond(a, {_p})", a=STRETCHING)
    add(f"np.linalg.cond(a, {_p})", a=STACK)
for _a in (TALL, SQUARE):
    add("np.linalg.cond(a)", a=_a)
_SYMMETRIC = "(a @ a.T + 0.5 * a + 0.5 * a.T)"
for _text in (
    "np.linalg.svd({}, hermitian=True)[1]", "np.linalg.svd({}, compute_uv=False, hermitian=True)",
    "np.abs(np.linalg.svd({}, hermitian=True)[0])", "np.linalg.pinv({}, hermitian=True)",
    "np.abs(np.linalg.svd({}, hermitian=True).Vh)", "np.linalg.pinv({}, 1e-12, True)",
    "np.linalg.matrix_rank({}, hermitian=True) * a",
):  # fmt: skip
    if "Vh" not in _text:
        add(_text.format(_SYMMETRIC), a=STRETCHING)
for _a in (WIDE, WIDE_STACK, SQUARE, s(1, 2), s(6, 8)[::2, ::2]):
    for _text in ("np.linalg.qr(a)[0]", "np.linalg.qr(a)[1]", "np.linalg.qr(a, mode='r') * 1.0",
                  "np.linalg.qr(a, 'complete')[0]", "np.linalg.qr(a, mode='complete')[1]"):
        add(_text, a=_a)
add("rt.fill_columns(y, x)", y=s(2, 2), x=np.zeros((2, 3)))

V, A, B, C = s(3), s(3, 4), s(4, 2), s(2, 5)
add("np.linalg.multi_dot([a, b])", a=A, b=B)
add("np.linalg.multi_dot([a, b])", a=V, b=A)
add("np.linalg.multi_dot([a, b, d])", a=A, b=B, d=C)
add("np.linalg.multi_dot((a, b, d))", a=A, b=B, d=C)
add("np.linalg.multi_dot((a, b, d, e))", a=A, b=B, d=C, e=s(5, 3))
add("np.linalg.multi_dot([v, a, b])", v=V, a=A, b=B)
add("np.linalg.multi_dot([a, b, v])", a=A, b=B, v=s(2))
add("np.linalg.multi_dot([v, a, w])", v=V, a=A, w=s(4))
add("np.linalg.multi_dot([a, a.T, a])", a=s(2, 3))
for _count in range(5, 9):
    _names = [f"m{k}" for k in range(_count)]
    add(f"np.linalg.multi_dot(({', '.join(_names)}))", **{name: s(2, 2) for name in _names})
add("np.linalg.tensorsolve(a, b, axes=(0,))", a=s(6, 2, 3), b=s(2, 3))
add("np.linalg.tensorsolve(a, b, axes=(1,))", a=s(2, 6, 3), b=s(2, 3))
for _x, _i in ((s(3, 4), s(1, 2)), (s(1, 4), s(3, 2)), (s(2, 3, 4), s(2, 1, 3))):
    _i = np.argsort(_i, axis=-1)
    add("np.take_along_axis(x, i, axis=-1)", x=_x, i=_i)
    add("np.take_along_axis(x, i, axis=1)", x=np.swapaxes(_x, 1, -1), i=np.swapaxes(_i, 1, -1))
for _y in (0.3, s(3)):
    add("np.heaviside(x, y)", x=np.array([-0.4, 0.6, 1.2]), y=_y)
K, M = s(2, 3, 4), s(3, 4)
for _text in (
    "np.einsum('...i,...i->...', x, y)", "np.einsum('...i,i...', x, y.T)",
    "np.einsum('...ij,kj->...ik', x, y)", "np.einsum('i...->...', x) * np.sum(y)",
    "np.einsum('...,...', x, y[:1])", "np.einsum(x, [..., 1], y, [0, 1], [0, ...])",
    "np.einsum(x, [..., 0, 1], y, [0, 1])",
):  # fmt: skip
    add(_text, x=K, y=M)
add("np.einsum('ij,kj,kl->il', x, y, w, optimize=True)", x=s(2, 4), y=M, w=s(3, 2))
add("np.einsum('ij,kj->ik', x, y, optimize='greedy')", x=M, y=s(2, 4))
add("np.einsum('ij,ij->i', x, y)", x=s(3, 1), y=M)
add("np.pad(x, 1, mode='empty')[1:-1, 1:-1]", x=M)
for _x, _i, _rest in (
    (s(6), [0, 2, 3], ""), (s(6), [0, 3, 1, 5], ""), (s(6), [4, 2, 2], ""), (s(6), [2], ""),
    (s(3, 5), [0, 2], ", axis=1"), (s(3, 5), [1, 0], ", axis=-1"), (s(3, 5), [0, 1], ", 0"),
):  # fmt: skip
    add(f"np.add.reduceat(x, i{_rest})", x=_x, i=np.array(_i))
add("np.unique(x)", x=np.array([0.7, 0.2, 0.9, -0.4]))
add("np.unique(x)", x=s(2, 3))
add("np.unique(x, equal_nan=False) ** 2", x=s(3))
add("x[np.unique(k, return_index=True)[1]]", x=s(4), k=np.array([3, 1, 3, 2]))
add("np.add.reduceat(x[np.argsort(k)], np.unique(np.sort(k), return_index=True)[1])", x=s(4),
    k=np.array([3, 1, 3, 2]))
add("np.bincount(np.unique(k, return_inverse=True)[1], x)", x=s(4), k=np.array([3, 1, 3, 2]))
add("rt.reduceat_back(y, x, i)", y=s(3), x=np.zeros(6), i=np.array([0, 3, 4]))
add("rt.reduceat_back(y, x, i, 1)", y=s(3, 2), x=np.zeros((3, 5)), i=np.array([2, 1]))
for _x in (0.3, s(4), s(2, 3)):
    add("np.ldexp(x, 3)", x=_x)
    add("np.ldexp(x, -n)", x=_x, n=2)
add("rt.pinv_of_rank(a, 3)", a=TALL)
add("rt.pinv_of_rank(a, r)", a=WIDE, r=3)
for _x in (s(3), s(1), s(2), s(6)[::-2]):
    add("np.poly(x)", x=_x)
    add("rt.poly_derivative(x, 1)", x=_x)
