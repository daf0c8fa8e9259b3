"""File checks: the text of a function that refuses arguments which a saved program is not for.

A program holds for kinds (dtype, number of axes, structure) and for guards: the comparisons of
sizes that decisions of the compiler used. Both are written out as plain Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .analysis.kinds import Guard
from .analysis.kinds.joins import DictOf
from .analysis.kinds.sizes import ATOM, spell
from .ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, TupleKind, can_vary
from .ir.nodes import Param
from .pipeline import Emitted, Special

NEED = '''
def need(holds, name, wanted, value):
    """Raise TypeError unless an argument is of the kind that the program was made for."""
    if not holds:
        shape = "" if getattr(value, "ndim", 0) == 0 else f" with {value.ndim} axes"
        given = f"{getattr(value, 'dtype', '')} {type(value).__name__}{shape}".strip()
        raise TypeError(f"`{name}` must be {wanted}, not {given}")


def decided(holds, name, fact):
    """Raise ValueError unless sizes compare as they did where the program was made."""
    if not holds:
        raise ValueError(f"{name} was made for arguments where {fact}")
'''
Fact = tuple[str, str]  # a test, and what it says in words
PLAIN = {"float64": "float", "int64": "int", "bool": "bool", "complex128": "complex"}
WORDS = {"float64": "a float", "int64": "an int", "bool": "a bool", "complex128": "complex"}


def check_function(special: Special, program: Emitted, name: str) -> tuple[str, str]:
    """Return the text of `check_arguments`, and the arguments that it takes."""
    params = [p.name for p in special.source.program.params]
    lines = [line for param, kind in special.arguments.items() for line in _needs(kind, param)]
    for one, words in [*_orders(special.arguments), *sizes_and_memory(special, program)]:
        lines.append(_call("decided", one, f'"{name}", {_quoted(words)}'))
    given = program.program.params[len(params) :]
    directions = [program.names.get(p.name, p.name) for p in given]
    lines += _directions(special, given, directions)
    lines = lines or ["    pass"]
    head = f'    """Raise unless the arguments are those that {name} was made for."""'
    body = "\n".join(lines)
    arguments = ", ".join([*params, *directions])
    return f"def check_arguments({arguments}):\n{head}\n{body}", arguments


def _directions(
    special: Special, given: Sequence[Param], names: Sequence[str]
) -> Iterator[str]:
    """Yield the checks of the tangents of arguments, or of the adjoints of the result."""
    seeds = iter(special.result_kinds)
    for name, param in zip(names, given):
        of = param.name.removeprefix("d:")
        if of != param.name and of in special.arguments:
            yield from _alike(special.arguments[of], name, of)
        elif of == param.name:
            yield from _like_the_result(next(seeds, None), name, special)


def _alike(kind: Kind | None, direction: str, value: str) -> Iterator[str]:
    """Yield the checks of a tangent: it has the shape of its argument."""
    if not can_vary(kind):
        return
    if isinstance(kind, Array):
        same = f"type({direction}) is np.ndarray and {direction}.shape == {value}.shape"
        told = _quoted(f"an array of the shape of {value}")
        yield _call("need", same, f"{_quoted(direction)}, {told}, {direction}")
    elif isinstance(kind, Scalar):
        yield _number(direction)
    elif isinstance(kind, ListKind):
        same = f"type({direction}) is list and len({direction}) == len({value})"
        told = _quoted(f"a list as long as {value}")
        yield _call("need", same, f"{_quoted(direction)}, {told}, {direction}")
    elif isinstance(kind, TupleKind) and (kind.form is None or kind.form.what == "dict"):
        for place, item in enumerate(kind.items):
            yield from _alike(item, part(direction, kind, place), part(value, kind, place))


def _like_the_result(kind: Kind | None, seed: str, special: Special) -> Iterator[str]:
    """Yield the checks of an adjoint of the result, whose sizes are known by the arguments'."""
    if isinstance(kind, Scalar) or isinstance(kind, Array) and kind.ndim == 0:
        yield _number(seed)
        return
    if not isinstance(kind, Array):
        return
    sizes = [ATOM.sub(lambda m: _atom(m[0], {}, special.arguments), spell(s)) for s in kind.shape]
    roots = [re.split(r"[.\[]", name)[0] for size in kind.shape for name, _ in size.terms]
    if set(roots) <= set(special.arguments):
        of = f"({', '.join(sizes)}{',' * (len(sizes) == 1)})"
        same, told = f"{seed}.shape == {of}", f"an array of the shape {of}"
    else:
        same, told = f"{seed}.ndim == {kind.ndim}", word(kind)
    holds = f"type({seed}) is np.ndarray and {same}"
    yield _call("need", holds, f"{_quoted(seed)}, {_quoted(told)}, {seed}")


def _number(name: str) -> str:
    return _call("need", f"np.ndim({name}) == 0", f'{_quoted(name)}, "a number", {name}')


def sizes_and_memory(special: Special, program: Emitted) -> list[Fact]:
    """Return what was decided of the arguments besides kinds and layouts."""
    params = [p.name for p in special.source.program.params]
    captured = {c.name: new for new, c in program.captures.items()}
    facts = list(_apart(special, params))
    guards = [fact(guard, captured, special.arguments) for guard in special.sizes.guards]
    facts += [(one, one) for one in guards]
    outside = set(captured.values())
    return [f for f in dict.fromkeys(facts) if not set(re.findall(r"\w+", f[0])) & outside]


def _needs(kind: Kind, value: str) -> Iterator[str]:
    """Yield the checks of a value: of a dict or an object one, and one for each item."""
    if isinstance(kind, TupleKind) and kind.form is not None:
        wanted = _holds(value, kind)
        if wanted != "True":
            yield _call("need", wanted, f"{_quoted(value)}, {_quoted(word(kind))}, {value}")
        for place, item in enumerate(kind.items):
            yield from _needs(item, part(value, kind, place))
    elif test(kind, value) != "True":
        yield _call("need", test(kind, value), f"{_quoted(value)}, {_quoted(word(kind))}, {value}")


def _call(function: str, first: str, others: str) -> str:
    """Return a call as a statement; its first argument has lines of its own where it is long."""
    line = f"    {function}({first}, {others})"
    if len(line) <= 100:
        return line
    if len(first) > 90:
        first = first.replace(" and ", "\n        and ")
    return f"    {function}(\n        {first},\n        {others},\n    )"


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else repr(text)


def test(kind: Kind | None, value: str, depth: int = 0) -> str:
    """Return a Python test of whether a value is of a kind."""
    match kind:
        case Scalar(dtype=dtype, numpy=False):
            exact = dtype in ("int64", "bool")
            plain = PLAIN.get(dtype, "float")
            return f"type({value}) is {plain}" if exact else f"isinstance({value}, {plain})"
        case Scalar(dtype=dtype):
            return f"isinstance({value}, np.{'bool_' if dtype == 'bool' else dtype})"
        case Array(dtype=dtype, shape=shape):
            return (
                f"type({value}) is np.ndarray and {value}.dtype == \"{dtype}\" "
                f"and {value}.ndim == {len(shape)}"
            )
        case ListKind(item=item, length=_):
            if item is None:
                return f"{value} == []"
            each = f"item{depth or ''}"
            inner = test(item, each, depth + 1)
            tests = f"type({value}) is list and all({inner} for {each} in {value})"
            if isinstance(item, Array) and any("[]" in n for s in item.shape for n, _ in s.terms):
                tests += f" and len({{{each}.shape for {each} in {value}}}) < 2"
            return tests
        case TupleKind(items=items):
            parts = [test(item, part(value, kind, k), depth) for k, item in enumerate(items)]
            return " and ".join([_holds(value, kind), *(each for each in parts if each != "True")])
        case DictOf(items=items):
            named = items.items()
            parts = [test(item, f"{value}[{key!r}]", depth) for key, item in named]
            keys = ", ".join(repr(key) for key, _ in named)
            head = f"type({value}) is dict and set({value}) == {{{keys}}}"
            return " and ".join([head, *(part for part in parts if part != "True")])
        case Other(what="none"):
            return f"{value} is None"
        case Other(what="text"):
            return f"isinstance({value}, (str, bytes))"
    return "True"


def part(value: str, kind: Kind | None, place: int) -> str:
    """Return how item `place` of a tuple, a dict or an object is read."""
    form = kind.form if isinstance(kind, TupleKind) else None
    if form is None or form.what == "named":
        return f"{value}[{place}]"
    key = form.keys[place]
    return f"{value}[{key!r}]" if form.what == "dict" else f"{value}.{key}"


def _holds(value: str, kind: TupleKind) -> str:
    """Return a test of whether a value has the items of a tuple, a dict or an object."""
    form = kind.form
    if form is None or form.what == "named":
        return f"isinstance({value}, (list, tuple)) and len({value}) == {len(kind.items)}"
    if form.what == "dict":
        return f"isinstance({value}, dict) and list({value}) == {list(form.keys)!r}"
    return " and ".join([f"hasattr({value}, {key!r})" for key in form.keys]) or "True"


def word(kind: Kind | None) -> str:
    """Return a kind in words."""
    match kind:
        case Scalar(dtype=dtype, numpy=False):
            return WORDS.get(dtype, dtype)
        case Scalar(dtype=dtype):
            return f"np.{dtype}"
        case Array(dtype=dtype, shape=shape):
            return f"an array of {dtype} with {len(shape)} ax{'is' if len(shape) == 1 else 'es'}"
        case ListKind(item=item):
            return f"a list, each item {word(item)}" if item else "an empty list"
        case TupleKind(items=items, form=form):
            if form is None:
                return f"({', '.join(word(item) for item in items)})"
            keys = ", ".join(map(str, form.keys))
            return f"a dict with the keys {keys}" if form.what == "dict" else f"with {keys}"
        case Other(what="none"):
            return "None"
        case Other(what="text"):
            return "text"
    return "what it was"


def _orders(arguments: Mapping[str, Kind]) -> Iterator[Fact]:
    """Yield what is known of the memory of arrays."""
    for order in ("C", "F"):
        for name in names_in_order(arguments, order):
            flag = f"{order.lower()}_contiguous"
            yield f"{name}.flags.{flag}", f"the memory of {name} is {flag}"


def names_in_order(arguments: Mapping[str, Kind], order: str) -> Iterator[str]:
    """Yield the arrays whose memory is contiguous, in the order 'C' or 'F'."""
    for name, kind in arguments.items():
        if isinstance(kind, Array) and kind.ndim and kind.order == order:
            yield name


def _apart(special: Special, params: list[str]) -> Iterator[Fact]:
    """Yield that what the function writes is not memory of another argument."""
    arrays = [n for n in params if isinstance(special.arguments[n], Array)]
    for name in special.written_arguments():
        for other in arrays:
            if name in arrays and other != name:
                yield f"not np.shares_memory({name}, {other})", f"{name} and {other} lie apart"


def fact(guard: Guard, names: Mapping[str, str], kinds: Mapping[str, Kind]) -> str:
    """Return a guard as a comparison of sizes: `x.shape[0] == w.shape[1]`."""
    shown = {"==": ("==", "!="), ">=": (">=", "<")}[guard.relation][not guard.truth]
    terms = guard.size.terms
    left = Size(max(guard.size.constant, 0), tuple([(n, c) for n, c in terms if c > 0]))
    right = Size(max(-guard.size.constant, 0), tuple([(n, -c) for n, c in terms if c < 0]))
    one, other = (
        ATOM.sub(lambda m: _atom(m[0], names, kinds), spell(side)) for side in (left, right)
    )
    if not left.terms and shown in ("==", "!="):
        one, other = other, one
    return f"{one} {shown} {other}"


def _atom(atom: str, names: Mapping[str, str], kinds: Mapping[str, Kind]) -> str:
    """Return a size as Python: `x.0` as `x.shape[0]`, `l.len` as `len(l)`."""
    place, dot, what = atom.rpartition(".")
    if not dot or not (what.isdigit() or what == "len"):
        place, what = atom, ""
    root, *keys = re.split(r"[\[\]]+", place.replace("[]", "[0]"))
    kind: Kind | None = kinds.get(root)
    place = names.get(root, root)
    for key in filter(None, keys):
        place = part(place, kind, int(key)) if key.isdigit() else f"{place}[{key!r}]"
        kind = kind.items[int(key)] if isinstance(kind, TupleKind) else None
    if what == "len":
        return f"len({place})"
    return f"{place}.shape[{what}]" if what else place
