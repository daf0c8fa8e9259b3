"""Known calls: nothing that varies is handed to an operation that is not understood.

Definition: a call is known iff it is structure (an operator, a display, a load), an effect that
the transformations mirror (append, pop, `np.add.at`, print, a test of type), or fits a rule, that
of a constant included. A call that is not known may write, keep or return what it is given; if an
operand varies, it is refused, also where nobody uses its result. A rule speaks of fresh results:
`copy=False`, or an `out` given by position, does not fit it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..analysis.activity import Activity, edges
from ..analysis.kinds.draws import is_draw
from ..analysis.kinds.joins import Class
from ..analysis.kinds.reports import handed_to, is_report
from ..analysis.kinds.sparse import ARRAYS, multiplies_otherwise
from ..analysis.kinds.words import describe
from ..errors import Error, UnsafeWrite, Where, refuse
from ..ir.kinds import (
    Array, Kind, ListKind, Other, Scalar, Unknown, can_vary, is_complex, is_sparse,
)  # fmt: skip
from ..ir.nodes import (
    Apply, Assert, Assign, Const, Expr, If, Name, Program, Raise, Stmt, While,
)  # fmt: skip
from ..ir.ops import ACCESS, DEFINED, DISPLAYS, STRUCTURAL
from ..ir.walk import all_statements, names_in, subexpressions
from ..rules import Fit, UnknownKeywords, has_complex, match
from .missing import (
    array_of_objects, complex_operand, foreign_operand, missing_rule, no_derivative_in,
    no_function, perhaps_complex, product_of_matrices, refused_keywords, slice_of_list,
    unknown_attempt, unknown_axes, varying_draw,
)  # fmt: skip
from .read_back import texts_read_back

# Of these it must be known which axes they transform: one that is named twice has two sizes.
TRANSFORMS = {f"{module}.{name}" for module in ("np.fft", "scipy.fft") for name in (
    "fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn",
)}  # fmt: skip
# Of these the function that they are given was read.
SEARCHES = (
    "scipy.optimize.", "scipy.integrate.quad", "scipy.integrate.odeint",
    "scipy.integrate.solve_ivp", "rt.odeint_", "rt.ivp_", "rt.quad_", "rt.integral_", "rt.curve",
    "rt.quads_", "rt.integrals_", "rt.spline_", "rt.area_", "rt.within", "rt.sheet",
    "rt.chord", "rt.surface", "rt.map_", "rt.simpson_", "rt.gaussian_back", "rt.uniform_back",
    "rt.image_back", "rt.turned_image_back",
)  # fmt: skip
RAISES = "rt.raises"  # a function that is given computes what it is tested for, and nothing else
TEXT = "__s2sad_text__"  # what marks the function that a `try` was made
PLAIN = {"text", "none", "slice", "range", "dtype", "ellipsis", "bytes", "const"}
# What sparse matrices have of the meaning of arrays
OF_SPARSE = {"matmul", "np.transpose", "scipy.sparse.linalg.spsolve"}
# What these make of real numbers is complex
TO_COMPLEX = {"complex", "np.roots", "np.linalg.eig", "np.linalg.eigvals"} | {
    f"{module}.{kind}fft{axes}" for module in ("np.fft", "scipy.fft")
    for kind in ("", "i", "r") for axes in ("", "2", "n") if kind + axes != "ir"
} | {"np.fft.ihfft", "scipy.fft.ihfft", "scipy.signal.hilbert", "scipy.linalg.eig"}  # fmt: skip
HARMLESS = {
    "print", "str", "repr", "isinstance", "type", "len", "const", "bool", "float", "int", "range",
    "list.copy", "list.append", "list.pop", "np.add.at", "any", "all", "id", "hash", "callable",
    "sum", "max", "min", "format",
}  # fmt: skip
NUMBERS = {Scalar, Array}
ARITHMETIC = {"add", "sub", "mul", "truediv", "neg"}
ALIASING = {"np.array", "np.asarray", "np.astype", "np.ndarray.astype", "np.nan_to_num"}


def check_calls(
    program: Program, active: Activity, kinds: Mapping[str, Kind]
) -> None:
    """Raise an error for each statement that hands what varies to a call that is not known."""
    errors: list[Error] = []
    lines: set[int] = set()
    looks = (_faults, _stored_objects) if any(map(_is_of_objects, kinds.values())) else (_faults,)
    for stmt in all_statements(program):
        for error in [e for look in looks for e in look(stmt, program, active.varied, kinds)]:
            if stmt.tag.line not in lines:
                errors.append(error)
            lines.add(stmt.tag.line)
    for stmt, error in texts_read_back(program, active, kinds):
        if stmt.tag.line not in lines:
            errors.append(error)
    if errors:
        refuse(errors)


def _faults(
    stmt: Stmt, program: Program, varied: frozenset[str], kinds: Mapping[str, Kind]
) -> Iterator[Error]:
    for expr in stmt.expressions:
        if varied.isdisjoint(expr.names):
            continue
        parts = subexpressions(expr)
        given = [arg for part in parts for arg in _given_to_search(part)]
        are_numbers = NUMBERS.issuperset([type(kinds.get(name)) for name in expr.names])
        for part in parts:
            if type(part) is not Apply or varied.isdisjoint(part.names):
                continue
            if are_numbers and part.op in ARITHMETIC:  # these have rules for all that they take
                continue
            if isinstance(stmt, Raise) and part is expr and _makes_exception(part, kinds):
                continue
            if any(part is arg for arg in given):
                continue
            error = _fault(part, stmt, program, varied, kinds)
            if error is not None:
                yield error


def _stored_objects(
    stmt: Stmt, program: Program, varied: frozenset[str], kinds: Mapping[str, Kind]
) -> Iterator[Error]:
    for source, target in edges(stmt, kinds):
        if source in varied and _is_of_objects(kinds.get(target)):
            yield array_of_objects(program.places.get(stmt.tag.sid))


def _given_to_search(call: Expr) -> Sequence[Expr]:
    """Return the tuples of what the function of a search is given, functions among it."""
    if type(call) is not Apply or not call.op.startswith(SEARCHES):
        return ()
    return [arg for arg in call.operands if isinstance(arg, Apply) and arg.op == "tuple"]


def _makes_exception(call: Expr, kinds: Mapping[str, Kind]) -> bool:
    """Return whether this makes the exception that is raised: nothing in the program reads it."""
    first = call.args[0] if isinstance(call, Apply) and call.op == "call" else None
    kind = kinds.get(first.id) if isinstance(first, Name) else None
    return isinstance(kind, Class) and issubclass(kind.value, BaseException)


def _is_of_objects(kind: Kind | None) -> bool:
    """Return whether this is an array of objects, or one of them: it has no tangent."""
    return isinstance(kind, (Array, Scalar)) and kind.dtype == "object"


def _fault(
    call: Apply, stmt: Stmt, program: Program, varied: frozenset[str], kinds: Mapping[str, Kind]
) -> Error | None:
    where = program.places.get(stmt.tag.sid)
    if call.op in ALIASING and _may_alias(call):
        return UnsafeWrite(
            f"s2sad cannot tell whether `{call.op}` copies here", where,
            "Without `copy=True` the result may be the array itself, or a copy of it.",
            "Leave `copy` out, or use the array itself.",
        )  # fmt: skip
    odd = [n for n in call.names if not isinstance(kinds.get(n), (Scalar, Array))]
    matrices = [n for n in odd if multiplies_otherwise(call.op, kinds.get(n))]
    if matrices and call.op not in {*ACCESS, *DISPLAYS, *HARMLESS, *ARRAYS}:
        return product_of_matrices(call, matrices, where)
    foreign = [n for n in odd if _is_foreign(kinds.get(n), call.op)]
    if foreign and call.op in STRUCTURAL and call.op not in ACCESS and call.op not in DISPLAYS:
        has_sparse = any(is_sparse(kinds.get(n)) for n in foreign)
        return foreign_operand(call, foreign, where, has_sparse)
    if call.op == "getitem" and _is_list_slice(call, kinds) and not _is_test(stmt, kinds):
        return slice_of_list(where)
    try:
        if _is_known(call, varied, kinds):
            if _is_unsure(call, varied, kinds) and _has_complex_numbers(program, kinds):
                return perhaps_complex(call, where)
            return _fault_of_operands(call, getattr(stmt, "target", ""), varied, kinds, where)
    except UnknownKeywords as error:
        return refused_keywords(error, where)
    if is_real_only(call) and has_complex(call, kinds):
        return complex_operand(call, where)
    if _is_attempt(call, program):
        return unknown_attempt(where)
    called = kinds.get(call.args[0].id) if isinstance(call.args[0], Name) else None
    if call.op == "call" and isinstance(called, (Scalar, Array)):
        return no_function(describe(called), where)
    if call.op in ("call", "method") and is_draw(call, kinds):
        return varying_draw(call, where)
    found = missing_rule(call, "", stmt.tag, program.places)
    assert isinstance(found, Error)
    return found


def _fault_of_operands(
    call: Apply, target: str, varied: frozenset[str], kinds: Mapping[str, Kind],
    where: Where | None,
) -> Error | None:
    """Return the refusal of a call that varies where its rule knows no derivative."""
    if call.op in TRANSFORMS and isinstance(kinds.get(target), Unknown):
        return unknown_axes(call, where)
    fit = match(call, kinds)
    refused = None if fit is None else _function_refused(fit, varied)
    if refused is not None:
        return refused
    for name in sorted(fit.rule.constant) if fit is not None else ():
        if any(n in varied for n in names_in(fit.bound[name])):  # type: ignore[union-attr]
            return no_derivative_in(call.op, name, where)
    return None


def _function_refused(fit: Fit, varied: frozenset[str]) -> Error | None:
    """Return why there is no derivative of a function that a search was given, if it is needed."""
    read = fit.bound.get("q")
    if read is None or not any(n in varied for n in names_in(read)):
        return None
    values = [e.args[0] for e in fit.bound.values() if isinstance(e, Apply) and e.op == "const"]
    found = [v.value for v in values if isinstance(v, Const) and isinstance(v.value, Error)]
    return found[0] if found else None


def _is_unsure(call: Apply, varied: frozenset[str], kinds: Mapping[str, Kind]) -> bool:
    """Return whether a rule of real numbers may get other ones: nobody knows what varies."""
    unknown = [n for n in names_in(call) if n in varied and isinstance(kinds.get(n), Unknown)]
    return bool(unknown) and is_real_only(call)


def _has_complex_numbers(program: Program, kinds: Mapping[str, Kind]) -> bool:
    """Return whether there may be complex numbers: known ones, or what an operation makes."""
    if any(map(is_complex, kinds.values())):
        return True
    for stmt in all_statements(program):
        for part in (p for expr in stmt.expressions for p in subexpressions(expr)):
            if isinstance(part, Apply) and (part.op in TO_COMPLEX or has_complex(part, kinds)):
                return True
    return False


def is_real_only(call: Apply) -> bool:
    """Return whether a call has a rule, and one that holds for real operands only."""
    try:
        fit = match(call)
    except UnknownKeywords:
        return False
    return fit is not None and fit.rule.real


def _is_attempt(call: Apply, program: Program) -> bool:
    """Return whether a call is that of a `try` statement (`frontend/attempts.py`)."""
    first = call.args[0] if call.op == "call" else None
    made = [c for c in program.captures if isinstance(first, Name) and c.name == first.id]
    return any(isinstance(c.scope, dict) and hasattr(c.scope.get(c.key), TEXT) for c in made)


def _is_known(call: Apply, varied: frozenset[str], kinds: Mapping[str, Kind]) -> bool:
    if call.op == RAISES or call.op == "method" and _is_text(call.args[0], kinds):
        return True
    if call.op in ("call", "method", "attr"):
        return is_report(call, kinds) or _gets_texts(call, varied, kinds)
    if call.op.startswith(DEFINED):
        return True
    if call.op == "getitem":
        return _is_load(call, varied, kinds)
    if call.op == "dict" and call.kwargs:
        return False
    if call.op in HARMLESS:
        return True
    if call.op.startswith(SEARCHES):
        return match(call, kinds) is not None
    if any(_is_foreign(kinds.get(n), call.op) for n in names_in(call)):
        return False  # an object with operators of its own
    return call.op in STRUCTURAL or match(call, kinds) is not None


def _is_text(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    kind = kinds.get(expr.id) if isinstance(expr, Name) else None
    is_known = isinstance(kind, Other) and kind.what == "text"
    return is_known or isinstance(expr, Const) and isinstance(expr.value, str)


def _gets_texts(call: Apply, varied: frozenset[str], kinds: Mapping[str, Kind]) -> bool:
    """Return whether a call gets nothing that varies but texts, which have no derivatives."""
    return not any(n in varied and kinds.get(n) != Other("text") for n in handed_to(call))


def _is_load(call: Apply, varied: frozenset[str], kinds: Mapping[str, Kind]) -> bool:
    """Return whether this reads an item of something known; `np.r_[x, y]` is a call in disguise."""
    base = call.args[0]
    kind = kinds.get(base.id) if isinstance(base, Name) else None
    if not isinstance(base, Name) or base.id in varied:
        return True
    return not isinstance(kind, (Other, Unknown)) or _reads(call)


def _is_test(stmt: Stmt, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a statement only asks something: its lists are what Python has."""
    if isinstance(stmt, Assign):
        return stmt.target in kinds and not can_vary(kinds[stmt.target])
    return isinstance(stmt, (If, While, Assert))


def _is_list_slice(call: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether this is a slice of a list that was not taken apart: its step is not known."""
    base, index = call.args
    kind = kinds.get(index.id) if isinstance(index, Name) else None
    is_slice = kind == Other("slice") or isinstance(index, Apply) and index.op == "slice"
    return is_slice and isinstance(base, Name) and isinstance(kinds.get(base.id), ListKind)


def _is_foreign(kind: Kind | None, op: str) -> bool:
    if op in OF_SPARSE and is_sparse(kind):
        return False
    return isinstance(kind, Other) and kind.what.split(":")[0] not in PLAIN


def _reads(call: Apply) -> bool:
    """Return whether the index of a load from something unknown is made of no array or float."""
    parts = [p for p in subexpressions(call.args[1]) if isinstance(p, Name)]
    return not parts


def _may_alias(call: Apply) -> bool:
    given = dict(call.kwargs).get("copy")
    return (given is not None and given != Const(True)) or len(call.args) > 2

