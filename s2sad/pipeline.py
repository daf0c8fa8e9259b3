"""The ordered passes: from a function and its arguments to the programs that compute derivatives.

`Source` is a function that was read once; `Source.specialised` gives the `Special` of its
arguments (kinds, guards), and a `Special` makes each program when it is first asked for.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from .analysis.kinds import (
    Core, Sizes, key_of_argument, kind_of, kind_of_argument, specialise,
)  # fmt: skip
from .analysis.kinds.sizes import compiled
from .analysis.positions import exposure
from .analysis.storage import Storage, storage
from .analysis.usage import usage
from .codegen.emit import emit, imports_of, module_text, places_of_lines
from .codegen.load import load, modules_of
from .codegen.names import legal_names
from .frontend import reading
from .ir.kinds import Array, Kind, ListKind, Scalar, Size, can_vary
from .ir.nodes import Apply, Assign, Const, Expr, Name, Param, Program, Stmt
from .ir.walk import binds, names_in, reads, statements
from .seeds import seeds_of
from .transform.adjoint import AdjointForm, adjoint
from .transform.adjoint.driver import leaves, placeholder
from .transform.optimise import optimise, styled
from .transform.tangent import TangentForm, tangent


@dataclass
class Emitted:
    """A program as text, and as the function that the text defines."""

    program: Program
    text: str
    function: Callable[..., Any]
    captures: Mapping[str, Any]
    modules: tuple[str, ...]

    def __call__(self, *args: Any) -> Any:
        if self.captures:
            self.refresh()
        try:
            return self.function(*args)
        except Exception as error:
            self.explain(error)
            raise

    def explain(self, error: Exception) -> None:
        """Note on an exception of the program which line of the user's source it comes from."""
        frame, code = error.__traceback__, self.function.__code__
        while frame is not None and frame.tb_frame.f_code is not code:
            frame = frame.tb_next
        places = places_of_lines(self.program)
        if frame is None or not hasattr(error, "add_note") or frame.tb_lineno > len(places):
            return
        tag, where = places[frame.tb_lineno - 1]
        if where is not None:
            part = "this is" if tag.role == "primal" else "this is in the derivative of"
            error.add_note(f"s2sad: {part} {where.heading()}: {where.text.strip()}")

    def refresh(self) -> None:
        """Put the captured values, as they are now, where the emitted function reads them."""
        scope = self.function.__globals__
        for name, capture in self.captures.items():
            scope[name] = capture.read()


def without_defaults(program: Program) -> Program:
    """Return the program with no defaults if one is not a constant: values are always passed."""
    plain = [p for p in program.params if p.default is not None and ":" not in p.name]
    if all(isinstance(p.default, Const) for p in plain) and not program.name.endswith("_tangent"):
        return program
    params = tuple([p if ":" in p.name else replace(p, default=None) for p in program.params])
    return replace(program, params=params)


def emitted(program: Program, notes: Mapping[int, Stmt] | None = None) -> Emitted:
    """Return a program emitted and loaded; comments quote the statements in `notes`."""
    program = without_defaults(program)
    quoted = dict(notes or {})
    names = legal_names(program, also=quoted.values())
    text = emit(program, quoted, names=names)
    captures = {names.get(c.name, c.name): c for c in program.captures}
    function = load(text, program.name, modules_of(program, names))
    return Emitted(program, text, function, captures, tuple(imports_of(program, names)))


class Source:
    """A function of the user's, read once; it makes and keeps its specialisations."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.reading = reading(function)
        self.program = self.reading.program
        self.names = tuple(p.name for p in self.program.params)
        self.is_plain = not any(p.star for p in self.program.params)
        self.code = getattr(function, "__code__", None)
        self.signature = inspect.signature(function)
        self.lock = threading.RLock()
        self.cache: dict[Any, list[Special]] = {}
        self.first: Special | None = None
        self.nominal: Special | None = None  # made by `nominal`, without arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return type(None), ()  # a function that is pickled by value is read again

    def stale(self) -> bool:
        """Return whether the function, or one that it calls, was exchanged since it was read."""
        if getattr(self.function, "__code__", None) is not self.code:
            return True
        return not self.reading.is_current()

    @cached_property
    def usage(self) -> dict[str, str]:
        """What each parameter's use makes it: 'count', 'array' or 'number'."""
        return usage(self.program)

    @cached_property
    def default_wrt(self) -> tuple[str, ...]:
        """The parameters that `@differentiate` takes if it is not told."""
        return tuple(n for n, use in self.usage.items() if use != "count" and n != "self")

    def specialised(self, values: Mapping[str, Any]) -> Special:
        """Return the specialisation that serves these arguments, made now if there is none."""
        captured = {c.name: c.read() for c in self.program.captures}
        everything = {**values, **captured}
        key = tuple([key_of_argument(v) for v in everything.values()])
        with self.lock:
            found = self.cache.setdefault(key, [])
            atoms: dict[str, int] = {}
            kinds = {n: kind_of_argument(n, v, atoms) for n, v in everything.items()}
            for special in found:
                if special.serves(atoms):
                    return special
            special = Special(self, kinds, atoms)
            found.append(special)
            self.first = self.first or special
            return special


class Special:
    """The programs of a function for arguments of certain kinds."""

    def __init__(
        self,
        source: Source,
        kinds: Mapping[str, Kind],
        atoms: Mapping[str, int],
        sizes: Sizes | None = None,
    ) -> None:
        self.source = source
        self.sizes = sizes or Sizes(atoms)
        params = {p.name: kinds[p.name] for p in source.program.params}
        captures = {c.name: kinds[c.name] for c in source.program.captures}
        self.arguments, self.captures = params, captures
        self.core: Core = specialise(source.program, params, captures, self.sizes)
        self.assumed = ""  # what nominal arguments were taken to be
        self.made: dict[Any, Any] = {}
        self.checked: tuple[int, Callable[[Mapping[str, int]], bool]] = (-1, lambda v: True)

    def serves(self, atoms: Mapping[str, int]) -> bool:
        """Return whether these argument sizes decide every comparison as here."""
        guards = self.sizes.guards
        if self.checked[0] != len(guards):
            self.checked = (len(guards), compiled(guards))
        return self.checked[1](atoms)

    def _once(self, key: Any, make: Callable[[], Any]) -> Any:
        with self.source.lock:
            if key not in self.made:
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

    def written_arguments(self) -> tuple[str, ...]:
        """Return the arguments and captured values that the function writes."""
        return self._once(
            "written",
            lambda: tuple(
                n for n in (*self.arguments, *self.captures) if self.store.is_written(n)
            ),
        )

    @cached_property
    def result_kinds(self) -> list[Kind]:
        """The kinds of the leaves of the result that can vary."""
        found = [kind_of(e, self.core.kinds, self.sizes) for e in leaves(self.core.program.result)]
        return [k for k in found if can_vary(k)]

    @property
    def is_surely_scalar(self) -> bool:
        """Return whether the result is known to be one real number without a look at it."""
        return self.scalar_result() is None and isinstance(self.result_kinds[0], (Scalar, Array))

    def scalar_result(self) -> str | None:
        """Return None if the result is one real number, else what it is."""
        if isinstance(self.core.program.result, Apply) and not self.result_kinds:
            return "several values"
        if len(self.result_kinds) != 1:
            return f"{len(self.result_kinds)} results" if self.result_kinds else "no real number"
        kind = self.result_kinds[0]
        if isinstance(kind, (Scalar, Array)) and kind.dtype.startswith("complex"):
            return "a complex result"
        if isinstance(kind, Array) and kind.ndim:
            one = [self.sizes.same(s, Size(1)) for s in kind.shape]
            return None if all(one) else f"an array of {kind.ndim} dimensions"
        return "a list" if isinstance(kind, ListKind) else None

    def seeds(self, wrt: tuple[str, ...], value: Any, seed: Any) -> list[Any]:
        """Return the seeds that a program takes, from what a pullback was given."""
        results = list(leaves(self.core.program.result))
        kinds = [kind_of(e, self.core.kinds, self.sizes) for e in results]
        return seeds_of(value, seed, [can_vary(k) for k in kinds], self.core.program.result)

    def is_repeatable(self, wrt: tuple[str, ...]) -> bool:
        """Return whether the reverse sweep changes nothing that the forward sweep saved."""
        return not self.adjoint_form(wrt).shadowed

    # -- programs ----------------------------------------------------------------------------

    def primal(self) -> Emitted:
        """Return Program A."""
        return self._once("primal", lambda: emitted(self.primal_program()))

    def primal_program(self) -> Program:
        """Return Program A in the primitive style."""
        form = self.tangent_form(self.wrt_that_vary())
        shown, _ = styled(form.primal, form.kinds, "primitive", form.varied.__contains__)
        return replace(shown, name=f"{shown.name}_primal")

    def wrt_that_vary(self) -> tuple[str, ...]:
        """Return the parameters that are differentiated by default."""
        return tuple(n for n in self.source.default_wrt if self.can_vary(n))

    def adjoint_form(self, wrt: tuple[str, ...]) -> AdjointForm:
        return self._once(
            ("adjoint form", wrt),
            lambda: adjoint(self.core.program, self.core.kinds, self.sizes, wrt),
        )

    def tangent_form(self, wrt: tuple[str, ...]) -> TangentForm:
        return self._once(
            ("tangent form", wrt),
            lambda: tangent(self.core.program, self.core.kinds, self.sizes, wrt),
        )

    def adjoint(self, wrt: tuple[str, ...], style: str = "folded") -> Emitted:
        """Return the adjoint program: arguments and seeds -> (result, gradients)."""
        return self._once(
            ("adjoint", wrt, style), lambda: self._finish(self.adjoint_form(wrt), style)
        )

    def tangent(self, wrt: tuple[str, ...], style: str = "folded") -> Emitted:
        """Return the tangent program: arguments and tangents -> (result, tangent)."""
        return self._once(
            ("tangent", wrt, style), lambda: self._finish(self.tangent_form(wrt), style)
        )

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
        form = self.adjoint_form(wrt)
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
            form.program, name=f"{self.source.program.name}_grad", params=form.primal.params,
            body=(Assign(seed, one), *form.program.body), result=result,
        )  # fmt: skip
        return self._finish(replace(form, program=program), "folded")

    def pair(self, wrt: tuple[str, ...]) -> tuple[Emitted, Emitted]:
        """Return the adjoint program as forward -> (result, saved) and reverse(saved, seeds)."""
        return self._once(("pair", wrt), lambda: self._pair(wrt))

    def _pair(self, wrt: tuple[str, ...]) -> tuple[Emitted, Emitted]:
        form = self.adjoint_form(wrt)
        program = form.program
        ahead, back = form.forward_body, form.reverse_body
        known = {n for s in statements(ahead) for n in binds(s)}
        known |= {p.name for p in form.primal.params}
        wanted = [n for s in statements(back) for n in reads(s)] + list(names_in(form.gradients))
        saved = tuple(n for n in dict.fromkeys(wanted) if n in known)
        name = self.source.program.name
        keep = Apply("tuple", tuple(Name(n) for n in saved))
        _, sure = exposure(ahead)
        sure |= {p.name for p in form.primal.params}
        empty = [Assign(n, placeholder(form.kinds[n])) for n in saved if n not in sure]
        ahead_program = replace(
            program, name=f"{name}_forward", params=form.primal.params,
            body=(*empty, *ahead),
            result=Apply("tuple", (form.result, keep)),
        )  # fmt: skip
        copies = [
            Assign(n, Apply("list.copy", (Name(n),))) for n in saved if n.startswith("s")
            and ":" in n
        ]  # fmt: skip
        seeds = tuple(p for p in program.params if p.name in form.seeds)
        back_program = replace(
            program, name=f"{name}_reverse", params=(*(Param(n) for n in saved), *seeds),
            body=(*copies, *back), result=form.gradients,
        )  # fmt: skip
        forms = replace(form, program=ahead_program), replace(form, program=back_program)
        return self._finish(forms[0], "folded"), self._finish(forms[1], "folded")

    def _finish(self, form: AdjointForm | TangentForm, style: str) -> Emitted:
        known = form.active.active if isinstance(form, AdjointForm) else form.varied
        program, notes = optimise(
            form.program, form.kinds, form.primal, style, lambda n: n in known or ":" in n,
            lambda e: kind_of(e, form.kinds, self.sizes),
        )  # fmt: skip
        return emitted(program, notes)

    def module(self, program: Emitted) -> str:
        """Return the text of a program as a file."""
        return module_text([program.text], program.modules)


