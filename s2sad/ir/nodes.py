"""The nodes of a program: expressions, statements and programs, all frozen.

Internal names are structured strings that only `codegen.names` turns into identifiers:

    x        a name of the user's           x'1      the second web of the user's x
    %3       a temporary                    g:x      the adjoint (shadow) of x
    d:x      the tangent of x               s:x      the list that records x
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from operator import is_
from typing import Any, ClassVar, TypeVar, Union, final

from ..errors import UnknownName
from .frozen import dataclass, field, made_quickly, replace

T = TypeVar("T")
_EXACT = (int, str, bool)  # equal values of these classes are the same


@final
@dataclass(frozen=True, slots=True)
class Name:
    """A variable, read."""

    id: str
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)

    inside: ClassVar[tuple[Expr, ...]] = ()
    ops: ClassVar[frozenset[str]] = frozenset()


@final
@dataclass(frozen=True, slots=True, eq=False)
class Const:
    """A literal: int, float, complex, bool, str, bytes, None or Ellipsis."""

    value: Any

    names: ClassVar[tuple[str, ...]] = ()
    inside: ClassVar[tuple[Expr, ...]] = ()
    ops: ClassVar[frozenset[str]] = frozenset()

    def __eq__(self, other: object) -> bool:
        if type(other) is not Const:
            return False
        mine, its = self.value, other.value
        if mine is its:
            return True
        if type(mine) is not type(its):
            return False
        if type(mine) in _EXACT or type(mine) is float and mine and mine == mine:
            return bool(mine == its)
        return repr(mine) == repr(its)  # NaN is NaN, 0.0 is not -0.0

    def __hash__(self) -> int:
        return hash(self.value if type(self.value) in _EXACT else repr(self.value))


@final
@dataclass(frozen=True, slots=True)
class Apply:
    """The operation `op` applied to expressions; what the ops are is listed in `ir.ops`.

    `names` is every name inside, in the order of the text, with repeats; `ops` is every operation
    inside, and `k=` for every keyword.
    """

    op: str
    args: tuple[Expr, ...]
    kwargs: tuple[tuple[str, Expr], ...] = ()
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    ops: frozenset[str] = field(init=False, repr=False, compare=False)
    _inside: tuple[Expr, ...] | None = field(default=None, init=False, repr=False, compare=False)
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)
    _kept: Any = field(default=None, init=False, repr=False, compare=False)
    _measured: Any = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        found = self._hash
        if found is None:
            found = hash((self.op, self.args, self.kwargs))
            self._hash = found  # type: ignore[misc]
        return found

    @property
    def kept(self) -> Any:
        """What was found of the operation and kept: see `keep`."""
        return self._kept

    def keep(self, found: Any) -> None:
        """Keep what `rules.match` found: passes ask for the rule of the same call in turn."""
        self._kept = found  # type: ignore[misc]

    def measured(self, measure: Callable[[Apply], T]) -> T:
        """Return what `measure` finds of the expression; it is asked once."""
        found: T | None = self._measured
        if found is None:
            found = measure(self)
            self._measured = found  # type: ignore[misc]
        return found

    @property
    def operands(self) -> tuple[Expr, ...]:
        """The operands, those that are passed by keyword after the others."""
        return (*self.args, *[e for _, e in self.kwargs]) if self.kwargs else self.args

    @property
    def inside(self) -> tuple[Expr, ...]:
        """Every expression inside, operands after the operation that reads them; found once."""
        found = self._inside
        if found is None:
            found = tuple([part for e in self.operands for part in (e, *e.inside)])
            self._inside = found  # type: ignore[misc]
        return found


Expr = Union[Name, Const, Apply]


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a statement comes from: the primal statement's number and line, and its part in it."""

    sid: int = 0
    line: int = 0
    role: str = "primal"  # primal, tangent, adjoint, shadow, result, record, restore


NO_TAG = Tag()
KNOWN = "known"  # the role of `if a is None: raise …` where a is no None, unless None was stored
ABSENT = "absent"  # the role of `p_x = None` where an object has this attribute on other paths only


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement does itself, without its blocks.

    These are the names that it reads (the base of a store and the stop of a loop among them), those
    that it binds, and the expressions that it evaluates.
    """

    reads: tuple[str, ...] = field(init=False, repr=False, compare=False)
    binds: tuple[str, ...] = field(init=False, repr=False, compare=False)
    expressions: tuple[Expr, ...] = field(init=False, repr=False, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Assign(Statement):
    """`target = value`: binds a name."""

    target: str
    value: Expr
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Move(Statement):
    """`t1, t2 = s1, s2`: binds several names to names at once (a swap is a Move)."""

    targets: tuple[str, ...]
    sources: tuple[str, ...]
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Store(Statement):
    """`base[index] op= value`, or `base op= value` where index is None; op None is a store."""

    base: str
    index: Expr | None
    value: Expr
    op: str | None = None
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Evaluate(Statement):
    """An expression evaluated for its effect: a print, an append, an unknown call."""

    value: Expr
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class If(Statement):
    test: Expr
    body: Block
    orelse: Block = ()
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class For(Statement):
    """`for target in iter: body`; with `stop`, the body ends in `if stop: break`."""

    target: str
    iter: Expr
    body: Block
    stop: str | None = None
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class While(Statement):
    """`while test: body`; with `stop`, the body ends in `if stop: break`."""

    test: Expr
    body: Block
    stop: str | None = None
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Assert(Statement):
    test: Expr
    message: Expr | None = None
    tag: Tag = field(default=NO_TAG, compare=False)


@final
@dataclass(frozen=True, slots=True)
class Raise(Statement):
    """`raise exception`: ends the program; None raises nothing and is not allowed."""

    exception: Expr
    tag: Tag = field(default=NO_TAG, compare=False)


_ALONE: dict[str, frozenset[str]] = {}  # an operation -> the set of it alone


def _names_of(op: str, args: tuple[Expr, ...], kwargs: tuple[tuple[str, Expr], ...]) -> Any:
    if kwargs:
        return tuple([n for e in (*args, *[e for _, e in kwargs]) for n in e.names])
    if len(args) == 2:
        return args[0].names + args[1].names
    return args[0].names if len(args) == 1 else tuple([n for e in args for n in e.names])


def _ops_of(op: str, args: tuple[Expr, ...], kwargs: tuple[tuple[str, Expr], ...]) -> Any:
    if kwargs:
        own = (op, *[f"{key}=" for key, _ in kwargs])
        return frozenset(own).union(*[e.ops for e in args], *[e.ops for _, e in kwargs])
    alone = _ALONE.get(op)
    if alone is None:
        alone = _ALONE[op] = frozenset((op,))
    found = alone
    for e in args:
        if e.ops and e.ops is not found:
            found = _both(found, e.ops)
    return found


@lru_cache(maxsize=4096)
def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return the operations of two expressions: one object for each set that is met again."""
    return one | other


def _names_in(*exprs: Expr | None) -> tuple[str, ...]:
    return tuple([name for e in exprs if e is not None for name in e.names])


made_quickly(Name, names="(id,)")
made_quickly(Apply, names=_names_of, ops=_ops_of)
made_quickly(Const, Tag)
made_quickly(Assign, reads="value.names", binds="(target,)", expressions="(value,)")
made_quickly(
    Move, reads="sources", binds="targets",
    expressions=lambda targets, sources, tag: tuple(map(Name, sources)),
)  # fmt: skip
made_quickly(
    Store, binds="()", expressions="(value,) if index is None else (index, value)",
    reads="(base, *value.names) if index is None else (base, *index.names, *value.names)",
)  # fmt: skip
made_quickly(Evaluate, reads="value.names", binds="()", expressions="(value,)")
made_quickly(If, reads="test.names", binds="()", expressions="(test,)")
made_quickly(
    For, reads="(*iter.names, stop) if stop else iter.names", binds="(target,)",
    expressions="(iter,)",
)  # fmt: skip
made_quickly(
    While, reads="(*test.names, stop) if stop else test.names", binds="()", expressions="(test,)"
)
made_quickly(
    Assert, reads=lambda test, message, tag: _names_in(test, message), binds="()",
    expressions="(test,) if message is None else (test, message)",
)  # fmt: skip
made_quickly(Raise, reads="exception.names", binds="()", expressions="(exception,)")


def key_expr(key: Any) -> Expr:
    """Return a key of a dict as a value: a tuple of constants is a display."""
    return Apply("tuple", tuple(map(key_expr, key))) if type(key) is tuple else Const(key)


Stmt = Union[Assign, Move, Store, Evaluate, If, For, While, Assert, Raise]
Block = tuple[Stmt, ...]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter; `star` is '', '*', '**' or 'kw' (keyword only)."""

    name: str
    default: Expr | None = None
    annotation: str | None = None
    star: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """A free name of the program and where its value is read at call time.

    `scope` is a globals dict or a closure cell; `key` the name in the dict; `path` the
    attributes then followed (`self.k` of a method, `settings.rate` of a module).
    """

    name: str
    scope: Any = field(default=None, compare=False, repr=False)
    key: str = ""
    path: tuple[str, ...] = ()

    def read(self) -> Any:
        """Return the captured value as it is now; refuse if there is none any more."""
        try:
            is_global = isinstance(self.scope, dict)
            value = self.scope[self.key] if is_global else self.scope.cell_contents
            for attribute in self.path:
                value = getattr(value, attribute)
        except (KeyError, ValueError, AttributeError):
            raise UnknownName(
                f"`{'.'.join((self.key or self.name, *self.path))}` is not defined any more", None,
                "The function reads it at each call, and it was deleted since it was read.",
                "Bind it again, or make it a parameter.",
            ) from None  # fmt: skip
        return value


@dataclass(frozen=True, slots=True)
class Program:
    """A function: its parameters, its body, and the expression that it returns at the end.

    `places` maps a statement's number (`tag.sid`) to its `errors.Where`, for error texts.
    """

    name: str
    params: tuple[Param, ...]
    body: Block
    result: Expr
    captures: tuple[Capture, ...] = ()
    file: str = field(default="", compare=False)
    places: Mapping[int, Any] = field(default_factory=dict, compare=False, repr=False)
    _kept: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def with_body(self, body: Block) -> Program:
        """Return the program with another body; the same if the body has the same statements."""
        if len(body) == len(self.body) and all(map(is_, body, self.body)):
            return self
        return replace(self, body=body)

    def kept(self, find: Callable[[Program], T]) -> T:
        """Return what `find` finds of this program alone, found once: a program never changes."""
        return self.kept_as(find, lambda: find(self))

    def kept_as(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what `find` finds, found once for a key: what is kept is of this program alone."""
        if key not in self._kept:
            self._kept[key] = find()
        found: T = self._kept[key]
        return found
