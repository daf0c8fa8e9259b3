"""The text form of a program: Python-like, with the internal names as they are.

For tests and for looking at what a pass does; users see the text that `codegen` writes.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    Param,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)  # fmt: skip
from .ops import BINARY, COMPARE

_LEVEL = {
    "ifexp": 1, "or": 2, "and": 3, "not": 4, **dict.fromkeys(COMPARE, 5),
    "or_": 6, "xor": 7, "and_": 8, "lshift": 9, "rshift": 9, "add": 10, "sub": 10,
    "mul": 11, "truediv": 11, "floordiv": 11, "mod": 11, "matmul": 11,
    "neg": 12, "pos": 12, "invert": 12, "pow": 13,
}  # fmt: skip
_ATOM = 20
_SIGN = {"neg": "-", "pos": "+", "invert": "~", "not": "not "}
_CONVERSION = {-1: "", 115: "!s", 114: "!r", 97: "!a"}


def show(program: Program) -> str:
    """Return the text of a program: its signature, its statements, its result."""
    head = f"def {program.name}({', '.join(show_param(p) for p in program.params)}):"
    body = _block(program.body, 1) if program.body else ()
    lines = [head, *body, f"    return {show_expr(program.result)}"]
    return "\n".join(lines) + "\n"


def show_block(block: Block) -> str:
    """Return the text of a block."""
    return "\n".join(_block(block, 0)) + "\n"


def show_param(param: Param) -> str:
    """Return a parameter; one that is keyword only is marked by `kw `."""
    prefix = "kw " if param.star == "kw" else param.star
    annotation = f": {param.annotation}" if param.annotation else ""
    default = "" if param.default is None else f"={show_expr(param.default)}"
    return f"{prefix}{param.name}{annotation}{default}"


def show_expr(expr: Expr) -> str:
    """Return the text of an expression.

    >>> show_expr(Apply("mul", (Apply("add", (Name("x"), Const(1))), Name("%1"))))
    '(x + 1) * %1'
    """
    return _expr(expr, 0)


def _expr(expr: Expr, level: int) -> str:
    if isinstance(expr, Name):
        return expr.id
    if isinstance(expr, Const):
        text = repr(expr.value) if expr.value is not Ellipsis else "..."
        return f"({text})" if text.startswith("-") and level > _LEVEL["neg"] else text
    text = _apply(expr)
    return f"({text})" if _LEVEL.get(expr.op, _ATOM) < level else text


def _apply(expr: Apply) -> str:
    op, args = expr.op, expr.args
    if op in BINARY or op in COMPARE:
        level = _LEVEL[op]
        sign = BINARY.get(op) or COMPARE[op]
        left, right = (level + 1, level) if op == "pow" else (level, level + 1)
        return f"{_expr(args[0], max(left, 6))} {sign} {_expr(args[1], max(right, 6))}"
    if op in _SIGN:
        return _SIGN[op] + _expr(args[0], _LEVEL[op])
    if op in ("and", "or"):
        return f" {op} ".join(_expr(arg, _LEVEL[op] + 1) for arg in args)
    if op == "ifexp":
        test, yes, no = args
        return f"{_expr(yes, 2)} if {_expr(test, 2)} else {_expr(no, 1)}"
    if op == "getitem":
        return f"{_expr(args[0], _ATOM)}[{_index(args[1])}]"
    return _display(expr) or _call(expr)


def _display(expr: Apply) -> str | None:
    args = expr.args
    match expr.op:
        case "tuple":
            return f"({', '.join(map(show_expr, args))}{',' if len(args) == 1 else ''})"
        case "list":
            return f"[{', '.join(map(show_expr, args))}]"
        case "set":
            return f"{{{', '.join(map(show_expr, args))}}}"
        case "dict":
            pairs = zip(args[::2], args[1::2])
            return f"{{{', '.join(f'{show_expr(k)}: {show_expr(v)}' for k, v in pairs)}}}"
        case "slice":
            return _slice(expr)
        case "star":
            return f"*{_expr(args[0], _ATOM)}"
        case "fstring":
            return f'f"{_fstring(expr)}"'
        case "const":
            assert isinstance(args[0], Const)
            return str(args[0].value)
    return None


def _call(expr: Apply) -> str:
    args, name = expr.args, expr.op
    if expr.op in ("attr", "method"):
        assert isinstance(args[1], Const)
        name, args = f"{_expr(args[0], _ATOM)}.{args[1].value}", args[2:]
        if expr.op == "attr":
            return name
    elif expr.op == "call":
        name, args = _expr(args[0], _ATOM), args[1:]
    texts = [*map(show_expr, args), *(f"{k}={show_expr(v)}" for k, v in expr.kwargs)]
    return f"{name}({', '.join(texts)})"


def _index(index: Expr) -> str:
    if isinstance(index, Apply) and index.op == "tuple" and index.args:
        parts = ", ".join(_index(part) for part in index.args)
        return parts + ("," if len(index.args) == 1 else "")
    return show_expr(index)


def _slice(expr: Apply) -> str:
    lower, upper, step = ("" if arg == Const(None) else show_expr(arg) for arg in expr.args)
    return f"{lower}:{upper}" + (f":{step}" if step else "")


def _fstring(expr: Expr) -> str:
    if isinstance(expr, Const):
        return str(expr.value).replace("{", "{{").replace("}", "}}")
    assert isinstance(expr, Apply)
    if expr.op == "fstring":
        return "".join(_fstring(part) for part in expr.args)
    value, conversion, spec = expr.args
    assert isinstance(conversion, Const)
    text = "" if spec == Const("") else ":" + _fstring(spec)
    return f"{{{show_expr(value)}{_CONVERSION[conversion.value]}{text}}}"


def _block(block: Block, depth: int) -> Iterator[str]:
    if not block:
        yield "    " * depth + "pass"
    for stmt in block:
        yield from _stmt(stmt, depth)


def _stmt(stmt: Stmt, depth: int) -> Iterator[str]:
    pad = "    " * depth
    match stmt:
        case If():
            yield f"{pad}if {show_expr(stmt.test)}:"
            yield from _block(stmt.body, depth + 1)
            if stmt.orelse:
                yield f"{pad}else:"
                yield from _block(stmt.orelse, depth + 1)
        case For():
            yield f"{pad}for {stmt.target} in {show_expr(stmt.iter)}:"
            yield from _loop(stmt.body, stmt.stop, depth)
        case While():
            yield f"{pad}while {show_expr(stmt.test)}:"
            yield from _loop(stmt.body, stmt.stop, depth)
        case _:
            yield pad + _simple(stmt)


def _loop(body: Block, stop: str | None, depth: int) -> Iterator[str]:
    if body or not stop:
        yield from _block(body, depth + 1)
    if stop:
        yield "    " * (depth + 1) + f"if {stop}: break"


def _simple(stmt: Stmt) -> str:
    match stmt:
        case Assign():
            return f"{stmt.target} = {show_expr(stmt.value)}"
        case Move():
            return f"{', '.join(stmt.targets)} = {', '.join(stmt.sources)}"
        case Store():
            sign = f"{BINARY[stmt.op]}=" if stmt.op else "="
            place = stmt.base if stmt.index is None else f"{stmt.base}[{_index(stmt.index)}]"
            return f"{place} {sign} {show_expr(stmt.value)}"
        case Evaluate():
            return show_expr(stmt.value)
        case Assert():
            message = "" if stmt.message is None else f", {show_expr(stmt.message)}"
            return f"assert {show_expr(stmt.test)}{message}"
        case Raise():
            return f"raise {show_expr(stmt.exception)}"
    raise TypeError(f"not a statement: {stmt!r}")
