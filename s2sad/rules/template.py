"""Templates: the text of a declaration, read once into expressions.

The left side of a declaration is a call as users write it; the right side is calculus in the
names of the parameters, the result `z`, the adjoint of the result `g`, and the tangents `dx`.
"""

from __future__ import annotations

import ast
import math

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Const, Expr, Name

_BINARY = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.MatMult: "matmul", ast.LShift: "lshift",
    ast.RShift: "rshift", ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
}  # fmt: skip
_UNARY = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert", ast.Not: "not"}
_COMPARE = {
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
    ast.Is: "is", ast.IsNot: "isnot", ast.In: "in", ast.NotIn: "notin",
}  # fmt: skip
_ATTRIBUTES = {"shape": "np.shape", "size": "np.size", "ndim": "np.ndim", "T": "np.transpose"}
_CONSTANTS = {"np.pi": math.pi, "math.pi": math.pi, "np.inf": math.inf, "np.nan": math.nan}


def parse(text: str) -> Expr:
    """Return the expression that a template's text spells.

    >>> parse("np.cos(x) * dx").op
    'mul'
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError as error:
        raise ValueError(f"`{text.strip()}` is no expression: {error.msg}") from None
    return _expr(tree.body)


def _expr(node: ast.expr) -> Expr:
    match node:
        case ast.Name(id=name):
            return Name(name)
        case ast.Constant(value=value):
            return Const(value)
        case ast.BinOp(left=left, op=op, right=right):
            return Apply(_BINARY[type(op)], (_expr(left), _expr(right)))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return Const(-value)
        case ast.UnaryOp(op=op, operand=operand):
            return Apply(_UNARY[type(op)], (_expr(operand),))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return Apply(_COMPARE[type(op)], (_expr(left), _expr(right)))
        case ast.BoolOp(op=op, values=values):
            return Apply("and" if isinstance(op, ast.And) else "or", tuple(map(_expr, values)))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return Apply("ifexp", (_expr(test), _expr(body), _expr(orelse)))
        case ast.Tuple(elts=items):
            return Apply("tuple", tuple(map(_expr, items)))
        case ast.List(elts=items):
            return Apply("list", tuple(map(_expr, items)))
        case ast.Starred(value=value):
            return Apply("star", (_expr(value),))
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = [Const(None) if p is None else _expr(p) for p in (lower, upper, step)]
            return Apply("slice", tuple(parts))
        case ast.Subscript(value=base, slice=index):
            return Apply("getitem", (_expr(base), _expr(index)))
        case ast.Call(func=func, args=args, keywords=keywords):
            kwargs = tuple([(k.arg or "**", _expr(k.value)) for k in keywords])
            return Apply(_dotted(func), tuple(map(_expr, args)), kwargs)
        case ast.Attribute(value=base, attr=attr):
            return _attribute(node, base, attr)
    raise ValueError(f"a rule cannot contain {ast.unparse(node)!r}")


def _attribute(node: ast.Attribute, base: ast.expr, attr: str) -> Expr:
    text = ast.unparse(node)
    if text in _CONSTANTS:
        return Const(_CONSTANTS[text])
    if attr in _ATTRIBUTES:
        return Apply(_ATTRIBUTES[attr], (_expr(base),))
    if text.startswith("scipy."):  # a function of SciPy's, as a value
        return Apply("const", (Const(text),))
    raise ValueError(f"a rule cannot contain {text!r}")


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{_dotted(value)}.{attr}"
    raise ValueError(f"a rule names its functions by their paths, not {ast.unparse(node)!r}")


@dataclass(frozen=True, slots=True)
class Signature:
    """The left side of a declaration.

    `params` are (name, default) in call order, the first `positional` of which may be given by
    position. `pattern`, if any, has one expression for each operand: a name, a literal that the
    operand must equal, `const(n)` for a number written as a literal, `positive(n)` for a positive
    one, or a tuple of these. `anything` tells a call that takes what it is given: `np.zeros(...)`.
    """

    op: str
    params: tuple[tuple[str, Expr | None], ...]
    positional: int
    pattern: tuple[Expr, ...] | None = None
    anything: bool = False


def signature(text: str) -> Signature:
    """Return the signature that the left side of a declaration spells.

    >>> signature("np.sum(x, axis=None, *, keepdims=False)").positional
    2
    """
    text = text.strip()
    if text.endswith("(...)"):
        return Signature(text[: -len("(...)")], (), 0, anything=True)
    found = _as_signature(text)
    if found is not None:
        return found
    call = parse(text)
    if not isinstance(call, Apply):
        raise ValueError(f"a rule's left side is a call or an operator, not {text!r}")
    names = tuple(dict.fromkeys(n for arg in call.args for n in _captured(arg)))
    plain = len(names) == len(call.args) and all(isinstance(arg, Name) for arg in call.args)
    params: tuple[tuple[str, Expr | None], ...] = tuple([(n, None) for n in names])
    return Signature(call.op, params, len(params), None if plain else call.args)


def signatures(*texts: str) -> dict[str, Signature]:
    """Return the signatures that texts spell, by what is called."""
    found = [signature(text) for text in texts]
    return {one.op: one for one in found}


def _as_signature(text: str) -> Signature | None:
    """Read `head(a, b=1, *, c=2)` as Python reads the parameters of a function."""
    head, _, inside = text.partition("(")
    if not inside.endswith(")") or not head.replace(".", "_").isidentifier():
        return None
    try:
        function = ast.parse(f"lambda {inside[:-1]}: 0", mode="eval").body
    except SyntaxError:
        return None
    assert isinstance(function, ast.Lambda)
    spec = function.args
    if spec.vararg or spec.kwarg:
        return None
    given = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(given) - len(spec.defaults))
    defaults += [*spec.defaults, *spec.kw_defaults]
    names = [a.arg for a in [*given, *spec.kwonlyargs]]
    if len(set(names)) < len(names):  # the pattern `np.multiply(x, x)`
        return None
    params = [(n, None if d is None else _expr(d)) for n, d in zip(names, defaults)]
    return Signature(head, tuple(params), len(given))


def _captured(arg: Expr) -> tuple[str, ...]:
    """Return the names that an operand of a pattern binds."""
    match arg:
        case Apply(op="const" | "positive", args=(Name(id=name),)) | Name(id=name):
            return (name,)
        case Apply(op="tuple", args=items):
            return tuple([name for item in items for name in _captured(item)])
    return ()
