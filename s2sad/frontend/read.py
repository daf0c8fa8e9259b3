"""Reading: a function becomes a generic program, or is refused for all its reasons at once."""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable, Hashable, Iterator, Mapping
from types import FunctionType, MethodType
from typing import Any

import gast

from ..errors import Error, Unsupported, Where, is_of_dicts, refuse
from ..ir.frozen import dataclass, field, replace
from ..ir.nodes import Apply, Const, Expr, Name, Param, Program
from ..ir.walk import own_names
from .asked_by_text import AskedByText
from .calls import Calls
from .comparisons import Comparisons
from .comprehensions import Comprehensions
from .consumers import Consumers
from .contexts import Contexts
from .curves import Curves
from .deletions import Deletions
from .delivered import Delivered
from .derivatives import Derivatives
from .expressions import Expressions, is_data
from .elements import Elements
from .functional import Functional
from .followed import Followed
from .generators import Generators
from .in_place import InPlace
from .inline import Inlining, rebound_parameters
from .classes import Made, Pack, Unsure
from .instances import Instance, Shape, Shapes
from .dicts_outside import DictsOutside
from .given_objects import not_waiting
from .herd_loops import HerdLoops
from .herds import ONE_BY_ONE, Again, Listing
from .iterators import Iterators
from .keys import Keys
from .fits import Fits
from .known_dicts import KnownDicts
from .known_whiles import KnownWhiles
from .list_methods import ListMethods
from .libraries import Libraries
from .listed import Listed
from .loops import Loops
from .no_function import no_function
from .numbered import numbered
from .perhaps import Absence
from .outgoing import Outgoing
from .lowering import Frame, Lowering
from .passed import passed_on
from .raising import Raising
from .ready import Ready
from .records import Records
from .recursion import CallsItself, closed
from .resolve import ObjectResolver, OpOf
from .scope import Scope, bound_names, declared_by, free_names, shared_by
from .source import Source
from .stars import Stars
from .statements import Statements
from .structural import Structural
from .taken_along import TakenAlong
from .texts import Texts
from .uses import Uses, delivered_by, unwrapped
from .values import Callee, Captured, Definition, Generated, Inner, Primitive


@dataclass(frozen=True)
class Reading:
    """A program, and what was resolved to read it."""

    program: Program
    uses: Uses
    inners: Mapping[int, Inner] = field(default_factory=dict)
    definitions: Mapping[str, Program] = field(default_factory=dict)
    dicts_apart: bool = False  # whether dicts that it makes are known by their keys
    exchanges: bool = False  # whether it must be known which objects in arguments are the same

    def is_current(self) -> bool:
        """Return whether every function and module that was resolved is still the same."""
        return self.uses.are_current()


def read(function: Any, op_of: OpOf | None = None) -> Program:
    """Return the generic program of a Python function.

    `op_of` tells which primitive an object is; without it the rules do.
    """
    return not_waiting(reading(function, op_of).program)


def reading(
    function: Any, op_of: OpOf | None = None, shapes: Mapping[str, Shape] | None = None,
    dicts_apart: bool = False, elsewhere: bool = False,
) -> Reading:  # fmt: skip
    """Return the generic program of a Python function with what was resolved to read it.

    `shapes` tells of some parameters which classes their values have. With `dicts_apart` the
    dicts that it makes are objects with keys. What is put `elsewhere` captures nothing of its own.
    """
    uses = Uses()
    plain, owner = _function_of(function)
    try:
        definition = ObjectResolver(plain, op_of, uses).definition()

        def prepare(reader: Reader) -> None:
            reader.dicts_apart, reader.of = dicts_apart, delivered_by(function)
            reader.is_put_elsewhere = elsewhere
            reader.passed = passed_on(plain, definition.source)
            reader.has_shapes = bool(shapes)
            reader.rebound_params = rebound_parameters(reader.node) if shapes else set()
            for name, shape in (shapes or {}).items():
                given = Instance(name, (), shape, is_steady=True)
                reader.scope.statics[name] = reader.as_given(given)

        program, reader = _read(definition, owner, prepare)
        found = reader.inners, reader.programs, dicts_apart, reader.exchanges
        return Reading(program, uses, *found)
    except RecursionError:
        raise Unsupported(
            f"s2sad cannot read `{plain.__name__}`", None, "It nests too deeply.",
            "Take parts of it out into variables or loops.",
        ) from None  # fmt: skip


def read_with_dicts(function: Any, shapes: Shapes, dicts_apart: bool | None) -> Reading:
    """Return how a function is read: with its dicts as data, or as objects if that is refused."""
    try:
        return reading(function, shapes=shapes, dicts_apart=bool(dicts_apart))
    except Error as refused:
        if dicts_apart is not None or not is_of_dicts(refused):
            raise
        try:
            return reading(function, shapes=shapes, dicts_apart=True)
        except Error:
            raise refused from None  # what was refused first is what the user knows


def read_definition(definition: Definition, owner: Captured | None = None) -> Program:
    """Return the generic program of a definition; `owner` is bound to its first parameter."""
    return _read(definition, owner)[0]


def _read(
    definition: Definition, owner: Captured | None, prepare: Callable[[Reader], None] | None = None
) -> tuple[Program, Reader]:
    """Return the program of a definition, and its reader.

    It begins anew when a function is found to call itself, or a list to hold objects. Where the
    objects of a list cannot be known one by one, the list is refused for what it was before.
    """
    recursive: set[Hashable] = set()
    structural: set[Hashable] = set()
    endless: set[Hashable] = set()
    wanted: dict[Any, Any] = {}
    before: dict[Any, Any] = {}
    barred: set[Any] = set()
    while True:
        reader = Reader(definition, owner)
        reader.recursive, reader.wanted, reader.barred = recursive, wanted, barred
        reader.structural, reader.endless = structural, endless
        if prepare is not None:
            prepare(reader)
        try:
            return reader.program(), reader
        except CallsItself as found:
            recursive.add(found.mark)
        except Again as found:
            if found.layout == ONE_BY_ONE:
                before[found.key] = wanted.get(found.key)
            wanted[found.key] = found.layout
        except Error as refused:
            if not before:
                return reader.waiting(refused), reader
            barred |= set(before)
            wanted.update(before)
            before = {}


def _function_of(function: Any) -> tuple[FunctionType, Captured | None]:
    function = unwrapped(function)
    if isinstance(function, MethodType) and isinstance(function.__func__, FunctionType):
        owner, plain = function.__self__, function.__func__
        name = plain.__code__.co_varnames[0]
        return plain, Captured({name: owner}, name, (), owner)
    if isinstance(function, FunctionType):
        return function, None
    raise no_function(function)


class Reader(
    DictsOutside, Listed, ListMethods, HerdLoops, TakenAlong, Absence, AskedByText, Comparisons,
    KnownDicts, Expressions, Texts, Calls, Consumers, Stars, Elements, Functional, Iterators,
    Curves, Libraries, Followed, Fits, Generators, Derivatives, Inlining, Comprehensions, Records,
    InPlace, Keys, KnownWhiles, Loops, Contexts, Raising, Deletions, Delivered, Outgoing,
    Structural, Statements,
):
    """Lowers one function, with all that it calls, to a generic program."""

    def __init__(self, definition: Definition, owner: Captured | None) -> None:
        super().__init__()
        assert isinstance(definition.source, Source)
        self.passed: tuple[inspect.Parameter, ...] = ()
        self.definition = definition
        self.owner = owner
        self.node = definition.source.node
        free, bound = free_names(self.node), bound_names(self.node)
        self._prefer(free)
        self.names.reserve({*bound, *free})
        names = {name: name for name in bound}
        self.scope = Scope(names, globals=frozenset(declared_by(self.node)))
        self.shared = {name for name in shared_by(self.node) if name in names}
        self.frame = Frame(definition, definition.source, self.scope)
        self.scopes = [self.scope]

    def _passed_params(self) -> Iterator[Param]:
        """Yield the parameters of a wrapper that passes them on: those of what it wraps.

        `def w(*args, **kwargs)` around `f(x, *, k)` is read as `def w(x, *, k)`.
        """
        spec, scope = self.node.args, self.scope
        own = [p.id for p in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        rest = [p for p in self.passed if p.name not in own]
        table = scope.keywords.setdefault(spec.kwarg.id, {}) if spec.kwarg else {}
        packed = []
        for param in self.passed:
            by_name = param.kind is param.KEYWORD_ONLY
            self.bound.add(param.name)
            yield Param(param.name, None, None, "kw" if by_name else "")
            if param in rest and by_name:
                entry = table[param.name] = f"{spec.kwarg.id}[{param.name}]"
                scope.internal[entry] = param.name
            elif param in rest:
                packed.append(Name(param.name))
        if spec.vararg:
            self.set_name(scope.internal[spec.vararg.id], Apply("tuple", tuple(packed)), self.node)
            scope.packs[spec.vararg.id] = len(packed)

    def nested_in(self, outer: Lowering) -> None:
        """Let this function, defined inside another, read the names around it."""
        self.names.taken |= outer.names.taken
        self.names.temporaries = outer.names.temporaries
        self.bound |= outer.bound
        self.stack = list(outer.stack)
        self.heap = {made: dict(slots) for made, slots in outer.heap.items()}
        self.slot_names, self.tables = dict(outer.slot_names), outer.tables
        self.wanted, self.barred = outer.wanted, outer.barred
        self.dicts_apart = outer.dicts_apart
        self.exchanges, self.has_shapes = outer.exchanges, outer.has_shapes
        self.rebound_params, self.given_items = outer.rebound_params, outer.given_items
        self.herds, self.joined = list(outer.herds), set(outer.joined)
        self.escaped, self.scopes = {*self.heap, *self.herds}, list(outer.scopes)
        self.preferred = {}
        names = {name: self.names.fresh(name) for name in self.scope.internal}
        self.spelled = {internal: name for name, internal in names.items()}
        self.scope = Scope(names, self.definition.scope, globals=self.scope.globals)
        self.shared = {names[name] for name in shared_by(self.node) if name in names}
        around = self.definition.scope
        while around is not None:
            self.foreign.add(around)
            around = around.parent
        self.frame = Frame(self.definition, self.frame.source, self.scope)

    def _prefer(self, names: list[str]) -> None:
        """Let the function's own captured values keep their names."""
        for name in names:
            value = self.definition.resolver.free(name)
            if isinstance(value, Captured) and not value.path:
                self.preferred[value] = name

    def program(self) -> Program:
        """Return the program, or refuse."""
        source = self.frame.source
        self.check_language(source)
        self.check_patterns(source, self.definition.resolver)
        self.params = tuple(self._passed_params() if self.passed else self._params())
        self.stack.append(self.definition)
        self.open_given(self.node)
        self.hold_delivered(self.node)
        result = self.with_delivered(self._guarded_result(self.params), self.node)
        self._check_paths()
        if self.errors:
            refuse(self.errors)
        body, places = numbered(self.lowered(), self.places)
        name = getattr(self.node, "name", "f")
        program = Program(name, self.params, body, result, (), source.file, places)
        program = self._with_definitions(program)
        return replace(program, captures=self._captures_of(program))

    def _with_definitions(self, program: Program) -> Program:
        """Close the definitions of the functions that call themselves."""
        own = {uid: self.programs[uid] for uid in self.defined.values()}
        program, found = closed(program, own)
        for uid, made in found.items():
            body, places = numbered(made.body, self.places)
            self.programs[uid] = replace(made, body=body, places=places)
        return program

    def _guarded_result(self, params: tuple[Param, ...]) -> Expr:
        try:
            if self.is_recursive(self.definition):
                return self._own_call(params)
            result = self.run_frame(self.frame)
            if isinstance(result, (Name, Const, Apply)):
                return result
            if is_data(result) or isinstance(result, (Made, Pack, Unsure, Listing)):
                with self.leaving():
                    return self.read_static(result, self.node)
            if isinstance(result, Generated):
                raise self.refusal(
                    Unsupported, f"s2sad cannot differentiate `{self.definition.name}`", self.node,
                    "It returns a generator, which gives its items one by one.",
                    "Return a list: `list( )`.",
                )  # fmt: skip
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.definition.name}`", self.node,
                "It returns a function, which has no derivative.", "Return its value.",
            )  # fmt: skip
        except Error as error:
            if not self._is_reported(self.node):
                self.errors.append(error)
            return Const(None)

    def _own_call(self, params: tuple[Param, ...]) -> Expr:
        """Return the call of a function that calls itself, which is all that there is to run."""
        args = [Ready(Name(p.name), self.node) for p in params if p.star != "kw"]
        by_name = [p.name for p in params if p.star == "kw"]
        keywords = [gast.keyword(name, Ready(Name(name), self.node)) for name in by_name]
        call = gast.copy_location(gast.Call(self.node, args, keywords), self.node)
        found: Expr = self.inline(Callee(self.definition, self.owner), call)  # type: ignore
        return found

    def builtin(self, name: str) -> Name:
        return self.capture(Captured(vars(builtins), name, (), getattr(builtins, name)))

    # Parameters and captures

    def _params(self) -> Iterator[Param]:
        spec = self.node.args
        stars = {p.id: "kw" for p in spec.kwonlyargs}
        stars.update({p.id: s for p, s in ((spec.vararg, "*"), (spec.kwarg, "**")) if p})
        ordered = [*spec.posonlyargs, *spec.args, spec.vararg, *spec.kwonlyargs, spec.kwarg]
        for param in [p for p in ordered if p is not None]:
            if self.owner is not None and param.id == self.owner.key:
                self.scope.statics[param.id] = self.owner
                continue
            internal = self.scope.internal[param.id]
            self.bound.add(internal)
            text = self.frame.source.text(param.annotation) if param.annotation else None
            yield Param(internal, self._default_of(param.id), text, stars.get(param.id, ""))

    def _default_of(self, name: str) -> Expr | None:
        """Return a default: a constant, or the captured value that it had at definition."""
        default = self.definition.defaults.get(name)
        if default is None or isinstance(default, (Name, Const, Apply)):
            return default
        place = default.place if isinstance(default, Primitive) else default
        if not isinstance(place, Captured):
            place = self.definition.resolver.default(name)
        if place not in self.captures:
            self.preferred[place] = self.names.fresh(f"{name}_default")
        return self.capture(place)

    def _captures_of(self, program: Program) -> Any:
        used = own_names(program)
        return tuple([c for c in self.captures.values() if c.name in used])

    def _check_paths(self) -> None:
        """Refuse an attribute of a captured object that unknown code is given to change."""
        roots = {(id(c.scope), c.key): c for c in self.captures if not c.path}
        for value in self.captures:
            root = roots.get((id(value.scope), value.key))
            if value.path and root is not None:
                self.errors.append(
                    Unsupported(
                        f"s2sad cannot tell when `{value.text}` changes", self._first_place(),
                        f"`{root.key}` is also used as a whole, by code that may change it.",
                        f"Read `{value.text}` into a variable, and pass that.",
                    )  # fmt: skip
                )

    def _first_place(self) -> Where:
        return self.frame.source.where(self.node)
