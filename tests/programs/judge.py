"""Judging a program: what the compiler makes of it, against everything that may be promised."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from s2sad import runtime
from s2sad.structures import children, is_object
from s2sad.testing import check_grads
from s2sad.testing_trees import difference_of, duplicate
from tests.programs.complex_step import check_complex_step
from tests.programs.generate import GeneratedProgram, fault
from tests.programs.running import loaded
from tests.programs.shrink import shrink

TEXTS = ("primal", "tangent", "adjoint")
ROUGH = "differences do not converge"
CHECKS = ("check_grads(", "texts:", "complex step:")
OVERFLOW = "a value on the way is not finite"
DIFFERENCES = "disagrees with differences"
COARSE = "differences are coarse: the complex step agrees"


@dataclass(frozen=True)
class Verdict:
    """`kind` is ok, refused, rough, wrong, crash or timeout; `reason` is short, to be counted.

    A rough program could not be judged: differences do not settle near its point, or values on
    the way overflow.
    """

    kind: str
    reason: str = ""
    detail: str = ""

    @property
    def is_failure(self) -> bool:
        return self.kind in ("wrong", "crash", "timeout")

    def like(self, other: Verdict) -> bool:
        return (self.kind, self.reason) == (other.kind, other.reason)


class OutOfTime(BaseException):
    """A program took too long; no `except Exception` on the way may catch this."""


def judge(program: GeneratedProgram, order: int = 1, complex_step: bool = False) -> Verdict:
    """Run the checks on a program: numbers, memory, texts; at order 2 those of the derivative.

    With `complex_step` the numbers are compared with those of the complex step, too, where the
    program has one; the reason of an `ok` then says whether it had.
    """
    seen = ""
    api = importlib.import_module("s2sad.api")
    try:
        with loaded(program.source_text, program.function_name) as f, np.errstate(all="ignore"):
            check_grads(f, *program.args, wrt=program.wrt, order=order)
            check_texts(api, f, program)
            if complex_step:
                analytic = check_complex_step(f, program)
                seen = "complex step" if analytic else "no complex step"
    except OutOfTime:
        return Verdict("timeout", "timeout")
    except Exception as error:
        found = verdict_of(error)
        if found.kind == "wrong" and overflows(program):
            return Verdict("rough", OVERFLOW)
        return Verdict("rough", COARSE) if is_coarse(program, error) else found
    return Verdict("ok", seen)


def is_coarse(program: GeneratedProgram, error: Exception) -> bool:
    """Return whether only differences speak against first derivatives, to 1e-8 they are right."""
    if not str(error).startswith(f"check_grads({program.function_name}): ") \
            or DIFFERENCES not in str(error):
        return False
    with loaded(program.source_text, program.function_name) as f, np.errstate(all="ignore"):
        try:
            return check_complex_step(f, program)
        except AssertionError:
            return False


def overflows(program: GeneratedProgram) -> bool:
    """Return whether a program computes an infinity or a NaN on the way, used or not.

    The adjoint of what is not used is zero, and zero times infinity is not.
    """
    with loaded(program.source_text, program.function_name) as f, np.errstate(all="raise"):
        try:
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(under="ignore"):
                f(*duplicate(list(program.args)))
        except FloatingPointError:
            return True
    return False


def verdict_of(error: Exception) -> Verdict:
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, refusals()):
        return Verdict("refused", refusal(error), text)
    if isinstance(error, AssertionError) and str(error).startswith(CHECKS):
        if ROUGH in str(error):
            return Verdict("rough", ROUGH, text)
        words = str(error).split(": ", 1)[1].split(",")[0].split(":")[0]
        return Verdict("wrong", words[:60], text)
    return Verdict("crash", f"{type(error).__name__} in {place_of(error)}", text)


def refusal(error: Exception) -> str:
    """The class of a refusal and its reason, without names and values: what is counted."""
    blocks = [block for block in str(error).split("\n\n") if "\n" in block]
    if not blocks:
        return type(error).__name__
    why = re.sub(r"`[^`]*`", "`…`", blocks[0].splitlines()[-1]).split(". ")[0]
    return f"{type(error).__name__}, {re.sub('[0-9]+', 'n', why)[:90]}"


def place_of(error: Exception) -> str:
    """The innermost function that the traceback names."""
    trace = error.__traceback__
    where = "nowhere"
    while trace is not None:
        where = trace.tb_frame.f_code.co_name
        trace = trace.tb_next
    return where


def refusals() -> tuple[type[BaseException], ...]:
    """The exceptions by which the compiler refuses."""
    try:
        errors = importlib.import_module("s2sad.errors")
    except ImportError:
        return ()
    return tuple(
        c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)
        and c.__module__ == errors.__name__
    )  # fmt: skip


def check_texts(api: Any, f: Callable[..., Any], program: GeneratedProgram) -> None:
    """The emitted primal computes what f computes; every text is the same when made again."""
    differentiate = getattr(api, "differentiate", None)
    if differentiate is None:
        return
    names = list(inspect.signature(f).parameters)
    made = [differentiate(f, wrt=tuple(names[i] for i in program.wrt)) for _ in range(2)]
    first, second = ([text_of(d, which, program.args) for which in TEXTS] for d in made)
    for which, a, b in zip(TEXTS, first, second):
        assert a == b, f"texts: {which} differs when it is made a second time"
    if first[0] is not None:
        check_primal(first[0], f, program.args, captured(api, f, program))


def text_of(made: Any, which: str, args: tuple[Any, ...]) -> str | None:
    text = getattr(made, "text", None)
    return str(text(which, *args)) if text else getattr(made, which, None)


def captured(api: Any, f: Callable[..., Any], program: GeneratedProgram) -> dict[str, Any]:
    """What the emitted primal reads of the surroundings of f, by the names that it has there."""
    call_of = importlib.import_module("s2sad.call").Call
    call = call_of(f, program.wrt, duplicate(list(program.args)), {})
    return {name: capture.read() for name, capture in call.special.primal().captures.items()}


def check_primal(
    text: str, f: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any] | None = None
) -> None:
    """The text computes the value, changes the arguments and prints as f does.

    A primal takes dicts and objects apart and works on copies of what they hold: these are not
    compared.
    """
    scope = {"rt": runtime, **f.__globals__, **(more or {})}
    exec(compile(text, "<primal>", "exec"), scope)
    primal = next(v for k, v in reversed(scope.items()) if k.endswith("_primal"))
    for what, fault_found in zip(("value", "arguments", "print"), compared(primal, f, args)):
        assert not fault_found, f"texts: the emitted primal has another {what}: {fault_found}"


def is_taken_apart(value: Any) -> bool:
    """Return whether a value is a dict, an object, or a list or tuple that holds one."""
    if isinstance(value, (list, tuple)):
        return any(map(is_taken_apart, value))
    return isinstance(value, dict) or is_object(value)


def plain(value: Any, in_list: bool = False) -> Any:
    """A result as a primal gives it: with dicts in place of objects, and tuples in lists."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        inside = in_list or isinstance(value, list)
        return type(value)(plain(item, inside) for item in value)
    if not is_object(value):
        return value
    parts = {key: plain(part, in_list) for key, part in children(value)}
    return tuple(parts.values()) if in_list else parts


def compared(primal: Callable[..., Any], f: Callable[..., Any], args: tuple[Any, ...]) -> list[str]:
    results = []
    for function in (f, primal):
        given = duplicate(list(args))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            value = function(*given)
        whole = [a for a, before in zip(given, args) if not is_taken_apart(before)]
        results.append((plain(value), whole, printed.getvalue()))
    return [difference_of(a, b) for a, b in zip(*results)]


def shrunk(
    program: GeneratedProgram, verdict: Verdict, judged: Callable[[GeneratedProgram], Verdict],
    tries: int = 300,
) -> GeneratedProgram:  # fmt: skip
    """A smaller program that is fit to be differentiated and gets the same verdict."""

    def fails(text: str) -> bool:
        smaller = replace(program, source_text=text)
        try:
            # in this order: what runs for ever is out of time as it is judged
            return judged(smaller).like(verdict) and not fault(smaller)
        except (SyntaxError, RecursionError):  # a list may have come to hold itself
            return False

    return replace(program, source_text=shrink(program.source_text, fails, tries))
