"""Random blocks: branches, loops with their early exits, closures, and whole functions."""

from __future__ import annotations

from tests.programs.absences import Absences
from tests.programs.axes import Axes
from tests.programs.choices import Choices
from tests.programs.contexts import Contexts
from tests.programs.dicts import Dicts
from tests.programs.expressions import Helper
from tests.programs.functions import Functions
from tests.programs.gathered import Gathered
from tests.programs.held import Held
from tests.programs.iterators import Iterators
from tests.programs.list_methods import ListMethods
from tests.programs.objects import Objects
from tests.programs.orders import Orders
from tests.programs.places import Places
from tests.programs.promoted import Promoted
from tests.programs.queues import Queues
from tests.programs.rebound import Rebound
from tests.programs.scope import SCALAR, Array, Int, Kind, ListOf, Queue, Scalar, Scope
from tests.programs.scope import StateOf, TupleOf
from tests.programs.spectra import Spectra
from tests.programs.tables import Tables
from tests.programs.turns import Turns
from tests.programs.updates import Updates
from tests.programs.writers import Writers

DEEPEST = 3


class Larger(Objects, Functions, Dicts, Contexts, ListMethods, Writers, Updates):
    """Statements of the larger features."""


class Later(Iterators, Queues, Rebound, Places, Tables, Axes):
    """Statements of the features that came later."""


class Newest(Choices, Orders, Gathered, Spectra, Turns, Absences, Promoted, Held):
    """Statements of the features that came last."""


class Blocks(Larger, Later, Newest):
    """Draws lists of lines; `left` counts the statements that may still be drawn."""

    left = 12
    depth = 0
    result: Kind = SCALAR

    def block(self, count: int) -> list[str]:
        lines: list[str] = []
        for _ in range(count):
            if self.left <= 0:
                break
            lines += self.statement()
        return lines or self.assign_scalar() or ["pass"]

    def statement(self) -> list[str]:
        self.left -= 1
        options = [
            (3.0, self.assign_scalar), (3.0, self.assign_array), (1.5, self.alias),
            (1.0, self.assign_many), (1.0, self.swap), (1.5, self.augment_scalar),
            (1.8, self.augment_array), (3.5, self.store), (1.0, self.new_list),
            (2.5, self.change_list), (0.5, self.push_and_pop), (0.5, self.new_tuple),
            (0.5, self.assign_flag), (0.5, self.assign_int), (0.5, self.effect),
            (1.8, self.call_statement), (2.2, self.branch), (3.0, self.loop),
            (1.3, self.while_loop), (0.7, self.one_branch), (0.5, self.early_return),
            (0.6, self.closure), *self.nests(), *self.objects(), *self.functions(),
            *self.dicts(), *self.contexts(), *self.writers(), *self.list_methods(),
            *self.updates(), *self.iterators(), *self.queues(), *self.rebound(),
            *self.places(), *self.of_tables(), *self.axes(), *self.choices(),
            *self.orders(), *self.gathered(), *self.spectra(), *self.turns(),
            *self.absences(), *self.promoted(), *self.of_holders(),
        ]  # fmt: skip
        if self.loops:
            carrying = {self.assign_scalar, self.assign_array, self.store, self.augment_array}
            options = [(2.0 * w if draw in carrying else w, draw) for w, draw in options]
        while True:
            weights = [w for w, _ in options]
            drawn = options.pop(self.rng.choices(range(len(options)), weights)[0])[1]()
            if drawn:
                return drawn

    def inner(self, count: int, *kept: str, extra: dict[str, Kind] | None = None) -> list[str]:
        """An indented block in a scope of its own, with some more names."""
        scope = self.scope
        self.scope = scope.child(*kept)
        for name, kind in (extra or {}).items():
            self.scope.add(name, kind)
        self.depth += 1
        lines = indented(self.block(count))
        self.depth -= 1
        self.scope = scope
        return lines

    def branch(self) -> list[str] | None:
        if not self.has("if") or self.depth >= DEEPEST:
            return None
        lines = [f"if {self.test()}:", *self.inner(self.rng.randint(1, 2))]
        if self.rng.random() < 0.25:
            lines += [f"elif {self.condition()}:", *self.inner(1)]
        if self.rng.random() < 0.6:
            lines += ["else:", *self.inner(self.rng.randint(1, 2))]
        return lines

    def test(self) -> str:
        if self.has("walrus") and self.rng.random() < 0.2:
            value, name = self.scalar(1), self.fresh("w")
            self.scope.add(name, SCALAR)
            return f"({name} := {value}) > {self.rng.uniform(-0.5, 0.8):.2f}"
        return self.condition()

    def one_branch(self) -> list[str] | None:
        """A variable that one branch defines and a later branch under the same flag reads."""
        if not self.has("if") or self.depth >= DEEPEST:
            return None
        flag, name = self.fresh("b"), self.fresh("o")
        kind: Kind = SCALAR
        if self.scope.arrays() and self.rng.random() < 0.5:
            kind = Array(self.shape())
        value, test = self.of_kind(kind, 1), self.condition()
        other = self.inner(1)
        use = self.inner(1, extra={name: kind})
        return [
            f"{flag} = {test}", f"if {flag}:", f"    {name} = {value}", *other,
            f"if {flag}:", *use,
        ]  # fmt: skip

    def loop(self) -> list[str] | None:
        if not self.has("for") or self.depth >= DEEPEST or self.loops >= 3:
            return None
        header, names, before, kept = self.header()
        lines = [*before, f"for {header}:"]
        count = self.rng.randint(2, 4)
        body = self.looped(count, *kept, extra=names)
        if before and self.rng.random() < 0.5:
            body += [f"    {before[0].split(' = ')[0]} = 1"]
        lines += body
        if self.has("else") and self.rng.random() < 0.2:
            lines += ["else:", *self.inner(1)]
        if header.split(" in ")[1] in SURE and self.rng.random() < 0.5:
            for name, kind in names.items():
                self.scope.add(name, kind)
        return lines

    def looped(self, count: int, *kept: str, extra: dict[str, Kind] | None = None) -> list[str]:
        """The body of a loop, sometimes with an early exit in it."""
        self.loops += 1
        lines = self.inner(count, *kept, extra=extra)
        self.loops -= 1
        if self.has("break") and self.rng.random() < 0.35:
            scope = self.scope
            self.scope = scope.child()
            for name, kind in (extra or {}).items():
                self.scope.add(name, kind)
            leave = [f"    if {self.condition()}:", f"        {self.pick(['break', 'continue'])}"]
            self.scope = scope
            tops = [k for k, line in enumerate(lines) if line[4] != " "]
            at = self.pick([k for k in tops if not line_continues(lines[k])] + [len(lines)])
            lines[at:at] = leave
        return lines

    def header(self) -> tuple[str, dict[str, Kind], list[str], list[str]]:
        """The header of a for loop: its text, its names, a line before it, names kept in it."""
        i, scope = self.fresh("i"), self.scope
        vectors, matrices = scope.arrays(rank=1), scope.arrays(rank=2)
        lists = scope.lists(1, Scalar)
        draw = self.rng.random()
        if draw < 0.5 or not (vectors or matrices or lists):
            return self.range_header(i)
        v = self.fresh("v")
        if draw < 0.58 and matrices:
            name = self.pick(matrices)
            shape = scope.shape(name)
            if self.rng.random() < 0.5:
                return f"{v} in {name}", {v: Array(shape[1:])}, [], []
            names: dict[str, Kind] = {i: Int(0, shape[0] - 1), v: Array(shape[1:])}
            return f"{i}, {v} in enumerate({name})", names, [], []
        if draw < 0.7 and lists:
            name = self.pick(lists)
            text = self.pick([name, name, f"reversed({name})"])
            return f"{v} in {text}", {v: SCALAR}, [], [name]
        if not vectors:
            return self.range_header(i)
        return self.vector_header(self.pick(vectors), i, v)

    def vector_header(
        self, name: str, i: str, v: str
    ) -> tuple[str, dict[str, Kind], list[str], list[str]]:
        n = self.scope.shape(name)[0]
        u = self.fresh("v")
        other = self.pick(self.scope.arrays(rank=1))
        fewer = min(n, self.scope.shape(other)[0])
        return self.pick([
            (f"{v} in {name}", {v: SCALAR}, [], []),
            (f"{v} in {name}[::-1]", {v: SCALAR}, [], []),
            (f"{v} in reversed({name})", {v: SCALAR}, [], []),
            (f"{i}, {v} in enumerate({name})", {i: Int(0, n - 1), v: SCALAR}, [], []),
            (f"{u}, {v} in zip({name}, {other})", {u: SCALAR, v: SCALAR}, [], []),
            (f"{i}, ({u}, {v}) in enumerate(zip({name}, {other}))",
             {i: Int(0, fewer - 1), u: SCALAR, v: SCALAR}, [], []),
            (f"{i} in range(len({name}))", {i: Int(0, n - 1)}, [], []),
        ])  # fmt: skip

    def range_header(self, i: str) -> tuple[str, dict[str, Kind], list[str], list[str]]:
        n = self.rng.randint(2, 3)
        draw = self.rng.random()
        if draw < 0.15:
            limit = self.fresh("n")
            return f"{i} in range({limit})", {i: Int(0, n - 1)}, [f"{limit} = {n}"], []
        if draw < 0.3 and self.scope.ints():
            k = self.pick(self.scope.ints())
            return f"{i} in range({k} % 3)", {i: Int(0, 1)}, [], []
        text, low, high = self.pick([
            (f"range({n})", 0, n - 1), (f"range({n})", 0, n - 1), (f"range(1, {n})", 1, n - 1),
            (f"range({n}, 0, -1)", 1, n), (f"range({n - 1}, -1, -1)", 0, n - 1),
            (f"range(0, {n + 1}, 2)", 0, n), ("range(0)", 0, 0), ("range(2, 2)", 0, 2),
            (f"reversed(range({n}))", 0, n - 1), ("range(4, 0, -2)", 2, 4),
        ])  # fmt: skip
        return f"{i} in {text}", {i: Int(low, high)}, [], []

    def while_loop(self) -> list[str] | None:
        if not self.has("while") or self.depth >= DEEPEST or self.loops >= 3:
            return None
        if self.rng.random() < 0.35:
            return self.data_while()
        k, n = self.fresh("k"), self.rng.randint(0, 3)
        test = f"{k} < {n}"
        if self.rng.random() < 0.3:
            test += f" and {self.condition()}"
        body = self.looped(2, k, extra={k: Int(0, 3)})
        return [f"{k} = 0", f"while {test}:", f"    {k} += 1", *body]

    def data_while(self) -> list[str]:
        """A loop that runs until a value is large enough."""
        t = self.fresh("t")
        start = f"{t} = 0.6 + 0.2 * np.sin({self.scalar(1)})"
        lines = [start, f"while {t} < 2.0:", f"    {t} = 1.6 * {t} + 0.1"]
        lines += self.looped(1, t, extra={t: SCALAR})
        self.scope.add(t, SCALAR)
        return lines

    def early_return(self) -> list[str] | None:
        if not self.has("return") or self.depth == 0:
            return None
        return [f"if {self.condition()}:", f"    return {self.of_kind(self.result, 1)}"]

    def closure(self) -> list[str] | None:
        """A function inside the function, that reads what is around it."""
        if not self.has("closures") or self.depth > 0:
            return None
        name, u = self.fresh("f"), self.fresh("u")
        body = self.inside(u, SCALAR, lambda: self.scalar(2))
        self.helpers.append(Helper(name, ((u, SCALAR),), 0, SCALAR, False))
        if self.rng.random() < 0.4:
            return [f"{name} = lambda {u}: {self.bounded(body)}"]
        return [f"def {name}({u}):", f"    return {self.bounded(body)}"]

    def summary(self) -> str:
        """A scalar that depends on what is there at the end."""
        terms = []
        scope = self.scope
        for name, kind in reversed(list(scope.names.items())):
            match kind:
                case Scalar():
                    terms.append(f"{self.constant()} * {name}")
                case Array():
                    terms.append(self.pick([f"np.sum({name} * {name})", f"np.sum(np.sin({name}))"]))
                case ListOf(Scalar(), least) if least:
                    terms.append(self.pick([f"sum({name})", f"{name}[-1] * {name}[0]"]))
                case ListOf(Array(), least) if least:
                    terms.append(f"np.sum({name}[-1] * {name}[0])")
                case TupleOf((Scalar(), *_)):
                    terms.append(f"{name}[0] ** 2")
                case Queue(item, least) if least:
                    last = self.entry_of(f"{name}[-1]", item)
                    terms.append(f"{last} * {self.entry_of(f'{name}[0]', item)}")
                case _ if (term := self.model_summary(name, kind)) is not None:
                    terms.append(term)
                case _ if (term := self.summary_of(name, kind)) is not None:
                    terms.append(term)
        self.rng.shuffle(terms)
        return " + ".join(terms[: self.rng.randint(3, 8)]) or "0.0"

    def function(
        self, name: str, params: list[tuple[str, Kind]], defaults: int, size: int, result: Kind
    ) -> list[str]:
        """A whole function; the last `defaults` parameters, scalars, have default values."""
        self.scope, self.left, self.result = Scope(), size, result
        for param, kind in params:
            self.scope.add(param, kind)
        shown = [n for n, _ in params]
        for k in range(len(shown) - defaults, len(shown)):
            shown[k] += f"={self.constant()}"
        lines = self.block(size)
        return [f"def {name}({', '.join(shown)}):", *indented([*lines, self.ending(result)])]

    def of_this_kind(self, kind: Kind) -> list[str]:
        """The names of this very kind: an object may have lost its own to something else."""
        return [name for name, known in self.scope.names.items() if known == kind]

    def ending(self, result: Kind) -> str:
        match result:
            case Scalar():
                return f"return {self.summary()}"
            case Array(shape) if self.scope.arrays(shape):
                name = self.recent(self.scope.arrays(shape))
                return f"return {self.pick([str(name), f'{name} * ({self.summary()})'])}"
            case TupleOf((_, Array(shape))) if self.scope.arrays(shape):
                return f"return {self.summary()}, {self.pick(self.scope.arrays(shape))}"
            case TupleOf((_, ListOf(item))) if self.lists_of(item):
                return f"return {self.summary()}, {self.pick(self.lists_of(item))}"
            case TupleOf((_, StateOf())) if self.of_this_kind(result.items[1]):
                name = self.pick(self.of_this_kind(result.items[1]))
                return f"return {self.summary()}, {self.pick([name, name, f'[{name}]'])}"
        return f"return {self.of_kind(result, 2)}"


SURE = {"range(2)", "range(3)", "range(2, 0, -1)", "range(3, 0, -1)", "reversed(range(3))"}


def indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]


def line_continues(line: str) -> bool:
    """Does a line belong to the statement before it?"""
    return line.lstrip().startswith(("else:", "elif ", "except ", "finally:"))
