"""Programs for the tests of the passes: read from the text that `ir.show` writes, and run."""

import ast
import re

import numpy as np

from s2sad.ir.interpret import impl, run
from s2sad.ir.kinds import Array, ListKind, Scalar, Size
from s2sad.ir.nodes import (
    Apply, Assert, Assign, Capture, Const, Evaluate, For, If, Move, Name, Param, Program, Raise,
    Store, Tag, While,
)  # fmt: skip
from s2sad.ir.show import show
from s2sad.ir.walk import all_names

FLOAT = Scalar("float64")
INT = Scalar("int64")
VECTOR = Array("float64", (Size.symbol("n"),))
LIST = ListKind(VECTOR)
NUMBERS = ListKind(FLOAT)

OPERATORS = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "Pow": "pow", "MatMult": "matmul",
    "Mod": "mod", "FloorDiv": "floordiv", "USub": "neg", "Not": "not", "Lt": "lt", "Gt": "gt",
    "LtE": "le", "GtE": "ge", "Eq": "eq", "NotEq": "ne", "And": "and", "Or": "or",
}  # fmt: skip
BUILTINS = {"print", "len", "range", "abs", "float", "int"}


def read(text, role="primal", captures=()):
    """Return the program of a text; `# adjoint` at the end of a line gives the role of a line."""
    text = re.sub(r"%(\d+)", r"T__\1", text)
    text = re.sub(r"\b([gds]):(?=[\w])", r"\1__", text)
    text = re.sub(r"\b([gds]):(?=[\w])", r"\1__", text)
    roles = {
        number: found[1]
        for number, line in enumerate(text.splitlines(), 1)
        if (found := re.search(r"# (\w+)$", line))
    }
    return _Reader(roles, role).program(ast.parse(text).body[0], captures)


def _name(identifier):
    return identifier.replace("T__", "%").replace("__", ":")


class _Reader:
    def __init__(self, roles, role):
        self.roles, self.role, self.sid = roles, role, 0

    def program(self, tree, captures):
        params = tuple(Param(_name(a.arg)) for a in tree.args.args)
        *body, end = tree.body
        found = tuple(Capture(name) for name in captures)
        return Program(tree.name, params, self.block(body), self.expr(end.value), found)

    def block(self, body):
        return tuple(self.stmt(s) for s in body if not isinstance(s, ast.Pass))

    def loop(self, body):
        match body[-1]:
            case ast.If(test=ast.Name(id=stop), body=[ast.Break()]):
                return {"body": self.block(body[:-1]), "stop": _name(stop)}
        return {"body": self.block(body)}

    def stmt(self, s):
        self.sid += 1
        tag = Tag(self.sid, s.lineno, self.roles.get(s.lineno, self.role))
        match s:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=sources)):
                return Move(*(tuple(_name(e.id) for e in es) for es in (targets, sources)), tag)
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                return Assign(_name(target), self.expr(value), tag)
            case ast.Assign(targets=[ast.Subscript(value=base, slice=index)], value=value):
                return Store(_name(base.id), self.expr(index), self.expr(value), None, tag)
            case ast.AugAssign(target=ast.Name(id=base), op=op, value=value):
                return Store(_name(base), None, self.expr(value), self.op(op), tag)
            case ast.AugAssign(target=ast.Subscript(value=base, slice=index), op=op, value=value):
                index = self.expr(index)
                return Store(_name(base.id), index, self.expr(value), self.op(op), tag)
            case ast.Expr(value=value):
                return Evaluate(self.expr(value), tag)
            case ast.If(test=test, body=body, orelse=orelse):
                return If(self.expr(test), self.block(body), self.block(orelse), tag)
            case ast.For(target=ast.Name(id=target), iter=header, body=body):
                return For(_name(target), self.expr(header), tag=tag, **self.loop(body))
            case ast.While(test=test, body=body):
                return While(self.expr(test), tag=tag, **self.loop(body))
            case ast.Assert(test=test):
                return Assert(self.expr(test), None, tag)
            case ast.Raise(exc=exc):
                return Raise(self.expr(exc), tag)
        raise TypeError(ast.dump(s))

    @staticmethod
    def op(node):
        return OPERATORS[type(node).__name__]

    def expr(self, e):
        match e:
            case ast.Name(id=name):
                return Name(_name(name))
            case ast.Constant(value=value):
                return Const(value)
            case ast.BinOp(left=a, op=op, right=b) | ast.Compare(left=a, ops=[op], comparators=[b]):
                return Apply(self.op(op), (self.expr(a), self.expr(b)))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value)):
                return Const(-value)
            case ast.UnaryOp(op=op, operand=a):
                return Apply(self.op(op), (self.expr(a),))
            case ast.BoolOp(op=op, values=values):
                return Apply(self.op(op), self.all(values))
            case ast.IfExp(test=test, body=yes, orelse=no):
                return Apply("ifexp", self.all((test, yes, no)))
            case ast.Subscript(value=base, slice=index):
                return Apply("getitem", (self.expr(base), self.expr(index)))
            case ast.Slice(lower=a, upper=b, step=c):
                return Apply("slice", self.all((a, b, c)))
            case ast.Tuple(elts=items):
                return Apply("tuple", self.all(items))
            case ast.List(elts=items):
                return Apply("list", self.all(items))
            case ast.Call():
                return self.call(e)
            case None:
                return Const(None)
        raise TypeError(ast.dump(e))

    def all(self, items):
        return tuple(self.expr(item) for item in items)

    def call(self, e):
        kwargs = tuple((k.arg, self.expr(k.value)) for k in e.keywords)
        match e.func:
            case ast.Attribute(value=ast.Name(id="np" | "math" | "rt" as module), attr=attr):
                return Apply(f"{module}.{attr}", self.all(e.args), kwargs)
            case ast.Attribute(value=base, attr="append" | "pop" as attr):
                return Apply(f"list.{attr}", (self.expr(base), *self.all(e.args)))
            case ast.Attribute(attr=attr):
                return Apply(f"{ast.unparse(e.func.value)}.{attr}", self.all(e.args), kwargs)
            case ast.Name(id=name) if name in BUILTINS:
                return Apply(name, self.all(e.args))
        return Apply("call", (self.expr(e.func), *self.all(e.args)), kwargs)


def kinds_of(program, **special):
    """Return kinds by the first letter of the user's name: i, n ints, x vectors, l lists."""
    found = {}
    for name in all_names(program):
        base = name.split(":")[-1]
        by_letter = {"i": INT, "n": INT, "x": VECTOR, "l": LIST}
        found[name] = NUMBERS if name.startswith("s:") else by_letter.get(base[0], FLOAT)
    return found | {name.replace("__", ":"): kind for name, kind in special.items()}


def body(program):
    """Return the text of a program without its head, appends and pops as users write them."""
    text = "\n".join(line[4:] for line in show(program).splitlines()[1:])
    text = re.sub(r"list\.pop\(([^()]+)\)", r"\1.pop()", text)
    return re.sub(r"list\.append\(([^(), ]+), (.*)\)$", r"\1.append(\2)", text, flags=re.M)


def outcome(program, arguments):
    """Return what a program returns, what it does in order, and its arguments afterwards."""
    log = []
    own = {"print": lambda *a: log.append(("print", [plain(x) for x in a]))}
    captures = {"noise": lambda a: log.append(("noise", plain(a))) or 0.5}
    arguments = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    with np.errstate(all="ignore"):
        result = run(program, arguments, captures, lambda op: own.get(op) or impl(op))
    return plain(result), log, plain(arguments)


def plain(value):
    """Return a value in a form that compares bit for bit, with its types."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(plain, value)]
    if isinstance(value, (float, np.floating)):
        return type(value).__name__, np.float64(value).tobytes()
    return type(value).__name__, repr(value)
