"""Printing: gast expressions and simple statements to text. The only user of astor.

What almost every statement is made of is printed here, each node by one function: `PRINTERS`. The
rest is astor's, which asks for what stands inside it here again. How operators bind is astor's
table. astor touches names that Python has deprecated when it is imported, so that import is
silenced; afterwards nothing of what is used of it does.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from typing import Any

import gast

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from astor.code_gen import SourceGenerator, set_precedence
    from astor.op_util import Precedence, precedence_data, symbol_data

PARENTHESISED_AFTER_NOT = (gast.Compare, gast.BoolOp)

# Operators and contexts, which have no parts: one of each is enough.
SIGNS: dict[type[Any], ast.AST] = {
    sign: getattr(ast, sign.__name__)()
    for base in (ast.operator, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context)
    for sign in vars(gast).values()
    if isinstance(sign, type) and issubclass(sign, base) and hasattr(ast, sign.__name__)
}
OPERATORS = [kind for kind, sign in SIGNS.items() if type(sign) in precedence_data]
BINDS = {kind: precedence_data[type(SIGNS[kind])] for kind in OPERATORS}
SYMBOLS = {kind: symbol_data[type(SIGNS[kind])] for kind in OPERATORS}


def expression_text(node: Any, precedence: int = Precedence.Comma) -> str:
    """Return the text of an expression as an argument (or an operand) is written, on one line.

    `precedence` is how strongly what stands around it binds.
    """
    return PRINTERS[type(node)](node, precedence)


def keyword_text(node: Any) -> str:
    """Return the text of a keyword argument."""
    return (f"{node.arg}=" if node.arg else "**") + expression_text(node.value)


def binary_parts(node: Any) -> list[str]:
    """Return `a + b - c` as `a`, `+ b`, `- c`, where the operators bind alike; so for and, or."""
    precedence, symbol = BINDS[type(node.op)], SYMBOLS[type(node.op)]
    if isinstance(node, gast.BoolOp):
        first, *rest = [expression_text(value, precedence + 1) for value in node.values]
        return [first, *[f"{symbol} {text}" for text in rest]]
    parts: list[str] = []
    while isinstance(node, gast.BinOp) and BINDS[type(node.op)] == precedence:
        if isinstance(node.op, gast.Pow):
            break
        operand = expression_text(node.right, precedence + 1)
        parts.append(f"{SYMBOLS[type(node.op)]} {operand}")
        node = node.left
    return [expression_text(node, precedence), *reversed(parts)]


def statement_text(node: Any) -> str:
    """Return the text of a simple statement, on one line."""
    kind = type(node)
    if kind is gast.Assign:
        texts = [expression_text(e, Precedence.Assign) for e in (*node.targets, node.value)]
        return " = ".join(texts)
    if kind is gast.AugAssign:
        target = expression_text(node.target, Precedence.AugAssign)
        value = expression_text(node.value, Precedence.AugAssign)
        return f"{target} {SYMBOLS[type(node.op)]}= {value}"
    if kind is gast.Expr:
        return expression_text(node.value, Precedence.Expr)
    return _by_astor(node).strip("\n")


def parameters_text(node: Any) -> str:
    """Return the text between the parentheses of a `def`."""
    generator = _Generator()
    generator.visit_arguments(gast.gast_to_ast(node))
    return "".join(generator.result)


# What almost every statement is made of


def _name(node: Any, around: int) -> str:
    return node.id  # type: ignore[no-any-return]


def _constant(node: Any, around: int) -> str:
    """Return a number as Python shows it: `2j`, not `2.0j`."""
    value = node.value
    if value is Ellipsis:
        return "..."
    is_bare = not isinstance(value, (int, float, complex)) or around <= Precedence.Constant
    return (node.kind or "") + repr(value) if is_bare else f"({value!r})"  # `(2).real`


def _attribute(node: Any, around: int) -> str:
    return f"{expression_text(node.value, Precedence.highest)}.{node.attr}"


def _subscript(node: Any, around: int) -> str:
    base = expression_text(node.value, Precedence.highest)
    return f"{base}[{expression_text(node.slice, Precedence.Subscript)}]"


def _slice(node: Any, around: int) -> str:
    start, stop, step = [
        "" if part is None else expression_text(part, Precedence.Slice)
        for part in (node.lower, node.upper, node.step)
    ]
    return f"{start}:{stop}" if node.step is None else f"{start}:{stop}:{step}"


def _tuple(node: Any, around: int) -> str:
    """Return `(x,)` with its parentheses, so that `return (x,)` is seen to be a tuple."""
    text = _listed(node.elts)
    if len(node.elts) > 1:
        return text if Precedence.Tuple >= around else f"({text})"
    return f"({text},)" if node.elts else "()"


def _list(node: Any, around: int) -> str:
    return f"[{_listed(node.elts)}]"


def _call(node: Any, around: int) -> str:
    function = expression_text(node.func, Precedence.highest)
    if len(node.args) == 1 and not node.keywords:
        return f"{function}({expression_text(node.args[0], Precedence.call_one_arg)})"
    args = _listed(node.args)
    if not node.keywords:
        return f"{function}({args})"
    options = ", ".join(map(keyword_text, node.keywords))
    return f"{function}({args}, {options})" if args else f"{function}({options})"


def _binary(node: Any, around: int) -> str:
    kind = type(node.op)
    own = BINDS[kind]
    left, right = (Precedence.Pow + 1, Precedence.PowRHS) if kind is gast.Pow else (own, own + 1)
    parts = expression_text(node.left, left), SYMBOLS[kind], expression_text(node.right, right)
    return " ".join(parts) if own >= around else f"({' '.join(parts)})"


def _unary(node: Any, around: int) -> str:
    """Return a sign and its operand; `not (a < b)` has parentheses."""
    own, symbol = BINDS[type(node.op)], SYMBOLS[type(node.op)]
    if symbol == "not" and isinstance(node.operand, PARENTHESISED_AFTER_NOT):
        text = f"not ({expression_text(node.operand)})"
    else:
        text = symbol + " " * symbol.isalpha() + expression_text(node.operand, own)
    return text if own >= around else f"({text})"


def _comparison(node: Any, around: int) -> str:
    own = BINDS[type(node.ops[0])]
    text = expression_text(node.left, own + 1)
    for op, right in zip(node.ops, node.comparators):
        text += f" {SYMBOLS[type(op)]} {expression_text(right, own + 1)}"
    return text if own >= around else f"({text})"


def _logic(node: Any, around: int) -> str:
    own = BINDS[type(node.op)]
    operands = [expression_text(value, own + 1) for value in node.values]
    text = f" {SYMBOLS[type(node.op)]} ".join(operands)
    return text if own >= around else f"({text})"


def _listed(nodes: list[Any]) -> str:
    return ", ".join([expression_text(node) for node in nodes])


# The rest


def _by_astor(node: Any, around: int = Precedence.highest) -> str:
    generator = _Generator()
    tree = _shallow(node)
    tree._pp = around
    generator.visit(tree)
    return "".join(generator.result)


def _shallow(node: Any) -> Any:
    """Return a gast node as Python's own, with what stands inside it as it is."""
    fields = [(name, getattr(node, name, None)) for name in node._fields]
    kind: Any = getattr(ast, type(node).__name__)
    return kind(**{name: SIGNS.get(type(part), part) for name, part in fields})


class _Generator(SourceGenerator):
    """astor's printer of one node; what stands inside it is printed as everything is here."""

    # What astor asks of a node, else by a new closure for each printer.
    get__pp = staticmethod(lambda node: getattr(node, "_pp", Precedence.highest))
    get_starargs = staticmethod(lambda node: getattr(node, "starargs", None))
    get_kwargs = staticmethod(lambda node: getattr(node, "kwargs", None))

    def __init__(self) -> None:
        super().__init__(" " * 4, False, lambda text, *_: repr(text))

    def visit(self, node: Any) -> None:
        """Write a node."""
        name = type(node).__name__
        if type(node) is getattr(ast, name):
            getattr(self, "visit_" + name)(node)
        else:
            self.write(expression_text(node, self.get__pp(node)))

    def visit_Dict(self, node: Any) -> None:
        set_precedence(Precedence.Comma, *node.keys)
        super().visit_Dict(node)

    def visit_ListComp(self, node: Any) -> None:
        set_precedence(Precedence.Comma, node.elt)
        super().visit_ListComp(node)


# f-strings


def _joined(node: Any, around: int) -> str:
    """Return an f-string; its expressions hold single quotes only, or none."""
    fields = [v for v in ast.walk(node) if isinstance(v, gast.FormattedValue)]
    quote = '"' if any("'" in _in_field(v.value) for v in fields) else "'"
    return f"f{quote}{_parts(node, quote)}{quote}"


def _parts(node: Any, quote: str) -> str:
    return "".join([_part(value, quote) for value in node.values])


def _part(value: Any, quote: str) -> str:
    if isinstance(value, gast.Constant):
        return _quoted(str(value.value), quote).replace("{", "{{").replace("}", "}}")
    conversion = "" if value.conversion < 0 else "!" + chr(value.conversion)
    spec = "" if value.format_spec is None else ":" + _parts(value.format_spec, quote)
    return "{" + _in_field(value.value) + conversion + spec + "}"


def _in_field(node: Any) -> str:
    text = expression_text(node)
    return " " + text if text.startswith("{") else text


def _quoted(text: str, quote: str) -> str:
    """Return text escaped as it stands between two quotes, one character at a time."""
    escaped = [repr(c)[1:-1] if c not in "'\"" else c for c in text]
    return "".join("\\" + c if c == quote else c for c in escaped)


class _Printers(dict[type[Any], Callable[[Any, int], str]]):
    """The function that prints a kind of node; astor's for a kind that has none of its own."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any, int], str]:
        return _by_astor


PRINTERS = _Printers({
    gast.Name: _name, gast.Constant: _constant, gast.Attribute: _attribute,
    gast.Subscript: _subscript, gast.Slice: _slice, gast.Tuple: _tuple, gast.List: _list,
    gast.Call: _call, gast.BinOp: _binary, gast.UnaryOp: _unary, gast.Compare: _comparison,
    gast.BoolOp: _logic, gast.JoinedStr: _joined,
})  # fmt: skip
