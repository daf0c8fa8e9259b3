"""Programs written by hand: `e("g_x + _1")` is the expression `g:x + %1`.

In these texts `g_x`, `d_x`, `s_x` stand for `g:x`, `d:x`, `s:x`, and `_1` for the temporary `%1`.
"""

import ast
import re

from s2sad.ir.nodes import Apply, Assign, Const, Evaluate, Move, Name, Param, Program, Store, Tag
from s2sad.ir.ops import BINARY, COMPARE

OPS = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "Pow": "pow", "Mod": "mod",
    "FloorDiv": "floordiv", "MatMult": "matmul", "Lt": "lt", "Gt": "gt", "Eq": "eq", "USub": "neg",
    "Not": "not", "And": "and", "Or": "or",
}  # fmt: skip
assert set(OPS.values()) <= set(BINARY) | set(COMPARE) | {"neg", "not", "and", "or"}


def n(text):
    """Return the internal name that an identifier of these texts stands for."""
    derived = re.fullmatch(r"([gds])_(.+)", text)
    if derived:
        return f"{derived[1]}:{n(derived[2])}"
    return "%" + text[1:] if re.fullmatch(r"_\d+", text) else text


def e(text):
    """Return the expression that a text of Python says."""
    return _expr(ast.parse(text, mode="eval").body)


def _op(node):
    return OPS[type(node).__name__]


def _expr(node):
    match node:
        case ast.Name(id=name):
            return Name(n(name))
        case ast.Constant(value=value):
            return Const(value)
        case ast.BinOp(left=left, op=op, right=right):
            return Apply(_op(op), (_expr(left), _expr(right)))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return Apply(_op(op), (_expr(left), _expr(right)))
        case ast.BoolOp(op=op, values=values):
            return Apply(_op(op), tuple(map(_expr, values)))
        case ast.UnaryOp(op=op, operand=operand):
            return Apply(_op(op), (_expr(operand),))
        case ast.Call(func=ast.Attribute(attr="append", value=base), args=[value]):
            return Apply("list.append", (_expr(base), _expr(value)))
        case ast.Call(func=ast.Attribute(attr="pop", value=base), args=[]):
            return Apply("list.pop", (_expr(base),))
        case ast.Call(func=func, args=args, keywords=keywords):
            kwargs = tuple((k.arg, _expr(k.value)) for k in keywords)
            return Apply(ast.unparse(func), tuple(map(_expr, args)), kwargs)
        case ast.Tuple(elts=elts):
            return Apply("tuple", tuple(map(_expr, elts)))
        case ast.Starred(value=value):
            return Apply("star", (_expr(value),))
        case ast.List(elts=elts):
            return Apply("list", tuple(map(_expr, elts)))
        case ast.Subscript(value=base, slice=index):
            return Apply("getitem", (_expr(base), _expr(index)))
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = [Const(None) if p is None else _expr(p) for p in (lower, upper, step)]
            return Apply("slice", tuple(parts))
    raise TypeError(ast.dump(node))


def s(text, sid=0, role="primal"):
    """Return the simple statement that a text of Python says."""
    tag = Tag(sid, sid, role)
    match ast.parse(text).body[0]:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return Assign(n(name), _expr(value), tag)
        case ast.Assign(targets=[ast.Tuple(elts=left)], value=ast.Tuple(elts=right)):
            return Move(tuple(n(t.id) for t in left), tuple(n(t.id) for t in right), tag)
        case ast.Assign(targets=[ast.Subscript(value=base, slice=index)], value=value):
            return Store(n(base.id), _expr(index), _expr(value), None, tag)
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
            return Store(n(name), None, _expr(value), _op(op), tag)
        case ast.AugAssign(target=ast.Subscript(value=base, slice=index), op=op, value=value):
            return Store(n(base.id), _expr(index), _expr(value), _op(op), tag)
        case ast.Expr(value=value):
            return Evaluate(_expr(value), tag)
    raise TypeError(text)


def adj(text, sid):
    """Return an adjoint statement of the primal statement sid."""
    return s(text, sid, "adjoint")


def program(signature, body, result):
    """Return a program from `f(x, gz=1.0)`, its statements and its result."""
    call = ast.parse(signature, mode="eval").body
    params = [Param(n(a.id)) for a in call.args]
    params += [Param(n(k.arg), _expr(k.value)) for k in call.keywords]
    return Program(call.func.id, tuple(params), tuple(body), e(result))
