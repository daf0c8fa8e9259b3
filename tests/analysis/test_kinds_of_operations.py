"""Kinds of single operations, against what NumPy and Python make of real operands.

Each expression is evaluated for every choice of its operands; what the kind says (dtype, Python
or NumPy, rank, sizes, order) must be so, also where two sizes happen to be equal or 1.
"""

import itertools
import re
import warnings

import numpy as np
import pytest

from s2sad.analysis.kinds import Sizes, holds, kind_of, kind_of_argument, sharing
from s2sad.ir.interpret import impl
from s2sad.ir.kinds import Array, Scalar, TupleKind, Unknown
from s2sad.ir.nodes import Apply, Const, Name
from s2sad.ir.walk import map_expr, names_in
from s2sad.rules.template import parse
from tests.analysis.kinds_check import CheckedMachine


def grid(*shape, dtype=float):
    return (np.arange(1, 1 + int(np.prod(shape))).reshape(shape) % 7 + 1).astype(dtype)


def square(n):
    return grid(n, n) + 9.0 * np.eye(n)


NUMBERS = {
    "float": 1.5, "int": 2, "bool": True, "complex": 1 + 2j, "np.float64": np.float64(1.5),
    "np.float32": np.float32(1.5), "np.int64": np.int64(3), "np.bool": np.bool_(True),
}  # fmt: skip
ARRAYS = {
    "0-d": np.array(2.0), "vector": grid(3), "vector of 1": grid(1), "matrix": grid(2, 3),
    "column": grid(3, 1), "row": grid(1, 3), "one": grid(1, 1), "F": np.asfortranarray(grid(2, 3)),
    "strided": grid(6)[::2], "strided matrix": grid(4, 6)[::2, ::2], "cube": grid(2, 2, 3),
    "int": grid(3, dtype=int), "int matrix": grid(2, 3, dtype=int), "bools": grid(3) > 2,
    "float32": grid(3, dtype="float32"), "float32 matrix": grid(2, 3, dtype="float32"),
    "complex": grid(3) * 1j, "empty": np.zeros(0),
    "transposed cube": grid(2, 3, 4).transpose(1, 0, 2),
}  # fmt: skip
ANY = {**NUMBERS, **ARRAYS}

ELEMENTWISE = """
x + y;x - y;x * y;x / y;x ** y;x // y;x % y;x < y;x == y;np.maximum(x, y);np.power(x, y)
np.arctan2(x, y);np.hypot(x, y);np.logaddexp(x, y);np.where(x > 1, x, y);np.where(x, 1.0, y)
np.where(x, 0, 1);np.clip(x, 0, y);np.clip(x, y, None);np.minimum(x, 0.5);np.copysign(x, y)
np.logical_and(x, y);np.equal(x, y);np.add(x, 1);x & y
""".replace("\n", ";").split(";")
UNARY = """
-x;+x;abs(x);not x;np.sin(x);np.exp(x);np.sqrt(x);np.sign(x);np.abs(x);np.floor(x);np.isnan(x)
np.conj(x);np.real(x);np.imag(x);np.negative(x);np.square(x);np.logical_not(x);np.tanh(x)
float(x);int(x);bool(x);np.float32(x);np.float64(x);np.int64(x);x ** 2;x ** 0.5;2 ** x;x ** -1
math.sin(x);math.exp(x);math.floor(x);math.sqrt(x);round(x);round(x, 1);math.atan2(x, 2)
np.sum(x);np.mean(x);np.max(x);np.prod(x);np.var(x);np.std(x);np.any(x);np.argmax(x);np.shape(x)
np.size(x);np.ndim(x);np.zeros_like(x);np.ones_like(x);np.full_like(x, 2.0);np.copy(x)
np.asarray(x);np.array(x);np.ravel(x);np.transpose(x);np.full(3, x);np.atleast_1d(x)
np.atleast_2d(x);np.cumsum(x);np.linalg.norm(x);np.expand_dims(x, 0);np.reshape(x, -1)
np.broadcast_to(x, (2, 3));np.array([x, x]);np.stack([x, x]);[x, x];(x, 2.0);sum([x, x])
sum([x, 1.0, 2]);np.sort(x);np.zeros_like(x, dtype=np.float32);np.asarray(x, dtype=np.float64)
np.nan_to_num(x)
""".replace("\n", ";").split(";")
SHAPES = """
np.sum(x, axis=0);np.sum(x, axis=-1);np.sum(x, axis=0, keepdims=True);np.sum(x, keepdims=True)
np.sum(x, axis=(0, 1));np.mean(x, 1);np.max(x, axis=1, keepdims=True);np.argmax(x, axis=0)
np.std(x, axis=0, ddof=1);np.cumsum(x, axis=0);np.prod(x, axis=-1);np.ptp(x, axis=0)
np.reshape(x, (1, -1));np.reshape(x, (-1, 1));np.reshape(x, (3, 2));np.reshape(x, 6)
np.reshape(x, np.shape(x));np.reshape(x, (-1, np.shape(x)[-1]));np.reshape(x, (6,), order='F')
np.swapaxes(x, 0, -1);np.moveaxis(x, 0, -1);np.transpose(x, (1, 0));np.transpose(x, (1, 0, 2))
np.expand_dims(x, -1);np.expand_dims(x, (0, 2));np.squeeze(x);np.squeeze(x, 0)
np.squeeze(x, axis=-1);np.flip(x);np.flip(x, 0);np.roll(x, 1);np.roll(x, 1, axis=0)
np.repeat(x, 2);np.repeat(x, 2, axis=0);np.tile(x, 2);np.tile(x, (2, 1));np.concatenate([x, x])
np.concatenate((x, x), axis=-1);np.stack((x, x), axis=-1);np.hstack((x, x));np.vstack([x, x])
np.column_stack((x, x));np.dstack((x, x));np.diag(x);np.diag(x, 1);np.diagonal(x)
np.diagonal(x, 1);np.trace(x);np.triu(x);np.tril(x, -1);np.diff(x);np.diff(x, axis=0)
np.diff(x, 2);np.sort(x, axis=0);np.argsort(x);np.nonzero(x);np.pad(x, 1);np.pad(x, (1, 2))
np.astype(x, np.float32);np.astype(x, 'int64');len(x);sum(x);np.linspace(0, 1, len(x))
np.arange(len(x));np.arange(0, len(x), 2);np.zeros((len(x), 2));np.zeros(np.shape(x), dtype=int)
np.eye(len(x));np.ones(len(x) - 1);np.full((2, len(x)), 1.0);np.arange(3.0)
np.arange(0.0, 1.0, 0.3);np.fliplr(x);np.rot90(x);np.take(x, [0, 1]);np.flatnonzero(x)
np.take(x, [0, 0], axis=-1);np.linalg.norm(x, axis=0);np.where(x > 2)[0];np.median(x, axis=0)
rt.t(x);rt.unbroadcast(x, x);rt.expand(np.sum(x, axis=0), x, 0);rt.broadcast_like(1.0, x)
rt.expand(np.sum(x), x);rt.unbroadcast(x, 1.0);rt.count(x, 0);rt.count(x);np.unique(x);max(x)
rt.unbroadcast(x, x[:1]);rt.cumsum_back(x, x);rt.shift(x, 1, 0);rt.products_before(x)
np.split(x, 1);np.append(x, x);np.append(x, x, axis=0);np.round(x, 1);np.atleast_3d(x)
np.isin(x, [1.0]);rt.concatenate_place(x, [x, x], 0);rt.join_place(x, [x, x], 0, 'hstack')
np.array([[1.0, 2], [3, 4.0]]);np.array([[[1.0, 2.0], [3.0, 4.0]]])
np.fft.fft(x);np.fft.rfft(x);np.fft.irfft(x);np.fft.rfft(x, 5);np.fft.hfft(x, axis=0);np.fft.fft2(x)
np.fft.ihfft(x);np.fft.rfftn(x);np.fft.irfft2(x);np.fft.rfftfreq(len(x));np.fft.fftshift(x)
np.average(x, axis=0);np.array(x, dtype=np.float32);np.full_like(x, 0);np.ascontiguousarray(x)
np.asfortranarray(x)
""".replace("\n", ";").split(";")
INDICES = """
x[0];x[-1];x[1:];x[:-1];x[:];x[::2];x[::-1];x[5:];x[-2:];x[1:100];x[2:1];x[:0];x[::-2];x[3:0:-1]
x[...];x[..., 0];x[0, ...];x[None];x[:, None];x[0, None];x[:, 0];x[0, :];x[1:, 1:];x[0, 1]
x[1, 0, 0];x[[0, 1]];x[[0, 0], :];x[:, [0]];x[[0, 1], [0, 0]];x[x > 2];x[x > 2, ...];x[0][0]
x[:, 0, [0, 1]];x[0, :, [0, 1]];x[np.arange(2)];x[np.array([[0, 1], [0, 1]])];x[len(x) - 1]
x[len(x) // 2:];x[()];x[:len(x) // 2];x[1:-1];x[-100:2];x[..., 1:];x[..., ::2];x[::2, 0];x[0:1]
x[:1, :1];x[..., None];x[:, ::-1];x[::1];x[None, ..., 0];x[-1:];x[0:len(x):1];x[-1:-3:-1]
x[np.int64(0)];x[True]
""".replace("\n", ";").split(";")
PRODUCTS = """
x @ y;np.matmul(x, y);np.dot(x, y);np.inner(x, y);np.outer(x, y);np.vdot(x, y);np.kron(x, y)
np.tensordot(x, y, axes=1);np.linalg.solve(x, y);rt.matmul_lhs(x @ y, x, y)
rt.matmul_rhs(x @ y, x, y);rt.dot_lhs(np.dot(x, y), x, y);np.cross(x, y)
np.einsum('ij,jk->ik', x, y);np.einsum('ij,jk', x, y);np.tensordot(x, y, axes=([0], [0]))
np.einsum('i,i', x, y)
""".replace("\n", ";").split(";")
SQUARES = """
np.linalg.inv(x);np.linalg.det(x);np.linalg.slogdet(x);np.linalg.cholesky(x);np.linalg.eigh(x)
np.linalg.qr(x);np.linalg.svd(x);np.linalg.pinv(x);np.linalg.matrix_power(x, 2);x.T @ x
np.linalg.solve(x, x);rt.solve_product(x, x, x);rt.solve_outer(x, x, x);rt.solve_like(x, x, x)
rt.solve_like(x, np.ones(3), np.ones(3));rt.cofactor(x);rt.logabsdet(x)
np.linalg.svd(x, full_matrices=False)
""".replace("\n", ";").split(";")

FACTORS = {
    "vector": grid(3), "matrix": grid(2, 3), "square": square(3), "stack": grid(2, 3, 3),
    "tall": grid(3, 2), "F": np.asfortranarray(grid(3, 3)), "int": grid(3, dtype=int),
    "float32": grid(3, 3, dtype="float32"), "number": 2.0,
}  # fmt: skip
MATRICES = {
    "3": square(3) @ square(3).T, "1": square(1), "stack": square(2) + np.zeros((2, 1, 1)),
}  # fmt: skip


def operands():
    """Yield every expression with every choice of operands."""
    for text in filter(None, ELEMENTWISE):
        for (a, x), (b, y) in itertools.product(ANY.items(), ANY.items()):
            yield text, f"{a}, {b}", {"x": x, "y": y}
    for text in filter(None, UNARY):
        for a, x in ANY.items():
            yield text, a, {"x": x}
    for text in filter(None, [*SHAPES, *INDICES]):
        for a, x in ARRAYS.items():
            yield text, a, {"x": x}
    for text in filter(None, PRODUCTS):
        for (a, x), (b, y) in itertools.product(FACTORS.items(), FACTORS.items()):
            yield text, f"{a}, {b}", {"x": x, "y": y}
    for text in filter(None, SQUARES):
        for a, x in MATRICES.items():
            yield text, a, {"x": x}


def expression(text):
    """Return the expression that a text spells, dtypes as constants."""
    spelled = re.sub(r"(?<=[=, ])(np\.(?:float|int)\d+|int)(?=\))", r"'<\1>'", text)

    def leaf(part):
        value = part.value if isinstance(part, Const) else None
        is_type = isinstance(value, str) and value[:1] == "<"
        return Apply("const", (Const(value[1:-1]),)) if is_type else part

    return map_expr(parse(spelled), leaf)


class _Core:
    def __init__(self, kinds, sizes):
        self.kinds, self.sizes = kinds, sizes


def judged(text, env):
    """Return (mistake or None, whether the kind is known) for an expression on operands."""
    values = {}
    kinds = {name: kind_of_argument(name, value, values) for name, value in env.items()}
    sizes = Sizes(values)
    expr = expression(text)
    kind = kind_of(expr, kinds, sizes)
    machine = CheckedMachine(_Core({"z": kind}, sizes), dict(env))
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = machine.value(expr)
    except Exception:
        return None, None
    if not holds(sizes.guards, values):
        return "a guard does not hold", True
    mistake = machine.differs(kind, value, "z")
    if mistake is None:
        mistake = shared(expr, kinds, sizes, env, value)
    return mistake, not isinstance(kind, Unknown)


def shared(expr, kinds, sizes, env, value):
    """Return how sharing is wrong about a result, or None."""
    how, names = sharing(expr, kinds, sizes)
    real = [n for n in dict.fromkeys(names_in(expr)) if overlaps(value, env[n])]
    if how == "copy" and real:
        return f"a copy shares with {real}"
    if not set(real) <= set(names):
        return f"{how} of {names} shares with {real}"
    arrays = [n for n in names if isinstance(env.get(n), np.ndarray) and env[n].size]
    if how == "view" and isinstance(value, np.ndarray) and value.size and set(real) != set(arrays):
        return f"a view of {names} shares with {real}"
    return None


def overlaps(value, operand):
    if isinstance(value, (list, tuple)):
        return any(overlaps(part, operand) for part in value)
    if not isinstance(value, np.ndarray) or not isinstance(operand, np.ndarray):
        return False
    return np.shares_memory(value, operand)


def grouped():
    found = {}
    for text, label, env in operands():
        found.setdefault(text, []).append((label, env))
    return found


GROUPS = grouped()
NEVER_KNOWN = {"x[True]"}
# NumPy before 2.3: a power by a NumPy number has a dtype by the value of that number, one cell
# becomes a number, ints are rounded to themselves.
IS_OLD = tuple(map(int, np.__version__.split(".")[:2])) < (2, 3)
OTHERWISE = {"x ** y", "np.float64(x)", "np.round(x, 1)"} if IS_OLD else set()


@pytest.mark.parametrize("text", GROUPS)
def test_the_kind_of_an_operation_is_that_of_its_result(text):
    if text in OTHERWISE:
        pytest.skip("NumPy before 2.3 does this by the value")
    mistakes, known, ran = [], 0, 0
    for label, env in GROUPS[text]:
        mistake, is_known = judged(text, env)
        if is_known is None:
            continue
        ran += 1
        known += is_known
        if mistake and not (text.startswith("rt.") and label == "bools"):
            mistakes.append(f"{label}: {mistake}")
    assert mistakes == [], mistakes
    assert ran, "no choice of operands runs"
    if text not in NEVER_KNOWN:
        assert known >= 0.7 * ran


def test_the_helper_sees_a_wrong_kind():
    machine = CheckedMachine(_Core({}, Sizes({})), {})
    assert machine.differs(Scalar("float64"), np.float64(1.0), "z")
    assert machine.differs(Array("float64", ()), np.float64(1.0), "z")
    assert machine.differs(TupleKind(()), (1,), "z")
    assert impl("np.sin") is np.sin and Name("x") == Name("x")
