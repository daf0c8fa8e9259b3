"""Demands: how many axes a parameter must have for its use to make sense.

Only for texts that are shown before any call; what they assume is certified by `kinds`.

  1. The axes of an expression follow from those of the parameters (`axes`): elementwise operations
     have those of the widest operand, `a @ b` loses two, an index takes one away, a sum all.
  2. Some uses demand axes (`demand`): `x[i, j]` two, `len(x)` one, `np.sum(x, axis=1)` two.
  3. A demand on a result that has too few axes is passed on to the operands that could have more:
     to capitals first (`np.sum(m * X + c)`: X), for `a @ b` to the matrix.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Program, Stmt, Store
from ..ir.ops import BINARY, COMPARE, UNARY
from ..ir.walk import all_statements, subexpressions
from .kinds import elementwise_ops

ELEMENTWISE = (
    (set(BINARY) | set(UNARY) | set(COMPARE) | elementwise_ops() | {"np.where", "np.clip"})
    - {"matmul"}
)
ROUNDS = 8
PRODUCTS = {"matmul", "np.matmul", "np.dot"}
REDUCED = """
    sum mean max min amax amin prod any all argmax argmin ptp median nansum nanmean nanmax nanmin
    var std nanvar nanstd linalg.norm count_nonzero
"""
REDUCTIONS = {f"np.{name}" for name in REDUCED.split()}
KEPT = """
    cumsum cumprod sort argsort flip roll zeros_like ones_like empty_like full_like copy asarray
    array transpose ascontiguousarray asfortranarray
"""
SAME = {f"np.{name}" for name in KEPT.split()}
LEAST = {
    "np.outer": (1, 1), "np.linalg.solve": (2, 1), "np.linalg.inv": (2,), "np.linalg.det": (2,),
    "np.linalg.slogdet": (2,), "np.linalg.cholesky": (2,), "np.linalg.eigh": (2,),
    "np.linalg.svd": (2,), "np.linalg.qr": (2,), "np.trace": (2,), "np.diag": (1,),
    "np.vdot": (1, 1), "np.inner": (1, 1), "np.diff": (1,), "np.convolve": (1, 1),
    "np.interp": (0, 1, 1), "np.ravel": (1,), "np.reshape": (1,), "np.repeat": (1,),
    "np.take": (1,), "np.cumsum": (1,), "np.cumprod": (1,), "np.sort": (1,), "np.size": (1,),
    "np.transpose": (2,), "np.swapaxes": (2,), "len": (1,), "np.shape": (1,), "np.flip": (1,),
    "np.roll": (1,), "np.tril": (2,), "np.triu": (2,), "sum": (1,), "enumerate": (1,),
    "np.split": (1,), "np.array_split": (1,), "np.hsplit": (1,), "np.vsplit": (2,),
    "np.dsplit": (3,), "np.fill_diagonal": (2,), "np.put": (1,), "flat.item": (1,),
    "flat.store": (1,), "sorted": (1,), "np.subtract.at": (1,),
    "np.linalg.eigvalsh": (2,), "np.linalg.matrix_power": (2,), "np.linalg.pinv": (2,),
    "np.zeros_like": (1,), "np.ones_like": (1,), "np.empty_like": (1,), "np.full_like": (1,),
}  # fmt: skip
LEAST |= {f"np.fft.{name}": (1,) for name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft")}
LEAST |= {f"np.fft.{name}": (2,) for name in ("fft2", "ifft2", "rfft2", "irfft2")}
MADE = {"np.outer": 2, "np.linalg.inv": 2, "np.linalg.cholesky": 2, "np.convolve": 1,
        "np.linspace": 1, "np.arange": 1, "range": 1, "np.eye": 2, "np.ravel": 1,
        "np.linalg.matrix_power": 2, "np.linalg.pinv": 2, "np.tril": 2, "np.triu": 2}  # fmt: skip
METHOD = {"dot": "matmul", "conj": "np.conj", "clip": "np.clip", "copy": "np.copy"}


@dataclass(frozen=True)
class Demanded:
    """The number of axes of each free parameter, and those that index, or are looked up by name."""

    axes: Mapping[str, int]
    indices: frozenset[str]
    mappings: frozenset[str]


def demands(
    program: Program, known: Mapping[str, int], free: Collection[str], least: Mapping[str, int]
) -> Demanded:
    """Return what the uses of the free parameters demand; the axes of all others are known.

    `least` are numbers of axes to begin with. What is demanded of a parameter by its own name
    comes first, then what has to be passed on.
    """
    work = _Demands(program, known, {name: least.get(name, 0) for name in free})
    for work.passes_on in (False, True):
        before: dict[str, int] = {}
        while work.free != before:
            before = dict(work.free)
            for stmt in all_statements(program):
                work.statement(stmt)
            for expr in subexpressions(program.result):
                work.uses(expr)
            if work.passes_on:
                work.alike()
    return Demanded(work.free, frozenset(work.indices), frozenset(work.mappings))


class _Demands:
    """The axes of the free parameters so far, and what every other name is made of."""

    def __init__(self, program: Program, known: Mapping[str, int], free: dict[str, int]) -> None:
        self.known, self.free = known, free
        self.passes_on = False
        self.indices: set[str] = set()
        self.mappings: set[str] = set()
        self.made: dict[str, list[Expr]] = {}
        self.named: dict[str, int] = {}
        self.asked: set[Expr] = set()
        for stmt in all_statements(program):
            self._define(stmt)
        self.settle()

    def _define(self, stmt: Stmt) -> None:
        match stmt:
            case Assign(target=target, value=value):
                self.bind(target, value)
            case For(target=target, iter=iterable):
                self.bind(target, Apply("item", (iterable,)))
            case Store(base=base, index=None, value=value):
                self.bind(base, Apply("add", (Name(base), value)))
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                self.bind(base, Apply("list", (value,)))

    def bind(self, name: str, value: Expr) -> None:
        self.made.setdefault(name, []).append(value)

    def bound(self, name: str) -> list[Expr]:
        """Return what is bound to a name, wherever."""
        return self.made.get(name, [])

    # -- what there is -------------------------------------------------------------------------

    def settle(self) -> None:
        """Find the axes of every name from those of the parameters."""
        for _ in range(ROUNDS):
            before = dict(self.named)
            for name, values in self.made.items():
                found = [self.axes(value) for value in values]
                self.named[name] = max([self.known.get(name, 0), *found])
            if self.named == before:
                break

    def axes(self, expr: Expr) -> int:
        """Return the number of axes of an expression, as far as it is known."""
        if isinstance(expr, Name):
            given = self.free.get(expr.id, self.known.get(expr.id, 0))
            return self.named.get(expr.id, given) if expr.id not in self.free else given
        return max(0, self._axes(expr)) if isinstance(expr, Apply) else 0

    def _axes(self, expr: Apply) -> int:
        expr = self.plain(expr)
        op, args = expr.op, expr.args
        if op == "getitem":
            taken, slices, added = self.index(args[1])
            return self.axes(args[0]) - taken + added
        if op == "item":
            return self.axes(args[0]) - 1
        if op in PRODUCTS:
            a, b = (self.axes(arg) for arg in args[:2])
            return max(a, b) if not a or not b else a + b - 2 if min(a, b) == 1 else max(a, b)
        if op in REDUCTIONS:
            return self._left(expr)
        if op in MADE:
            return MADE[op]
        if op in ELEMENTWISE or op in ("and", "or", "ifexp"):
            return max([self.axes(arg) for arg in args], default=0)
        if op in SAME or op == "np.linalg.solve":
            return self.axes(args[-1] if op == "np.linalg.solve" else args[0])
        if op == "np.diag":
            return 3 - self.axes(args[0])
        if op in ("list", "tuple", "np.stack"):
            inner = max([self.axes(arg) for arg in args], default=0)
            return inner if op == "np.stack" else inner + 1
        if op in ("np.concatenate", "np.hstack"):
            return max(1, self.axes(args[0]) - 1)
        if op in ("np.zeros", "np.ones", "np.empty", "np.full"):
            return self.parts(args[0])
        if op == "np.reshape":
            return self.parts(args[1]) if len(args) == 2 else len(args) - 1
        return 0

    def _left(self, expr: Apply) -> int:
        axis = _keyword(expr, "axis", 1)
        if _keyword(expr, "keepdims", 9) == Const(True):
            return self.axes(expr.args[0])
        if axis is None or axis == Const(None):
            return 0
        return self.axes(expr.args[0]) - self.parts(axis)

    @staticmethod
    def parts(expr: Expr) -> int:
        return len(expr.args) if isinstance(expr, Apply) and expr.op in ("tuple", "list") else 1

    def index(self, expr: Expr) -> tuple[int, int, int]:
        """Return how many axes an index takes away, how many it keeps, and how many it adds."""
        is_tuple = isinstance(expr, Apply) and expr.op == "tuple"
        parts = expr.args if isinstance(expr, Apply) and is_tuple else (expr,)
        kept = sum(isinstance(p, Apply) and p.op == "slice" for p in parts)
        added = sum(p == Const(None) for p in parts)
        dots = sum(p == Const(Ellipsis) for p in parts)
        arrays = max([self.axes(p) for p in parts if isinstance(p, (Name, Apply))], default=0)
        return len(parts) - kept - added - dots, kept, added + arrays

    def plain(self, expr: Apply) -> Apply:
        """Return a method or an item of `enumerate` or `zip` as what it is short for."""
        op, args = expr.op, expr.args
        if op == "method" and isinstance(args[1], Const):
            name = str(args[1].value)
            return Apply(METHOD.get(name, f"np.{name}"), (args[0], *args[2:]), expr.kwargs)
        if op == "attr" and isinstance(args[1], Const):
            known = {"T": "np.transpose", "shape": "np.shape", "size": "np.size"}
            return Apply(known.get(str(args[1].value), "none"), args[:1])
        if op == "getitem" and isinstance(args[0], Name) and isinstance(args[1], Const):
            made = self.bound(args[0].id)
            match made[0] if len(made) == 1 else None, args[1].value:
                case Apply(op="item", args=(Apply(op="enumerate", args=(rows, *_)),)), 1:
                    return Apply("item", (rows,))
                case Apply(op="item", args=(Apply(op="zip", args=rows),)), int() as k if (
                    k < len(rows)
                ):
                    return Apply("item", (rows[k],))
        return expr

    # -- what is demanded ----------------------------------------------------------------------

    def statement(self, stmt: Stmt) -> None:
        """See what a statement demands of its operands."""
        match stmt:
            case Store(base=base, index=index) if index is not None:
                taken, kept, _ = self.index(index)
                self.demand(Name(base), taken + kept)
            case For(iter=iterable):
                self.demand(iterable, 1)
        for expr in stmt.expressions:
            for part in subexpressions(expr):
                self.uses(part)

    def alike(self) -> None:
        """Demand that all that is bound to one name has the same number of axes."""
        for name, values in self.made.items():
            for value in values if len(values) > 1 else ():
                self.demand(value, self.axes(Name(name)))

    def uses(self, expr: Expr) -> None:
        """See what an operation demands of its operands."""
        if not isinstance(expr, Apply):
            return
        if expr.op in ("method", "attr"):
            self.demand(expr.args[0], 1)
        expr = self.plain(expr)
        op, args = expr.op, expr.args
        if op == "getitem":
            self._indexed(args[0], args[1])
        elif op in PRODUCTS:
            for arg in args[:2]:
                self.demand(arg, 1)
            self._matrix(args[0], args[1])
        elif op in REDUCTIONS and args:
            axis = _keyword(expr, "axis", 1)
            parts = axis.args if isinstance(axis, Apply) else (axis,)
            ends = [p.value for p in parts if isinstance(p, Const) and type(p.value) is int]
            self.demand(args[0], max([1, *(e + 1 if e >= 0 else -e for e in ends)]))
        elif op in ("np.concatenate", "np.hstack") and isinstance(args[0], Apply):
            for arg in args[0].args:
                self.demand(arg, 1)
        elif op == "zip":
            for arg in args:
                self.demand(arg, 1)
        for arg, least in zip(args, LEAST.get(op, ())):
            self.demand(arg, least)

    def _indexed(self, base: Expr, index: Expr) -> None:
        taken, kept, _ = self.index(index)
        shape = self.shape_of(base)
        if isinstance(index, Const) and isinstance(index.value, str):
            self.mappings.update(n for n in self.sources(base) if n in self.free)
        is_tuple = isinstance(index, Apply) and index.op == "tuple"
        for part in index.args if isinstance(index, Apply) and is_tuple else (index,):
            if isinstance(part, Name) and part.id in self.free:
                self.indices.add(part.id)
        if shape is None:
            self.demand(base, taken + kept)
        elif isinstance(index, Const) and type(index.value) is int:
            self.demand(shape, index.value + 1 if index.value >= 0 else -index.value)

    def shape_of(self, base: Expr) -> Expr | None:
        """Return what an expression is the shape of, if it is one."""
        if isinstance(base, Name) and len(self.bound(base.id)) == 1:
            base = self.bound(base.id)[0]
        if isinstance(base, Apply) and base.op == "attr":
            base = self.plain(base)
        return base.args[0] if isinstance(base, Apply) and base.op == "np.shape" else None

    def _matrix(self, a: Expr, b: Expr) -> None:
        """What has a capital is a matrix in `a @ b`."""
        for operand in (a, b):
            if self._is_matrix(operand):
                self.demand(operand, 2)

    def _is_matrix(self, expr: Expr) -> bool:
        if isinstance(expr, Name) and len(self.bound(expr.id)) == 1:
            made = self.bound(expr.id)[0]
            if isinstance(made, Apply) and made.op in ("neg", "attr", "np.transpose"):
                made = made.args[0]
            expr = made if isinstance(made, Name) else expr
        return isinstance(expr, Name) and expr.id.rpartition(".")[2][0].isupper()

    def demand(self, expr: Expr, axes: int) -> None:
        """Make an expression have at least so many axes, if a free parameter can give them."""
        if self.axes(expr) >= axes or expr in self.asked:
            return
        self.asked.add(expr)
        if isinstance(expr, Name) and expr.id in self.free:
            self.free[expr.id] = axes
            self.settle()
        elif isinstance(expr, Name):
            for value in self.bound(expr.id):
                self.demand(value, axes)
        elif isinstance(expr, Apply):
            self.pass_on(self.plain(expr), axes)
        self.asked.discard(expr)

    def pass_on(self, expr: Apply, axes: int) -> None:
        """Demand of the operands what makes the result have so many axes."""
        op, args = expr.op, expr.args
        if not self.passes_on and op not in ("getitem", "item"):
            return
        if op == "getitem" and self.shape_of(args[0]) is None:
            taken, kept, added = self.index(args[1])
            self.demand(args[0], axes + taken - added)
        elif op == "item":
            self.demand(args[0], axes + 1)
        elif op in PRODUCTS:
            left = self._is_matrix(args[0]) and not self._is_matrix(args[1])
            for arg in args[:2] if left else reversed(args[:2]):
                if self.can_widen(arg) and self.axes(expr) < axes:
                    self.demand(arg, 2)
        elif op in ELEMENTWISE:
            wide = [arg for arg in args if self.can_widen(arg)]
            capitals = [arg for arg in wide if self.is_capital(arg)]
            for arg in capitals or wide:
                self.demand(arg, axes)
        elif op in SAME:
            self.demand(args[0], axes)
        elif op in REDUCTIONS and self._left(expr) != 0:
            self.demand(args[0], axes + 1)
        elif op in ("list", "tuple"):
            for arg in args:
                self.demand(arg, axes - 1)

    def can_widen(self, expr: Expr) -> bool:
        """Return whether more axes of a free parameter would give an expression more."""
        return any(name in self.free for name in self.sources(expr))

    def is_capital(self, expr: Expr) -> bool:
        """Return whether a free parameter with a capital is what an expression is made of."""
        free = [name.rpartition(".")[2] for name in self.sources(expr) if name in self.free]
        return any(name[0].isupper() for name in free)

    def sources(self, expr: Expr, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the names whose axes an expression has, in the end."""
        if isinstance(expr, Name):
            yield expr.id
            if expr.id not in seen and expr.id not in self.free:
                for value in self.bound(expr.id):
                    yield from self.sources(value, seen | {expr.id})
        elif isinstance(expr, Apply):
            expr = self.plain(expr)
            if expr.op in ELEMENTWISE | PRODUCTS | SAME | {"getitem", "item", "list", "tuple"}:
                one = expr.op in ("getitem", "item")
                for arg in expr.args[:1] if one else expr.args:
                    yield from self.sources(arg, seen)


def _keyword(expr: Apply, key: str, place: int) -> Expr | None:
    """Return what a call passes by keyword or at a place."""
    given = dict(expr.kwargs)
    return given.get(key) or (expr.args[place] if len(expr.args) > place else None)
