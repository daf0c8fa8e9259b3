"""Aliases: the names that may share memory, by union-find over the whole program.

Two names are in one class iff (1) one is bound to the other, or to a view of it, (2) one is an
item of a list that also holds the other, or (3) both were passed to an unknown call, or came from
outside. A list has a class of its own, its spine, and one for what it holds, its contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeGuard

from ..analysis.kinds.sharing import MAY_VIEW
from ..ir.kinds import SAVED, Array, Kind, ListKind, Scalar, is_memory
from ..ir.nodes import Apply, Assign, Expr, For, Move, Name, Program, Stmt, Store
from ..ir.ops import BINARY, COMPARE, UNARY
from ..ir.walk import all_names, all_statements, statements, subexpressions
from ..rules.registry import is_declared

# What these return shares no memory with their operands. Whatever is not listed may.
_FRESH_NAMES = """
    abs absolute add all allclose amax amin any arange arccos arccosh arcsin arcsinh arctan arctan2
    arctanh argmax argmin argsort array average bincount cbrt ceil clip concatenate conj conjugate
    convolve copy copysign corrcoef cos cosh count_nonzero cov cross cumprod cumsum deg2rad diff
    divide dot empty empty_like equal exp exp2 expm1 eye fabs floor floor_divide fmax fmin fmod full
    full_like greater greater_equal heaviside hstack hypot identity inner isclose isfinite isinf
    isnan kron less less_equal linspace log log10 log1p log2 logaddexp logaddexp2 logical_and
    logical_not logical_or logical_xor matmul max maximum mean median min minimum mod multiply ndim
    negative nonzero not_equal ones ones_like outer pad percentile positive power prod quantile
    rad2deg reciprocal remainder repeat roll round searchsorted shape sign sin sinc sinh size sort
    sqrt square stack std subtract sum take tan tanh tensordot tile trace trapezoid trapz tril triu
    true_divide trunc vander var vdot vstack where zeros zeros_like
"""
FRESH_NUMPY = {"np." + name for name in _FRESH_NAMES.split()}
FRESH_BUILTINS = {
    "abs", "all", "any", "bool", "complex", "divmod", "float", "int", "isinstance", "len", "range",
    "round", "str", "print", "fstring", "format", "slice", "const",
    "np.ndarray.copy",
}  # fmt: skip
CONTAINERS = {"tuple", "list", "dict", "set"}
MASKING = {*COMPARE, "invert", "and_", "or_", "xor"}
COPIES = ("np.copy", "np.ndarray.copy")


def is_fresh_op(op: str) -> bool:
    """Return whether what op returns never shares memory with an array operand."""
    if op in BINARY or op in UNARY or op in COMPARE or op in FRESH_BUILTINS or op in FRESH_NUMPY:
        return True
    return op not in MAY_VIEW and (op.startswith(("math.", "np.linalg.", "rt.")) or is_declared(op))


@lru_cache(maxsize=4096)
def are_fresh(ops: frozenset[str]) -> bool:
    """Return whether what any of the operations returns shares no memory; `ops` of an `Expr`."""
    return all(is_fresh_op(op) for op in ops if not op.endswith("="))


Class = tuple[str, int]


class Cells:
    """A union-find of memory cells, each with the cell of what it holds made on demand."""

    def __init__(self) -> None:
        self.parent: list[int] = []
        self.inside: list[int | None] = []

    def new(self) -> int:
        self.parent.append(len(self.parent))
        self.inside.append(None)
        return len(self.parent) - 1

    def several(self, count: int) -> range:
        """Make cells, and return them."""
        made = range(len(self.parent), len(self.parent) + count)
        self.parent += made
        self.inside += [None] * count
        return made

    def find(self, cell: int) -> int:
        while self.parent[cell] != cell:
            self.parent[cell] = self.parent[self.parent[cell]]
            cell = self.parent[cell]
        return cell

    def contents(self, cell: int) -> int:
        root = self.find(cell)
        if self.inside[root] is None:
            self.inside[root] = self.new()
        found = self.inside[root]
        assert found is not None
        return self.find(found)

    def join(self, one: int | None, other: int | None) -> int | None:
        """Make two cells one, and what they hold too."""
        if one is None or other is None:
            return other if one is None else one
        work = [(one, other)]
        while work:
            a, b = map(self.find, work.pop())
            if a == b:
                continue
            inside = self.inside[a], self.inside[b]
            self.parent[b] = a
            self.inside[a] = inside[0] if inside[1] is None else inside[1]
            if inside[0] is not None and inside[1] is not None:
                work.append((inside[0], inside[1]))
        return self.find(one)

    def reach(self, cell: int) -> list[int]:
        """Return the cell's root and the roots of everything that it holds, from outside in."""
        found: list[int] = []
        root: int | None = self.find(cell)
        while root is not None and root not in found:
            found.append(root)
            inside = self.inside[root]
            root = None if inside is None else self.find(inside)
        return found


class _Builder:
    def __init__(self, program: Program, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.cells = Cells()
        self.outside = self.cells.new()
        self.cells.join(self.outside, self.cells.contents(self.outside))
        scalars = _scalar_names(program, kinds)
        names = sorted(all_names(program) - scalars)
        self.names = dict(zip(names, self.cells.several(len(names))))
        self.may_be_lists = {n for n in names if type(kinds.get(n)) is not Array}

    def expr(self, expr: Expr) -> int | None:
        """Return the cell that the value of expr may be in; None: in none that anybody holds."""
        if type(expr) is Name:
            return self.names.get(expr.id)
        if type(expr) is not Apply or self.is_new(expr):
            return None
        cells = [self.expr(arg) for arg in expr.args]
        cells += [self.expr(arg) for _, arg in expr.kwargs]
        return self.apply(expr, cells)

    def is_new(self, expr: Apply) -> bool:
        """Return whether plainly nothing is joined: fresh operations, none of them on lists."""
        return are_fresh(expr.ops) and self.may_be_lists.isdisjoint(expr.names)

    def joins_nothing(self, expr: Expr) -> bool:
        """Return whether evaluating expr plainly puts nothing into anything."""
        return type(expr) is not Apply or not expr.names or self.is_new(expr)

    def is_quiet(self, stmt: Stmt) -> bool:
        """Return whether a statement plainly joins nothing, by the kinds of its names alone."""
        if type(stmt) is Assign:
            return type(stmt.value) is Apply and self.is_new(stmt.value)
        if type(stmt) is not Store or not self.is_array(stmt.base):
            return False
        if not self.joins_nothing(stmt.value):
            return False
        return stmt.index is None or self.joins_nothing(stmt.index)

    def apply(self, expr: Apply, cells: list[int | None]) -> int | None:
        op, join, contents = expr.op, self.cells.join, self.cells.contents
        held = [c for c in cells if c is not None]
        if op in ("sorted", "list.copy"):
            return self.container([contents(c) for c in held])
        if op in CONTAINERS:
            # `list(l)` and the display `[l]` have one op: the items may be l, or what l holds.
            return self.container(held + [contents(c) for c in held if len(expr.args) == 1])
        if op == "star":
            return contents(held[0]) if held else None
        if op == "getitem":
            return self.item(expr.args[0], expr.args[1], cells[0])
        if op == "list.pop":
            return None if cells[0] is None else contents(cells[0])
        if op == "list.append":
            self.put(cells[0], cells[1])
            return None
        if op in ("list.repeat", "list.map"):
            if op == "list.map" and cells[0] is not None:
                join(contents(cells[0]), cells[1])
            return self.container([] if cells[2] is None else [cells[2]])
        if op in ("add", "mul"):
            return self.concatenated(expr, cells)
        if is_fresh_op(op):
            return None
        found: int | None = self.outside if op in ("call", "method", "attr") else None
        for cell in held:
            found = join(found, cell)
        return found

    def container(self, items: list[int]) -> int:
        cell = self.cells.new()
        for item in items:
            self.cells.join(self.cells.contents(cell), item)
        return cell

    def concatenated(self, expr: Apply, cells: list[int | None]) -> int | None:
        """`a + b` of arrays is new; of lists it is a new list of the same items."""
        lists = [
            c for arg, c in zip(expr.args, cells)
            if c is not None and not self.is_array_or_view(arg)
        ]  # fmt: skip
        return self.container([self.cells.contents(c) for c in lists]) if lists else None

    def is_array(self, name: str) -> bool:
        return isinstance(self.kinds.get(name), Array)

    def is_array_or_view(self, expr: Expr) -> bool:
        if type(expr) is Apply and expr.op == "getitem":
            expr = expr.args[0]
        return type(expr) is Name and self.is_array(expr.id)

    def item(self, base: Expr, index: Expr, cell: int | None) -> int | None:
        """A view of an array is in its class; an item of a list is in the list's contents."""
        if cell is None:
            return None
        if isinstance(base, Name) and self.is_array(base.id):
            return None if self.chooses(index) else cell
        inside = self.cells.contents(cell)
        if self.is_list(base):
            index_is_slice = isinstance(index, Apply) and index.op == "slice"
            return self.container([inside]) if index_is_slice else inside
        return self.cells.join(cell, inside)

    def chooses(self, index: Expr) -> bool:
        """Return whether an index has a mask or an array of ints in it: the cells are copied."""
        if isinstance(index, Apply) and index.op == "tuple":
            return any(map(self.chooses, index.args))
        if isinstance(index, Apply) and index.op not in MASKING:
            return False
        kinds = [self.kinds.get(name) for name in index.names]
        return any(isinstance(kind, Array) and kind.ndim for kind in kinds)

    def is_list(self, base: Expr) -> bool:
        return isinstance(base, Name) and isinstance(self.kinds.get(base.id), ListKind)

    def put(self, spine: int | None, item: int | None) -> None:
        if spine is not None and item is not None:
            self.cells.join(self.cells.contents(spine), item)

    def store(self, stmt: Store) -> None:
        value = self.expr(stmt.value)
        if stmt.index is not None and stmt.index.names:
            self.expr(stmt.index)
        base = self.names.get(stmt.base)
        if base is None or value is None or self.is_array(stmt.base):
            return
        self.put(base, value)
        is_slice = stmt.index is None or any(
            isinstance(e, Apply) and e.op == "slice" for e in subexpressions(stmt.index)
        )
        if is_slice or not self.is_list(Name(stmt.base)):
            self.put(base, self.cells.contents(value))

    def bind(self, target: str, value: int | None) -> None:
        if target in self.names:
            self.cells.join(self.names[target], value)

    def stmt(self, stmt: Stmt) -> None:
        if type(stmt) is Assign:
            self.bind(stmt.target, self.expr(stmt.value))
        elif type(stmt) is Store:
            self.store(stmt)
        elif type(stmt) is Move:
            for target, source in zip(stmt.targets, stmt.sources):
                self.bind(target, self.names.get(source))
        elif type(stmt) is For:
            self.bind(stmt.target, self.expr(stmt.iter))
        else:
            self.expr(stmt.expressions[0])

    def returned(self, result: Expr) -> None:
        """Nothing of the program's holds what it returns: each leaf is in a class of its own."""
        if isinstance(result, Apply) and result.op in CONTAINERS:
            for arg in result.args:
                self.returned(arg)
        else:
            self.expr(result)


def storage_classes(
    program: Program, kinds: Mapping[str, Kind], apart: bool, quiet: dict[int, Stmt]
) -> tuple[dict[str, Class], dict[str, frozenset[Class]]]:
    """Return the class of every name that may be memory, and the classes that it reaches.

    A class is called by the last name in it, or by the last name that holds it and how deep: so it
    is called the same in a program with other temporaries.
    """
    builder = _Builder(program, kinds)
    outer = [c.name for c in program.captures]
    own = copied_at_entry(program, kinds)
    outer += [] if apart else [p.name for p in program.params if p.name not in own]
    for name in outer:
        builder.bind(name, builder.outside)
    for stmt in all_statements(program):
        if id(stmt) in quiet:
            continue
        if not builder.is_quiet(stmt):
            builder.stmt(stmt)
        elif all(map(kinds.__contains__, stmt.reads)):
            quiet[id(stmt)] = stmt
    builder.returned(program.result)
    cells = builder.cells
    roots = {name: cells.find(cell) for name, cell in builder.names.items()}
    called: dict[int, Class] = {root: (name, 0) for name, root in roots.items()}
    chains = {root: cells.reach(root) for root in called if cells.inside[root] is not None}
    reached = {root: frozenset((found,)) for root, found in called.items()}
    for root, chain in chains.items():
        for depth, cell in enumerate(chain):
            if depth and (cell not in called or called[cell][1]):
                called[cell] = max((called[root][0], depth), called.get(cell, ("", 0)))
    for root, chain in chains.items():
        reached[root] = frozenset([called[c] for c in chain])
    return {n: called[r] for n, r in roots.items()}, {n: reached[r] for n, r in roots.items()}


def copied_at_entry(program: Program, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the array parameters that are replaced by copies before anything else reads them."""
    params = {p.name for p in program.params if isinstance(kinds.get(p.name), Array)}
    copied = {s.target for s in program.body if type(s) is Assign and s.target in params}
    params &= copied
    found: set[str] = set()
    for stmt in program.body:
        if not params:
            break
        if is_own_copy(stmt):
            found.update(params & set(stmt.binds))
        for inner in statements((stmt,)):
            params.difference_update(inner.reads, inner.binds)
    return found


def is_own_copy(stmt: Stmt) -> TypeGuard[Assign]:
    """Return whether a statement is `x = x.copy()`."""
    if type(stmt) is not Assign or type(stmt.value) is not Apply or stmt.value.op not in COPIES:
        return False
    return stmt.value.names == (stmt.target,)


def _is_nothing(kind: Kind) -> bool:
    """Return whether a value of this kind is no memory, and holds none."""
    return type(kind) is not Array and not is_memory(kind) and kind != SAVED


def _scalar_names(program: Program, kinds: Mapping[str, Kind]) -> set[str]:
    """Return the names that cannot be memory: by their kind, or by what they are computed from."""
    scalars = {n for n, kind in kinds.items() if type(kind) is Scalar or _is_nothing(kind)}
    body = all_statements(program)
    unknown = [s for s in body if type(s) is Assign and s.target not in kinds]
    if not unknown:
        return scalars
    bound = [n for s in body for n in ((s.base,) if isinstance(s, Store) else s.binds)]
    definitions = Counter(bound)
    for stmt in unknown:
        if definitions[stmt.target] == 1 and _is_scalar(stmt.value, scalars):
            scalars.add(stmt.target)
    return scalars


def _is_scalar(expr: Expr, scalars: set[str]) -> bool:
    match expr:
        case Name(id=name):
            return name in scalars
        case Apply(op=op, args=args, kwargs=()):
            known = op in BINARY or op in UNARY or op in COMPARE or op.startswith("math.")
            return known and all(_is_scalar(arg, scalars) for arg in args)
    return True
