"""Checking kinds against runs: what was inferred must be what the program then computes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np

from s2sad.analysis.kinds import Core, Sizes, holds, kind_of_argument, specialise
from s2sad.analysis.kinds.arguments import order_of_array
from s2sad.analysis.kinds.mixed import dtypes_of
from s2sad.analysis.kinds.records import items_of
from s2sad.frontend import read
from s2sad.ir.interpret import Machine, impl
from s2sad.ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown
from s2sad.ir.nodes import (
    Apply, Assign, Block, Const, Evaluate, Expr, For, Move, Name, Program, Stmt, Store,
)  # fmt: skip
from s2sad.ir.show import show
from s2sad.ir.verify import verify
from s2sad.ir.walk import all_statements, map_stmt, subexpressions

PYTHON = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}


def core_of(function: Any, args: tuple[Any, ...], program: Program | None = None) -> Core:
    """Return the core program of a function for arguments."""
    program = program or read(function)
    values: dict[str, int] = {}
    given = dict(zip([p.name for p in program.params], args))
    kinds = {name: kind_of_argument(name, value, values) for name, value in given.items()}
    captures = {c.name: kind_of_argument(c.name, c.read(), values) for c in program.captures}
    sizes = Sizes(values)
    core = specialise(program, kinds, captures, sizes)
    verify_core(core.program)
    assert holds(sizes.guards, values)
    return core


def verify_core(program: Program) -> None:
    """Verify a core program; members of opaque objects stay as they are."""
    verify(program.with_body(_plain(program.body)), "core")


def _plain(block: Block) -> Block:
    """Return a block with `l.pop(i)` read as `l[i]`, and members as calls of the same operands."""

    def expression(expr: Expr) -> Expr:
        if isinstance(expr, Apply) and expr.op == "list.pop" and len(expr.args) == 2:
            return Apply("getitem", expr.args)
        if isinstance(expr, Apply) and expr.op in ("attr", "method"):
            return Apply("opaque", expr.args)
        return expr

    return tuple([map_stmt(s, expression, lambda name: name, _plain) for s in block])


def names_of_none(program: Program) -> set[str]:
    """Return the names that are bound to None, or to what holds it: kinds are of the rest."""
    pairs: list[tuple[str, Expr]] = []
    for stmt in all_statements(program):
        match stmt:
            case Assign(target=target, value=value):
                pairs.append((target, value))
            case Move(targets=targets, sources=sources):
                pairs += zip(targets, map(Name, sources))
            case Store(base=base, value=value):
                pairs.append((base, value))
            case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
                pairs.append((base, value))
    found: set[str] = set()
    for _ in range(len(pairs)):
        more = {name for name, value in pairs for part in subexpressions(value)
                if part == Const(None) or isinstance(part, Name) and part.id in found}  # fmt: skip
        if more <= found:
            break
        found |= more
    return found


class CheckedMachine(Machine):
    """An interpreter that compares every value bound with the kind of its name."""

    def __init__(self, core: Core, values: Any) -> None:
        super().__init__(values, lambda op: list if op == "list.copy" else impl(op))
        self.core = core
        self.symbols: dict[str, int] = {}
        self.mistakes: list[str] = []
        self.unknown: set[str] = set()
        program = getattr(core, "program", None)
        self.of_none = set() if program is None else names_of_none(program)

    def value(self, expr: Expr) -> Any:
        if isinstance(expr, Apply) and expr.op == "list.pop":
            items, *place = self.items(expr.args)
            return items.pop(*place)
        return super().value(expr)

    def statement(self, stmt: Stmt) -> None:
        self.agree(sorted(set(stmt.reads)))
        super().statement(stmt)
        if isinstance(stmt, Assign):
            self.check(stmt.target)
        elif isinstance(stmt, Move):
            for target in stmt.targets:
                self.check(target)

    def loop(self, stmt: For) -> None:
        super().loop(stmt)
        if stmt.target in self.env:
            self.check(stmt.target)

    def agree(self, names: list[str]) -> None:
        """Check that a fresh symbol in the kinds of several names stands for one number."""
        found: dict[str, tuple[int, str]] = {}
        for name in names:
            for size, extent in extents(self.core.kinds.get(name), self.env.get(name)):
                if len(size.terms) != 1 or size.terms[0][0] == "?each":
                    continue
                symbol, factor = size.terms[0]
                value = (extent - size.constant) // factor
                before = found.setdefault(symbol, (value, name))
                if before[0] != value:
                    self.mistakes.append(f"{symbol} is {before} and {(value, name)}")
                self._check_bounds(symbol, value)

    def _check_bounds(self, symbol: str, value: int) -> None:
        low, high = self.core.sizes._low.get(symbol), self.core.sizes._high.get(symbol)
        for bound, sign in ((low, 1), (high, -1)):
            known = None if bound is None else self.core.sizes.peek(bound)
            if known is not None and sign * value < sign * known:
                self.mistakes.append(f"{symbol} is {value}, its bound is {known}")

    def check(self, name: str) -> None:
        """Compare the value of a name with its kind."""
        kind = {**self.core.kinds, **getattr(self.core, "mixed", {})}.get(name)
        if kind is None:
            self.mistakes.append(f"{name} has no kind")
            return
        if isinstance(kind, Unknown):
            self.unknown.add(name)
        reason = self.differs(kind, self.env[name], name)
        if reason:
            self.mistakes.append(f"{name}: {reason}; kind {kind}")

    def differs(self, kind: Kind, value: Any, name: str) -> str | None:
        """Return why a value is not of a kind, or None."""
        if value is None and isinstance(kind, (Scalar, Array)) and name in self.of_none:
            return None
        match kind:
            case Unknown():
                return None
            case Scalar():
                return self._scalar(kind, value, name)
            case Array():
                return self._array(kind, value, name)
            case ListKind(item=item, length=length):
                if type(value) is not list:
                    return f"is {type(value)}"
                if length is not None and self._size(length, len(value)):
                    return f"has length {len(value)}"
                if item is None:
                    return "is not empty" if value else None
                for part in value:
                    if reason := self.differs(item, part, name):
                        return f"item {reason}"
                return None
            case TupleKind(items=items, form=form):
                if form is not None and form.what != "named":
                    value = tuple(items_of(value, form))
                if not isinstance(value, (tuple, list)) or len(value) != len(items):
                    return f"is {value!r}"
                for part, inner in zip(value, items):
                    if reason := self.differs(inner, part, name):
                        return f"part {reason}"
                return None
            case Other(what="none"):
                return None if value is None else f"is {value!r}"
            case Other():
                return f"is {value!r}" if isinstance(value, (float, np.ndarray)) else None
        return "has no kind"

    def _scalar(self, kind: Scalar, value: Any, name: str) -> str | None:
        is_numpy = isinstance(value, np.generic)
        if not is_numpy and type(value) not in PYTHON:
            return f"is {type(value)}"
        dtype = value.dtype.name if is_numpy else PYTHON[type(value)]
        joined = dtype in [of for of, _ in dtypes_of(kind)]
        if is_numpy and not kind.numpy:
            return "is a NumPy number"
        if dtype != kind.dtype and not joined and not (kind.numpy and not is_numpy):
            return f"is of {dtype}"
        if kind.value is not None and self._size(kind.value, int(value)):
            return f"is {value}"
        return None

    def _array(self, kind: Array, value: Any, name: str) -> str | None:
        if type(value) is not np.ndarray:
            return f"is {type(value)}"
        loose = value.dtype.name in [of for of, _ in dtypes_of(kind)]
        if (value.dtype.name != kind.dtype and not loose) or value.ndim != kind.ndim:
            return f"is of {value.dtype} with {value.ndim} axes"
        for size, extent in zip(kind.shape, value.shape):
            if self._size(size, extent):
                return f"has shape {value.shape}"
        order = order_of_array(value)
        if kind.order == "C" and not value.flags.c_contiguous:
            return f"has order {order}"
        if kind.order == "F" and not value.flags.f_contiguous:
            return f"has order {order}"
        return None

    def _size(self, size: Size, value: int) -> bool:
        known = self.core.sizes.peek(size)
        return known is not None and known != value


def extents(kind: Kind | None, value: Any) -> Iterator[tuple[Size, int]]:
    """Yield the sizes inside a kind with what they are in a value."""
    match kind:
        case Scalar(value=Size() as size) if np.ndim(value) == 0 and value is not None:
            yield size, int(value)
        case Array(shape=shape) if isinstance(value, np.ndarray):
            yield from zip(shape, value.shape)
        case ListKind(length=Size() as size) if isinstance(value, list):
            yield size, len(value)
        case TupleKind(items=items) if isinstance(value, tuple):
            for item, part in zip(items, value):
                yield from extents(item, part)


def outcome(run: Any, args: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return what a call returns or raises, and the arguments after it.

    A dict is left out: a program binds its parts anew, and works on copies of what it holds.
    """
    whole = [arg for arg in args if not isinstance(arg, dict)]
    try:
        return run(*args), whole
    except Exception as error:  # noqa: BLE001
        return type(error), None


def same(a: Any, b: Any) -> bool:
    """Return whether two values are equal bit for bit, and of one type."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (float, np.floating, complex, np.complexfloating)):
        return np.asarray(a).tobytes() == np.asarray(b).tobytes()
    return bool(a == b) if not isinstance(a, type) else a is b


def check(function: Any, *args: Any, known: bool = True) -> Core:
    """Check that the core program computes what the function does, with the kinds inferred."""
    return check_core(core_of(function, args), function, *args, known=known)


def serves(core: Core, args: tuple[Any, ...]) -> dict[str, int] | None:
    """Return the values of the arguments' symbols, if the guards hold for them."""
    values: dict[str, int] = {}
    for param, value in zip(core.program.params, args):
        kind_of_argument(param.name, value, values)
    return values if holds(core.sizes.guards, values) else None


def check_core(core: Core, function: Any, *args: Any, known: bool = True) -> Core:
    """Check a core program on arguments, which need not be those that it was made for."""
    wanted = outcome(function, copy.deepcopy(args))
    machine: list[CheckedMachine] = []

    def run(*values: Any) -> Any:
        env = {c.name: c.read() for c in core.program.captures}
        machine.append(CheckedMachine(core, env))
        machine[0].bind(core.program, values)
        for param in core.program.params:
            machine[0].check(param.name)
        machine[0].block(core.program.body)
        return machine[0].value(core.program.result)

    found = outcome(run, copy.deepcopy(args))
    assert machine[0].mistakes == [], machine[0].mistakes
    assert same(wanted, found), (wanted, found)
    if known:
        assert not machine[0].unknown
    return core


def vector(n: int = 4) -> np.ndarray:
    """Return n different numbers."""
    return np.linspace(0.5, 1.5, n)


def matrix(n: int = 3, m: int = 4) -> np.ndarray:
    """Return a matrix of different numbers."""
    return np.linspace(0.1, 1.3, n * m).reshape(n, m)


def body(core: Core) -> str:
    """Return the statements of a program as text."""
    lines = show(core.program).rstrip().splitlines()[1:-1]
    return "\n".join(line.removeprefix("    ") for line in lines)
