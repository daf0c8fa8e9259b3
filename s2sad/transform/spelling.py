"""Spelling: what is left is written as a person would write it.

The last step: no pass after it need know what these mean.

    gh = gh                     nothing
    np.shape(X)[0]              X.shape[0]            of arrays
    np.expand_dims(g, 1)        g[:, None]            in what is the derivative's own
    X.T.T                       X                     there too
    np.copy(g)                  g.copy()              there too, where g is surely an array
    t = l[i]; t += e            l[i] += e             an array in a list, t read nowhere else
    a, b = b, a; c, d = d, c    a, b, c, d = b, a, d, c
    l = [0.0] * n; for i in range(len(l)): l[i] += g       l = [g] * n
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import is_

from ..ir.kinds import Array, Kind, ListKind, Scalar
from ..ir.nodes import (
    Apply, Assign, Block, Const, Expr, For, Move, Name, Program, Stmt, Store,
)  # fmt: skip
from ..ir.walk import subexpressions
from .effects import count_reads, map_blocks, map_headers
from .ranks import is_temporary

ATTRIBUTES = {"np.shape": "shape", "np.size": "size", "np.ndim": "ndim"}


def spelling(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return the program as a person would spell it.

    before:  n = np.shape(X)[0]        after:  n = X.shape[0]
    """
    speller = _Speller(program, kinds)
    body, result = speller.block(program.body), speller.expr(program.result)
    return replace(program, body=body, result=result)


class _Speller:
    def __init__(self, program: Program, kinds: Mapping[str, Kind]) -> None:
        self.kinds, self.reads = kinds, count_reads(program)

    def block(self, body: Block) -> Block:
        out: list[Stmt] = []
        for stmt in body:
            if isinstance(stmt, Assign) and stmt.value == Name(stmt.target):
                continue
            spelled = self.expr if stmt.tag.role == "primal" else self.derived
            stmt = map_blocks(map_headers(stmt, spelled), self.block)
            joined = self.joined(out[-1], stmt) if out else None
            if joined is None:
                out.append(stmt)
            else:
                out[-1] = joined
        return tuple(out)

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
        found = _indexed(self.expr(e))
        return self.copied(found) if type(found) is Apply else found

    def copied(self, e: Apply) -> Expr:
        """Spell copies of names and of cells as methods.

        The user's `np.copy` keeps the layout; and where an array has no axis, a number may stand.
        """
        if "np.copy" not in e.ops:
            return e
        match _with_operands(e, lambda x: self.copied(x) if isinstance(x, Apply) else x):
            case Apply(op="np.copy", args=(Name() | Apply(op="getitem") as x,), kwargs=()):
                kind = self.kinds.get(x.id if isinstance(x, Name) else "")
                if not (isinstance(kind, Array) and not kind.ndim):
                    return Apply("np.ndarray.copy", (x,))
                return Apply("np.copy", (x,))
            case found:
                return found

    def joined(self, first: Stmt, second: Stmt) -> Stmt | None:
        """Return two statements as one, if there is a way to write them so."""
        match first, second:
            case Move(), Move():
                return self.moved(first, second)
            case Assign(), Store():
                return self.added_in_list(first, second)
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
        name, value = first.target, first.value
        if any(isinstance(e, Apply) and e.op == "list.pop" for e in subexpressions(second.value)):
            return None
        if second.base != name or second.index is not None or second.op not in ("add", "sub"):
            return None
        if not is_temporary(name) or self.reads.get(name) != 1 or first.tag.role == "primal":
            return None
        match value:
            case Apply(op="getitem", args=(Name(id=base), index)):
                kind = self.kinds.get(base)
                if isinstance(kind, ListKind) and isinstance(kind.item, Array):
                    return replace(second, base=base, index=index)
        return None

    def filled(self, first: Assign, second: For) -> Stmt | None:
        """A list of zeros to each of which one number is added."""
        name, value = first.target, first.value
        kind = self.kinds.get(name)
        if second.iter != Apply("range", (Apply("len", (Name(name),)),)) or len(second.body) != 1:
            return None
        if first.tag.role == "primal" or not isinstance(kind, ListKind):
            return None
        match value, second.body[0]:
            case (
                Apply(op="list.repeat", args=(count, Const(value=None), Const(value=0.0))),
                Store(base=base, index=Name(id=index), value=Name(id=number), op="add"),
            ) if base == name and index == second.target and number not in (name, index):
                if not isinstance(self.kinds.get(number), Scalar) or self.reads.get(index) != 1:
                    return None
                filled = Apply("mul", (Apply("list", (Name(number),)), count))
                return Assign(name, filled, second.tag)
        return None


def _indexed(e: Expr) -> Expr:
    """Return an expression in which axes are added by indexing, `v[:, None]`; X for `X.T.T`."""
    if not isinstance(e, Apply) or e.ops.isdisjoint(("np.expand_dims", "np.transpose")):
        return e
    match e:
        case Apply(op="np.transpose", args=(Apply() as turned,), kwargs=()):
            if turned == Apply("np.transpose", turned.args[:1]):
                return _indexed(turned.args[0])
        case Apply(op="np.expand_dims", args=(x, Const(value=int(axis))), kwargs=()) if axis > 0:
            whole = Apply("slice", (Const(None),) * 3)
            return Apply("getitem", (_indexed(x), Apply("tuple", (*(whole,) * axis, Const(None)))))
    return _with_operands(e, _indexed)


def _with_operands(e: Apply, spelled: Callable[[Expr], Expr]) -> Apply:
    """Return the operation with its operands spelled; the same object if they are."""
    args = tuple([spelled(arg) for arg in e.args])
    if not e.kwargs:
        return e if all(map(is_, args, e.args)) else Apply(e.op, args)
    return Apply(e.op, args, tuple([(key, spelled(value)) for key, value in e.kwargs]))
