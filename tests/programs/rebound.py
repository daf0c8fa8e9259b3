"""Random states that are bound anew in loops, parts of several classes, trees and chains."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Array, Chain, Int, Kind, Parts, StateOf, Tree

Lines = list[str] | None
FORCES = ("Spring", "Damper", "Field")
USERS = '''
def walk(node, t):
    if node is None:
        return 0.3 * t
    return node.w * walk(node.left, np.sin(t)) + walk(node.right, node.w * t)

def length(link, t):
    if link.next is None:
        return link.v * t
    return length(link.next, t * link.v) + link.v

def evolve(s, t, n=2):
    for _ in range(n):
        s = s.step(t)
    return s

def pull(parts, x):
    f = 0.0
    for p in parts:
        f = f + p.force(x)
    return f
'''


class Rebound(Nests):
    """Statements about objects of the classes in `models.py`."""

    depth = 0

    def rebound(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("rebound"):
            return []
        return [
            (3.2, self.new_state), (5.6, self.stepping), (3.2, self.of_states),
            (2.4, self.path), (1.6, self.new_parts), (4.0, self.of_parts), (3.2, self.of_trees),
            (1.1, self.new_tree),
        ]  # fmt: skip

    def module_models(self) -> list[str]:
        return USERS.splitlines() if self.has("rebound") else []

    def found(self, of: type) -> list[str]:
        return [n for n, kind in self.scope.names.items() if isinstance(kind, of)]

    def number(self) -> str:
        return self.item_value(SCALAR)

    # -- states ---------------------------------------------------------------------------------

    def state_text(self, shape: tuple[int, ...] | None) -> str:
        if shape is None:
            return f"State({self.number()}, {self.number()})"
        item = Array(shape)
        return f"Swarm({self.item_value(item)}, {self.item_value(item)})"

    def new_state(self) -> Lines:
        name = self.fresh("o")
        shape = self.shape() if self.scope.arrays() and self.rng.random() < 0.4 else None
        text = self.state_text(shape)
        self.scope.add(name, StateOf(shape))
        return [f"{name} = {text}"]

    def a_state(self) -> tuple[str, StateOf] | None:
        names = self.found(StateOf)
        if not names:
            return None
        name = self.pick(names)
        kind = self.scope.names[name]
        assert isinstance(kind, StateOf)
        return name, kind

    def energy_of(self, name: str, kind: StateOf) -> str:
        inner = f"{name}.x" if kind.shape is None else f"np.sum({name}.x)"
        return self.pick([f"{name}.energy()", f"{inner} * 0.5", f"{name}.step(0.3).energy()"])

    def changed(self, name: str, kind: StateOf) -> str:
        t = self.scalar(0)
        return self.pick([
            f"{name}.step({t})", f"{name}.step({t})", f"{name}.moved({t})", f"evolve({name}, {t})",
            f"{name}.mix({name}.step({t}), 0.4)", f"evolve({name}, n=1, t={t}).moved(0.2)",
        ])  # fmt: skip

    def stepping(self) -> Lines:
        """`old = s; s = s.step(t)` in a loop, with what is read of both."""
        state = self.a_state()
        if not state or not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        start, kind = state
        s, old, a, i = self.fresh("o"), self.fresh("o"), self.fresh("s"), self.fresh("i")
        step = self.changed(s, kind)
        energy, other = self.energy_of(s, kind), self.energy_of(old, kind)
        names: dict[str, Kind] = {a: SCALAR, i: Int(0, 2)}
        test = self.inside(i, Int(0, 2), self.condition)
        body = self.pick([
            [f"{old} = {s}", f"{s} = {step}", f"{a} += {energy} * {other}"],
            [f"{old} = {s}", f"if {test}:", f"    {s} = {step}", f"{a} += {energy} - {other}"],
            [f"{s} = {step}", f"if {energy} > {other}:", f"    {old} = {s}", f"{a} += {other}"],
            [f"{old}, {s} = {s}, {step}", f"{a} = {a} * 0.5 + {other}"],
            [f"{s}, {old} = {s}.mix({old}, 0.6), {s}", f"{a} += {energy}"],
            [f"{s} = {step}", f"{s} = {s}.mix({old}, 0.3)", f"{a} += {energy}"],
            [f"{s} = {step}", f"if {test}:", f"    {self.pick(['break', 'continue'])}",
             f"{a} += {energy}", f"{old} = {s}"],
        ])  # fmt: skip
        more = self.looped(1, extra=names) if self.rng.random() < 0.4 else []
        self.scope.add(a, SCALAR)
        self.scope.add(s, kind)
        self.scope.add(old, kind)
        header = f"for {i} in range({self.pick([0, 1, 1, 2, 2, 3, 3])}):"
        return [f"{s} = {start}", f"{old} = {start}", f"{a} = {self.constant()}", header,
                *["    " + line for line in body], *more]  # fmt: skip

    def of_states(self) -> Lines:
        """A number of a state, or a state of others."""
        state = self.a_state()
        if not state:
            return None
        name, kind = state
        same = [n for n in self.found(StateOf) if self.scope.names[n] == kind]
        made, other = self.fresh("s"), self.pick(same)
        if self.rng.random() < 0.08:  # refused where another name may have the object
            return [f"{name}.v = {name}.v * {self.scalar(0)}"]
        if self.rng.random() < 0.6:
            self.scope.add(made, SCALAR)
            value = self.energy_of(name, kind)
            return [f"{made} = {self.bounded(value)} * {self.energy_of(other, kind)}"]
        text = self.pick([self.changed(name, kind), f"{name}.mix({other}, {self.scalar(0)})"])
        made = self.fresh("o")
        self.scope.add(made, kind)
        if other != name and self.has("ifexp") and self.rng.random() < 0.2:
            return [f"{made} = {name} if {self.condition()} else {other}"]
        return [f"{made} = {text}"]

    def path(self) -> Lines:
        """A list of all states that a loop goes through."""
        state = self.a_state()
        if not state or not self.has("for") or self.loops or self.depth:
            return None
        start, kind = state
        p, s, q, i = self.fresh("p"), self.fresh("s"), self.fresh("q"), self.fresh("i")
        step = self.changed(f"{p}[-1]", kind)
        inner = f"{q}.x" if kind.shape is None else f"np.sum({q}.x * {q}.v)"
        self.scope.add(s, SCALAR)
        total = self.pick([
            f"{s} = sum({inner} * {inner} for {q} in {p})", f"{s} = {p}[-1].energy()",
            f"{s} = sum([{q}.energy() for {q} in {p}[1:]]) * {p}[0].energy()",
        ])  # fmt: skip
        header = f"for {i} in range({self.rng.randint(1, 3)}):"
        return [f"{p} = [{start}.moved(0.1)]", header, f"    {p}.append({step})", total]

    # -- parts, trees and chains ----------------------------------------------------------------

    def part_text(self, name: str) -> str:
        if name == "Field":
            return f"Field({self.item_value(Array(self.shape()))})"
        return f"{name}({self.number()})"

    def new_parts(self) -> Lines:
        if self.depth:
            return None
        name = self.fresh("p")
        kinds = FORCES if self.scope.arrays() else FORCES[:2]
        of = tuple(self.pick(list(kinds)) for _ in range(self.rng.randint(1, 3)))
        items = ", ".join(self.part_text(one) for one in of)
        self.scope.add(name, Parts(of))
        left, right = self.pick(["[]", "[]", ("(", ",)")])
        return [f"{name} = {left}{items}{right}"]

    def of_parts(self) -> Lines:
        names = self.found(Parts)
        if not names:
            return None
        name = self.pick(names)
        kind = self.scope.names[name]
        assert isinstance(kind, Parts)
        s, p, x = self.fresh("s"), self.fresh("p"), self.scalar(1)
        at = self.rng.randrange(len(kind.of))
        field = {"Spring": "k", "Damper": "c", "Field": "w"}[kind.of[at]]
        part = f"{name}[{at}]"
        draw = self.rng.random()
        if draw < 0.2:
            return [f"for {p} in {name}:", f"    {p}.work({x})"]
        if draw < 0.4:
            return [self.pick([f"{part}.work({x})", f"{part}.{field} = {part}.{field} * {x}",
                               f"{part}.{field} *= {self.scalar(0)}"])]  # fmt: skip
        first = self.scalar(0)
        self.scope.add(s, SCALAR)
        if draw < 0.65 and self.has("for"):
            value = self.pick([f"{s} + {p}.force({s})", f"np.sin({s}) - 0.3 * {p}.force({x})"])
            return [f"{s} = {first}", f"for {p} in {name}:", f"    {s} = {value}"]
        return [f"{s} = " + self.bounded(self.pick([
            f"pull({name}, {x})", f"sum({p}.force({x}) for {p} in {name})", f"{part}.force({x})",
            f"sum([{p}.force({x}) for {p} in {name}])", f"np.sum({part}.{field}) * {first}",
        ]))]  # fmt: skip

    def new_tree(self) -> Lines:
        if self.depth:
            return None
        name, n = self.fresh("n"), self.number
        if self.rng.random() < 0.4:
            self.scope.add(name, Chain(2))
            return [f"{name} = Link({n()}, Link({n()}))"]
        self.scope.add(name, Tree(2))
        return [f"{name} = Node({n()}, Node({n()}), Node({n()}))"]

    def of_trees(self) -> Lines:
        trees, chains = self.found(Tree), self.found(Chain)
        if not trees and not chains:
            return None
        s, t = self.fresh("s"), self.scalar(1)
        name = self.pick(trees + chains)
        if name in chains:
            change = self.pick([f"{name}.v = np.sin({name}.v + {t})", f"{name}.next.v *= {t}"])
            value = self.pick([f"{name}.product()", f"length({name}, {t})", f"{name}.next.v"])
        else:
            change = self.pick([f"{name}.scale({t})", f"{name}.left.w *= {t}",
                                f"{name}.w = {name}.w * {t}"])  # fmt: skip
            value = self.pick([f"{name}.total({t})", f"walk({name}, {t})",
                               f"{name}.left.w * {t}"])  # fmt: skip
        if self.rng.random() < 0.3:
            return [change]
        self.scope.add(s, SCALAR)
        return [f"{s} = {self.bounded(value)}"]

    # -- arguments and results ------------------------------------------------------------------

    def model_summary(self, name: str, kind: Kind) -> str | None:
        match kind:
            case StateOf():
                return f"{name}.energy()"
            case Parts():
                return f"{name}[0].force(0.7)"
            case Tree():
                return f"{name}.total(0.6)"
            case Chain():
                return f"{name}.product()"
        return None
