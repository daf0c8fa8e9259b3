"""Usage: which parameters their use makes integers, flags or text.

A parameter is countable iff it stands where no float can, in a `range`, an index, as a shape, an
axis or a count of a NumPy call, beside `<<`, or times a list, whatever else is done with it; or it
is read, and every read of it is one of: (1) an axis or a flag of another call, (2) an exponent and
nothing else, (3) a test by itself or of identity, or a comparison with a literal that is no float
or with a `len`, (4) text to print. A parameter that is used as an array (indexed, iterated, `@`,
`.shape`) is an array. All others are numbers. Only the source decides, never the values that are
passed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ..ir.nodes import (
    Apply, Assign, Const, Evaluate, Expr, For, If, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ..ir.walk import all_statements, names_in, statements, subexpressions
from .kinds.calls import REGISTRY
from .kinds.state import bound_by

WHOLE = {  # parameters of NumPy's functions that take no floats
    "N", "axes", "axis", "axis1", "axis2", "decimals", "deg", "destination", "dimensions",
    "indices", "k", "kth", "m", "minlength", "n", "ndim", "ndmin", "new_shape", "num", "obj",
    "offset", "pad_width", "parts", "repeats", "reps", "s", "shape", "shift", "source",
    "window_shape",
}  # fmt: skip
NUMBERS = {("np.angle", "deg"), ("np.polyint", "k")}  # these are others of the same name
SHIFTS = {"lshift", "rshift", "and_", "xor", "invert"}
SHAPES = {"reshape", "repeat", "swapaxes", "transpose", "diagonal"}  # methods of arrays alone
AXES = {"axis", "axes", "keepdims", "shape", "num", "dtype", "ddof", "k", "offset"}
TEXT = {"print", "fstring", "format", "str", "repr", "isinstance", "type"}
ARRAYS = {"matmul", "np.dot", "np.matmul", "len", "np.shape", "enumerate", "zip", "reversed"}
INTEGER_ONLY = {"add", "sub", "mul", "floordiv", "mod"}


NAMING = {"attr", "method", "hasattr", "getattr"}
DICT_CHANGES = {"update", "setdefault", "pop", "popitem", "clear"}
CHANGES = DICT_CHANGES | {"append", "extend", "insert", "remove", "sort", "reverse"}


Verdicts = dict[str, str | None]


class _Uses:
    """The contexts in which each name is read; a name made only from counts passes them on."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = defaultdict(set)
        self.flows: dict[str, set[str]] = defaultdict(set)
        self.inner: dict[int, dict[str, str]] = {}
        self.bound: Counter[str] = Counter()
        self.lists: set[str] = set()
        self.recursive: Mapping[str, Verdicts] = {}

    def see(self, expr: Expr, context: str) -> None:
        if isinstance(expr, Name):
            self.of[expr.id].add(context)
        elif isinstance(expr, Apply) and expr.op == "derivative":
            number, *args = expr.args
            of = self.inner[number.value] if isinstance(number, Const) else {}
            for arg, use in zip_longest(args, of.values(), fillvalue="number"):
                if not isinstance(arg, str):
                    self.see(arg, use)
        elif isinstance(expr, Apply) and expr.op == "recursive":
            uid, *args = expr.args
            verdicts = self.recursive.get(uid.value, {}) if isinstance(uid, Const) else {}
            for arg, verdict in zip(args, verdicts.values()):
                if verdict is not None:
                    self.see(arg, verdict)
        elif isinstance(expr, Apply):
            for arg, inner in _operands(expr, context):
                self.see(arg, inner)


def _operands(expr: Apply, context: str) -> Iterator[tuple[Expr, str]]:
    op, args = expr.op, expr.args
    counting = context in ("count", "test", "whole")
    places = _places(expr)
    for k, arg in enumerate(args):
        if op == "getitem":
            yield arg, "array" if k == 0 else "whole"
        elif op in ("tuple", "slice", "list") or (op in INTEGER_ONLY and counting):
            yield arg, context
        elif op in ("range", *SHIFTS):
            yield arg, "whole"
        elif k in places:
            yield arg, places[k]
        elif op == "np.arange":
            yield arg, "count"
        elif op == "pow" and k == 1 or op in ("is", "isnot"):
            yield arg, "count"
        elif op in ("eq", "ne", "lt", "le", "gt", "ge") and _whole(args):
            yield arg, "test"
        elif op in ("not", "and", "or") and context == "test":
            yield arg, "test"
        elif op in TEXT:
            yield arg, "text"
        elif op in ARRAYS:
            yield arg, "array"
        elif op in ("attr", "method"):
            yield arg, "array" if k == 0 else "number"
        elif op == "list.repeat" and k == 0:
            yield arg, "count"
        else:
            yield arg, "number"
    for key, arg in expr.kwargs:
        is_whole = op.startswith("np.") and key in WHOLE and (op, key) not in NUMBERS
        yield arg, "whole" if is_whole else "count" if key in AXES else "number"


def _places(expr: Apply) -> dict[int, str]:
    """Return what stands where a function or method of NumPy's takes a shape, an axis, a count."""
    op, first, use = expr.op, 0, "whole"
    if op == "method" and isinstance(expr.args[1], Const):
        name = str(expr.args[1].value)
        if name in ("reshape", "transpose"):
            return dict.fromkeys(range(2, len(expr.args)), use)
        op = next((n for n in (f"np.{name}", f"np.ndarray.{name}") if n in REGISTRY), op)
        first, use = 1, "whole" if name in SHAPES else "count"
    if not op.startswith("np.") or op not in REGISTRY:
        return {}
    names = enumerate(REGISTRY[op].params, first)
    return {k: use for k, name in names if name in WHOLE and (op, name) not in NUMBERS}


def _whole(args: tuple[Expr, ...]) -> bool:
    """Return whether a comparison has an operand that is a length, or a literal but no float."""
    return any(
        not isinstance(a.value, float) if isinstance(a, Const)
        else isinstance(a, Apply) and a.op == "len" for a in args
    )  # fmt: skip


def _see_statement(stmt: Stmt, uses: _Uses) -> None:
    match stmt:
        case If(test=test) | While(test=test):
            uses.see(test, "test")
        case For(iter=iterable):
            ranged = isinstance(iterable, Apply) and iterable.op == "range"
            uses.see(iterable, "count" if ranged else "array")
        case Store(base=base, index=index, value=value):
            if index is not None:
                uses.of[base].add("array")
                uses.see(index, "whole")
            else:
                uses.of[base].add("number")
            uses.see(value, "number")
        case Assign(target=target, value=value):
            if isinstance(value, Name):
                uses.flows[value.id].add(target)
            else:
                _see_value(value, target, uses)
        case Evaluate(value=value):
            uses.see(value, "text")
        case _:
            for expr in stmt.expressions:
                uses.see(expr, "number")


def _see_value(value: Expr, target: str, uses: _Uses) -> None:
    if isinstance(value, Apply) and value.op in INTEGER_ONLY:
        names = [arg.id for arg in value.args if isinstance(arg, Name)]
        is_list = value.op == "mul" and not uses.lists.isdisjoint(names)
        for name in names:
            uses.flows[name].add(target)
            if is_list and name not in uses.lists:
                uses.of[name].add("whole")
    else:
        uses.see(value, "number")


def usage(
    program: Program, inner: Mapping[int, Program] | None = None,
    definitions: Mapping[str, Program] | None = None,
) -> dict[str, str]:  # fmt: skip
    """Return 'count', 'array' or 'number' for each parameter of a generic program.

    `inner` are the programs that are differentiated in it, each after those inside it.

    What a function that calls itself does with its parameters is a fixpoint over its body.
    """
    inner, definitions = inner or {}, definitions or {}
    recursive: dict[str, Verdicts] = {
        uid: {p.name: None for p in made.params} for uid, made in definitions.items()
    }
    before: Any = None
    while before != recursive:
        before = dict(recursive)
        within = _of_inner(inner, before)
        for uid, made in definitions.items():
            recursive[uid] = _verdicts(made, within, before)
    return {name: found or "number" for name, found in _verdicts(program, within, before).items()}


def _of_inner(
    inner: Mapping[int, Program], recursive: Mapping[str, Verdicts]
) -> dict[int, dict[str, str]]:
    """Return what the parameters of programs are used as, of which each may hold those before."""
    within: dict[int, dict[str, str]] = {}
    for number, part in inner.items():
        found = _verdicts(part, dict(within), recursive)
        within[number] = {name: verdict or "number" for name, verdict in found.items()}
    return within


def _verdicts(
    program: Program, within: dict[int, dict[str, str]], recursive: Mapping[str, Verdicts]
) -> Verdicts:
    """Return what each parameter is used as, None where nothing uses it yet."""
    uses = _Uses()
    uses.recursive, uses.inner = recursive, within
    uses.bound.update(p.name for p in program.params)
    for stmt in all_statements(program):
        uses.bound.update(bound_by(stmt))
        if isinstance(stmt, Assign) and isinstance(stmt.value, Apply) and stmt.value.op == "list":
            uses.lists.add(stmt.target)
        _see_statement(stmt, uses)
    uses.see(program.result, "number")
    contexts = {p.name: _contexts(p.name, uses) for p in program.params}
    return {name: _verdict(seen) if seen else None for name, seen in contexts.items()}


def stores_into_records(program: Program) -> bool:
    """Return whether a generic program has a store that may be one into a dict or an object."""
    return any(_stored_into(stmt) is not None for stmt in all_statements(program))


def _stored_into(stmt: Stmt, methods: Collection[str] = DICT_CHANGES) -> Expr | None:
    """Return the array, list, dict or object that a generic statement may store into.

    `methods` are those that count as stores.
    """
    match stmt:
        case Evaluate(value=Apply(op="record.set" | "dict.del", args=(base, *_))):
            return base
        case Store(base=base, index=index, op=op) if index is not None or op == "or_":
            return Name(base)
        case Evaluate(value=Apply(op="method", args=(base, Const(value=name), *_))) | Assign(
            value=Apply(op="method", args=(base, Const(value=name), *_))
        ) if name in methods:
            return base
    return None


def writes_outside(program: Program, known: Collection[tuple[int, str]]) -> bool:
    """Return whether a program may change what it captures, but for the places that are known."""
    names = [c.name for c in program.captures if (id(c.scope), c.key) not in known]
    return any(stores_into(program, name, CHANGES) for name in names)


def stores_into(
    program: Program, param: str, methods: Collection[str] = DICT_CHANGES
) -> list[Stmt]:
    """Return the statements of a generic program that may store into what a parameter holds."""
    found, reached = 0, {param}
    while found != len(reached):
        found = len(reached)
        for stmt in all_statements(program):
            if isinstance(stmt, (Assign, For)) and reached & set(stmt.reads):
                reached |= set(stmt.binds)
    bases = [(stmt, _stored_into(stmt, methods)) for stmt in all_statements(program)]
    return [s for s, base in bases if base is not None and reached & set(names_in(base))]


def attributes_read(programs: Sequence[Program]) -> frozenset[str]:
    """Return the names of the attributes that programs may read of anything.

    Where one is read by a name that is computed, every text of the program may be that name.
    """
    exprs = [e for p in programs for s in statements(p.body) for e in s.expressions]
    parts = [e for expr in (*exprs, *[p.result for p in programs]) for e in subexpressions(expr)]
    names = [e.args[1] for e in parts if isinstance(e, Apply) and e.op in NAMING and e.args[1:]]
    if not all(isinstance(name, Const) for name in names):
        names = [e for e in parts if isinstance(e, Const) and isinstance(e.value, str)]
    return frozenset([str(name.value) for name in names if isinstance(name, Const)])


def _contexts(name: str, uses: _Uses) -> set[str]:
    """Return the contexts of a name and of what is computed from it by whole arithmetic.

    What reads a name of several values does not tell which of them it reads.
    """
    found: set[str] = set()
    seen: set[str] = set()
    todo = [name]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            several = uses.bound[here] > 1
            found |= {"count" if c == "whole" and several else c for c in uses.of[here]}
            todo.extend(sorted(uses.flows[here]))
    return found


def _verdict(contexts: set[str]) -> str:
    if "whole" in contexts:  # no float is one, whatever else is done with it
        return "array" if "array" in contexts else "count"
    if contexts and contexts <= {"count", "test", "text"} and contexts & {"count", "test"}:
        return "count"
    return "array" if "array" in contexts else "number"
