"""Printing: gast expressions and simple statements to text. The only user of astor.

astor touches names that Python has deprecated when it is imported, so that import is silenced
here; afterwards nothing of what is used of it does.
"""

from __future__ import annotations

import ast
import warnings
from functools import cache
from typing import Any

import gast

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from astor.code_gen import SourceGenerator, set_precedence
    from astor.op_util import Precedence, get_op_precedence, get_op_symbol

PARENTHESISED_AFTER_NOT = (ast.Compare, ast.BoolOp)

# Operators and contexts, which have no parts: one of each is enough.
SIGNS = {
    sign: getattr(ast, sign.__name__)()
    for base in (ast.operator, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context)
    for sign in vars(gast).values()
    if isinstance(sign, type) and issubclass(sign, base) and hasattr(ast, sign.__name__)
}


def expression_text(node: Any, precedence: int = Precedence.Comma) -> str:
    """Return the text of an expression as an argument (or an operand) is written, on one line."""
    tree = _as_ast(node)
    set_precedence(precedence, tree)
    return _one_line(tree)


def keyword_text(node: Any) -> str:
    """Return the text of a keyword argument."""
    return (f"{node.arg}=" if node.arg else "**") + expression_text(node.value)


def binary_parts(node: Any) -> list[str]:
    """Return `a + b - c` as `a`, `+ b`, `- c`, where the operators bind alike; so for and, or."""
    precedence = get_op_precedence(_plain(node.op))
    if isinstance(node, gast.BoolOp):
        first, *rest = [expression_text(value, precedence + 1) for value in node.values]
        return [first, *[f"{get_op_symbol(_plain(node.op))} {text}" for text in rest]]
    parts: list[str] = []
    while isinstance(node, gast.BinOp) and get_op_precedence(_plain(node.op)) == precedence:
        if isinstance(node.op, gast.Pow):
            break
        operand = expression_text(node.right, precedence + 1)
        parts.append(f"{get_op_symbol(_plain(node.op))} {operand}")
        node = node.left
    return [expression_text(node, precedence), *reversed(parts)]


def _plain(op: Any) -> ast.AST:
    return SIGNS[type(op)]


def statement_text(node: Any) -> str:
    """Return the text of a simple statement, on one line."""
    return _one_line(_as_ast(node)).strip("\n")


def parameters_text(node: Any) -> str:
    """Return the text between the parentheses of a `def`."""
    generator = _Generator()
    generator.visit_arguments(gast.gast_to_ast(node))
    return "".join(generator.result)


def _as_ast(node: Any) -> Any:
    """Return a gast statement or expression as Python's own; `gast_to_ast` takes longer."""
    kind: Any = type(node)
    if kind is list:
        return [_as_ast(item) for item in node]
    if kind is gast.Name:
        return ast.Name(node.id, SIGNS[type(node.ctx)])
    if kind is gast.Constant:
        return ast.Constant(node.value, node.kind)
    if kind in SIGNS:
        return SIGNS[kind]
    made = _twin(kind)
    if made is None:
        return node
    return made(*[_as_ast(getattr(node, field, None)) for field in made._fields])


@cache
def _twin(kind: type[Any]) -> Any:
    """Return Python's class for a node of gast's; None for a text or a number."""
    return getattr(ast, kind.__name__) if issubclass(kind, ast.AST) else None


def _one_line(tree: ast.AST) -> str:
    generator = _Generator()
    generator.visit(tree)
    return "".join(generator.result)


def _quoted(text: str, quote: str) -> str:
    """Return text escaped as it stands between two quotes, one character at a time."""
    escaped = [repr(c)[1:-1] if c not in "'\"" else c for c in text]
    return "".join("\\" + c if c == quote else c for c in escaped)


class _Generator(SourceGenerator):
    """astor's printer, where it is wrong, dated or hard to read put right."""

    # What astor asks of a node, else by a new closure for each printer.
    get__pp = staticmethod(lambda node: getattr(node, "_pp", Precedence.highest))
    get_starargs = staticmethod(lambda node: getattr(node, "starargs", None))
    get_kwargs = staticmethod(lambda node: getattr(node, "kwargs", None))

    def __init__(self) -> None:
        super().__init__(" " * 4, False, lambda text, *_: repr(text))

    def visit_Tuple(self, node: Any) -> None:
        """Write `(x,)` with its parentheses, so that `return (x,)` is seen to be a tuple."""
        with self.delimit(node) as delimiters:
            delimiters.discard = delimiters.discard and len(node.elts) > 1
            self.comma_list(node.elts, len(node.elts) == 1)

    def visit_UnaryOp(self, node: Any) -> None:
        """Write `not (a < b)` with its parentheses."""
        if isinstance(node.op, ast.Not) and isinstance(node.operand, PARENTHESISED_AFTER_NOT):
            with self.delimit(node, node.op):
                self.write("not (")
                set_precedence(Precedence.Comma, node.operand)
                self.write(node.operand, ")")
            return
        super().visit_UnaryOp(node)

    def visit_Constant(self, node: Any) -> None:
        """Write a number as Python shows it: `2j`, not `2.0j`."""
        if not isinstance(node.value, (int, float, complex)):
            super().visit_Constant(node)
        elif getattr(node, "_pp", Precedence.highest) > Precedence.Constant:  # `(2).real`
            self.write("(", repr(node.value), ")")
        else:
            self.write(repr(node.value))

    def visit(self, node: Any) -> None:
        """Write a node."""
        getattr(self, "visit_" + type(node).__name__)(node)

    def visit_Name(self, node: Any) -> None:
        """Write a name, most often without more ado."""
        if self.new_lines:
            self.write(node.id)
        else:
            self.result.append(node.id)

    def visit_Dict(self, node: Any) -> None:
        set_precedence(Precedence.Comma, *node.keys)
        super().visit_Dict(node)

    def visit_ListComp(self, node: Any) -> None:
        set_precedence(Precedence.Comma, node.elt)
        super().visit_ListComp(node)

    def visit_JoinedStr(self, node: Any) -> None:
        """Write an f-string; its expressions hold single quotes only, or none."""
        fields = [v for v in ast.walk(node) if isinstance(v, ast.FormattedValue)]
        values = [_one_line_in_field(v.value) for v in fields]
        quote = '"' if any("'" in value for value in values) else "'"
        self.write("f", quote, self._parts(node, quote), quote)

    def _parts(self, node: Any, quote: str) -> str:
        return "".join(self._part(value, quote) for value in node.values)

    def _part(self, value: Any, quote: str) -> str:
        if isinstance(value, ast.Constant):
            return _quoted(str(value.value), quote).replace("{", "{{").replace("}", "}}")
        text = _one_line_in_field(value.value)
        conversion = "" if value.conversion < 0 else "!" + chr(value.conversion)
        spec = "" if value.format_spec is None else ":" + self._parts(value.format_spec, quote)
        return "{" + text + conversion + spec + "}"


def _one_line_in_field(tree: ast.AST) -> str:
    set_precedence(Precedence.Comma, tree)
    text = _one_line(tree)
    return " " + text if text.startswith("{") else text
