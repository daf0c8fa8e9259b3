"""Spelling: what is left is written as a person would write it.

The last step: no pass after it need know what these mean.

    gh = gh                     nothing
    np.shape(X)[0]              X.shape[0]            of arrays
    np.expand_dims(g, 1)        g[:, None]            in what is the derivative's own
    X.T.T                       X                     there too
    np.transpose(g)             g                     there too, of a number
    np.copy(g)                  g.copy()              there too, where g is surely an array
    (X.T @ y).T                 y.T @ X               there too, of matrices
    t = l[i]; t += e            l[i] += e             an array in a list, t read nowhere else
    a, b = b, a; c, d = d, c    a, b, c, d = b, a, d, c
    l = [0.0] * n; for i in range(len(l)): l[i] += g       l = [g] * n
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_

from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, ListKind, Scalar, Unknown
from ..ir.nodes import (
    Apply, Assign, Block, Const, Expr, For, Move, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import statements
from .effects import bound_inside, count_reads, map_blocks, map_headers
from .even_lists import is_zeros, number_added
from .ranks import is_temporary
from .turned import transposed

MOVERS = {"list.pop", "list.append", "call", "method"}
ATTRIBUTES = {"np.shape": "shape", "np.size": "size", "np.ndim": "ndim"}


def spelling(
    program: Program, kinds: Mapping[str, Kind], kind: Callable[[Expr], Kind] | None = None
) -> Program:
    """Return the program as a person would spell it.

    before:  n = np.shape(X)[0]        after:  n = X.shape[0]
    """
    speller = _Speller(program, kinds, kind)
    body, result = speller.block(program.body), speller.expr(program.result)
    return replace(program, body=body, result=result)


class _Speller:
    def __init__(
        self, program: Program, kinds: Mapping[str, Kind], kind: Callable[[Expr], Kind] | None
    ) -> None:
        self.kinds, self.reads = kinds, count_reads(program)
        self.kind = self.kind_of if kind is None else kind

    def block(self, body: Block) -> Block:
        out: list[Stmt | None] = []
        items: dict[str, int] = {}  # arrays of lists that may be changed where they stand
        for stmt in body:
            if type(stmt) is Assign and type(stmt.value) is Name and stmt.value.id == stmt.target:
                continue
            spelled = self.expr if stmt.tag.role == "primal" else self.derived
            stmt = map_blocks(map_headers(stmt, spelled), self.block)
            if items and isinstance(stmt, Store) and stmt.base in items:
                first = out[items[stmt.base]]
                added = self.added_in_list(first, stmt) if isinstance(first, Assign) else None
                if added is not None:
                    out[items.pop(stmt.base)], stmt = None, added
            joined = self.joined(out[-1], stmt) if out else None
            if joined is not None:
                out[-1] = joined
                continue
            if items:
                self.pass_over(stmt, items, out)
            if type(stmt) is Assign and type(stmt.value) is Apply:
                if stmt.value.op == "getitem" and self.is_item(stmt):
                    items[stmt.target] = len(out)
            out.append(stmt)
        return tuple([stmt for stmt in out if stmt is not None])

    def is_item(self, stmt: Assign) -> bool:
        """Return whether a temporary that is read once is an array in a list."""
        match stmt.value:
            case Apply(op="getitem", args=(Name(id=base), _)):
                is_read_once = is_temporary(stmt.target) and self.reads.get(stmt.target) == 1
                return is_read_once and self.holds_arrays(base)
        return False

    def holds_arrays(self, name: str) -> bool:
        kind = self.kinds.get(name)
        return isinstance(kind, ListKind) and isinstance(kind.item, Array)

    def pass_over(self, stmt: Stmt, items: dict[str, int], out: list[Stmt | None]) -> None:
        """Forget the items that may be others after a statement."""
        bound = bound_inside(stmt)
        if any(map(self.moves_items, statements((stmt,)))):
            items.clear()
        for name in [n for n, at in items.items() if bound & {n, *out[at].reads}]:  # type: ignore
            del items[name]

    def moves_items(self, stmt: Stmt) -> bool:
        """Return whether a statement may put something else where an array of a list stands."""
        if isinstance(stmt, Store):
            whole = stmt.index is None and isinstance(self.kinds.get(stmt.base), ListKind)
            return whole or stmt.op is None and self.holds_arrays(stmt.base)
        return any(map(self.moves_item, stmt.expressions))

    def moves_item(self, expr: Expr) -> bool:
        """Return whether evaluating an expression may; a list of numbers has no arrays."""
        if expr.ops.isdisjoint(MOVERS):
            return False
        for part in (expr, *expr.inside):
            if isinstance(part, Apply) and part.op in MOVERS:
                base = part.args[0] if part.op in ("list.pop", "list.append") else None
                kind = self.kinds.get(base.id) if isinstance(base, Name) else None
                if not isinstance(kind, ListKind) or not isinstance(kind.item, Scalar):
                    return True
        return False

    def expr(self, e: Expr) -> Expr:
        if not isinstance(e, Apply) or e.ops.isdisjoint(ATTRIBUTES):
            return e
        match e:
            case Apply(op=op, args=(Name(id=name),), kwargs=()) if op in ATTRIBUTES:
                kind = self.kinds.get(name)
                if isinstance(kind, Array) and kind.ndim:  # a seed of no dimension may be a number
                    return Apply("attr", (Name(name), Const(ATTRIBUTES[op])))
        return _with_operands(e, self.expr)

    def derived(self, e: Expr) -> Expr:
        """Spell what is the derivative's own: the user's `np.expand_dims` stays."""
        found = self.indexed(self.expr(e))
        return self.copied(found) if type(found) is Apply and "np.copy" in found.ops else found

    def copied(self, e: Apply) -> Expr:
        """Spell copies of names and of cells as methods.

        The user's `np.copy` keeps the layout; and where an array has no axis, a number may stand.
        Of what is not known, a number stays what it is: `+x`.
        """
        match _with_operands(e, lambda x: self.copied(x) if isinstance(x, Apply) else x):
            case Apply(op="np.copy", args=(Name() | Apply(op="getitem") as x,), kwargs=()):
                kind = self.kinds.get(x.id) if isinstance(x, Name) else None
                if isinstance(kind, Unknown):
                    return Apply("pos", (x,))
                is_number = isinstance(kind, Array) and not kind.ndim
                return Apply("np.copy" if is_number else "np.ndarray.copy", (x,))
            case found:
                return found

    def indexed(self, e: Expr) -> Expr:
        """Return an expression in which axes are added by indexing, `v[:, None]`; X for `X.T.T`."""
        if not isinstance(e, Apply) or e.ops.isdisjoint(("np.expand_dims", "np.transpose")):
            return e
        match e:
            case Apply(op="np.transpose", args=(x,), kwargs=()) if self.is_number(x):
                return self.indexed(x)
            case Apply(op="np.transpose", args=(Apply(op="np.transpose" | "matmul") as x,)):
                turned = e if e.kwargs or x.kwargs else transposed(x, self.kind_of)
                return _with_operands(e, self.indexed) if turned == e else self.indexed(turned)
            case Apply(op="np.expand_dims", args=(x, Const(value=int(k))), kwargs=()) if k > 0:
                whole = Apply("slice", (Const(None),) * 3)
                axes = Apply("tuple", (*(whole,) * k, Const(None)))
                return Apply("getitem", (self.indexed(x), axes))
        return _with_operands(e, self.indexed)

    def is_number(self, e: Expr) -> bool:
        """Return whether an expression is a number, or an array without axes."""
        kind = self.kind(e)
        return isinstance(kind, Scalar) or isinstance(kind, Array) and kind.ndim == 0

    def kind_of(self, e: Expr) -> Kind:
        """Return the kind of a name, also where it is transposed."""
        if isinstance(e, Apply) and e.op == "np.transpose" and len(e.args) == 1 and not e.kwargs:
            return self.kind_of(e.args[0])
        return self.kinds.get(e.id, Unknown()) if isinstance(e, Name) else Unknown()

    def joined(self, first: Stmt | None, second: Stmt) -> Stmt | None:
        """Return two statements as one, if there is a way to write them so."""
        match first, second:
            case Move(), Move():
                return self.moved(first, second)
            case Assign(), For():
                return self.filled(first, second)
        return None

    def moved(self, first: Move, second: Move) -> Stmt | None:
        """Two swaps of names that have nothing to do with each other."""
        ahead, after = {*first.targets, *first.sources}, {*second.targets, *second.sources}
        if ahead & after or len(ahead | after) > 4:
            return None
        targets, sources = first.targets + second.targets, first.sources + second.sources
        return replace(first, targets=targets, sources=sources)

    def added_in_list(self, first: Assign, second: Store) -> Stmt | None:
        """An array of a list that is changed in place; a pop could move what stands at i."""
        if self.moves_item(second.value):
            return None
        if second.index is not None or second.op not in ("add", "sub"):
            return None
        assert isinstance(first.value, Apply) and isinstance(first.value.args[0], Name)
        return replace(second, base=first.value.args[0].id, index=first.value.args[1])

    def filled(self, first: Assign, second: For) -> Stmt | None:
        """A list of zeros to each of which one number is added."""
        name = first.target
        number = number_added(second, name) if is_zeros(first) else ""
        if not isinstance(self.kinds.get(name), ListKind) or self.reads.get(second.target) != 1:
            return None
        if not isinstance(self.kinds.get(number), Scalar):
            return None
        assert isinstance(first.value, Apply)
        filled = Apply("mul", (Apply("list", (Name(number),)), first.value.args[0]))
        return Assign(name, filled, second.tag)


def _with_operands(e: Apply, spelled: Callable[[Expr], Expr]) -> Apply:
    """Return the operation with its operands spelled; the same object if they are."""
    args = tuple([spelled(arg) for arg in e.args])
    if not e.kwargs:
        return e if all(map(is_, args, e.args)) else Apply(e.op, args)
    return Apply(e.op, args, tuple([(key, spelled(value)) for key, value in e.kwargs]))
