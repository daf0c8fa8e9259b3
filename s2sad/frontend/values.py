"""Values: what a name or an attribute chain stands for, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from ..errors import Error
from ..ir.frozen import dataclass, field
from ..ir.nodes import Const, Expr, Program
from .source import Source


@dataclass(frozen=True, eq=False)
class Captured:
    """Something that exists outside the function: where it is read at call time.

    `handle` is what the resolver knows of it: the live object, for the resolver of live objects.
    """

    scope: Any
    key: str
    path: tuple[str, ...] = ()
    handle: Any = field(default=None, compare=False, repr=False)
    is_module: bool = False

    @property
    def text(self) -> str:
        """How a user writes it: `settings.rate`."""
        return ".".join((self.key, *self.path))

    @property
    def identity(self) -> tuple[int, str, tuple[str, ...]]:
        """What makes two of them the same place."""
        return id(self.scope), self.key, self.path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Captured) and self.identity == other.identity

    def __hash__(self) -> int:
        return hash(self.identity)


@dataclass(frozen=True)
class Primitive:
    """An operation with a rule, or a builtin; `is_type` if it may also be an argument (a dtype)."""

    op: str
    is_type: bool = False
    place: Captured | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Literal:
    """A value that is known and written as an expression: None, `np.pi`, `np.float32`."""

    expr: Expr


NONE = Literal(Const(None))


@dataclass(frozen=True, eq=False)
class Definition:
    """A Python function: its source (or why there is none), its resolver and default values.

    `scope` is the scope around a nested function, None for a function of a module. `key` is the
    same for two definitions iff they run the same code, with the same things around it.
    """

    name: str
    source: Source | Error
    resolver: Any
    defaults: Mapping[str, Value | Expr]
    scope: Any = None
    key: Any = None

    @property
    def shown_name(self) -> str:
        """What the function says that its name is."""
        return "<lambda>" if self.name == "lambda" else self.name


@dataclass(frozen=True)
class Callee:
    """A Python function that calls of it can be replaced by; `bound` is its first argument."""

    definition: Definition
    bound: Any = None
    wrt: Any = field(default=None, compare=False)
    of: tuple[str, ...] = ()  # what its decorator says that it delivers


@dataclass(frozen=True)
class Transform:
    """`grad`, `value_and_grad`, `jvp` or `vjp` itself."""

    mode: str


@dataclass(frozen=True, eq=False)
class Derived:
    """The derivative of a function, by `mode`, with respect to `wrt`."""

    function: Callee | Derived
    wrt: Any
    mode: str
    of: tuple[str, ...] = ()  # what the function delivers


@dataclass(frozen=True, eq=False)
class Partial:
    """What `functools.partial` makes: a function, and the arguments that it has already."""

    function: Any
    args: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, eq=False)
class Frozen(Partial):
    """A distribution of SciPy's with its parameters: its methods are partials with these."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """One of some functions, by a key that only the run knows; `other` if it is none of theirs."""

    functions: tuple[tuple[Any, Any], ...]
    key: Expr
    by_key: bool  # of a dict, whose keys are not counted from the end
    other: Any = None


@dataclass(eq=False)
class Generated:
    """A generator: the statements that it runs when its items are taken, in a scope of its own.

    `trips` are the loops that are being lowered where it is made; it is used in no other ones.
    """

    body: list[Any]
    definition: Definition
    source: Source
    scope: Any
    trips: list[Any]
    is_used: bool = False
    over: Any = None  # the lists and dicts whose items, known one by one, it gives
    is_whole: bool = False  # whether it surely gives all of them


@dataclass(frozen=True)
class Step:
    """One derivative: with respect to what, and how."""

    wrt: Any
    mode: str


@dataclass(frozen=True)
class Inner:
    """The program of a function that is differentiated inside another, and the derivatives.

    `names` are the function's own parameters as the user wrote them, in order; the parameters of
    the program after them are what it reads besides. `tangents` counts those of a `jvp`.
    """

    program: Program
    steps: tuple[Step, ...]
    names: tuple[str, ...]
    tangents: int = 0
    of: tuple[str, ...] = ()  # those that it delivers


@dataclass(frozen=True)
class Ambiguous:
    """A name that is a function on one path and something else on another."""

    name: str


@dataclass(frozen=True)
class Missing:
    """A name that refers to nothing; `others` are the names that stand where it was looked for.

    `refusal` is the reason if it refers to something that is not known before the run.
    """

    name: str
    others: tuple[str, ...] = field(default=(), compare=False, repr=False)
    refusal: Error | None = field(default=None, compare=False, repr=False)


# What is known of a name before the run; `instances` adds values whose class is known.
Value = Union[
    Captured, Primitive, Literal, Callee, Transform, Derived, Partial, Chosen, Generated,
    Ambiguous, Missing, Any,
]  # fmt: skip

FUNCTIONS = (Callee, Primitive, Derived, Partial, Chosen)  # what a call of is lowered


def is_lowered(value: Any) -> bool:
    """Return whether a value is a function of which calls are lowered, and no type."""
    return isinstance(value, FUNCTIONS) and not (isinstance(value, Primitive) and value.is_type)
