"""Lowering: what its parts share. The parts are mixed into one class in `read`.

A part emits statements into `block` and returns expressions. An *operand* is a name or a constant;
a *value* is what an assignment can hold; a *text* is a pure tree that stays whole (a condition, an
index); a *tree* is a display of operands, what a function returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any, Union

from ..errors import Error, UnknownName, Unsupported, Where
from ..ir.frozen import dataclass, field
from ..ir.nodes import Apply, Assign, Block, Capture, Const, Evaluate, Expr, If, Name, Stmt, Tag
from ..ir.walk import names_in, substitute
from .classes import Made, Pack, Perhaps, Super, Unsure
from .herds import Listing
from .instances import Instance
from .language import GENERATOR_VALUE
from .offered import Offered
from .retarget import retarget
from .scope import Names, Scope
from .source import Source
from .values import (
    FUNCTIONS, Ambiguous, Callee, Captured, Definition, Generated, Inner, Literal, Missing,
    Primitive, Transform, Value,
)  # fmt: skip

Result = Union[Expr, Value]

FUNCTION_VALUE = (
    "A function may be called, passed to a function of yours, or bound to one name; it is not data."
)


@dataclass
class Loop:
    """A loop being lowered: its own stop flag (None if only a return stops it), its skip flag."""

    stop: str | None
    skip: str | None = None
    skip_guards: int = 0
    also: tuple[str, ...] = ()  # the flags of a generator's own loops, which a break stops too
    clears: bool = False  # whether each trip clears the flag of a return

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that end it, and the loops that end with it."""
        return self.also if self.stop is None else (self.stop, *self.also)


@dataclass
class Frame:
    """A function being lowered: the names of its result and of the flags of its exits."""

    definition: Definition
    source: Source
    scope: Scope
    loops: list[Loop] = field(default_factory=list)
    results: tuple[str, ...] | None = None
    result: Result = Const(None)
    done: str | None = None
    done_guards: int = 0
    is_done_clear: bool = False  # whether the flag of a return is false where none was taken
    hint: str | None = None  # what an object that it returns is best named after
    taking: Any = None  # of a generator: what takes its items
    depth: int = 0  # of the block in which it is lowered


class Lowering(Offered):
    """The state of lowering: names, captures, refusals, and the block being filled."""

    def __init__(self) -> None:
        super().__init__()
        self.names = Names()
        self.errors: list[Error] = []
        self.block: list[Stmt] = []
        self.places: list[Where] = []
        self.captures: dict[Captured, Capture] = {}
        self.preferred: dict[Captured, str] = {}
        self.bound: set[str] = set()
        self.stack: list[Definition] = []
        self.checked: set[int] = set()
        self.reported: set[tuple[str, int]] = set()
        self.inners: dict[int, Inner] = {}  # by numbers that no other reading has
        self.spelled: dict[str, str] = {}
        self.foreign: set[Scope] = set()  # of the functions around one that is differentiated here
        self.told, self.or_none = dict[str, bool | None](), dict[Any, set[Any]]()  # see `perhaps`
        self.none_before: set[str] = set()  # variables that are None where a loop begins
        self.shared: set[str] = set()  # what functions inside others write: nonlocal names
        self.frame: Frame
        self.scope: Scope

    # Statements

    def tag(self, node: Any) -> Tag:
        """Return a tag for a statement that comes from a node, and note the place."""
        self.places.append(self.frame.source.where(node))
        return Tag(len(self.places), self.places[-1].line)

    def emit(self, stmt: Callable[..., Stmt], node: Any, *parts: Any) -> None:
        """Add a statement that comes from a node."""
        self.block.append(stmt(*parts, tag=self.tag(node)))

    @contextmanager
    def inner_block(self) -> Iterator[list[Stmt]]:
        """Collect statements in a block of their own."""
        outer, self.block = self.block, []
        self.depth += 1
        try:
            yield self.block
        finally:
            self.block = outer
            self.depth -= 1

    @contextmanager
    def loop_block(self) -> Iterator[list[Stmt]]:
        """Collect the statements that a loop runs on each trip."""
        self.trips.append(object())
        try:
            with self.inner_block() as body:
                yield body
        finally:
            self.trips.pop()

    def set_name(self, target: str, expr: Expr, node: Any) -> None:
        """Emit `target = expr`."""
        self.emit(Assign, node, target, expr)
        self.bound.add(target)
        if expr != Const(None):
            self.none_before.discard(target)
        self.note_empty(target, expr)

    def branch_on(self, test: Expr, body: list[Stmt], orelse: list[Stmt], node: Any) -> None:
        """Emit an if of two blocks; an empty first one is turned around."""
        if not body and not orelse:
            if not isinstance(test, (Name, Const)):
                self.emit(Evaluate, node, test)
        elif body:
            self.emit(If, node, test, tuple(body), tuple(orelse))
        else:
            self.emit(If, node, negation(test), tuple(orelse), ())

    def temporary(self, expr: Expr, node: Any) -> Name:
        """Emit an assignment to a new temporary and return the temporary."""
        name = self.names.temporary()
        self.set_name(name, expr, node)
        return Name(name)

    def named(self, expr: Expr, node: Any) -> Expr:
        """Return expr if it is an operand, else a temporary that holds it."""
        if not isinstance(expr, Apply) or expr.op == "const":
            return expr
        if expr.op in ("tuple", "list", "dict"):
            args = tuple([self.named(arg, node) if not _is_star(arg) else arg for arg in expr.args])
            expr = Apply(expr.op, args)
        return self.temporary(expr, node)

    def assign_to(self, target: str, node: Any) -> None:
        """Emit statements after which `target`, an internal name, has the value of a node."""
        mark = len(self.block)
        self.bind(target, self.value(node), mark, node)

    def bind(self, target: str, expr: Expr, mark: int, node: Any) -> None:
        """Give `target` a value; a temporary that was made for it since `mark` becomes it."""
        if isinstance(expr, Name) and expr.id.startswith("%"):
            renamed = retarget(self.block[mark:], expr.id, target)
            if renamed is not None:
                self.block[mark:] = renamed
                self.bound.add(target)
                self.none_before.discard(target)
                self.note_empty(target, expr)
                return
        if expr != Name(target):
            self.set_name(target, expr, node)

    # Names

    def static(self, node: Any) -> Value | None:
        """Return what a node stands for before the run; None if it is a value of the run."""
        raise NotImplementedError

    def capture(self, value: Captured) -> Name:
        """Return the name of a captured value."""
        if value not in self.captures:
            base = value.path[-1] if value.path else value.key
            name = self.preferred.get(value) or self.names.fresh(base)
            self.captures[value] = Capture(name, value.scope, value.key, value.path)
            self.bound.add(name)
        return Name(self.captures[value].name)

    def read_static(self, value: Value, node: Any) -> Expr:
        """Return a value that is known before the run as an operand, or refuse."""
        match value:
            case Captured(is_module=False) if value.handle is not NotImplemented:
                return self.capture(value)
            case Instance(name=name, path=path):
                found: Expr = Name(name)
                for how, key in path:
                    found = self.temporary(Apply(how, (found, Const(key))), node)
                return found
            case Literal(expr=expr):
                return expr
            case Primitive(op=op, is_type=True):
                return Apply("const", (Const(op),))
            case Missing():
                raise self.undefined(value, node)
            case (
                Made() | Perhaps() | Pack() | Unsure() | Super() | Listing()
                | Captured(is_module=False)
            ):
                return self.as_data(value, node)
            case Ambiguous(name=name):
                raise self.refusal(
                    Unsupported, f"s2sad cannot tell which function `{name}` is", node,
                    "It is bound to different things on different paths, or in the trips of a "
                    "loop.", "Put an `if` around the calls instead.",
                )  # fmt: skip
        if isinstance(value, Generated):
            raise self.refusal(
                Unsupported, f"s2sad cannot use the generator `{self.text_of(node)}` as a value",
                node, *GENERATOR_VALUE,
            )  # fmt: skip
        what = "module" if isinstance(value, Captured) else "function"
        raise self.refusal(
            Unsupported, f"s2sad cannot use the {what} `{self.text_of(node)}` as a value", node,
            FUNCTION_VALUE if what == "function" else "A module is not data.",
            "Call it here, or read what you need from it.",
        )  # fmt: skip

    def undefined(self, value: Missing, node: Any) -> Error:
        """Return the refusal of a name that refers to nothing, with one that is spelled like it."""
        if value.refusal is not None:
            return value.refusal
        owner, _, last = value.name.rpartition(".")
        why = "There is no local, global or builtin name like it."
        if owner:
            why = f"The module `{owner}` has no `{last}`."
        local = () if owner else tuple(self.scope.internal)
        near = get_close_matches(last, [*local, *value.others], 1, 0.7)
        spelled = f"{owner}.{near[0]}" if owner and near else "".join(near)
        instead = f"Did you mean `{spelled}`?" if near else "Check the spelling."
        if spelled == value.name:
            why = "The function around this one binds it later."
            instead = "Bind it before the derivative is called."
        return self.refusal(UnknownName, f"`{value.name}` is not defined", node, why, instead)

    def hold(self, expr: Expr, names: set[str], node: Any) -> Expr:
        """Return expr with these names, which are about to be bound anew, copied first."""
        found = [name for name in dict.fromkeys(names_in(expr)) if name in names]
        return substitute(expr, {name: self.temporary(Name(name), node) for name in found})

    def in_order(self, nodes: list[Any], lower: Callable[[Any], Expr]) -> list[Expr]:
        """Lower operands from left to right; each keeps its value while the later ones run."""
        found = []
        for node, later in zip(nodes, self.rebound_later(nodes)):
            expr = lower(node)
            is_value = later and isinstance(expr, (Name, Const, Apply))
            found.append(self.hold(expr, later, node) if is_value else expr)
        return found

    def rebound_later(self, nodes: list[Any]) -> list[set[str]]:
        """Return for each node the internal names that the nodes after it rebind."""
        later: set[str] = set()
        found = []
        for node in reversed(nodes):
            found.append(later)
            later = later | self.rebound([node])
        return found[::-1]

    def internal_names(self, names: set[str]) -> set[str]:
        """Return the internal names of names of the function being lowered."""
        internal = self.frame.scope.internal
        return {internal[name] for name in names if name in internal}

    # Refusals

    def text_of(self, node: Any) -> str:
        """Return the text of a node."""
        return self.frame.source.text(node)

    def refusal(
        self, error: type[Error], what: str, node: Any, why: str = "", instead: str = ""
    ) -> Error:
        """Return an error at the place of a node."""
        return error(what, self.frame.source.where(node), why, instead)

    # What the parts offer each other

    def value(self, node: Any) -> Expr:
        """Return what an assignment of this node holds: flat, with its operands named."""
        raise NotImplementedError

    def operand(self, node: Any) -> Expr:
        """Return the value of a node as a name or a constant."""
        return self.named(self.value(node), node)

    def argument(self, node: Any) -> Expr:
        """Return the value of a node as an operand or a display of operands."""
        raise NotImplementedError

    def tree(self, node: Any) -> Expr:
        """Return the value of a node as a display of operands, as deep as it is written."""
        raise NotImplementedError

    def as_display(self, node: Any) -> Any:
        """Return `dict(a=x)` as `{"a": x}`, and any other node as it is."""
        raise NotImplementedError

    def text(self, node: Any) -> Expr:
        """Return the value of a node as a pure tree, what is impure in it named first."""
        raise NotImplementedError

    def texts(self, nodes: list[Any]) -> list[Expr]:
        """Return the texts of nodes that are evaluated from left to right."""
        raise NotImplementedError

    def is_pure(self, node: Any) -> bool:
        """Return whether a node can stay whole as a text."""
        raise NotImplementedError

    def call(self, node: Any) -> Result:
        """Return the value of a call; a call of the user's function may return a function."""
        raise NotImplementedError

    def assign_target(self, target: Any, expr: Expr, shape: Any = None) -> None:
        """Assign an operand to a target of any form; `shape` is that of a tuple known to fit."""
        raise NotImplementedError

    def bind_name(self, name: str, node: Any) -> str:
        """Return the internal name that an assignment to a user's name binds."""
        raise NotImplementedError

    def assign(self, node: Any) -> None:
        """Lower an assignment."""
        raise NotImplementedError

    def flat(self, result: Result, node: Any) -> Expr:
        """Return the result of a call as a value."""
        raise NotImplementedError

    def known_test(self, test: Any) -> bool | None:
        """Return the truth of a test that is known before the run."""
        raise NotImplementedError

    def inline(self, callee: Callee, node: Any) -> Result:
        """Return the result of a user's function, lowered in place of its call."""
        raise NotImplementedError

    def expanded(
        self, node: Any, wanted: int | None = None, carried: bool = False
    ) -> tuple[list[Any], list[tuple[str, Any]]]:
        """Return the positional and keyword argument nodes of a call."""
        raise NotImplementedError

    def local_definition(self, node: Any, name: str) -> Definition:
        """Return the definition that a def or lambda inside the function makes here and now."""
        raise NotImplementedError

    def evaluate(self, expr: Expr, node: Any) -> None:
        """Emit an expression for its effect."""
        raise NotImplementedError

    def builtin(self, name: str) -> Name:
        """Return the name of a builtin object."""
        raise NotImplementedError

    def statements(self, nodes: list[Any]) -> None:
        """Lower statements, exits included."""
        raise NotImplementedError

    def run_frame(self, frame: Frame) -> Result:
        """Lower the body of a function and return its result."""
        raise NotImplementedError


def negation(test: Expr) -> Expr:
    """Return `not test`; a double negation is none, where only the truth matters."""
    if isinstance(test, Apply) and test.op == "not":
        return test.args[0]
    return Apply("not", (test,))


def _is_star(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op == "star"


def as_block(stmts: list[Stmt]) -> Block:
    """Return statements as a block."""
    return tuple(stmts)


def is_function(value: Value | None) -> bool:
    """Return whether what is known before the run is a function, a module or an object."""
    functions = (*FUNCTIONS, Ambiguous, Transform, Made, Listing)
    return isinstance(value, Captured) and value.is_module or isinstance(value, functions)
