"""Offered: what the parts that lower objects, records, loops and the like offer the others."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ..ir.nodes import Const, Expr, Name, Program
from .classes import Made, Super
from .instances import Instance
from .offered_exits import OfferedExits
from .ready import Ready
from .scope import Scope
from .source import Source
from .values import Callee, Captured, Definition, Derived, Generated, Partial, Transform


class Offered(OfferedExits):
    """The signatures of the parts from `heap` to `functional`."""

    def __init__(self) -> None:
        super().__init__()
        self.heap: dict[Made, dict[str, Any]] = {}
        self.slot_names: dict[tuple[Made, Any], str] = {}
        self.escaped: set[Any] = set()  # also held as data: may not be written any more
        self.written: set[Any] = set()
        self.changed: set[Any] = set()  # written, not only made longer
        self.fixed: set[Any] = set()  # herds whose objects have other names that see no change
        self.came_from: dict[Any, Made] = {}  # what an object of a herd was before it was put in
        self.has_absence = False  # a name may be an object or None
        self.taken_for_none: set[Any] = set()  # places that a trip found so, if it is the first
        self.united: dict[Made, Made] = {}  # objects that may be one with another one
        self.from_arguments: set[Made] = set()  # that stand for objects in arguments
        self.several: set[Made] = set()  # that are like another one on each path
        self.told_apart: list[tuple[Made, Made, Any]] = []  # with what is refused if they are not
        self.missed: set[tuple[Made, str]] = set()  # read from the class, not from the object
        self.pinned: list[Any] = []  # operands while other operands are evaluated
        self.scopes: list[Any] = []
        self.assumed: set[str] = set()  # only bound in the body of a loop, before that is lowered
        self.read_early: set[str] = set()  # read as data while they were only assumed
        self.had: set[str] = set()  # internal names with a value where a loop begins
        self.tables: dict[Any, Any] = {}
        self.hint: str | None = None  # what an object made next is best named after
        self.may_escape = False
        self.is_leaving = False  # what is lowered is the result of it all
        self.rows = 0  # the lists in which what is leaving stands
        self.going: list[Made] = []  # the objects that are being made data of
        self.trips: list[object] = []  # the loops that are being lowered
        self.recursive: set[Hashable] = set()  # the functions that were found to call themselves
        self.defined: dict[Hashable, str] = {}  # what each of them is called, by what it is given
        self.programs: dict[str, Program] = {}  # their bodies
        self.counts: set[Name] = set()  # the sizes of states, which never vary
        self.structural: set[Hashable] = set()  # those that call themselves for other objects
        self.endless: set[Hashable] = set()  # those of which that does not end
        self.given_stack: list[tuple[Any, tuple[Any, ...]]] = []  # what runs, for which objects
        self.reading: list[Hashable] = []  # those of which the bodies are being read

    def one_of_several(self, place: Any, pairs: list[Any], node: Any) -> bool:
        """Let a place hold an object that is like another one on each path, if they fit."""
        raise NotImplementedError

    def rebound(self, nodes: list[Any]) -> set[str]:
        """Return the internal names that evaluating nodes may bind anew."""
        raise NotImplementedError

    def is_operation(self, node: Any) -> bool:
        """Return whether an operation is one of an object's own."""
        raise NotImplementedError

    def as_data(self, value: Any, node: Any) -> Expr:
        """Return an object as data, as which it is not changed any more, or refuse."""
        raise NotImplementedError

    def may_be_list(self, node: Any) -> bool:
        """Return whether a node makes a list of objects."""
        raise NotImplementedError

    def record_of(self, made: Made, node: Any) -> Expr:
        """Return an object as a record of its attributes: of a dataclass, or of a result."""
        raise NotImplementedError

    def result(self, node: Any) -> Any:
        """Return the value of a node: also an object, or a generator, which are no values."""
        raise NotImplementedError

    def attribute(self, node: Any) -> Any:
        """Return the value of an attribute that is no function."""
        raise NotImplementedError

    def super_of(self, node: Any) -> Super | None:
        """Return what `super()` is in the method being lowered."""
        raise NotImplementedError

    def static_attribute(self, base: Any, node: Any) -> Any:
        """Return what an attribute of an object stands for; None if it is a variable."""
        raise NotImplementedError

    def undecided(self, node: Any) -> Any:
        """Return what is left of `a and b` without the values whose truth is known."""
        raise NotImplementedError

    def as_branch(self, node: Any) -> Any:
        """Return `p = A(x) if c else p` as an `if` statement; None of any other assignment."""
        raise NotImplementedError

    def forget(self, scope: Any, node: Any) -> bool:
        """Forget the names of a function that has ended; return whether they are forgotten."""
        raise NotImplementedError

    def going_round(self, node: Any) -> Any:
        """Lower the body of a loop; at its end all is known as it was at its beginning."""
        raise NotImplementedError

    def holding(self) -> Any:
        """Let what is pinned inside count as held."""
        raise NotImplementedError

    def settled(self, node: Any) -> Any:
        """Lower what may run or not: it must leave every object where it is."""
        raise NotImplementedError

    def escape(self, allowed: bool = True) -> Any:
        """Let objects become data."""
        raise NotImplementedError

    def take_hint(self) -> str | None:
        """Return what the next object is best named after, once."""
        raise NotImplementedError

    def operated(self, node: Any) -> Any:
        """Return the value of an operation, which may be one of an object's own."""
        raise NotImplementedError

    def invoke_callee(self, callee: Callee, values: list[Any], node: Any) -> Any:
        """Return the result of a function of the user's, called with values that are at hand."""
        raise NotImplementedError

    def invoked(self, callee: Any, node: Any) -> Any:
        """Return the result of a call of something that is known before the run."""
        raise NotImplementedError

    def dispatch(self, op: str, left: Any, right: Any, node: Any) -> Any:
        """Return `left op right`, at least one of which is an object."""
        raise NotImplementedError

    def object_in_place(self, current: Any, node: Any, op: str) -> Any:
        """Return what `current op= value` leaves."""
        raise NotImplementedError

    def without_objects(self, node: Any, op: str) -> Any:
        """Lower `target op= value` where an object takes part; return what is left to lower."""
        raise NotImplementedError

    def invoke(self, owner: Any, function: Any, values: list[Any], node: Any) -> Any:
        """Return the result of a method, called with values that are at hand."""
        raise NotImplementedError

    def constant_key(self, node: Any) -> Const | None:
        """Return a key of a dict as a constant; None if it is none before the run."""
        raise NotImplementedError

    def known_text(self, node: Any) -> Const | None:
        """Return a text outside the function as a constant."""
        raise NotImplementedError

    def known_texts(self, node: Any) -> tuple[str, ...]:
        """Return the texts of a tuple outside the function."""
        raise NotImplementedError

    def dict_display(self, node: Any) -> Expr:
        """Return a dict display whose keys are constants."""
        raise NotImplementedError

    def dict_comprehension(self, node: Any) -> Name:
        """Return a new dict that holds the items of a comprehension."""
        raise NotImplementedError

    def dict_call(self, node: Any) -> Expr:
        """Return `dict(p, a=1.0)`."""
        raise NotImplementedError

    def constructed(self, callee: Captured, node: Any) -> Any:
        """Return a named tuple or dataclass that a call makes; None if it is another class."""
        raise NotImplementedError

    def know(self, name: str, value: Any, node: Any) -> None:
        """Note that a name stands for a function, or something else that is known."""
        raise NotImplementedError

    def objects_given(self, callee: Callee, node: Any) -> tuple[Any, ...]:
        """Return the objects that a call hands over, its own one first."""
        raise NotImplementedError

    def goes_deeper(self, definition: Definition, objects: tuple[Any, ...]) -> bool:
        """Return whether a call of a function that is running is one for other objects."""
        raise NotImplementedError

    def given_objects(self, definition: Definition, objects: tuple[Any, ...]) -> Any:
        """Note for which objects a function runs."""
        raise NotImplementedError

    def items_of_object(self, owner: Any, node: Any) -> Any:
        """Return what `__iter__` of an object returns: what a loop over the object runs through."""
        raise NotImplementedError

    def know_instance(self, name: str, value: Instance, node: Any) -> None:
        """Bind a name to a part of an argument, whose class stays known."""
        raise NotImplementedError

    def store_attribute(self, target: Any, value: Expr) -> None:
        """Lower `p.x = value`."""
        raise NotImplementedError

    def attribute_in_place(self, target: Any, value: Expr, before: list[Any], op: str) -> None:
        """Lower `p.x op= value`."""
        raise NotImplementedError

    def context(self, node: Any, rest: list[Any]) -> bool:
        """Lower a `with` or `try`; return whether the rest of the block went under a condition."""
        raise NotImplementedError

    def attempt(self, node: Any) -> None:
        """Lower a `try` statement that has handlers."""
        raise NotImplementedError

    def delete(self, node: Any) -> None:
        """Lower a `del`."""
        raise NotImplementedError

    def transformed(self, callee: Transform, node: Any) -> Any:
        """Return the derivative that a call of `grad` makes; of `jvp`, what it computes."""
        raise NotImplementedError

    def derived(self, callee: Derived, node: Any) -> Expr:
        """Return the value of a call of a derivative."""
        raise NotImplementedError

    def tangents(
        self, callee: Derived, args: list[Expr], tangents: list[Expr], node: Any
    ) -> Expr:
        """Return the value of a function, and its derivative along a direction."""
        raise NotImplementedError

    # loops, comprehensions

    def comprehension(self, node: Any, first: tuple[Expr, ...] = ()) -> Name:
        """Return a new list that holds `first` and the items of a comprehension."""
        raise NotImplementedError

    def short_circuit(self, is_any: bool, generator: Any, node: Any) -> Name:
        """Return `any` or `all` of a generator expression."""
        raise NotImplementedError

    def starred_rows(self, node: Any) -> Any:
        """Return what `rows` is in `zip(*rows)`; None for anything else."""
        raise NotImplementedError

    def iterable(self, node: Any) -> Any:
        """Return the header of a loop over a node; a generator is what is known of it."""
        raise NotImplementedError

    def loop(self, node: Any, rest: list[Any]) -> bool:
        """Lower a loop; return whether the rest of the block went under a condition."""
        raise NotImplementedError

    def loop_target(self, target: Any, header: Expr) -> tuple[str, Callable[[], None], Expr]:
        """Return the name that a loop binds, what unpacks it into a target, and the header."""
        raise NotImplementedError

    # stars

    def note_length(self, name: str, result: Any) -> None:
        """Note the length or the keys of a display that a name is bound to, if they last."""
        raise NotImplementedError

    def without_options(self, function: Any, table: dict[str, str]) -> Any:
        """Return a function with what it reads of its `**kwargs` as names."""
        raise NotImplementedError

    def options_as_dict(self, function: Any, scope: Scope, node: Any) -> None:
        """Bind the `**kwargs` of a function to a dict."""
        raise NotImplementedError

    # generators, functional

    def generator_expression(self, node: Any) -> Generated:
        """Return a generator expression as a generator of nested loops."""
        raise NotImplementedError

    def generator(self, definition: Definition, source: Source, scope: Scope) -> Generated:
        """Return what a call of a generator function gives."""
        raise NotImplementedError

    def of_loop(self, loop: Any, names: list[str]) -> Generated:
        """Return the generator that runs a loop of its own; `names` are local to it."""
        raise NotImplementedError

    def header_of(self, node: Any) -> Ready:
        """Return the header of a loop that runs later: what it reads is read now."""
        raise NotImplementedError

    def counted(self, source: Generated, start: Expr, node: Any) -> Generated:
        """Return `enumerate` of a generator."""
        raise NotImplementedError

    def in_place_of(self, node: Any, generated: Any) -> Any:
        """Return `(item for item in generator)`, which the consumers of generators know."""
        raise NotImplementedError

    def take_in_loop(
        self, source: Generated, node: Any, stop: str | None, first: set[str]
    ) -> None:
        """Lower `for target in generator: body`; `stop` is set where the loop is left by break."""
        raise NotImplementedError

    def take_each(self, source: Generated, node: Any) -> None:
        """Lower a loop whose trips are known, and all run: one body after the other."""
        raise NotImplementedError

    def take_flagged(
        self, source: Generated, target: Any, stop: str | None, leaf: Callable[[], None], node: Any
    ) -> None:
        """Lower the loop of a comprehension over a generator; it ends where `stop` is set."""
        raise NotImplementedError

    def step(self, node: Any, rest: list[Any]) -> bool:
        """Lower a `yield`; return whether what follows went under a condition."""
        raise NotImplementedError

    def mapped(self, op: str, node: Any) -> Generated:
        """Return `map(f, xs, ys)` or `filter(f, xs)` as a generator of one loop."""
        raise NotImplementedError

    def refuse_in_turns(self, header: Any, node: Any) -> None:
        """Refuse a generator that would run in turns with another iteration."""
        raise NotImplementedError

    def zipped(self, headers: list[Any], nodes: list[Any], node: Any) -> Any:
        """Return the header of a loop over `zip`; a generator if there is one among the headers."""
        raise NotImplementedError

    def in_turns(self, node: Any) -> Exception:
        """Return the refusal of what would run in turns with another iteration."""
        raise NotImplementedError

    def as_made(self, value: Any, base: str, node: Any) -> Any:
        """Return a dataclass in an argument as an object of its own, which may not be changed."""
        raise NotImplementedError

    def other_name(self, value: Instance, node: Any) -> Instance:
        """Return a part of an argument under a name of its own: it is not stored into then."""
        raise NotImplementedError

    def is_bound_once(self, name: str) -> bool:
        """Return whether a function binds a name in one place only."""
        raise NotImplementedError

    def folded(self, function: Ready, items: Any, rest: list[Any], node: Any) -> Any:
        """Return `reduce(function, items, *rest)` of objects."""
        raise NotImplementedError

    def gives_objects(self, node: Any) -> bool:
        """Return whether what a node runs through are objects."""
        raise NotImplementedError

    def is_or_makes_object(self, node: Any) -> bool:
        """Return whether a node is an object, or makes one."""
        raise NotImplementedError

    def sum_of_objects(self, op: str, node: Any) -> Any:
        """Return `sum(objects, start)`; None of a sum of anything else."""
        raise NotImplementedError

    def plain_sum(self, node: Any) -> Expr:
        """Return `sum` of what holds no objects."""
        raise NotImplementedError

    def standing_for(self, function: Any) -> Callee:
        """Return one of our own functions, whose body is to stand for a call."""
        raise NotImplementedError

    def reduced(self, node: Any) -> Any:
        """Return `functools.reduce(f, xs, start)`."""
        raise NotImplementedError

    def operand_or_object(self, node: Any) -> Any:
        """Return an object or a function as it is, and any other value as an operand."""
        raise NotImplementedError

    def partial(self, node: Any) -> Partial:
        """Return what `functools.partial(f, a, b=c)` makes."""
        raise NotImplementedError

    def call_partial(self, callee: Partial, node: Any) -> Any:
        """Return the value of a call of a partial."""
        raise NotImplementedError

    def operation(self, op: str, count: int, node: Any) -> Expr:
        """Return `operator.add(a, b)`."""
        raise NotImplementedError
