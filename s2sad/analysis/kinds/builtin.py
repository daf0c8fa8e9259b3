"""Builtins: sums, extremes and lengths, lists, ranges, and the structural operations."""

from __future__ import annotations

from ...ir.kinds import (
    Array, Kind, ListKind, Other, Scalar, Size, TupleKind, as_size, is_sparse,
)  # fmt: skip
from ...ir.nodes import Apply
from .calls import Call, Never, Undecided, kind_rule
from .elementwise import elementwise, int_value, with_value
from .joins import join
from .known_texts import kind_of_text
from .questions import class_of_class
from .reductions import size_of

INT = Scalar("int64")
BOOL = Scalar("bool")


@kind_rule("abs(x)", "round(x, digits=None)", "pow(x, y)", "divmod(x, y)")
def of_number(call: Call) -> Kind:
    """A function of numbers that Python has."""
    if call.op == "divmod":
        raise Undecided("divmod")
    if call.op == "abs" and is_sparse(call["x"]) and "complex" not in str(call["x"]):
        return call["x"]
    kinds = [call["x"], *[call[n] for n in ("digits", "y") if call.has(n)]]
    if not all(isinstance(kind, (Scalar, Array)) for kind in kinds):
        raise Undecided(f"{call.op} of something that is not a number")
    return elementwise(call, kinds, "pow" if call.op == "pow" else None)


@kind_rule("max(args)", "min(args)")
def of_extreme(call: Call) -> Kind:
    """One of the operands, or one item of the only operand."""
    if call.kwargs:
        raise Undecided(f"{call.op} with {next(iter(call.kwargs))}=")
    kinds = [call.known(arg) for arg in call.args]
    if len(kinds) == 1:
        return _item(call, kinds[0])
    found: Kind = kinds[0]
    for kind in kinds[1:]:
        value = _extreme_value(call, found, kind)
        found = with_value(join(found, kind, call.unify), value)
    if not isinstance(found, Scalar):
        raise Undecided(f"{call.op} of operands that are not all numbers")
    return found


def _extreme_value(call: Call, a: Kind, b: Kind) -> Size | None:
    one, other = int_value(a), int_value(b)
    if one is None or other is None:
        return None
    first = call.sizes.at_most(one, other)
    if first is None:
        return None
    return (one if first else other) if call.op == "min" else (other if first else one)


def _item(call: Call, kind: Kind) -> Kind:
    match kind:
        case ListKind(item=Scalar() as number):
            return number
        case TupleKind(items=(first, *rest)):
            joined: Kind = first
            for item in rest:
                joined = join(joined, item, call.unify)
            return joined
        case Array(dtype=dtype) if kind.ndim == 1:
            return Scalar(dtype, True)
    raise Undecided(f"{call.op} of something that is no row of numbers")


@kind_rule("sum(items, start=0)", "math.fsum(items)")
def of_sum(call: Call) -> Kind:
    """The items added to 0 one after the other."""
    expr = call.kwargs["items"]
    if isinstance(expr, Apply) and expr.op in ("list", "tuple"):
        items = [call.known(arg) for arg in expr.args]
    else:
        items = _summands(call, call.known(expr))
    if call.op == "math.fsum":
        return Scalar("float64")
    found: Kind = call["start"] if call.has("start") else INT
    for item in items:
        found = elementwise(call, [found, item], "add")
    return found if items else Scalar("int64") if not call.has("start") else found


def _summands(call: Call, kind: Kind) -> list[Kind]:
    match kind:
        case TupleKind(items=items):
            return list(items)
        case ListKind(item=item):
            return [] if item is None else [call.loaded(item)]
        case Array(dtype=dtype, shape=shape, order=order) if shape:
            row = Array(dtype, shape[1:], order) if len(shape) > 1 else Scalar(dtype, True)
            return [row]
    raise Undecided("sum of something that has no items")


@kind_rule("math.prod(items, start=1)")
def of_product(call: Call) -> Kind:
    """The product of ints; of floats it is written out before."""
    items = _summands(call, call["items"])
    if not all(isinstance(item, Scalar) and item.dtype == "int64" for item in items):
        raise Undecided("math.prod of something that is no row of numbers")
    values = [int_value(item) for item in items]
    if not isinstance(call["items"], TupleKind) or call.has("start") or None in values:
        return INT
    total = Size(1)
    for value in values:
        assert value is not None
        total = call.sizes.product(total, value)
    return with_value(INT, total)


@kind_rule("math.dist(p, q)")
def of_distance(call: Call) -> Kind:
    """A distance of two points."""
    return Scalar("float64")


@kind_rule("len(x)")
def of_len(call: Call) -> Kind:
    """The number of items."""
    match call["x"]:
        case Array(shape=(first, *_)):
            return Scalar("int64", False, first)
        case ListKind(length=length):
            return Scalar("int64", False, length)
        case TupleKind(items=items):
            return Scalar("int64", False, as_size(len(items)))
        case Other():
            return INT
    raise Undecided("len of something that has no length")


@kind_rule("np.shape(x)")
def of_shape(call: Call) -> Kind:
    """The sizes of the axes: a tuple of ints."""
    array = call.array("x")
    return TupleKind(tuple([Scalar("int64", False, extent) for extent in array.shape]))


@kind_rule("np.size(x, axis=None)", "np.ndim(x)")
def of_size(call: Call) -> Kind:
    """The number of elements, along axes if they are given; or of axes."""
    array = call.array("x")
    if call.op == "np.ndim":
        return Scalar("int64", False, Size(array.ndim))
    axes = call.axes("axis", array.ndim)
    if axes is not None:
        array = Array(array.dtype, tuple([array.shape[axis] for axis in axes]))
    return Scalar("int64", False, size_of(call, array))


@kind_rule("any(x)", "all(x)", "rt.raises(args)")
def of_any(call: Call) -> Kind:
    """Whether items are true: a Python bool."""
    return BOOL


@kind_rule("str(args)", "repr(args)", "format(args)", "print(args)", "type(args)", "id(args)",
           "hash(args)", "slice(args)", "np.result_type(args)", "np.dtype(args)", "np.finfo(args)",
           "range(args)", "enumerate(args)", "zip(args)", "reversed(args)",
           "np.array2string(args)", "np.array_repr(args)", "np.array_str(args)")  # fmt: skip
def of_other(call: Call) -> Kind:
    """Something without a derivative."""
    what = {
        "print": "none", "type": "type", "id": "opaque", "hash": "opaque", "np.finfo": "opaque",
        "np.result_type": "dtype", "np.dtype": "dtype",
    }  # fmt: skip
    if call.op in ("str", "repr", "format"):
        return kind_of_text(Apply(call.op, call.args), call.kind) or Other("text")
    if call.op == "type" and len(call.args) == 1:
        return class_of_class(call.args[0], call.kind)
    if call.op == "np.dtype" and len(call.args) == 1:
        name = getattr(call.kind(call.args[0]), "what", "")
        return Other(name if name.startswith("dtype:") else "dtype")
    if call.op.startswith("np.array"):
        return Other("text")
    return Other(what.get(call.op, call.op))


@kind_rule("list(x=None)", "tuple(x=None)", "sorted(x, reverse=False)", "list.copy(x)")
def of_list(call: Call) -> Kind:
    """A new list or tuple of the items of something."""
    if not call.has("x"):
        return ListKind(None, Size(0))
    kind = call["x"]
    if isinstance(kind, TupleKind) and call.op == "tuple":
        return kind
    if call.op == "tuple":
        raise Undecided("a tuple of an unknown number of items")
    if isinstance(kind, ListKind):
        return kind
    found = items_of_kind(call, kind)
    return ListKind(*found)


def items_of_kind(call: Call, kind: Kind) -> tuple[Kind | None, Size | None]:
    """Return the kind and the number of the items of something that a `for` runs over."""
    match kind:
        case ListKind(item=item, length=length):
            return item, length
        case Array(dtype=dtype, shape=(first, *rest)):
            order = kind.order if kind.order == "C" else "A"
            return (Array(dtype, tuple(rest), order) if rest else Scalar(dtype, True)), first
        case TupleKind(items=items):
            found: Kind | None = None
            for item in items:
                found = item if found is None else join(found, item, call.unify)
            return found, as_size(len(items))
        case Other(what="range"):
            return INT, None
    raise Undecided("the items of something that has none")


def list_operation(call: Call, expr: Apply, inner: Kind | None) -> Kind:
    """Return the kind of list.append, list.pop, list.repeat and list.map."""
    if expr.op == "list.append":
        return Other("none")
    if expr.op == "list.repeat":
        count = int_value(call.kind(expr.args[0]))
        natural = count is not None and call.sizes.at_most(0, count)
        return ListKind(inner, count if natural else None)
    kind = call.known(expr.args[0])
    if expr.op == "list.map":
        return ListKind(inner, items_of_kind(call, kind)[1])
    if isinstance(kind, ListKind) and kind.item is not None:
        return call.loaded(kind.item)
    if isinstance(kind, ListKind):
        raise Never("an item of a list that is empty")
    raise Undecided("pop of something that is no list")


# -- operators on ints: their values ---------------------------------------------------------


def int_result(call: Call, op: str, kinds: list[Kind], found: Kind) -> Kind:
    """Return the kind of an operator's result, with its value where ints are known."""
    values = [int_value(kind) for kind in kinds]
    if any(v is None for v in values) or not isinstance(found, Scalar):
        return found
    return with_value(found, _value(call, op, [v for v in values if v is not None]))


def _value(call: Call, op: str, v: list[Size]) -> Size | None:
    match op:
        case "add":
            return v[0] + v[1]
        case "sub":
            return v[0] - v[1]
        case "neg":
            return v[0] * -1
        case "pos" | "int":
            return v[0]
        case "mul":
            return call.sizes.product(v[0], v[1])
        case "floordiv" | "mod" if v[1].is_constant and v[1].constant > 0:
            quotient = call.sizes.quotient(v[0], v[1].constant)
            return quotient if op == "floordiv" else v[0] - quotient * v[1].constant
        case "pow" if v[1].is_constant and 0 <= v[1].constant <= 4:
            total = Size(1)
            for _ in range(v[1].constant):
                total = call.sizes.product(total, v[0])
            return total
        case "abs":
            natural = call.sizes.at_most(0, v[0])
            return None if natural is None else v[0] if natural else v[0] * -1
    return None


def int_power(call: Call, base: Kind, exponent: Kind) -> Kind | None:
    """Return the kind of an int to the power of an int: a negative one makes a float."""
    both = all(isinstance(k, Scalar) and k.dtype in ("int64", "bool") for k in (base, exponent))
    if not both or (isinstance(base, Scalar) and base.numpy) or (
        isinstance(exponent, Scalar) and exponent.numpy
    ):
        return None
    value = int_value(exponent)
    natural = None if value is None else call.sizes.at_most(0, value)
    if natural is None:
        raise Undecided("whether an exponent is negative is not known")
    return INT if natural else Scalar("float64")

