"""Random programs: a seed gives a text, arguments, and the parameters to differentiate by."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tests.programs.blocks import Blocks
from tests.programs.expressions import Helper
from tests.programs.models import CLASSES
from tests.programs.rebound import FORCES
from tests.programs.running import fault_of
from tests.programs.scope import (
    SCALAR,
    Array,
    Chain,
    Int,
    Kind,
    ListOf,
    Parts,
    Record,
    Row,
    StateOf,
    Tree,
    TupleOf,
)

FEATURES = (
    "arrays", "views", "stores", "fancy", "swap", "lists", "listarrays", "tuples", "if", "for",
    "while", "break", "else", "return", "helpers", "mutating", "comprehension", "ifexp", "boolop",
    "walrus", "chained", "print", "where", "matmul", "closures", "globals", "layouts", "kinks",
)  # fmt: skip
NESTS = ("rows", "pairs")  # lists of lists, lists of tuples
EXTRAS = ("objects", "functions", "dicts", "contexts", "writers", "listmethods", "updates")
NEEDED = {
    "writers": {"arrays", "stores"}, "updates": {"arrays", "stores", "for"},
    "listmethods": {"lists"}, "functions": {"for"},
}  # fmt: skip
LATER = ("iterators", "queues", "rebound", "places", "tables", "axes")
NEEDED |= {
    "iterators": {"for"}, "places": {"arrays", "stores", "for"}, "tables": {"for"},
    "rebound": {"for"}, "axes": {"arrays", "stores"},
}  # fmt: skip
NEWEST = ("choices", "trials", "orders", "gathered", "spectra", "turns", "absences", "promoted")
NEEDED |= {
    "orders": {"arrays", "stores", "for"}, "gathered": {"lists", "for"},
    "turns": {"arrays", "stores", "for"}, "absences": {"arrays", "stores", "for"},
    "promoted": {"for", "arrays"},
}  # fmt: skip
RECENT = ("held",)
NEEDED |= {"held": {"lists", "for"}}
ALL = (*FEATURES, *NESTS, *EXTRAS, *LATER, *NEWEST, *RECENT)
WRITING = frozenset({"stores", "mutating", "swap"})
WRITERS = frozenset({
    "writers", "functions", "updates", "places", "rebound", "axes", "orders", "turns",
    "absences",
})  # fmt: skip
MODULES = (
    "collections", "contextlib", "dataclasses", "functools", "itertools", "math", "operator",
)  # fmt: skip


@dataclass(frozen=True)
class GeneratedProgram:
    """A module's text, the function in it, its arguments as texts, and what is differentiated."""

    source_text: str
    function_name: str
    args_text: tuple[str, ...]
    wrt: tuple[int, ...]
    seed: str
    features: tuple[str, ...]
    thrown: tuple[str, ...] = ()  # why programs before it were thrown away, in short

    @property
    def args(self) -> tuple[Any, ...]:
        """The arguments, made anew; the text of one may name another before it: `a0`."""
        made: dict[str, Any] = {"np": np, **CLASSES}
        for k, text in enumerate(self.args_text):
            made[f"a{k}"] = eval(text, made)
        return tuple(made[f"a{k}"] for k in range(len(self.args_text)))


def generate(seed: int | str, features: Iterable[str] | None = None) -> GeneratedProgram:
    """A program that runs, is smooth near its arguments, and depends on them."""
    wanted = None if features is None else sorted(features)
    thrown: list[str] = []
    for attempt in range(100):
        program = draw(f"{seed}/{attempt}", wanted)
        found = fault(program)
        if not found:
            return replace(program, thrown=tuple(thrown))
        thrown.append(found.split(":")[0].split(" along")[0])
    raise ValueError(f"seed {seed} gives no program that runs")


def draw(seed: str, features: Iterable[str] | None = None) -> GeneratedProgram:
    """One program, as it falls: legal text, but not yet tried. Equal seeds give equal programs."""
    rng = random.Random(f"program {seed}")
    chosen = frozenset(features) if features is not None else some_features(rng)
    nests = random.Random(f"nests {seed}")
    if features is None and nests.random() < 0.25:
        chosen |= frozenset(nests.sample(NESTS, nests.randint(1, 2)))
    if features is None:
        chosen |= some_extras(random.Random(f"extras {seed}"))
        chosen |= some_of(LATER, random.Random(f"later {seed}"))
        chosen |= some_of(NEWEST, random.Random(f"newest {seed}"))
        recent = random.Random(f"recent {seed}")
        chosen |= some_of(RECENT, recent) if recent.random() < 0.3 else frozenset()
    same = features is None and rng.random() < 0.05
    if same:
        chosen -= WRITING | WRITERS
    parts = Blocks(rng, chosen)
    lines = global_lines(rng, chosen)
    lines += [*parts.module_models(), *parts.module_tables()]
    lines += [*parts.module_choices(), *parts.module_gathered(), *parts.module_turns()]
    lines += parts.module_absences()
    lines += [*parts.module_classes(), *parts.module_functions()]
    helpers = list(parts.helpers)
    if "helpers" in chosen:
        for k in range(rng.randint(1, 3)):
            helper, text = draw_helper(parts, f"h{k}")
            lines += ["", *text]
            helpers.append(helper)
            parts.helpers = list(helpers)
            parts.features = chosen
    params, args = draw_params(rng, chosen, same)
    parts.fresh_names = parts.loops = parts.depth = 0
    body = parts.function("f", params, 0, rng.randint(3, 12), draw_result(rng, params, chosen))
    text = ast.unparse(ast.parse("\n".join(lines + body)))
    wrt = tuple(k for k, (_, kind) in enumerate(params) if not isinstance(kind, Int))
    if len(wrt) > 1 and rng.random() < 0.2:
        wrt = tuple(sorted(rng.sample(wrt, len(wrt) - 1)))
    return GeneratedProgram(
        with_imports(text), "f", tuple(args), wrt, seed, tuple(sorted(chosen))
    )


def fault(program: GeneratedProgram) -> str:
    """Why a program is not fit to be differentiated at its arguments; empty if it is."""
    return fault_of(program.source_text, program.function_name, program.args, program.wrt)


def some_features(rng: random.Random) -> frozenset[str]:
    """A random subset: programs of few features find what programs of all of them hide."""
    share = rng.choice([0.3, 0.5, 0.7, 0.9])
    chosen = {name for name in FEATURES if rng.random() < share}
    if rng.random() < 0.8:
        chosen.add("arrays")
    if not chosen & {"for", "while"}:
        chosen.add("for")
    return frozenset(chosen)


def some_extras(rng: random.Random) -> frozenset[str]:
    """Two programs in three have one to three of the larger features, and what these need."""
    if rng.random() < 0.35:
        return frozenset()
    found = set(rng.sample(EXTRAS, rng.choice([1, 1, 2, 3])))
    return frozenset(found.union(*[NEEDED.get(name, set()) for name in found]))


def some_of(features: tuple[str, ...], rng: random.Random) -> frozenset[str]:
    """Half of the programs have one or two of the features that came later."""
    if rng.random() < 0.5:
        return frozenset()
    found = set(rng.sample(features, min(rng.choice([1, 1, 2]), len(features))))
    return frozenset(found.union(*[NEEDED.get(name, set()) for name in found]))


def with_imports(text: str) -> str:
    used = [f"import {name}\n" for name in MODULES if f"{name}." in text or name == "math"]
    models = ", ".join(name for name in CLASSES if f"{name}(" in text)
    ours = f"from tests.programs.models import {models}\n\n" if models else ""
    return "".join(used) + "\nimport numpy as np\n\n" + ours + text + "\n"


def global_lines(rng: random.Random, features: frozenset[str]) -> list[str]:
    return [f"SCALE = {rng.uniform(0.3, 0.9):.2f}"] if "globals" in features else []


def draw_helper(parts: Blocks, name: str) -> tuple[Helper, list[str]]:
    """A small function: its body writes into its arguments only if that may be."""
    rng, features = parts.rng, parts.features
    mutates = "mutating" in features and "stores" in features and rng.random() < 0.5
    params: list[tuple[str, Kind]] = [("x", SCALAR)]
    if "arrays" in features and rng.random() < 0.7:
        params = [("v", Array((rng.randint(1, 4),))), *params[: rng.randint(0, 1)]]
    if rng.random() < 0.4:
        params.append(("y", SCALAR))
    defaults = int(len(params) > 1 and params[-1][1] == SCALAR and rng.random() < 0.6)
    if not mutates:
        parts.features = features - {"stores", "print", "lists"}
    parts.features -= {"closures"}
    first = params[0][1]
    result = first if isinstance(first, Array) and rng.random() < 0.6 else SCALAR
    if result != SCALAR and "views" in features and mutates and rng.random() < 0.5:
        return view_helper(parts, name, first)
    parts.fresh_names = 0
    text = parts.function(name, params, defaults, rng.randint(1, 4), result)
    return Helper(name, tuple(params), defaults, result, mutates), text


def view_helper(parts: Blocks, name: str, kind: Kind) -> tuple[Helper, list[str]]:
    """A function that returns a view of its argument."""
    assert isinstance(kind, Array)
    n = parts.rng.randint(1, kind.shape[0])
    parts.scope.names = {"v": kind}
    view = parts.view((n,)) or "v"
    text = [f"def {name}(v):", f"    return {view}"]
    return Helper(name, (("v", kind),), 0, Array((n,)), True), text


def draw_params(
    rng: random.Random, features: frozenset[str], same: bool
) -> tuple[list[tuple[str, Kind]], list[str]]:
    params: list[tuple[str, Kind]] = []
    args: list[str] = []
    for name in ("x", "y", "z")[: rng.randint(1, 3)]:
        kind = draw_kind(rng, features)
        params.append((name, kind))
        args.append(argument_text(rng, kind, "layouts" in features))
    arrays = [k for k, (_, kind) in enumerate(params) if isinstance(kind, Array)]
    if same and arrays:
        params.append(("u", params[arrays[0]][1]))
        args.append(f"a{arrays[0]}")
    if rng.random() < 0.2:
        n = rng.randint(1, 3)
        params.append(("n", Int(0, n)))
        args.append(str(n))
    return params, args


def draw_kind(rng: random.Random, features: frozenset[str]) -> Kind:
    if "rebound" in features and rng.random() < 0.45:
        return model_kind(rng, features)
    at = rng.random()
    if "arrays" in features and at < 0.65:
        n = rng.choice([1, 2, 3, 4, 4])
        return Array((n,)) if rng.random() < 0.65 else Array((n, rng.choice([1, 2, 3])))
    if features & set(NESTS) and at > 0.75:
        kinds = {"rows": Row(), "pairs": TupleOf((SCALAR, SCALAR))}
        return ListOf(kinds[rng.choice([n for n in NESTS if n in features])], rng.randint(1, 3))
    if "dicts" in features and at > 0.86:
        array = Array((rng.randint(1, 3),)) if "arrays" in features else SCALAR
        return Record((("w", array), ("b", SCALAR)))
    if "listmethods" in features and at > 0.86:
        return ListOf(SCALAR, rng.randint(2, 4))
    if "lists" in features and at > 0.93:
        return ListOf(SCALAR, rng.randint(1, 3))
    if "tuples" in features and at > 0.88:
        return TupleOf((SCALAR, SCALAR))
    return SCALAR


def model_kind(rng: random.Random, features: frozenset[str]) -> Kind:
    """The kind of an object, or of several, of the classes in `models.py`."""
    array = "arrays" in features
    forces = FORCES if array else FORCES[:2]
    return rng.choice([
        StateOf(), StateOf((rng.randint(1, 3),) if array else None), Tree(rng.randint(1, 3)),
        Chain(rng.randint(2, 3)), Parts(tuple(rng.choices(forces, k=rng.randint(1, 3)))),
        Parts((rng.choice(forces),) * 2),
    ])  # fmt: skip


def argument_text(rng: random.Random, kind: Kind, layouts: bool) -> str:
    def number() -> str:
        return f"{rng.choice([1, 1, -1]) * rng.uniform(0.15, 1.3):.3f}"

    match kind:
        case Array((n,)):
            if layouts and rng.random() < 0.3:
                return f"np.array([{', '.join(number() for _ in range(2 * n))}])[::2]"
            return f"np.array([{', '.join(number() for _ in range(n))}])"
        case Array((n, m)):
            rows = [f"[{', '.join(number() for _ in range(m))}]" for _ in range(n)]
            text = f"np.array([{', '.join(rows)}])"
            wrap = rng.choice(["np.asfortranarray({})", "{}[::-1]", "{}[:, ::-1]"])
            return wrap.format(text) if layouts and rng.random() < 0.4 else text
        case ListOf(Row() | TupleOf() as item, n):
            left, right = "[]" if item == Row() else "()"
            items = [f"{left}{number()}, {number()}{right}" for _ in range(n)]
            return f"[{', '.join(items)}]"
        case ListOf(_, n):
            return f"[{', '.join(number() for _ in range(n))}]"
        case Record(fields):
            items = [f"{key!r}: {argument_text(rng, inner, layouts)}" for key, inner in fields]
            return "{" + ", ".join(items) + "}"
        case TupleOf(items):
            return f"({', '.join(number() for _ in items)})"
        case StateOf() | Parts() | Tree() | Chain():
            return model_text(rng, kind, number)
    return number() if rng.random() < 0.7 else f"np.float64({number()})"


def model_text(rng: random.Random, kind: Kind, number: Callable[[], str]) -> str:
    def vector(n: int) -> str:
        return f"np.array([{', '.join(number() for _ in range(n))}])"

    match kind:
        case StateOf(None):
            return f"State({number()}, {number()})"
        case StateOf((n,)):
            return f"Swarm({vector(n)}, {vector(n)})"
        case Parts(of):
            items = [f"{one}({vector(2) if one == 'Field' else number()})" for one in of]
            return f"[{', '.join(items)}]"
        case Tree(below):
            inner = f"Node({number()}, Node({number()}))" if below > 1 else f"Node({number()})"
            last = f", right=Node({number()})" if below > 2 else ""
            return f"Node({number()}, {inner}{last})"
        case Chain(links):
            text = f"Link({number()})"
            for _ in range(links - 1):
                text = f"Link({number()}, {text})"
            return text
    raise TypeError(kind)


def draw_result(
    rng: random.Random, params: list[tuple[str, Kind]], features: frozenset[str]
) -> Kind:
    arrays = [kind for _, kind in params if isinstance(kind, Array)]
    nests = [kind for _, kind in params if isinstance(kind, ListOf) and kind.item != SCALAR]
    states = [kind for _, kind in params if isinstance(kind, StateOf)]
    if states and "return" not in features and rng.random() < 0.5:
        return TupleOf((SCALAR, states[0]))
    at = rng.random()
    if nests and at < 0.3:
        return TupleOf((SCALAR, nests[0]))
    if arrays and at < 0.15:
        return rng.choice(arrays)
    if arrays and at < 0.25:
        return TupleOf((SCALAR, rng.choice(arrays)))
    return TupleOf((SCALAR, SCALAR)) if at > 0.95 else SCALAR
