"""Nominal arguments: what a text that is shown before any call takes its arguments to be.

The kind of a parameter is, in this order: what its annotation states, the kind of its default, an
integer if its use makes it a count, an array of as many axes as its use demands, a number. What is
read of an object is like a parameter.

Each axis has a size of its own until two of them meet, elementwise or in a product: then the text
takes them to be equal. A fixed point of that is the program for arguments of these sizes, made as
for arguments that were passed. `Nominal.assumed` says what was taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from types import SimpleNamespace

from .analysis.demands import demands
from .analysis.kinds import Sizes, kind_of_argument, kind_of_captured
from .analysis.kinds.sizes import spell
from .delivering import undelivered
from .errors import Error, WrongArgument, is_of_dicts
from .ir.kinds import (
    Array, Form, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown, as_size,
)  # fmt: skip
from .ir.nodes import Apply, Const, Expr, Name, Stmt
from .ir.walk import statements, subexpressions
from .nominal_objects import View, by_path
from .pipeline import Source, Special

PRIMES = (997, 991, 983, 977, 971, 967, 953, 947, 941, 937, 929, 919, 911, 907, 887, 883, 881)
MOST_AXES = 3
COUNTS = (5, 1, 0)  # what an integer is taken to be, the first that the program can do with
LETTERS = "nmklpqrstuvwhijab"
ROUNDS = 12
PLAIN: dict[str, Kind] = {
    "float": Scalar(), "int": Scalar("int64"), "bool": Scalar("bool"), "str": Other("text"),
    "complex": Scalar("complex128"), "None": Other("none"),
}  # fmt: skip
SHORT = {"float": "float64", "int": "int64", "complex": "complex128", "double": "float64"}
ARRAYS = re.compile(r"(?:np\.|numpy\.|npt\.)?(?:ndarray|NDArray|ArrayLike)\b.*")
TUPLES = re.compile(r"(?:typing\.)?[Tt]uple\[(.*)\]")
KEYED = re.compile(r"[\"']?([^\"':]+?)[\"']?\s*:\s*(.+)")
ARRAY, TUPLE, DICT = "float64[:]", "tuple[float, float]", "{a: float, b: float64[:]}"
DICTS = "list[{a: float, b: float64[:]}]"
PAIRS = "list[tuple[float64[:, :], float64[:]]]"  # what has more axes than arrays have
NONE_GIVEN: dict[str, Kind] = {"*": TupleKind(()), "**": TupleKind((), Form("dict", (), dict))}
ITEMS = re.compile(r"(?:typing\.|collections\.abc\.)?(?:[Ll]ist|Sequence|Iterable)\[(.*)\]")


class Meeting(Sizes):
    """Sizes that remember which of them met, though they are not equal."""

    def meet(self, a: Size | int, b: Size | int) -> None:
        """Remember that two sizes should be equal."""
        difference = as_size(a) - as_size(b)
        if self._evaluate(difference) not in (None, 0):
            self.met.append(difference)

    @property
    def met(self) -> list[Size]:
        """The differences that should be zero."""
        return self.__dict__.setdefault("_met", [])  # type: ignore[no-any-return]


def nominal(source: Source, stated: Mapping[str, Kind] | None = None) -> Special:
    """Return the specialisation for what annotations, defaults and use tell, or refuse.

    `stated` are kinds that are given for some parameters; its `assumed` says what was taken.
    """
    if not stated and source.nominal is not None:
        return source.nominal
    view = View(source, stated or {})
    known = {**_told(view), **dict(by_path(stated or {}))}
    kinds = _kinds(view, known)
    failure: Error | None = None
    if any(isinstance(kind, Unknown) for kind in kinds.values()):
        raise _unclear(view, known, None)
    for count in COUNTS:
        try:
            special = _met(view, kinds, count)
        except Error as error:
            failure = failure or error
            continue
        if not stated:
            source.nominal = special
        return special
    assert failure is not None
    if is_of_dicts(failure) and not source.reading.dicts_apart:
        with suppress(Error):
            return nominal(source.rereadings.apart(), stated)  # type: ignore[no-any-return]
    raise _unclear(view, known, failure)


def _unclear(view: View, known: Mapping[str, Kind], failure: Error | None) -> Error:
    """Return the refusal of the program itself, or the one that names what to annotate."""
    kinds, source = _kinds(view, known), view.source
    open_ = [n for n in view.names if n not in known and view.usage[n] != "count"]
    strange = [n for n in open_ if isinstance(kinds[n], Unknown)]
    if failure is not None and not open_:
        return failure
    told = str(failure).replace("\n", "\n    ")
    why = f"Its arguments were taken to be {describe(kinds, {}, source)}; then\n    {told}\n"
    if failure is None:
        why = f"Its use does not tell what {_list(strange)} could be."
    missing = strange or open_
    types = {n: _example(kinds[n]) for n in missing}
    way = f'State types, `types="{", ".join([f"{n}={t}" for n, t in types.items()])}"`'
    if not any("." in name for name in missing) and set(types.values()) == {ARRAY}:
        which = ", ".join(f'{name}: "float64[:]"' for name in missing)
        way = f"Annotate ({which}; a colon for each axis), or s{way[1:]}"
    return WrongArgument(
        f"the text of `{source.program.name}` cannot be made before a call", None, why,
        f'{way}, or give arguments: `{source.program.name}.text("adjoint", …)`.',
    )


def _example(kind: Kind) -> str:
    """Return a type that a parameter might have, for the advice to state one."""
    return kind.why if isinstance(kind, Unknown) else ARRAY


def _list(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


# -- kinds -----------------------------------------------------------------------------------------


def _told(view: View) -> dict[str, Kind]:
    """Return the kinds that annotations and defaults tell."""
    kinds: dict[str, Kind] = {}
    for param in view.params:
        if param.star in NONE_GIVEN:
            is_told = param.star == "**" or param.name not in view.read
            kind = NONE_GIVEN[param.star] if is_told else None
        else:
            kind = kind_of_annotation(param.name, param.annotation)
            kind = _of_default(view, param.name) if kind is None else kind
        if kind is not None:
            kinds[param.name] = kind
    return kinds


def _of_default(view: View, name: str) -> Kind | None:
    """Return the kind of a default; an integer whose use is not to count is a number."""
    if not view.has_default(name):
        return None
    kind = kind_of_argument(name, view.default(name), {})
    if isinstance(kind, Scalar) and kind.dtype == "int64":
        return kind if view.usage[name] == "count" else Scalar()
    return kind


def kind_of_annotation(name: str, annotation: str | None) -> Kind | None:
    """Return the kind that an annotation states: `float`, `list[float]`, `float64[:, :]`.

    A tuple is `tuple[float, float64[:]]`, a dict `{rate: float, W: float64[:, :]}`.

    >>> kind_of_annotation("W", "'float32[:, :]'").ndim
    2
    """
    text = (annotation or "").strip("\"' ")
    array = re.fullmatch(r"(?:np\.|numpy\.)?(\w+)\[(\s*:(?:\s*,\s*:)*\s*,?\s*)\]", text)
    if array is not None:
        dtype = SHORT.get(array[1], array[1])
        return Array(dtype, axes_of(name, array[2].count(":")))
    items = ITEMS.fullmatch(text)
    if items is not None:
        inner = kind_of_annotation(f"{name}[]", items[1])
        return None if inner is None else ListKind(inner, Size.symbol(f"{name}.len"))
    several = TUPLES.fullmatch(text)
    if several is not None:
        return _several(name, split_types(several[1]))
    if text.startswith("{") and text.endswith("}"):
        fields = [KEYED.fullmatch(part) for part in split_types(text[1:-1])]
        named = {field[1]: field[2] for field in fields if field}
        form = Form("dict", tuple(named), dict)
        return _several(name, list(named.values()), form) if len(named) == len(fields) else None
    return PLAIN.get(re.sub(r"^(?:np\.|numpy\.)(?:float64|double)$", "float", text))


def _several(name: str, texts: list[str], form: Form | None = None) -> Kind | None:
    """Return the kind of a tuple or a dict whose items have these types."""
    kinds = [kind_of_annotation(f"{name}[{k}]", text) for k, text in enumerate(texts)]
    found = [kind for kind in kinds if kind is not None]
    return TupleKind(tuple(found), form) if len(found) == len(kinds) else None


def split_types(text: str) -> list[str]:
    """Return the parts of a text between its commas, but for those in brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def axes_of(name: str, count: int) -> tuple[Size, ...]:
    """Return the shape of an argument with so many axes."""
    return tuple([Size.symbol(f"{name}.{k}") for k in range(count)])


def _kinds(view: View, known: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return the kind of every parameter."""
    program = view.program
    free = [n for n in view.names if n not in known and view.usage[n] != "count"]
    stated = {p.name: (p.annotation or "").strip("\"'") for p in view.params}
    least = {n: 1 for n in free if ARRAYS.fullmatch(stated[n])}
    given = {c.name: c.read() for c in program.captures}
    ranks = {n: _rank(kind_of_argument(n, value, {})) for n, value in given.items()}
    ranks.update({n: _rank(kind) for n, kind in known.items()})
    found = demands(program, ranks, free, least)
    kinds: dict[str, Kind] = {}
    for name in view.names:
        if name in known:
            kinds[name] = known[name]
        elif name in view.open | view.stars:
            kinds[name] = Unknown(DICT if name in view.open else TUPLE)
        elif name in found.mappings or found.axes.get(name, 0) > MOST_AXES:
            kinds[name] = Unknown(DICTS if name in found.mappings else PAIRS)
        elif name in found.axes:
            dtype = "int64" if name in found.indices else "float64"
            axes = found.axes[name]
            kinds[name] = Array(dtype, axes_of(name, axes)) if axes else Scalar(dtype)
        else:
            kinds[name] = _counted(view, name)
    return kinds


def _rank(kind: Kind) -> int:
    if isinstance(kind, Array):
        return kind.ndim
    return 1 + _rank(kind.item) if isinstance(kind, ListKind) and kind.item else 0


def _counted(view: View, name: str) -> Kind:
    """Return the kind of a parameter that counts or selects: text where it is compared with it."""
    for stmt in statements(view.program.body):
        for expr in _parts(stmt):
            match expr:
                case Apply(op="eq" | "ne" | "in", args=(Name(id=other), Const(value=str()))):
                    if other == name:
                        return Other("text")
                case Apply(op="is" | "isnot", args=(Name(id=other), Const(value=None))):
                    if other == name:
                        return Other("none")
    return Scalar("int64", False, Size.symbol(name))


def _parts(stmt: Stmt) -> list[Expr]:
    return [part for expr in stmt.expressions for part in subexpressions(expr)]


# -- sizes -----------------------------------------------------------------------------------------


def _met(view: View, kinds: Mapping[str, Kind], count: int) -> Special:
    """Return the specialisation in which sizes that meet are equal."""
    source, arguments = view.source, view.whole(kinds)
    equal: dict[str, Size] = {}
    for _ in range(ROUNDS):
        atoms, captures = _atoms(view, kinds, equal, count)
        sizes = Meeting(atoms)
        failure: Error | None = None
        try:
            special = Special(source, {**arguments, **captures}, sizes)
            if not undelivered(special):
                special.adjoint_form(special.wrt_that_vary())
        except Error as error:
            failure = error
        if not _solve(sizes.met, equal, _extents(kinds), atoms):
            break
    if failure is not None:
        raise failure
    is_plain = not any(map(_is_assumed, arguments.values()))
    special.assumed = "" if is_plain else describe(arguments, equal, source)
    return special


def _is_assumed(kind: Kind | None) -> bool:
    """Return whether a kind is more than that of a number, text or an object of such."""
    if isinstance(kind, TupleKind) and kind.form is not None and kind.form.what != "dict":
        return any(map(_is_assumed, kind.items))
    return isinstance(kind, (Array, ListKind, TupleKind))


def _extents(kinds: Mapping[str, Kind]) -> list[str]:
    """Return the symbols of the sizes of the arguments, in their order."""
    return [name for kind in kinds.values() for name in _symbols(kind)]


def _symbols(kind: Kind | None) -> list[str]:
    """Return the symbols of the sizes in a kind."""
    match kind:
        case Array(shape=shape):
            return [name for size in shape for name, _ in size.terms]
        case ListKind(item=item, length=length):
            return [*([name for name, _ in length.terms] if length else []), *_symbols(item)]
        case TupleKind(items=items):
            return [name for item in items for name in _symbols(item)]
    return []


def _atoms(
    view: View, kinds: Mapping[str, Kind], equal: Mapping[str, Size], count: int
) -> tuple[dict[str, int], dict[str, Kind]]:
    """Return the value of each size, and the kinds of the captured values."""
    counts = [name for name, kind in kinds.items() if _has_value(kind)]
    given = {name: view.default(name) for name in counts}
    atoms = {n: v if type(v) is int else count for n, v in given.items()}
    for k, name in enumerate(_extents(kinds)):
        atoms[name] = PRIMES[k % len(PRIMES)]
    sizes = Sizes(atoms)
    atoms.update({name: sizes.peek(size) or 1 for name, size in equal.items()})
    captures = {
        c.name: kind_of_captured(c.name, c.read(), atoms) for c in view.source.program.captures
    }
    return atoms, captures


def _has_value(kind: Kind) -> bool:
    return isinstance(kind, Scalar) and kind.value is not None


def _solve(
    met: list[Size], equal: dict[str, Size], extents: list[str], atoms: Mapping[str, int]
) -> bool:
    """Solve each difference for a size of an argument; return whether anything was learnt."""
    learnt = False
    for difference in met:
        left = _substituted(difference, equal)
        chosen = [n for n in reversed(extents) if abs(dict(left.terms).get(n, 0)) == 1]
        if not chosen:
            continue
        name = chosen[0]
        factor = dict(left.terms)[name]
        value = (left - Size.symbol(name) * factor) * -factor
        if (Sizes(atoms).peek(value) or 0) < 2:
            continue
        for other, size in list(equal.items()):
            equal[other] = _substituted(size, {name: value})
        equal[name] = value
        learnt = True
    return learnt


def _substituted(size: Size, values: Mapping[str, Size]) -> Size:
    total = Size(size.constant)
    for name, factor in size.terms:
        total = total + values.get(name, Size.symbol(name)) * factor
    return total


# -- words -----------------------------------------------------------------------------------------


def describe(kinds: Mapping[str, Kind], equal: Mapping[str, Size], source: Source) -> str:
    """Return kinds as one reads them: `x: float64[n], w: float64[n, m], steps: int`."""
    taken = {*kinds, *(c.name for c in source.program.captures)}
    letters = (letter for letter in LETTERS if letter not in taken)
    names = {n: next(letters, n) for n in _extents(kinds) if n not in equal}
    values = {name: Size.symbol(new) for name, new in names.items()}
    full = {**values, **{n: _substituted(s, values) for n, s in equal.items()}}
    return ", ".join(f"{name}: {_word(kind, full)}" for name, kind in kinds.items())


def _word(kind: Kind | None, names: Mapping[str, Size]) -> str:
    match kind:
        case Scalar(dtype=dtype, numpy=False):
            return re.sub(r"\d+$", "", dtype)
        case Scalar(dtype=dtype):
            return f"np.{dtype}"
        case Array(dtype=dtype, shape=shape):
            return f"{dtype}[{', '.join(spell(_substituted(s, names)) for s in shape)}]"
        case ListKind(item=item):
            return f"list[{_word(item, names)}]"
        case TupleKind(items=items, form=form) if form is not None:
            pairs = [f"{k}: {_word(item, names)}" for k, item in zip(form.keys, items)]
            within = ", ".join(pairs)
            is_plain = form.type is SimpleNamespace
            name = "object" if is_plain else getattr(form.type, "__name__", "object")
            return f"{{{within}}}" if form.what == "dict" else f"{name}({within})"
        case TupleKind(items=items):
            return f"tuple[{', '.join(_word(item, names) for item in items)}]"
        case Other(what="none"):
            return "None"
        case Other(what="text"):
            return "str"
    return "any"
