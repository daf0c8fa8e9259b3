"""The verifier: what every program must satisfy between two passes.

1. Values are flat: a name, a constant, or one operation on operands (`_is_operand`).
2. Only text positions hold trees: tests, indices, range headers, prints, asserts, raises.
3. Every name that is read may have been bound before on some path.
4. A loop's stop flag is set to False by the first statement of its body.
5. Operations have the number of operands that `ops` says; a Move binds as many as it reads.
6. In a core program every `for` runs over a range, and no operation is unresolved.
"""

from __future__ import annotations

from .nodes import (
    Apply,
    Assert,
    Assign,
    Block,
    Const,
    Evaluate,
    Expr,
    For,
    If,
    Move,
    Name,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)  # fmt: skip
from .ops import BINARY, COMPARE, LOGIC, UNARY
from .show import show_expr
from .walk import all_statements, bound_in, is_operand, names_in, subexpressions

_ARITY = {
    **dict.fromkeys(BINARY, 2), **dict.fromkeys(UNARY, 1), **dict.fromkeys(COMPARE, 2),
    "ifexp": 3, "slice": 3, "format": 3, "star": 1, "const": 1, "getitem": 2, "attr": 2,
    "list.append": 2, "list.pop": 1, "list.repeat": 3, "list.map": 3,
}  # fmt: skip
_NAMED_BY_TEXT = {"attr": 1, "method": 1, "const": 0}
_ITERATORS = {"range", "enumerate", "zip", "reversed", "np.ndindex", "np.ndenumerate", "flat.items"}


def verify(program: Program, form: str = "generic") -> None:
    """Raise AssertionError, with the statement in its text, if a program is malformed.

    `form` is 'generic' or 'core'; see docs/design.md.
    """
    assert form in ("generic", "core"), form
    names = [p.name for p in program.params] + [c.name for c in program.captures]
    assert len(set(names)) == len(names), f"a name is bound twice in the head: {names}"
    for stmt in all_statements(program):
        _statement(stmt, form)
    bound = _flow(program.body, set(names))
    _check_bound(program.result, bound, "result")
    assert _is_result(program.result), f"not a result: {show_expr(program.result)}"


def _statement(stmt: Stmt, form: str) -> None:
    for expr in stmt.expressions:
        _shape(expr, form)
    match stmt:
        case Assign(value=value):
            assert _is_flat(value), f"not flat: {stmt.target} = {show_expr(value)}"
        case Move(targets=targets, sources=sources):
            assert len(targets) == len(sources) == len(set(targets)) > 0, f"not a move: {stmt}"
        case Store(op=op, index=index, value=value):
            assert op is None or op in BINARY, f"not an operator: {op}"
            assert index is not None or op is not None, f"a store of nothing: {stmt}"
            assert is_operand(value) or form == "core" or _is_atom(value), f"not flat: {stmt}"
        case For(stop=stop, body=body) | While(stop=stop, body=body) if stop:
            reset = Assign(stop, Const(False))
            is_bound = form == "core" and any(stop in s.binds for s in body)  # in each trip
            is_set = body[:1] == (reset,) or is_bound
            assert is_set, f"{stop} is not reset: {stmt}"
    if isinstance(stmt, For):
        _header(stmt, form)


def _header(stmt: For, form: str) -> None:
    header = stmt.iter
    if form == "core":
        is_range = isinstance(header, Apply) and header.op == "range"
        assert is_range, f"not a range: {show_expr(header)}"
    if isinstance(header, Apply):
        is_iterator = header.op in _ITERATORS or header.op.startswith("itertools.")
        assert is_iterator, f"not an iterable: {show_expr(header)}"


def _shape(expr: Expr, form: str) -> None:
    """Check an expression and all inside, from the outside in."""
    if not isinstance(expr, Apply):
        assert isinstance(expr, (Name, Const)), f"not an expression: {expr!r}"
        return
    text = repr(expr)
    assert isinstance(expr.args, tuple) and isinstance(expr.kwargs, tuple), f"not frozen: {text}"
    arity = _ARITY.get(expr.op)
    assert arity is None or len(expr.args) == arity, f"{expr.op} has the wrong arity: {text}"
    if expr.op in ("and", "or"):
        assert len(expr.args) >= 2, f"too few operands: {text}"
    if expr.op in _NAMED_BY_TEXT:
        named = expr.args[_NAMED_BY_TEXT[expr.op]]
        assert isinstance(named, Const) and isinstance(named.value, str), f"not named: {text}"
    if form == "core":
        assert expr.op not in ("attr", "method"), f"unresolved: {text}"
    for operand in expr.operands:
        _shape(operand, form)


def _is_atom(expr: Expr) -> bool:
    """Return whether expr is an operand, `np.pi` and the like included."""
    return is_operand(expr) or isinstance(expr, Apply) and expr.op == "const"


def _is_operand(expr: Expr) -> bool:
    """Return whether expr may stand as an operand: an atom, or a display of operands."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "star"):
        return all(_is_operand(arg) for arg in expr.args)
    return _is_atom(expr) or isinstance(expr, Apply) and expr.op == "slice"


def _is_flat(expr: Expr) -> bool:
    if not isinstance(expr, Apply) or _is_atom(expr):
        return True
    if expr.op == "getitem":
        return _is_atom(expr.args[0])  # the index is text
    if expr.op in LOGIC or expr.op in ("not", "fstring", "range", "list.repeat", "list.map"):
        return True  # text: logic of inactive operands, or a header
    return all(_is_operand(arg) for arg in expr.args) and all(
        _is_operand(arg) for _, arg in expr.kwargs
    )


def _is_result(expr: Expr) -> bool:
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict", "star"):
        return all(_is_result(arg) for arg in expr.args)
    return _is_atom(expr)


# (3) The names that may be bound after a block; what is read must be among them.


def _flow(block: Block, bound: set[str]) -> set[str]:
    for stmt in block:
        bound = _flow_stmt(stmt, bound)
    return bound


def _flow_stmt(stmt: Stmt, bound: set[str]) -> set[str]:
    if isinstance(stmt, While):
        bound = bound | bound_in(stmt.body)
    for expr in stmt.expressions:
        _check_bound(expr, bound, stmt)
    if isinstance(stmt, Store):
        _check_bound(Name(stmt.base), bound, stmt)
    bound = bound | set(stmt.binds)
    match stmt:
        case If(body=body, orelse=orelse):
            return _flow(body, bound) | _flow(orelse, bound)
        case For(body=body) | While(body=body):
            after = _flow(body, bound | bound_in(body))
            assert not stmt.stop or stmt.stop in after, f"stop flag {stmt.stop} is never bound"
            return after
        case Assign() | Move() | Store() | Evaluate() | Assert() | Raise():
            return bound
    raise AssertionError(f"not a statement: {stmt!r}")


def _check_bound(expr: Expr, bound: set[str], place: object) -> None:
    local = {
        part.args[1].id
        for part in subexpressions(expr)
        if isinstance(part, Apply) and part.op in ("list.repeat", "list.map")
        and isinstance(part.args[1], Name)
    }  # fmt: skip
    for name in names_in(expr):
        assert name in bound | local, f"{name} is read but bound on no path: {place}"
