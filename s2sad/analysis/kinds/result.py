"""Results: the kind of an expression, given the kinds of its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from ...ir.kinds import (
    Array, Form, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown,
    is_sparse,
)  # fmt: skip
from ...ir.nodes import Apply, Const, Expr, Name
from ...ir.ops import BINARY, COMPARE, UNARY
from ...rules.registry import is_declared
from . import (  # noqa: F401
    coefficients, creation, elementwise, factors, fourier, matrices, of_decisions, of_flows,
    of_linalg, of_nodes, of_scipy, of_searches, of_signal, of_special, products, reductions, series,
    shapes, sparse, statistics, support,
)  # fmt: skip
from .builtin import int_power, int_result, items_of_kind, list_operation
from .calls import REGISTRY, Call, Never, Undecided, bind
from .creation import list_of
from .definitions import CALL, is_call, is_pick
from .draws import drawn, kind_of_constant
from .elementwise import binary_operator, of_declared
from .indexing import getitem
from .known_texts import kind_of_text
from .reports import reported
from .joins import EACH, Class, DictOf, Nothing, Optional, Returned, Text, join, map_sizes, stored
from .mixed import MIXED, distributed, is_mixed, settled
from .questions import named_class
from .sizes import Sizes, is_fresh

BOOL = Scalar("bool")
NUMBERS = {Scalar, Array}
OPEN = {*MIXED, ListKind}
ARITHMETIC = {"add", "sub", "mul", "truediv"}
CONSTANTS = {bool: BOOL, float: Scalar("float64"), complex: Scalar("complex128")}


def kind_of(expr: Expr, kinds: Mapping[str, Kind], sizes: Sizes) -> Kind:
    """Return the kind of an expression; what cannot be told is Unknown, with the reason."""
    if type(expr) is Name:
        found = kinds.get(expr.id) or Nothing(f"nothing is known of {expr.id}")
        return found.kind if type(found) is Optional else found
    if type(expr) is Const:
        return constant_kind(expr.value)
    try:
        return _kind(expr, kinds, sizes)
    except Never as reason:
        return Nothing(str(reason))
    except Undecided as reason:
        matrix = sparse.still_matrix(expr, kinds, lambda part: kind_of(part, kinds, sizes))
        return matrix or Unknown(str(reason))
    except (TypeError, ValueError, IndexError, KeyError):
        return Unknown(f"{getattr(expr, 'op', 'this')} does not take these operands")


def constant_kind(value: object) -> Kind:
    """Return the kind of a literal."""
    if type(value) in CONSTANTS:
        return CONSTANTS[type(value)]
    if isinstance(value, int):
        return _kind_of_int(int(value))
    if value is None:
        return Other("none")
    if value is Ellipsis:
        return Other("ellipsis")
    if isinstance(value, str):
        return Text(value)
    return Other("text")


@lru_cache(maxsize=1024)
def _kind_of_int(value: int) -> Scalar:
    return Scalar("int64", False, Size(value))


def _kind(expr: Apply, kinds: Mapping[str, Kind], sizes: Sizes) -> Kind:
    known: dict[Expr, Kind] = {}
    if expr.op in ARITHMETIC:
        one, other = expr.args
        left, right = kind_of(one, kinds, sizes), kind_of(other, kinds, sizes)
        plain = elementwise.of_floats(expr.op, left, right)
        if plain is not None:
            return plain
        known = {one: left, other: right}
    opened: dict[Expr, Kind] = {}

    def operand(part: Expr) -> Kind:
        found = known.get(part) or kind_of(part, kinds, sizes)
        if type(found) in OPEN and is_mixed(found):
            opened[part] = found
            return settled(found)
        return found

    found = _result(expr, kinds, sizes, operand)
    if not opened:
        return found

    def in_a_run(given: dict[Expr, Kind]) -> Kind:
        def one(part: Expr) -> Kind:
            return given[part] if part in given else settled(kind_of(part, kinds, sizes))

        try:
            return _result(expr, kinds, sizes, one)
        except (Never, Undecided, TypeError, ValueError):
            return Unknown("no run does this")

    return distributed(found, opened, in_a_run)


def _result(
    expr: Apply, kinds: Mapping[str, Kind], sizes: Sizes, operand: Callable[[Expr], Kind]
) -> Kind:
    """Return the kind of an operation on operands of one dtype each."""
    call = Call(expr.op, expr.args, dict(expr.kwargs), operand, sizes)
    if expr.op in STRUCTURES:
        return STRUCTURES[expr.op](call, expr)
    if expr.op in ("list.repeat", "list.map"):
        return list_operation(call, expr, _inner_kind(call, expr, kinds, sizes))
    if expr.op == "np.where" and len(expr.args) == 1:
        places = Call("np.nonzero", (), {"x": expr.args[0]}, call.kind, sizes)
        return reductions.of_nonzero(places)
    if ":" in expr.op and (is_call(expr) or is_pick(expr)):
        return _of_definition(call, expr)
    signature = REGISTRY.get(expr.op)
    if signature is None and is_declared(expr.op):
        return of_declared(call, expr)
    if signature is None:
        raise Undecided(f"{expr.op} is not known")
    call.kwargs = bind(signature, expr)
    call.defaults = signature.defaults
    return signature.function(call)


def _of_definition(call: Call, expr: Apply) -> Kind:
    """Return the kind of what a function that calls itself gives, or of one of its values."""
    if is_pick(expr):
        whole, place = call.known(expr.args[0]), expr.args[1]
        assert isinstance(whole, TupleKind) and isinstance(place, Const)
        return whole.items[place.value]
    found = call.sizes.definitions.named.get(expr.op[len(CALL) :])
    if found is None or found.results is None:
        raise Never("what the function returns is not known yet")
    given = [call.kind(arg) for arg in expr.args]
    kinds = found.kinds_of_results(given, call.sizes.fresh)
    return TupleKind(kinds) if len(kinds) > 1 else kinds[0]


def _inner_kind(call: Call, expr: Apply, kinds: Mapping[str, Kind], sizes: Sizes) -> Kind | None:
    """Return the kind of the item that list.repeat and list.map evaluate for each item."""
    source, variable, item = expr.args
    inner = dict(kinds)
    if isinstance(variable, Name):
        found: Kind | None = Scalar("int64")
        if expr.op == "list.map":
            found = items_of_kind(call, call.known(source))[0]
        if found is None:
            return None
        inner[variable.id] = call.loaded(found)
    made = stored(kind_of(item, inner, sizes))
    return map_sizes(made, lambda size: EACH if is_fresh(size) else size)


# -- structure -------------------------------------------------------------------------------


def _of_operator(call: Call, expr: Apply) -> Kind:
    kinds = [call.known(arg) for arg in expr.args]
    if expr.op == "not":
        return BOOL
    if expr.op == "matmul":
        return products.product(call, *kinds)
    if any(map(is_sparse, kinds)):
        return sparse.operator_on(call, kinds)
    if len(kinds) == 1:
        found = binary_operator_of_one(call, kinds[0])
        return int_result(call, expr.op, kinds, found)
    joined = None if NUMBERS.issuperset(map(type, kinds)) else _joined(call, kinds)
    if joined is not None:
        return joined
    if expr.op == "pow":
        power = int_power(call, *kinds)
        if power is not None:
            return int_result(call, expr.op, kinds, power)
    return int_result(call, expr.op, kinds, binary_operator(call, *kinds))


def _joined(call: Call, kinds: list[Kind]) -> Kind | None:
    """Return the kind of a sum of lists or tuples, or of an operator on texts; else None."""
    if call.op == "add" and all(isinstance(kind, ListKind) for kind in kinds):
        return _lists_added(call, kinds)
    if call.op == "add" and all(isinstance(kind, TupleKind) for kind in kinds):
        parts = [kind.items for kind in kinds if isinstance(kind, TupleKind)]
        return TupleKind(tuple([part for items in parts for part in items]))
    is_text = any(isinstance(kind, Other) and kind.what == "text" for kind in kinds)
    known = kind_of_text(Apply(call.op, call.args), call.kind) if is_text else None
    return known or (Other("text") if is_text else None)


def binary_operator_of_one(call: Call, kind: Kind) -> Kind:
    """Return the kind of a unary operator."""
    if not isinstance(kind, (Scalar, Array)):
        raise Undecided(f"{call.op} of something that is no number")
    return elementwise.elementwise(call, [kind])


def _lists_added(call: Call, kinds: list[Kind]) -> Kind:
    a, b = kinds
    assert isinstance(a, ListKind) and isinstance(b, ListKind)
    found = join(ListKind(a.item), ListKind(b.item), call.unify)
    known = a.length is not None and b.length is not None
    assert isinstance(found, ListKind)
    return ListKind(found.item, a.length + b.length if known else None)  # type: ignore[operator]


def _of_comparison(call: Call, expr: Apply) -> Kind:
    if expr.op in ("is", "isnot", "in", "notin"):
        return BOOL
    kinds = [call.kind(arg) for arg in expr.args]
    if any(isinstance(kind, Unknown) for kind in kinds):
        raise Undecided(next(k.why for k in kinds if isinstance(k, Unknown)))
    if not any(isinstance(kind, (Scalar, Array)) for kind in kinds):
        is_told = expr.op not in ("eq", "ne") and any(map(_has_numpys_numbers, kinds))
        return join(BOOL, Scalar("bool", True), call.unify) if is_told else BOOL
    if not all(isinstance(kind, (Scalar, Array, ListKind, TupleKind)) for kind in kinds):
        return BOOL
    return binary_operator(call, *kinds)


def _has_numpys_numbers(kind: Kind) -> bool:
    """Return whether NumPy's numbers decide which of two tuples comes first: it is theirs then."""
    if isinstance(kind, ListKind):
        return kind.item is not None and _has_numpys_numbers(kind.item)
    if isinstance(kind, TupleKind):
        return any(map(_has_numpys_numbers, kind.items))
    return isinstance(kind, Scalar) and kind.numpy


def _of_logic(call: Call, expr: Apply) -> Kind:
    args = expr.args[1:] if expr.op == "ifexp" else expr.args
    found = call.kind(args[0])
    for arg in args[1:]:
        found = join(found, call.kind(arg), call.unify)
    return found


def _of_getitem(call: Call, expr: Apply) -> Kind:
    base = call.kind(expr.args[0])
    if not isinstance(base, DictOf):
        base = call.known(expr.args[0])
    return getitem(call, base, expr.args[1])


def _of_attr(call: Call, expr: Apply) -> Kind:
    kind, name = call.known(expr.args[0]), expr.args[1]
    if name == Const("dtype") and isinstance(kind, (Array, Scalar)):
        return Other(f"dtype:{kind.dtype}")
    raise Undecided(f"the attribute {getattr(name, 'value', '')} is not known")


def _of_dict(call: Call, expr: Apply) -> Kind:
    """Return the kind of a dict display, whose keys are constants."""
    keys = tuple([key.value for key in expr.args[::2] if isinstance(key, Const)])
    items = tuple([call.kind(value) for value in expr.args[1::2]])
    return TupleKind(items, Form("dict", keys, dict))


def _of_record(call: Call, expr: Apply) -> Kind:
    """Return the kind of a named tuple, whose form stands before its items."""
    form, *items = expr.args
    assert isinstance(form, Const)
    return TupleKind(tuple([call.kind(item) for item in items]), form.value)


def _of_const(call: Call, expr: Apply) -> Kind:
    (text,) = expr.args
    spelled = str(text.value) if isinstance(text, Const) else ""
    root, _, name = spelled.rpartition(".")
    if root == "math" or (root == "np" and isinstance(getattr(np, name, None), float)):
        return Scalar("float64")
    if name == "newaxis":
        return Other("none")
    if root == "np.random":
        return kind_of_constant(expr) or Other("function")
    found = named_class(spelled)
    return Other("opaque") if found is None else Class(found)


def _of_call(call: Call, expr: Apply) -> Kind:
    known = drawn(call, expr) or sparse.made_by(call, expr) or reported(call, expr)
    return known or Returned(_callee(expr))


def _callee(expr: Apply) -> str:
    first = expr.args[0]
    if expr.op == "method":
        name = expr.args[1]
        return f"what the method {name.value if isinstance(name, Const) else ''} returns"
    return f"what {first.id if isinstance(first, Name) else 'a call'} returns"


def _of_text_method(expr: Apply) -> Kind:
    """Return the kind of what a method of a text that is not known returns."""
    name = expr.args[1].value if isinstance(expr.args[1], Const) else ""
    found = getattr(str, name, None)
    if name.startswith(("is", "startswith", "endswith")):
        return BOOL
    if name in ("count", "find", "index", "rfind", "rindex"):
        return Scalar("int64")
    return Other("text") if found is not None else Unknown(f"what the method {name} returns")


def _of_method(call: Call, expr: Apply) -> Kind:
    kind = call.kind(expr.args[0])
    if isinstance(kind, Other) and kind.what == "text":
        return kind_of_text(expr, call.kind) or _of_text_method(expr)
    known = sparse.of_method(expr, kind) or drawn(call, expr) or reported(call, expr)
    return known or Returned(_callee(expr))


STRUCTURES = {
    **dict.fromkeys([*BINARY, *UNARY], _of_operator),
    **dict.fromkeys(COMPARE, _of_comparison),
    **dict.fromkeys(["and", "or", "ifexp"], _of_logic),
    "tuple": lambda call, expr: TupleKind(tuple([call.kind(arg) for arg in expr.args])),
    "list": lambda call, expr: list_of(call, expr.args),
    "getitem": _of_getitem,
    "attr": _of_attr,
    "const": _of_const,
    "call": _of_call,
    "method": _of_method,
    "slice": lambda call, expr: Other("slice"),
    "fstring": lambda call, expr: kind_of_text(expr, call.kind) or Other("text"),
    "format": lambda call, expr: Other("text"),
    "dict": _of_dict,
    "record": _of_record,
    "set": lambda call, expr: Other("opaque"),
    "star": lambda call, expr: Unknown("a * operand"),
    "list.append": lambda call, expr: Other("none"),
    "list.pop": lambda call, expr: list_operation(call, expr, None),
}
