"""Points of complex numbers, for the rules that hold for them."""

import numpy as np

_rng = np.random.default_rng(17)


def c(*shape):
    """Return complex numbers with parts in (0.15, 0.85): a complex, or an array."""
    parts = _rng.uniform(0.15, 0.85, (2, *shape))
    return parts[0] + 1j * parts[1] if shape else complex(parts[0], parts[1])


def r(*shape):
    return _rng.uniform(0.15, 0.85, shape) if shape else float(_rng.uniform(0.15, 0.85))


Z1, Z2, Z3 = c(4), c(3, 4), c(2, 3, 4)
SQUARE, STACK = c(3, 3) + np.eye(3), c(2, 3, 3) + 2.0 * np.eye(3)
POINTS = []


def add(text, **values):
    POINTS.append((text, values))


NUMBERS = [c(), c(4), c(2, 3), c(3, 1), c(0), np.complex128(c()), np.array(c())]
PAIRS = [(c(), c()), (c(4), c(4)), (c(3, 4), c(4)), (c(3, 1), r(4)), (r(3), c(3)), (r(), c(2))]

for _op in ("+", "-", "*", "/", "**"):
    for _x, _y in PAIRS:
        add(f"x {_op} y", x=_x, y=_y)
for _f in ("add", "subtract", "multiply", "divide", "power", "float_power"):
    for _x, _y in PAIRS[1:4]:
        add(f"np.{_f}(x, y)", x=_x, y=_y)
for _text in (
    "-x", "+x", "x * x", "1.0 / x", "1 / x", "abs(x)", "2.0 ** x", "x ** 2", "x ** 0.5", "x ** -1",
    "x ** 3", "x ** -1.5", "np.power(x, 2)",
):  # fmt: skip
    for _x in NUMBERS[:3]:
        add(_text, x=_x)
for _f in (
    "negative", "positive", "square", "reciprocal", "sqrt", "exp", "exp2", "expm1", "log", "log2",
    "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "arcsinh", "arccosh", "arctanh", "sinc", "abs", "sign", "real", "imag", "conj", "angle", "copy",
):  # fmt: skip
    for _x in NUMBERS:
        add(f"np.{_f}(x)", x=_x)
for _x in NUMBERS[:3]:
    add("np.angle(x, deg=True)", x=_x)
add("np.sinc(x)", x=np.array([0.0, 0.3 + 0.1j, 2.0 + 0.5j]))
add("complex(x, y)", x=0.3, y=0.4)
add("complex(x, y)", x=0.3 + 0.2j, y=0.4 - 0.3j)
add("complex(x)", x=0.3)
add("complex(x)", x=np.complex128(0.3 + 0.2j))
add("np.complex128(x)", x=0.3)
add("np.ndarray.astype(x, t)", x=r(3), t=complex)

for _x, _rest in ((Z1, ""), (Z2, ""), (Z2, ", axis=0"), (Z2, ", axis=1, keepdims=True"),
                  (Z3, ", axis=(0, 2)")):  # fmt: skip
    for _f in ("sum", "mean", "prod", "var", "std"):
        add(f"np.{_f}(x{_rest})", x=_x)
for _f in ("cumsum", "cumprod"):
    add(f"np.{_f}(x)", x=Z1)
    add(f"np.{_f}(x, axis=1)", x=Z2)
add("np.var(x, axis=0, ddof=1)", x=Z2)
add("np.prod(x)", x=np.array([0.0, 0.3 + 0.1j, 0.2j]))
add("np.trace(x)", x=SQUARE)
for _a, _b in ((Z1, c(4)), (Z2, Z1), (c(3), Z2), (Z2, r(4, 2)), (r(2, 3), Z2), (Z3, c(2, 4, 2))):
    add("a @ b", a=_a, b=_b)
    add("np.matmul(a, b)", a=_a, b=_b)
for _a, _b in ((Z1, c(4)), (Z2, Z1), (Z2, r(4, 2)), (r(), Z1), (Z3, c(5, 4, 2))):
    add("np.dot(a, b)", a=_a, b=_b)
for _a, _b in ((Z1, c(4)), (Z2, Z1), (Z2, c(5, 4))):
    add("np.inner(a, b)", a=_a, b=_b)
for _a, _b in ((Z1, c(4)), (Z2, c(4, 3)), (Z1, r(4)), (r(4), Z1)):
    add("np.vdot(a, b)", a=_a, b=_b)
add("np.outer(a, b)", a=Z1, b=c(3))
add("np.tensordot(a, b)", a=Z3, b=c(3, 4, 2))
add("np.cross(a, b)", a=c(3), b=c(4, 3))
add("np.einsum('ij,jk->ik', x, y)", x=Z2, y=c(4, 2))
add("np.einsum('ij,k->i', x, y)", x=Z2, y=r(2))
for _a in (SQUARE, STACK, np.array([[c()]])):
    add("np.linalg.inv(a)", a=_a)
    add("np.linalg.det(a)", a=_a)
    add("np.linalg.slogdet(a)", a=_a)
    add("rt.logabsdet(a)", a=_a)
    add("rt.signdet(a)", a=_a)
for _a, _b in ((SQUARE, c(3)), (SQUARE, r(3, 2)), (r(3, 3) + np.eye(3), c(3)), (STACK, c(3, 2))):
    add("np.linalg.solve(a, b)", a=_a, b=_b)
for _x, _rest in ((Z1, ""), (Z2, ", axis=0"), (Z1, ", 2"), (Z2, ", 'fro'")):
    add(f"np.linalg.norm(x{_rest})", x=_x)
add("np.where(c, x, y)", c=r(3) > 0.5, x=c(3), y=r(3))
for _text in ("np.reshape(x, (4, 3))", "np.transpose(x)", "np.flip(x, axis=1)", "np.roll(x, 1)",
              "np.repeat(x, 2)", "np.tile(x, 2)", "np.pad(x, 1)", "np.diff(x)", "np.diag(x)",
              "np.triu(x)", "np.broadcast_to(x, (2, 3, 4))", "np.take(x, 1, axis=0)"):  # fmt: skip
    add(_text, x=Z2)
add("np.linspace(x, y, 5)", x=c(), y=c())

add("rt.h(x)", x=Z2)
add("rt.h(x)", x=Z3)
add("rt.h(x)", x=r(2, 3))
add("rt.cofactor(a)", a=SQUARE)
add("rt.divide_or_zero(x, y)", x=Z2, y=r(4))
for _i, _j in ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2)):
    add(f"rt.power_derivative(x, y, {_i}, {_j})", x=c(3), y=c(3))
    add(f"rt.power_derivative(x, y, {_i}, {_j})", x=r(3), y=c(3))
add("rt.matmul_lhs(y, a, b)", y=c(3), a=np.zeros((3, 4), int), b=Z1)
add("rt.solve_outer(y, x, b)", y=c(3), x=c(3), b=np.zeros(3, int))
for _a, _v in ((c(5), c(3)), (c(3), c(5)), (r(5), c(3)), (c(4), r(4))):
    for _mode in ("full", "same", "valid"):
        add(f"np.correlate(a, v, '{_mode}')", a=_a, v=_v)
        if np.iscomplexobj(_a) and np.iscomplexobj(_v):
            _n = len(np.correlate(_a, _v, _mode))
            add(f"rt.correlate_lhs(y, a, v, '{_mode}')", y=c(_n), a=np.zeros(len(_a), int), v=_v)
            add(f"rt.correlate_rhs(y, a, v, '{_mode}')", y=c(_n), a=_a, v=np.zeros(len(_v), int))
