"""Facts: what the passes may assume about memory, purity and allocation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from ..ir.kinds import Kind
from ..ir.nodes import Expr, Program, Stmt
from ..ir.walk import all_names
from ..ir.ops import BINARY, COMPARE, DEFINED, DISPLAYS, INTO, LOGIC, UNARY
from ..rules.registry import is_declared
from .aliases import storage_classes

NONE: frozenset[Hashable] = frozenset()


class Facts(Protocol):
    """What a pass asks about names and operations; facts belong to one program."""

    def memory(self, name: str) -> Hashable | None:
        """Return the storage class of a name; None for what cannot be written through it."""

    def reaches(self, name: str) -> frozenset[Hashable]:
        """Return every class that reading `name` whole may read: a list and what it holds."""
        found = self.memory(name)
        return frozenset() if found is None else frozenset((found,))

    def is_pure(self, op: str) -> bool:
        """Return whether the operation neither writes, prints, draws nor keeps anything."""

    def allocates(self, expr: Expr) -> bool:
        """Return whether expr makes new memory that is meant to be written."""


# Operations that write their first operand and have no other effect.
WRITERS = {
    "list.append", "list.pop", "np.add.at", "np.subtract.at", "np.multiply.at", "np.divide.at",
    "np.copyto", "np.put", "np.place", "np.putmask", "np.fill_diagonal", "np.put_along_axis",
}  # fmt: skip

PURE_BUILTINS = {
    "abs", "all", "any", "bool", "complex", "divmod", "float", "int", "isinstance", "len", "list",
    "max", "min", "pow", "range", "round", "sorted", "str", "sum", "tuple",
}  # fmt: skip

PURE_STRUCTURE = (
    set(BINARY) | set(UNARY) | set(COMPARE) | LOGIC | DISPLAYS
    | {"getitem", "list.repeat", "list.map", "list.copy", "np.ndarray.copy", "np.astype",
       "np.ndarray.astype", "const"}
)  # fmt: skip

IMPURE_NUMPY = (
    "np.random.", "np.save", "np.load", "np.seterr", "np.errstate", "np.setbufsize",
    "np.set_printoptions", "np.printoptions", "np.fromfile", "np.tofile", "np.nditer",
    "np.vectorize", "np.frompyfunc", "np.apply", "np.fromfunction", "np.piecewise", "np.genfrom",
    "np.memmap",
)  # fmt: skip

ALLOCATIONS = {
    "np.zeros", "np.ones", "np.empty", "np.full", "np.zeros_like", "np.ones_like", "np.empty_like",
    "np.full_like", "np.copy", "np.array", "np.ndarray.copy", "list", "list.repeat", "list.map",
    "list.copy", "dict", "set",
}  # fmt: skip

# Operations that read the sizes of an array and none of its cells: op -> which operand.
SHAPE_ONLY = {
    "len": 0, "np.shape": 0, "np.size": 0, "np.ndim": 0, "np.zeros_like": 0, "np.ones_like": 0,
    "np.empty_like": 0, "np.full_like": 0, "rt.unbroadcast": 1, "rt.broadcast_like": 1,
    "rt.expand": 1,
}  # fmt: skip


def is_pure_op(op: str) -> bool:
    """Return whether op is pure by its name: operators, math, NumPy's and the runtime's values.

    A function of another library, or of the user's, that has a rule is a function of its operands.
    """
    if op in WRITERS or op.endswith(".at"):
        return False
    if op in PURE_STRUCTURE or op in PURE_BUILTINS or op.startswith(("math.", "rt.", *DEFINED)):
        return True
    if op.startswith("np."):
        return not op.startswith(IMPURE_NUMPY)
    return is_declared(op)


@lru_cache(maxsize=4096)
def are_plain(ops: frozenset[str]) -> bool:
    """Return whether all operations are pure and read every operand whole; `ops` of an `Expr`."""
    own = [op for op in ops if not op.endswith("=")]
    plain = all(is_pure_op(op) and op not in SHAPE_ONLY for op in own)
    return plain and "out=" not in ops and f"{INTO}=" not in ops


def makes_memory(expr: Expr) -> bool:
    """Return whether expr allocates something to be filled: zeros, a copy, a list."""
    return not expr.ops.isdisjoint(ALLOCATIONS)


class AliasFacts(Facts):
    """Facts from kinds alone: aliases by union-find, purity by the operation's name."""

    def __init__(
        self, classes: Mapping[str, Hashable], reach: Mapping[str, frozenset[Hashable]],
        names: frozenset[str],
    ) -> None:
        self._classes = classes
        self._reach = reach
        self.names = names  # every name of the program
        self.headers: dict[int, tuple[Stmt, Any]] = {}  # what an observer found of statements

    def take_over(self, before: AliasFacts) -> None:
        """Share what was found by the facts of a program that this one comes from.

        The same object is the same statement in both programs, and what it does is the same if
        every name in it reaches the same memory in both.
        """
        mine, its = self._reach, before._reach
        other = {name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name)}
        other &= self.names & before.names
        self.headers = before.headers if not other else {
            key: (stmt, found) for key, (stmt, found) in before.headers.items()
            if not found.ordered and other.isdisjoint(found.reads) and other.isdisjoint(found.binds)
        }  # fmt: skip

    def memory(self, name: str) -> Hashable | None:
        return self._classes.get(name)

    def reaches(self, name: str) -> frozenset[Hashable]:
        return self._reach.get(name, NONE)

    def is_pure(self, op: str) -> bool:
        return is_pure_op(op)

    def allocates(self, expr: Expr) -> bool:
        return makes_memory(expr)


def facts_of(
    program: Program, kinds: Mapping[str, Kind], apart: bool = False,
    quiet: dict[int, Stmt] | None = None,
) -> AliasFacts:  # fmt: skip
    """Return conservative facts of a program; a name without a kind may be memory.

    `apart` promises that no two arguments, or an argument and a captured value, share memory.
    `quiet` gathers the statements, by id, that join nothing while their names keep their kinds.
    The facts hold for this program only: ask again after a pass that renames or merges.
    """
    classes = storage_classes(program, kinds, apart, {} if quiet is None else quiet)
    return AliasFacts(*classes, all_names(program))
