"""The ordered passes: from a function and its arguments to the programs that compute derivatives.

`Source` is a function that was read once; `Source.specialised` gives the `Special` of its
arguments (kinds, guards), and a `Special` makes each program when it is first asked for.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

from .analysis.kinds import (
    Core, Sizes, key_of_argument, kind_of, kind_of_argument, kind_of_captured, specialise,
)  # fmt: skip
from .analysis.kinds.sizes import compiled
from .analysis.positions import exposure
from .analysis.storage import Storage, storage
from .analysis.kinds.words import describe
from .analysis.usage import attributes_read, stores_into_records, usage
from .codegen.emit import module_text
from .codegen.emitted import Emitted, without_stars
from .delivering import check_can_change, check_delivers
from .derivatives import Found, derivative_of
from .errors import Error
from .frontend import Shape, Shapes, delivered_by, has_own_state, own_state, read_with_dicts
from .ir.frozen import replace
from .ir.kinds import Array, Kind, ListKind, Scalar, Size, can_vary
from .ir.nodes import Apply, Assign, Const, Expr, Name, Program
from .ir.walk import names_in
from .pause import without_collection
from .seeds import seeds_of
from .transform.adjoint import AdjointForm
from .transform.adjoint.driver import leaves
from .transform.definitions import sweeps_of
from .transform.adjoint.parts import levels, parts_of_tuples
from .transform.fields import spelled_fields
from .transform.found import without_equations
from .reread import Rereadings
from .transform.optimise import styled
from .transform.own_calls import called_by, check_own_calls
from .transform.rows import adjoint_of_rows, tangent_of_rows
from .transform.tangent import TangentForm
from .written import Finished, besides, pair_of_halves, written


class Source:
    """A function of the user's, read once; it makes and keeps its specialisations."""

    def __init__(
        self, function: Callable[..., Any], shapes: Shapes = None, dicts_apart: bool | None = None
    ) -> None:
        self.function, self.shapes = function, shapes
        with without_collection():
            self.reading = read_with_dicts(function, shapes, dicts_apart)
        self.program = self.reading.program
        self.names = tuple(p.name for p in self.program.params)
        self.is_plain = not any(p.star for p in self.program.params)
        self.code, self.own = getattr(function, "__code__", None), own_state(function)
        self.signature, self.of = inspect.signature(function), delivered_by(function)
        self._prepare()

    @classmethod
    def of_program(cls, program: Program, around: Source) -> Source:
        """Return a program that was made, or read inside another, as something to specialise."""
        made = cls.__new__(cls)
        made.function, made.reading = around.function, replace(around.reading, program=program)
        made.program, made.own = program, around.own
        made.names = tuple(p.name for p in program.params)
        made.is_plain, made.of, made.code, made.signature = True, (), around.code, around.signature
        made._prepare()
        return made

    def _prepare(self) -> None:
        self.lock = threading.RLock()
        self.cache: dict[Any, list[Special]] = {}
        self.first: Special | None = None
        self.nominal: Special | None = None  # made by `nominal`, without arguments
        self.variants: dict[Any, Source] = {}
        self.rereadings = Rereadings(self)
        self.plain = self  # the same without shapes

    def __reduce__(self) -> tuple[Any, ...]:
        return type(None), ()  # a function that is pickled by value is read again

    def for_shapes(self, shapes: Mapping[str, Shape]) -> Source:
        """Return the function as it is read when the classes of some arguments are known."""
        key = tuple(shapes.items())
        with self.lock:
            if key not in self.variants or self.variants[key].stale():
                self.variants[key] = Source(self.function, shapes)
                self.variants[key].plain = self
            return self.variants[key]

    def stale(self) -> bool:
        """Return whether the function, or one that it calls, was exchanged since it was read."""
        same = has_own_state(self.function, self.own)
        return not (same and self.reading.is_current())

    @cached_property
    def usage(self) -> dict[str, str]:
        """What each parameter's use makes it: 'count', 'array' or 'number'."""
        inners = {k: inner.program for k, inner in self.reading.inners.items()}
        return usage(self.program, inners, self.reading.definitions)

    @cached_property
    def stores(self) -> bool:
        """Whether the program may store into a dict or an object."""
        programs = [self.program, *self.reading.definitions.values()]
        return self.reading.exchanges or any(map(stores_into_records, programs))

    @cached_property
    def attributes(self) -> frozenset[str]:
        """The names of attributes that the program reads of anything."""
        inner = [inner.program for inner in self.reading.inners.values()]
        return attributes_read([self.program, *inner, *self.reading.definitions.values()])

    @cached_property
    def default_wrt(self) -> tuple[str, ...]:
        """The parameters that `@differentiate` takes if it is not told."""
        return tuple(n for n, use in self.usage.items() if use != "count" and n != "self")

    def specialised(self, values: Mapping[str, Any], want: Hashable = None) -> Special:
        """Return the specialisation that gives what is wanted, made now if there is none."""
        captured = {c.name: c.read() for c in self.program.captures}
        everything = {**values, **captured}
        key = tuple([key_of_argument(v, self.attributes) for v in everything.values()])
        with self.lock:
            other = self.rereadings.serving(values)
            if other is not None:
                return other.specialised(values, want)
            found = self.cache.setdefault(key, [])
            atoms: dict[str, int] = {}
            kinds = {n: kind_of_argument(n, v, atoms, self.attributes) for n, v in values.items()}
            kinds.update({n: kind_of_captured(n, v, atoms) for n, v in captured.items()})
            for special in found:
                if special.serves(atoms, want):
                    return special
            special = self._special(values, kinds, atoms)
            found.append(special)
            self.plain.first = self.plain.first or special
            return special

    def _special(self, values: Mapping[str, Any], *found: Any) -> Special:
        """Return a specialisation; where a dict has two names, one of what is read otherwise."""
        try:
            return Special(self, *found)
        except Error as refused:
            return self.rereadings.special(refused, values)  # type: ignore[no-any-return]


class Special:
    """The programs of a function for arguments of certain kinds."""

    def __init__(
        self, source: Source, kinds: Mapping[str, Kind], sizes: Mapping[str, int] | Sizes
    ) -> None:
        self.source = source
        self.sizes = sizes if isinstance(sizes, Sizes) else Sizes(sizes)
        params = {p.name: kinds[p.name] for p in source.program.params}
        captures = {c.name: kinds[c.name] for c in source.program.captures}
        self.arguments, self.captures = params, captures
        check_can_change(source.of, source.names, params, source.program)
        self.sizes.definitions.include(source.reading)
        with without_collection():
            self.core: Core = specialise(
                without_stars(source.program), params, captures, self.sizes, self._derivative_of
            )
            check_own_calls(self.core.program, self.core.kinds, self.sizes)
        self.assumed = ""  # what nominal arguments were taken to be
        self.made: dict[Any, Any] = {}
        self.checked: tuple[int, Callable[[Mapping[str, int]], bool]] = (-1, lambda v: True)
        self.given: set[Hashable] = set()  # what was wanted before, for the sizes it was made for

    def _derivative_of(self, number: int, kinds: Sequence[Kind]) -> Found:
        inner = self.sizes.definitions.inners[number]
        around = functools.partial(Source.of_program, around=self.source)
        return derivative_of(inner, kinds, self.sizes, around, Special)

    def serves(self, atoms: Mapping[str, int], want: Hashable = None) -> bool:
        """Return whether these argument sizes decide every comparison as here.

        What has not been given yet may compare more, which only its own sizes decide rightly.
        """
        if want not in self.given:
            return atoms == self.sizes.values
        guards = self.sizes.guards
        if self.checked[0] != len(guards):
            self.checked = (len(guards), compiled(guards))
        return self.checked[1](atoms)

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        with self.source.lock:
            if key not in self.made:
                with without_collection():
                    self.made[key] = make()
            return self.made[key]

    def can_vary(self, name: str) -> bool:
        """Return whether an argument is of a kind that carries a derivative."""
        return can_vary(self.arguments[name])

    def everything(self, values: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Return the arguments and the captured values, by name."""
        captured = [(c.name, c.read()) for c in self.source.program.captures]
        return [*values.items(), *captured]

    @cached_property
    def store(self) -> Storage:
        """The storage classes of the core program."""
        return storage(self.core.program, self.core.kinds, self.sizes)

    def written_levels(self) -> dict[str, list[bool]]:
        """Return of each argument and captured value whether it is written, and what it holds."""
        return self._once("written", self._written_levels)

    def _written_levels(self) -> dict[str, list[bool]]:
        parts = parts_of_tuples(self.core.program, self.core.kinds)
        return {n: levels(n, parts, self.store) for n in (*self.arguments, *self.captures)}

    def written_arguments(self) -> tuple[str, ...]:
        """Return the arguments and captured values that the function writes."""
        return tuple([name for name, found in self.written_levels().items() if any(found)])

    @cached_property
    def result_kinds(self) -> list[Kind]:
        """The kinds of the leaves of the result that can vary."""
        found = [kind_of(e, self.core.kinds, self.sizes) for e in leaves(self.core.program.result)]
        return [k for k in found if can_vary(k)]

    @cached_property
    def has_plain_results(self) -> bool:
        """Return whether the result is numbers and arrays, in tuples or dicts if there are more."""
        found = [kind_of(e, self.core.kinds, self.sizes) for e in leaves(self.core.program.result)]
        return all(isinstance(k, (Scalar, Array)) for k in found)

    @cached_property
    def one_result(self) -> Kind | None:
        """The kind of the result; None of a structure, and of what cannot vary."""
        result = self.core.program.result
        return self.result_kinds[0] if isinstance(result, Name) and self.result_kinds else None

    @cached_property
    def may_end_unbound(self) -> bool:
        """Return whether one way through the program reads a variable that it has not bound.

        Python ends there with an UnboundLocalError, which the whole program shows, and a program
        without its dead statements might not.
        """
        program = self.core.program
        exposed, definite = exposure(program.body)
        exposed |= set(names_in(program.result)) - definite
        given = {*self.arguments, *self.captures}
        return any(n not in given and not n.startswith("%") for n in exposed)

    @property
    def is_surely_scalar(self) -> bool:
        """Return whether the result is known to be one real number without a look at it."""
        return self.scalar_result() is None and isinstance(self.result_kinds[0], (Scalar, Array))

    def scalar_result(self) -> str | None:
        """Return None if the result is one real number, else what it is."""
        results = list(leaves(self.core.program.result))
        if not self.result_kinds and len(results) == 1:
            return describe(kind_of(results[0], self.core.kinds, self.sizes))
        if len(self.result_kinds) != 1:
            found = len(self.result_kinds)
            return f"{found} results" if found else "several values, none of them a float"
        kind = self.result_kinds[0]
        if isinstance(kind, (Scalar, Array)) and kind.dtype.startswith("complex"):
            return describe(kind)
        if isinstance(kind, Array) and kind.ndim:
            one = [self.sizes.same(s, Size(1)) for s in kind.shape]
            return None if all(one) else describe(kind)
        return "a list" if isinstance(kind, ListKind) else None

    def seeds(self, wrt: tuple[str, ...], value: Any, seed: Any) -> list[Any]:
        """Return the seeds that a program takes, from what a pullback was given."""
        core = self.core
        kinds = [kind_of(e, core.kinds, self.sizes) for e in leaves(core.program.result)]
        return seeds_of(value, seed, list(map(can_vary, kinds)), core.program.result, core.forms)

    def is_repeatable(self, wrt: tuple[str, ...]) -> bool:
        """Return whether the reverse sweep changes nothing that the forward sweep saved."""
        form = self.adjoint_form(wrt)
        return not any(one.shadowed or one.restored for one in (form, *sweeps_of(form, self.sizes)))

    # -- programs ----------------------------------------------------------------------------

    def primal(self) -> Emitted:
        """Return Program A."""
        return self._once("primal", lambda: besides(
            Finished(self.primal_program(), {}, None), "primitive", self.sizes
        ))  # fmt: skip

    def primal_program(self) -> Program:
        """Return Program A in the primitive style."""
        form = self.tangent_form(self.wrt_that_vary())
        plain = without_equations(form.primal, form.kinds)
        shown, _ = styled(plain, form.kinds, "primitive", form.varied.__contains__)
        shown = spelled_fields(shown, form.kinds, lambda e: kind_of(e, form.kinds, self.sizes))
        return replace(shown, name=f"{shown.name}_primal")

    def wrt_that_vary(self) -> tuple[str, ...]:
        """Return the parameters that are differentiated by default."""
        return tuple(n for n in self.source.default_wrt if self.can_vary(n))

    def adjoint_form(self, wrt: tuple[str, ...]) -> AdjointForm:
        check_delivers(self)
        return self._once(
            ("adjoint form", wrt),
            lambda: adjoint_of_rows(self.core.program, self.core.kinds, self.sizes, wrt),
        )

    def adjoint_form_to_read(self, wrt: tuple[str, ...]) -> AdjointForm:
        """Return an adjoint program that can be read and differentiated again."""
        if not called_by(self.core.program, self.sizes):
            return self.adjoint_form(wrt)
        return self._once(
            ("adjoint form to read", wrt),
            lambda: adjoint_of_rows(self.core.program, self.core.kinds, self.sizes, wrt, True),
        )

    def tangent_form(self, wrt: tuple[str, ...]) -> TangentForm:
        return self._once(
            ("tangent form", wrt),
            lambda: tangent_of_rows(self.core.program, self.core.kinds, self.sizes, wrt),
        )

    def adjoint(self, wrt: tuple[str, ...], style: str = "folded") -> Emitted:
        """Return the adjoint program: arguments and seeds -> (result, gradients)."""
        return self._once(
            ("adjoint", wrt, style), lambda: self._finish(self.adjoint_form(wrt), style)
        )

    def adjoint_to_read(self, wrt: tuple[str, ...]) -> Emitted:
        """Return the adjoint program as one that can be read and differentiated again."""
        form = self.adjoint_form_to_read(wrt)
        if form is self.adjoint_form(wrt):
            return self.adjoint(wrt)
        return self._once(("adjoint to read", wrt), lambda: self._finish(form, "folded"))

    def tangent(self, wrt: tuple[str, ...], style: str = "folded") -> Emitted:
        """Return the tangent program: arguments and tangents -> (result, tangent)."""
        check_delivers(self)
        key = ("tangent", wrt, style)
        return self._once(key, lambda: self._finish(self.tangent_form(wrt), style))

    def gradient(self, wrt: tuple[str, ...]) -> Emitted:
        """Return the adjoint program without its result, and without what only that needed."""
        return self._once(("gradient", wrt), lambda: self._gradient(wrt))

    def _gradient(self, wrt: tuple[str, ...]) -> Emitted:
        form = self.adjoint_form(wrt)
        assert isinstance(form.program.result, Apply)
        program = replace(
            form.program, name=f"{self.source.program.name}_grad", result=form.gradients
        )
        return self._finish(replace(form, program=program), "folded")

    def derivative(self, wrt: tuple[str, ...], alone: bool, with_value: bool) -> Emitted:
        """Return the gradient as a function of f's own arguments, to be differentiated again."""
        key = ("derivative", wrt, alone, with_value)
        return self._once(key, lambda: self._derivative(wrt, alone, with_value))

    def _derivative(self, wrt: tuple[str, ...], alone: bool, with_value: bool) -> Emitted:
        form = self.adjoint_form_to_read(wrt)
        assert isinstance(form.gradients, Apply)
        (seed,) = form.seeds
        kind = self.result_kinds[0]
        one: Expr = Const(1.0)
        if isinstance(kind, Array) and kind.ndim:
            one = Apply("np.ones", (Apply("tuple", (Const(1),) * kind.ndim),))
        result: Expr = form.gradients.args[0] if alone else form.gradients
        if with_value:
            result = Apply("tuple", (form.result, result))
        program = replace(
            form.program, name=f"{self.source.program.name}_grad",
            params=self.source.program.params,
            body=(Assign(seed, one), *form.program.body), result=result,
        )  # fmt: skip
        return self._finish(replace(form, program=program), "folded")

    def pair(self, wrt: tuple[str, ...]) -> tuple[Emitted, Emitted]:
        """Return the adjoint program as forward -> (result, saved) and reverse(saved, seeds)."""
        return self._once(("pair", wrt), lambda: pair_of_halves(
            self.adjoint_form(wrt), self.source.program.name, self.is_repeatable(wrt), self.sizes
        ))  # fmt: skip

    def _finish(self, form: AdjointForm | TangentForm, style: str) -> Emitted:
        return written(form, style, self.sizes)

    def module(self, made: Emitted) -> str:
        """Return the text of a program as a file."""
        return module_text([made.text], made.modules)


