"""Entry lines: the text of an entry, test by test and line by line.

An entry is a function of the arguments that tests whether a program serves them, and calls it; the
objects that its text names are in its scope.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import CellType
from typing import Any

import numpy as np

from .analysis.kinds import kind_of
from .analysis.kinds.sizes import ATOM, Guard, spell
from .codegen.emitted import Emitted
from .errors_outside import ENTRY, as_entry, seen_from_outside
from .frontend.uses import MARKER
from .frontend.values import Captured
from .ir.kinds import Array, Kind, Scalar, Size
from .ir.nodes import Apply, Capture
from .pipeline import Special
from .rules.registry import changes
from .structures import gradient_like

Entry = Callable[[tuple[Any, ...]], Any]
MISS: Any = object()
FRAME = """def enter(args):
    try:
{head}    except (AttributeError, KeyError, ValueError):
        return MISS
{tail}"""
PULLBACK = '''def pullback(seed=None):
    """Return the gradients for the adjoint `seed` of the result."""
    try:
{body}    except Exception as error:
        raise outside(error)
return value, pullback'''


class Lines:
    """The text of an entry in the making, and the objects that it names."""

    def __init__(self, special: Special, program: Emitted) -> None:
        self.special, self.program = special, program
        self.head: list[str] = []
        self.tests: list[str] = []
        self.tail: list[str] = []
        self.variables: dict[str, str] = {}
        self.moved: list[str] = []
        self.scope: dict[str, Any] = {
            "MISS": MISS, "ndarray": np.ndarray, "program": program.function,
            "explain": program.explain, "like": gradient_like, "ones": np.ones,
            "may_share": np.may_share_memory, "guards": special.sizes.guards_made,
        }  # fmt: skip

    def named(self, value: Any, prefix: str) -> str:
        """Return the name under which the entry knows an object."""
        name = f"{prefix}{len(self.scope)}"
        self.scope[name] = value
        return name

    # -- what is tested ------------------------------------------------------------------------

    def arguments(self, values: Mapping[str, Any], tangents: int = 0) -> None:
        """Unpack the arguments, and after them so many tangents; test the arguments' kinds."""
        self.variables = {name: f"a{k}" for k, name in enumerate(values)}
        self.moved = [f"t{k}" for k in range(tangents)]
        inside = [*self.variables.values(), *self.moved]
        self.head.append(f"{', '.join(inside)}{',' if len(inside) == 1 else ''} = args")
        for name, value in values.items():
            self._kind(self.variables[name], value)

    def surroundings(self, values: Mapping[str, Any]) -> bool:
        """Test all that is not an argument; return False where a test cannot be written."""
        captures = self.special.source.program.captures
        self.captured(captures)
        self.unchanged()
        self.apart({**values, **{c.name: c.read() for c in captures}})
        return self.sizes()

    def tangents(
        self, wrt: tuple[str, ...], values: Mapping[str, Any], given: tuple[Any, ...]
    ) -> bool:
        """Test that the tangents are like their arguments; return False where they are not.

        A tangent is copied unless numbers alone come back: arrays may be in it. The program
        itself copies what it writes.
        """
        numbers = all(isinstance(kind, Scalar) for kind in self.special.result_kinds)
        for variable, name, tangent in zip(self.moved, wrt, given):
            value, own = values[name], self.variables[name]
            if type(value) is int:
                self.tail.append(f"{own} = float({own})")
            self._kind(variable, tangent)
            if type(value) is np.ndarray:
                alike = type(tangent) is np.ndarray and tangent.dtype is value.dtype
                if not alike or not value.flags.c_contiguous or not tangent.flags.c_contiguous:
                    return False
                self.tests.append(f"{variable}.shape == {own}.shape")
                if not numbers:
                    self.tail.append(f"{variable} = {variable}.copy()")
            elif type(tangent) is not float:
                return False
        return True

    def push(self) -> None:
        """Call the tangent program."""
        parameters = [self.variables[name] for name in self.special.source.names]
        self.tail += _called("program", "explain", "return", [*parameters, *self.moved])

    def captured(self, captures: Sequence[Capture]) -> None:
        """Read the captured values, and test their kinds."""
        for k, capture in enumerate(captures):
            variable = self.variables[capture.name] = f"c{k}"
            self.head.append(f"{variable} = {self._place(capture)}")
            self._kind(variable, capture.read())
        scope = self.named(self.program.function.__globals__, "scope")
        for name, capture in self.program.captures.items():
            self.tail.append(f"{scope}[{name!r}] = {self.variables[capture.name]}")

    def _place(self, place: Capture | Captured) -> str:
        scope = self.named(place.scope, "scope")
        cell = isinstance(place.scope, CellType)
        read = f"{scope}.cell_contents" if cell else f"{scope}[{place.key!r}]"
        return ".".join((read, *place.path))

    def _kind(self, variable: str, value: Any) -> None:
        if type(value) is not np.ndarray:
            self.tests.append(f"type({variable}) is {self.named(type(value), 'type')}")
            return
        self.tests += [
            f"type({variable}) is ndarray",
            f"{variable}.dtype is {self.named(value.dtype, 'dtype')}",
            f"{variable}.ndim == {value.ndim}",
        ]
        c, f = f"{variable}.flags.c_contiguous", f"{variable}.flags.f_contiguous"
        flags = value.flags
        tests = [c] if flags.c_contiguous else [f"not {c}", f if flags.f_contiguous else f"not {f}"]
        self.tests += tests

    def unchanged(self) -> None:
        """Test that what was resolved when the function was read is what runs now."""
        source = self.special.source
        function = self.named(source.function, "function")
        self.tests.append(f"{function}.__code__ is {self.named(source.code, 'code')}")
        uses = source.reading.uses
        self.tests.append(f"{self.named(changes, 'changes')}[0] == {uses.rules}")
        if uses.may_change_inside:
            self.tests.append(f"{self.named(uses.hold_the_same, 'same')}()")
        for one in [f for f, _ in uses.functions if getattr(f, "__defaults__", None)]:
            defaults = self.named(one.__defaults__, "defaults")
            self.tests.append(f"{self.named(one, 'function')}.__defaults__ is {defaults}")
        for identity, place in uses.seen.items():
            handle = self.named(place.handle, "handle")
            self.tests.append(f"{self._place(place)} is {handle}")
            code = uses.codes[identity]
            if code is not None:
                inner, under = place.handle, handle
                while getattr(inner, MARKER, None) and hasattr(inner, "__wrapped__"):
                    inner, under = inner.__wrapped__, f"{under}.__wrapped__"
                self.tests.append(f"{under}.__code__ is {self.named(code, 'code')}")

    def sizes(self) -> bool:
        """Test that sizes compare as they did; return False where that cannot be written."""
        guards = self.special.sizes.guards
        self.tests.append(f"len(guards) == {len(guards)}")
        for guard in guards:
            test = self._guard(guard)
            if test is None:
                return False
            self.tests.append(test)
        return True

    def _guard(self, guard: Guard) -> str | None:
        relation = {"==": ("==", "!="), ">=": (">=", "<")}[guard.relation][not guard.truth]
        atoms = {name: self._atom(name) for name, _ in guard.size.terms}
        if None in atoms.values():
            return None
        return f"{_spelled(guard.size, atoms)} {relation} 0"

    def _atom(self, atom: str) -> str | None:
        name, dot, axis = atom.rpartition(".")
        if not dot:
            return self.variables.get(atom)
        variable = self.variables.get(name)
        return f"{variable}.shape[{axis}]" if variable and axis.isdigit() else None

    def apart(self, values: Mapping[str, Any]) -> None:
        """Test that what the function writes is no memory of another argument."""
        arrays = [name for name, value in values.items() if isinstance(value, np.ndarray)]
        for written in self.special.written_arguments():
            for other in arrays:
                if other != written and written in arrays:
                    one, two = self.variables[written], self.variables[other]
                    self.tests.append(f"not may_share({one}, {two})")

    # -- what is done --------------------------------------------------------------------------

    def call(
        self, wrt: tuple[str, ...], values: Mapping[str, Any], mode: str, alone: bool,
        with_value: bool,
    ) -> None:  # fmt: skip
        """Call the program, and give its gradients the types of the arguments."""
        names = [self.variables[name] for name in values]
        self._floats(wrt, values)
        kind = self.special.result_kinds[0]
        if isinstance(kind, Array) and kind.ndim:
            names.append(f"ones({(1,) * kind.ndim}, {kind.dtype!r})")
        found = [f"g{k}" for k in range(len(wrt))]
        inside = "".join(f"{g}, " for g in found)
        target = f"value, ({inside})" if with_value else f"{inside}"
        self.tail += _called("program", "explain", f"{target} =", names)
        for gradient, name in self._unsure(found, wrt):
            self.tail += self._like(gradient, self.variables[name], values[name])
        whole = found[0] if alone else f"({inside})"
        self.tail.append(f"return {'value, ' if mode == 'value_and_grad' else ''}{whole}")

    def _unsure(self, found: list[str], wrt: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the gradients, with their parameters, that may have another type or shape."""
        kinds = _gradient_kinds(self.special, wrt)
        return [
            (gradient, name) for gradient, name, kind in zip(found, wrt, kinds)
            if not _is_alike(kind, self.special.arguments[name])
        ]  # fmt: skip

    def _like(self, gradient: str, variable: str, value: Any) -> list[str]:
        """Return the lines that give a gradient the type of its argument."""
        if type(value) in (float, int):
            float64 = self.named(np.float64, "type")
            return [
                f"if type({gradient}) is not float:",
                f"    {gradient} = float({gradient}) if type({gradient}) is {float64}"
                f" else like(1.0, {gradient})",
            ]
        same = "True"
        if isinstance(value, np.ndarray):
            dtype = self.named(value.dtype, "dtype")
            same = (
                f"type({gradient}) is not ndarray or {gradient}.dtype is not {dtype}"
                f" or {gradient}.shape != {variable}.shape"
            )
        return [f"if {same}:", f"    {gradient} = like({variable}, {gradient})"]

    def pull(
        self, wrt: tuple[str, ...], values: Mapping[str, Any], back: Emitted, kind: Kind
    ) -> None:
        """Call the forward half, and return its value and a function that calls the other half."""
        self.scope |= {
            "back": back.function, "explain_back": back.explain, "outside": seen_from_outside,
            "fitting": lambda value, seed: self.special.seeds(wrt, value, seed)[0],
            "float64": np.float64, "empty": np.empty, "shaped": _shaped,
        }  # fmt: skip
        self._floats(wrt, values)
        names = [self.variables[name] for name in values]
        self.tail += _called("program", "explain", "value, saved =", names)
        body = self._seed(kind)
        found = [f"g{k}" for k in range(len(wrt))]
        inside = "".join(f"{g}, " for g in found)
        body += _called("back", "explain_back", f"{inside}=", ["*saved", "seed"])
        # The seed of a number is a double: where the number is none, kinds do not tell.
        is_narrow = isinstance(kind, Scalar) and kind.dtype != "float64"
        asked = zip(found, wrt) if is_narrow else self._unsure(found, wrt)
        for gradient, name in asked:
            body += self._pulled(gradient, self.variables[name], values[name])
        body.append(f"return ({inside})")
        lines = "".join(f"        {line}\n" for line in body)
        self.tail += PULLBACK.format(body=lines).split("\n")

    def _seed(self, kind: Kind) -> list[str]:
        """Return the lines that make a seed fit the result, whose shape is noted now."""
        if not isinstance(kind, Array):
            return [
                "if type(seed) is not float64:",
                "    seed = float64(seed) if type(seed) is float else fitting(value, seed)",
            ]
        self.tail.append("shape = value.shape")
        dtype = self.named(np.dtype(kind.dtype), "dtype")
        return [
            f"if type(seed) is not ndarray or seed.dtype is not {dtype} or seed.shape != shape"
            " or not seed.flags.c_contiguous:",
            f"    seed = fitting(empty(shape, {dtype}), seed)",
        ]

    def _pulled(self, gradient: str, variable: str, value: Any) -> list[str]:
        """Return the lines that give a gradient the type and shape that its argument had."""
        if not isinstance(value, np.ndarray):
            return self._like(gradient, variable, value)
        shape, dtype = f"{variable}_shape", self.named(value.dtype, "dtype")
        self.tail.append(f"{shape} = {variable}.shape")
        return [
            f"if type({gradient}) is not ndarray or {gradient}.dtype is not {dtype}"
            f" or {gradient}.shape != {shape}:",
            f"    {gradient} = shaped({gradient}, {shape}, {dtype})",
        ]

    def _floats(self, wrt: tuple[str, ...], values: Mapping[str, Any]) -> None:
        """Make integers that are differentiated floats."""
        for name in wrt:
            if type(values[name]) is int:
                self.tail.append(f"{self.variables[name]} = float({self.variables[name]})")

    def compiled(self, args: tuple[Any, ...]) -> Entry | None:
        """Return the entry, or None if the call that it was made for does not pass its tests."""
        holds = self._function(["return None"])(args) is None
        return self._function(self.tail) if holds else None

    def _function(self, tail: Sequence[str]) -> Entry:
        tests = "\n            or ".join(f"not ({test})" for test in self.tests)
        head = [*self.head, f"if (\n            {tests}\n        ):", "    return MISS"]
        text = FRAME.format(
            head="".join(f"        {line}\n" for line in head),
            tail="".join(f"    {line}\n" for line in tail),
        )
        scope = dict(self.scope)
        exec(compile(text, ENTRY, "exec"), scope)
        return as_entry(scope["enter"])


def _gradient_kinds(special: Special, wrt: tuple[str, ...]) -> list[Kind]:
    """Return the kinds of what the adjoint program computes for each of `wrt`."""
    form = special.adjoint_form(wrt)
    assert isinstance(form.gradients, Apply)
    return [kind_of(found, form.kinds, special.sizes) for found in form.gradients.args]


def _is_alike(found: Kind, wanted: Kind) -> bool:
    """Return whether both are arrays, not of no dimension, of one dtype and one shape."""
    if not isinstance(found, Array) or not isinstance(wanted, Array) or not found.ndim:
        return False
    return (found.dtype, found.shape) == (wanted.dtype, wanted.shape)


def _spelled(size: Size, atoms: Mapping[str, str | None]) -> str:
    return ATOM.sub(lambda match: str(atoms[match[0]]), spell(size))


def _called(program: str, explain: str, target: str, arguments: Sequence[str]) -> list[str]:
    return [
        "try:", f"    {target} {program}({', '.join(arguments)})",
        "except Exception as error:", f"    {explain}(error)", "    raise",
    ]  # fmt: skip


def _shaped(found: Any, shape: tuple[int, ...], dtype: Any) -> np.ndarray:
    return gradient_like(np.empty(shape, dtype), found)  # type: ignore[no-any-return]
