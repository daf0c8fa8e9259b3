"""A small evaluator of templates, and kinds of values, for the tests of the rules."""

import operator

import numpy as np

from s2sad import rules
from s2sad.ir.kinds import Array, ListKind, Scalar, Size
from s2sad.ir.nodes import Apply, Const, Name

OPERATORS = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "truediv": operator.truediv,
    "floordiv": operator.floordiv, "mod": operator.mod, "pow": operator.pow,
    "matmul": operator.matmul, "neg": operator.neg, "pos": operator.pos, "and_": operator.and_,
    "or_": operator.or_, "invert": operator.invert, "lt": operator.lt, "le": operator.le,
    "gt": operator.gt, "ge": operator.ge, "eq": operator.eq, "ne": operator.ne,
    "not": operator.not_, "getitem": operator.getitem, "slice": slice,
    "tuple": lambda *items: items, "list": lambda *items: list(items),
}  # fmt: skip


def evaluate(expr, env):
    """Return the value of an expression where names have the values in env."""
    match expr:
        case Name(id=name):
            return env[name]
        case Const(value=value):
            return value
        case Apply(op="const", args=(Const(value=name),)):
            return rules.object_of(name)
        case Apply(op="ifexp", args=(test, yes, no)):
            return evaluate(yes if evaluate(test, env) else no, env)
        case Apply(op="and", args=args):
            return all(evaluate(arg, env) for arg in args)
    args = [evaluate(arg, env) for arg in expr.args]
    kwargs = {key: evaluate(arg, env) for key, arg in expr.kwargs}
    function = OPERATORS.get(expr.op) or rules.object_of(expr.op)
    assert function is not None, expr.op
    return function(*args, **kwargs)


def kind_of_value(value):
    """Return the kind of a value; a size is a symbol unless it is 1, as sizes of arguments are."""
    if isinstance(value, np.ndarray):
        sizes = [Size(1) if n == 1 else Size.symbol(f"s{n}") for n in value.shape]
        return Array(str(value.dtype), tuple(sizes))
    if isinstance(value, (list, tuple)):
        return ListKind(kind_of_value(value[0])) if value else None
    if isinstance(value, (bool, int, float, complex, np.generic)):
        return Scalar(str(np.result_type(value)), isinstance(value, np.generic))
    return None


def kinds_of(env):
    """Return `kind_of` for the names of env."""
    return lambda expr: kind_of_value(env.get(expr.id)) if isinstance(expr, Name) else None


def text(expr):
    """Return an expression roughly as Python, for reading in tests."""
    symbols = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "pow": "**", "matmul": "@",
               "floordiv": "//", "gt": ">", "lt": "<", "eq": "==", "ne": "!="}  # fmt: skip
    match expr:
        case Name(id=name):
            return name
        case Const(value=value):
            return "..." if value is ... else repr(value)
        case Apply(op="neg", args=(x,)):
            return f"-{text(x)}"
        case Apply(op="getitem", args=(x, index)):
            inside = text(index)
            is_tuple = isinstance(index, Apply) and index.op == "tuple"
            return f"{text(x)}[{inside[1:-1] if is_tuple else inside}]"
        case Apply(op="slice", args=(a, b, c)):
            spelled = [("" if p == Const(None) else text(p)) for p in (a, b, c)]
            return ":".join(spelled if spelled[2] else spelled[:2])
        case Apply(op="tuple", args=items):
            return f"({', '.join(map(text, items))}{',' if len(items) == 1 else ''})"
        case Apply(op="np.transpose", args=(x,)):
            return f"{text(x)}.T"
        case Apply(op="ifexp", args=(test, yes, no)):
            return f"{text(yes)} if {text(test)} else {text(no)}"
        case Apply(op=op, args=(a, b)) if op in symbols:
            left, right = (f"({text(e)})" if _is_looser(op, e, i) else text(e)
                           for i, e in enumerate((a, b)))  # fmt: skip
            return f"{left} {symbols[op]} {right}"
    args = [*map(text, expr.args), *[f"{k}={text(v)}" for k, v in expr.kwargs]]
    return f"{expr.op}({', '.join(args)})"


_TIGHT = {"gt": 0, "lt": 0, "eq": 0, "ne": 0, "add": 1, "sub": 1, "mul": 2, "truediv": 2,
          "matmul": 2, "floordiv": 2, "neg": 2, "pow": 3, "ifexp": -1}  # fmt: skip


def _is_looser(op, operand, side):
    inner = _TIGHT.get(getattr(operand, "op", ""), 9)
    return inner < _TIGHT[op] or (inner == _TIGHT[op] and side == 1)
