"""Even lists: what is popped from a list of one number, n times over, is that number.

before:  gl = [0.0] * n; …; for k in range(len(gl)): gl[k] += gz; …; t = gl.pop()
after:   …; t = gz

The adjoint of `sum(l)` is such a list. It goes iff (1) the block that makes it alone speaks of it:
it is added to by one loop, and then only popped, and (2) the number, which nothing changes in
place, is not bound again after that loop in the block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..ir.kinds import Kind, Scalar
from ..ir.nodes import Apply, Assign, Block, Const, Expr, For, Name, Program, Stmt, Store
from ..ir.walk import all_statements, statements
from .effects import bound_inside, comprehension_names, map_blocks, same_or


def without_even_lists(program: Program, kinds: Mapping[str, Kind]) -> Program:
    """Return the program in which no list holds one number only, to be popped."""
    made = [s.value for s in all_statements(program) if type(s) is Assign]
    if not [e for e in made if type(e) is Apply and e.op == "list.repeat"]:
        return program
    return program.with_body(_Evens(program, kinds).block(program.body))


class _Evens:
    def __init__(self, program: Program, kinds: Mapping[str, Kind]) -> None:
        self.kinds, self.inside = kinds, comprehension_names(program)
        self.mentions = _mentions(all_statements(program))
        self.mentions.update(program.result.names)

    def block(self, block: Block) -> Block:
        rest = [map_blocks(stmt, self.block) for stmt in block]
        for place in range(len(rest) - 1, -1, -1):
            made = rest[place]
            if isinstance(made, Assign) and is_zeros(made):
                rest[place:] = self.without(made, rest[place + 1 :])
        return same_or(block, rest)

    def without(self, made: Assign, after: list[Stmt]) -> list[Stmt]:
        """Return a list of zeros and what comes after it, without the list if it is even."""
        name = made.target
        speaking = [k for k, stmt in enumerate(after) if _mentions(statements((stmt,)))[name]]
        added = speaking[0] if speaking else -1
        number = number_added(after[added], name) if speaking else ""
        later = after[added + 1 :]
        if not number or not self.is_even(name, number, (made, *after), later):
            return [made, *after]
        return [*after[:added], *[_popped(s, name, Name(number)) for s in later]]

    def is_even(self, name: str, number: str, block: Block, later: list[Stmt]) -> bool:
        """Return whether (1) and (2) hold after the loop that adds the number."""
        if not isinstance(self.kinds.get(number), Scalar) or number in self.inside:
            return False
        if any(number in bound_inside(stmt) for stmt in later):
            return False
        if _mentions(statements(block))[name] < self.mentions[name]:
            return False
        speaking = [s for s in statements(tuple(later)) if _mentions((s,))[name]]
        return all(_is_pop(stmt, name) for stmt in speaking)


def _mentions(block: Iterable[Stmt]) -> Counter[str]:
    return Counter([name for stmt in block for name in (*stmt.reads, *stmt.binds)])


def is_zeros(stmt: Stmt) -> bool:
    """Return whether the derivative makes a list of zeros."""
    match stmt:
        case Assign(value=Apply(op="list.repeat", args=(_, Const(value=None), Const(value=0.0)))):
            return stmt.tag.role != "primal"
    return False


def number_added(stmt: Stmt, name: str) -> str:
    """Return the number that a loop adds to each item of a list; '' if it does something else."""
    match stmt:
        case For(
            target=index,
            iter=Apply(op="range", args=(Apply(op="len", args=(Name(id=counted),)),)),
            body=(Store(base=base, index=Name(id=place), value=Name(id=number), op="add"),),
            stop=None,
        ) if counted == base == name and place == index and number not in (index, name):
            return number
    return ""


def _is_pop(stmt: Stmt, name: str) -> bool:
    return isinstance(stmt, Assign) and stmt.value == Apply("list.pop", (Name(name),))


def _popped(stmt: Stmt, name: str, number: Expr) -> Stmt:
    """Return the statement with the number for what is popped from the list `name`."""
    if isinstance(stmt, Assign) and _is_pop(stmt, name):
        return Assign(stmt.target, number, stmt.tag)
    return map_blocks(stmt, lambda block: tuple([_popped(s, name, number) for s in block]))
