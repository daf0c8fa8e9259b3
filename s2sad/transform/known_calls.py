"""Known calls: nothing that varies is handed to an operation that is not understood.

Definition: a call is known iff it is structure (an operator, a display, a load), an effect that
the transformations mirror (append, pop, `np.add.at`, print, a test of type), or fits a rule, that
of a constant included. A call that is not known may write, keep or return what it is given; if an
operand varies, it is refused, also where nobody uses its result. A rule speaks of fresh results:
`copy=False`, or an `out` given by position, does not fit it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Error, MissingRule, Unsupported, refuse
from ..ir.nodes import Apply, Const, Program, Stmt
from ..ir.ops import STRUCTURAL
from ..ir.walk import expressions, names_in, statements, subexpressions
from ..rules import UnknownKeywords, match
from .missing import missing_rule

HARMLESS = {
    "print", "str", "repr", "isinstance", "type", "len", "const", "bool", "float", "int", "range",
    "list.copy", "list.append", "list.pop", "np.add.at", "any", "all", "id", "hash", "callable",
    "sum", "max", "min", "format", "dict",
}  # fmt: skip
ALIASING = {"np.array", "np.asarray", "np.astype", "np.ndarray.astype", "np.nan_to_num"}


def check_calls(program: Program, varied: frozenset[str]) -> None:
    """Raise an error for each statement that hands what varies to a call that is not known."""
    errors: list[Error] = []
    lines: set[int] = set()
    for stmt in statements(program.body):
        for error in _faults(stmt, program, varied):
            if stmt.tag.line not in lines:
                errors.append(error)
            lines.add(stmt.tag.line)
    if errors:
        refuse(errors)


def _faults(stmt: Stmt, program: Program, varied: frozenset[str]) -> Iterator[Error]:
    for expr in expressions(stmt):
        for part in subexpressions(expr):
            if isinstance(part, Apply) and any(n in varied for n in names_in(part)):
                error = _fault(part, stmt, program)
                if error is not None:
                    yield error


def _fault(call: Apply, stmt: Stmt, program: Program) -> Error | None:
    where = program.places.get(stmt.tag.sid)
    if call.op in ALIASING and _may_alias(call):
        return Unsupported(
            f"s2sad cannot tell whether `{call.op}` copies here", where,
            "With `copy=False` the result may be the array itself, or a copy of it.",
            "Leave `copy` out, or use the array itself.",
        )  # fmt: skip
    try:
        if _is_known(call):
            return None
    except UnknownKeywords as error:
        return MissingRule(
            f"s2sad has no derivative for this call: {error}", where,
            "A keyword is never ignored.", "Leave the keyword out, or write what it does.",
        )  # fmt: skip
    found = missing_rule(call, "", stmt.tag, program.places)
    assert isinstance(found, Error)
    return found


def _is_known(call: Apply) -> bool:
    if call.op in ("call", "method", "attr"):
        return False
    return call.op in STRUCTURAL or call.op in HARMLESS or match(call) is not None


def _may_alias(call: Apply) -> bool:
    given = dict(call.kwargs).get("copy")
    return (given is not None and given != Const(True)) or len(call.args) > 2

