"""From a core program to its adjoint program: f(x, y) -> z becomes f_adjoint(x, y, gz=1.0).

The steps: stabilise, storage, activity, entry copies, snapshots, the mirror tree, recording,
assembly. The seed of a result is `g` + its name.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...analysis.kinds import Sizes
from ...analysis.activity import Activity, activity
from ...analysis.positions import positions_of
from ...analysis.detach import storage_with_detached as storage
from ...analysis.steady import steady_items
from ...analysis.storage import Storage
from ...ir.fresh import Fresh
from ...ir.frozen import dataclass, replace
from ...ir.kinds import Array, Kind, ListKind, Scalar, TupleKind, can_vary, is_complex
from ...ir.nodes import (
    Apply, Assign, Block, Const, Expr, For, Name, Param, Program, Stmt,
    Tag, While,
)  # fmt: skip
from ...ir.walk import all_statements, names_in, statements, substitute
from ..absent import absent_lists
from ..anew import bound_anew
from ..choose import Chooser
from ..differentiable import check_kinds
from ..flatten import flatten
from ..likeness import lasting_arrays, lasting_like
from ..known_calls import check_calls
from ..safe_where import safe_where
from ..same_loads import same_loads
from ..saving import Saving, saved_memory
from ..stabilise import stabilise
from ..strides import check_strides
from .again import compute_again
from .assemble import forward, reverse, spelled_effects
from .blocks import Blocks
from .sharers import OWNED, SHARED, State
from .definitions import Opening, outcomes_in, quoted_calls, spelled_outcomes
from .own import entry_copy, is_to_be_copied, local_captures, own_parts
from .gradients import Gradients
from .invariant import invariant_names
from .lasting import with_lasting_sizes
from .nodes import BlockNode, Step
from .parts import inputs_of, parts_of_tuples
from .places import adjoint_places
from .record import Recorder
from .same_values import read_same_values
from .stacks import restore_early, share_stacks
from .tree import bound_by, definitions
from .twins import without_twins
from .undo import Undo
from .unsure import unsure_names, with_placeholders
from .untouched import untouched


@dataclass(frozen=True)
class AdjointForm:
    """An adjoint program with its kinds, and the primal program that its comments quote."""

    program: Program
    kinds: dict[str, Kind]
    primal: Program
    seeds: tuple[str, ...]
    forward_body: Block
    reverse_body: Block
    gradients: Expr
    result: Expr
    active: Activity
    shadowed: frozenset[str]
    restored: frozenset[str]  # arrays whose memory the reverse sweep puts back
    given: tuple[str, ...] = ()  # adjoints to which it adds, instead of returning them


def leaves(expr: Expr) -> Iterable[Expr]:
    """Yield the names and constants of a result."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
        for arg in expr.args[1::2] if expr.op == "dict" else expr.args:
            yield from leaves(arg)
    else:
        yield expr


def adjoint(
    program: Program, kinds: dict[str, Kind], sizes: Sizes, wrt: tuple[str, ...],
    again: bool = False, given: tuple[str, ...] = (),
) -> AdjointForm:  # fmt: skip
    """Return the adjoint program of a core program with respect to the parameters `wrt`.

    Functions that call themselves save what their reverse functions need, or, with `again`, are
    run again by them. The adjoints of the parameters `given` are arguments, to be added to.
    """
    kinds = dict(kinds)
    program = flatten(program, kinds, sizes)
    store = storage(program, kinds, sizes)
    anew = bound_anew(program, kinds, sizes, store)
    if anew is not program:
        program, store = anew, storage(anew, kinds, sizes)
    program = same_loads(program, store)
    program, kinds = stabilise(program, kinds, sizes, store)
    store = storage(program, kinds, sizes)
    for own in (local_captures, own_parts):
        owning = own(program, kinds, store)
        if owning is not program:
            program, store = owning, storage(owning, kinds, sizes)
    outputs = [e.id for e in leaves(program.result) if isinstance(e, Name)]
    outputs = [n for n in outputs if can_vary(kinds[n])]
    inputs = inputs_of(program, kinds, wrt)
    active = activity(program, kinds, store, inputs, outputs)
    safe = safe_where(program, kinds, sizes, store, active.varied)
    if safe is not program:
        program, store = safe, storage(safe, kinds, sizes)
        active = activity(program, kinds, store, inputs, outputs)
    check_calls(program, active, kinds)
    check_strides(program, kinds, sizes, store, active.varied)
    fresh = Fresh(program, kinds)
    opened = Opening(kinds, store, active, fresh, sizes, again).program(program)
    if opened is not program:
        program, store = opened, storage(opened, kinds, sizes)
        active = activity(program, kinds, store, inputs_of(program, kinds, wrt), outputs)
    looped = frozenset(
        n for s in all_statements(program) if isinstance(s, (For, While))
        for t in statements(s.body) for n in t.binds
    )  # fmt: skip
    chooser = Chooser(kinds, sizes, store, active, fresh, looped)
    copied, undone = program, frozenset[str]()
    if looped or store.written:
        copied, undone = saved_memory(program, kinds, store, active, chooser, fresh)
    changed = copied is not program
    if changed:
        program, store = copied, storage(copied, kinds, sizes)
        active = activity(program, kinds, store, inputs_of(program, kinds, wrt), outputs)
    if looped or changed:
        chooser.again(store, active)
    check_kinds(program, kinds, active.active, store)
    run = _Driver(program, sizes, store, active, chooser, fresh, wrt, outputs, undone, given)
    return run.run()


class _Driver:
    """One adjoint program in the making."""

    def __init__(
        self, program: Program, sizes: Sizes, store: Storage, active: Activity, chooser: Chooser,
        fresh: Fresh, wrt: tuple[str, ...], outputs: list[str], undone: frozenset[str],
        given: tuple[str, ...],
    ):  # fmt: skip
        self.program, self.store, self.active = program, store, active
        self.wrt, self.outputs, self.fresh = wrt, outputs, fresh
        self.kinds = fresh.kinds
        self.undone, self.sizes, self.restored = undone, sizes, frozenset[str]()
        self.parts = parts_of_tuples(program, self.kinds)
        where = positions_of(program)
        self.places = adjoint_places(self.kinds, sizes, store, active, where)
        for name in self.places.shadowed:
            self.kinds.setdefault(f"g:{name}", self.kinds[name])
        self.mirror = Blocks(self.places, fresh, sizes)
        self.mirror.chooser, self.mirror.counters = chooser, {}
        self.mirror.where = program.places
        self.mirror.absent = absent_lists(program, self.kinds)
        if store.written:
            self.mirror.untouched = untouched(program, store, active, self.mirror.kind)
        self.mirror.inputs = frozenset(self.parts.values())
        self.mirror.returned = frozenset(map(self.places.root, wrt))
        self.gradients = Gradients(self.mirror, wrt, self.parts, given)

    def run(self) -> AdjointForm:
        entry = self._entry()
        state: State = {}
        for name in self.gradients.given:
            self.gradients.receive(name, state)
        seeds, seeding = self._seeds(state)
        params_born = self._params_born(state)
        tree = self.mirror.block(self.program.body, state)
        tree.nodes.append(Step((), (*params_born, *seeding)))
        gradients, closing = self.gradients.all_of(state)
        entry += self.gradients.kept_at_entry
        tree.nodes.insert(self._picks(tree), Step((), closing))  # when the parts have shadows
        tree.nodes[:0] = [Step((s,)) for s in entry]
        recorder = self._record(tree, {n for s in entry for n in s.binds})
        result, captured = self._captured(recorder)
        return self._form(tree, recorder, result, captured, seeds, gradients)

    def _picks(self, tree: BlockNode) -> int:
        """Return how many nodes at the start take arguments apart."""
        for place, node in enumerate(tree.nodes):
            match node:
                case Step(forward=(Assign(value=Apply(op="getitem", args=(Name(id=base), _))), *_)):
                    if isinstance(self.kinds.get(base), TupleKind):
                        continue
            return place
        return len(tree.nodes)

    def _entry(self) -> list[Stmt]:
        """Copy the arguments that the program writes; make the shadows that they need."""
        out: list[Stmt] = []
        for param in self.program.params:
            name = param.name
            if isinstance(self.kinds.get(name), TupleKind):
                continue
            if is_to_be_copied(name, self.kinds, self.store):
                out.append(Assign(name, entry_copy(name, self.kinds, self.store, self.fresh)))
            if name in self.places.shadowed:
                self.kinds[f"g:{name}"] = self.kinds[name]
                zero = self.mirror.zero_of(name)
                out.append(Assign(f"g:{name}", zero, Tag(0, 0, "shadow")))
        return out

    def _seeds(self, state: State) -> tuple[list[Param], tuple[Stmt, ...]]:
        """Return the seed parameters, and the statements that put them into the adjoints."""
        params: list[Param] = []
        self.mirror.out, self.mirror.tag = [], Tag(0, 0, "adjoint")
        scalar = len(self.outputs) == 1 and self._is_number(self.outputs[0])
        for name in self.outputs:
            seed = f"g:{name}"
            plain = self.places.root(name) == name and name not in self.places.shadowed
            if not plain or name in state or self._is_spine(name):
                seed = f"seed:{name}" if f"seed:{name}" not in self.kinds else self.fresh.name()
            self.kinds[seed] = self.kinds[name]
            params.append(Param(seed, Const(1.0) if scalar else None))
            if seed == f"g:{name}" and name in self.active.active:
                state[name] = OWNED if isinstance(self.kinds[name], Scalar) else SHARED
            elif name in self.active.active:
                self.mirror.add(Name(name), Name(seed), state)
        return params, tuple(self.mirror.out)

    def _is_spine(self, name: str) -> bool:
        return isinstance(self.kinds[name], ListKind) and self.store.is_written(name)

    def _is_number(self, name: str) -> bool:
        kind = self.kinds[name]
        if isinstance(kind, Array):
            return kind.ndim == 0 and not is_complex(kind)
        return isinstance(kind, Scalar) and not is_complex(kind)

    def _params_born(self, state: State) -> tuple[Stmt, ...]:
        self.mirror.out, self.mirror.tag = [], Tag(0, 0, "adjoint")
        for param in self.program.params:
            if self.mirror._is_spine(param.name) and param.name not in state:
                self.mirror.make_zero(param.name, state)
        return tuple(self.mirror.out)

    def _record(self, tree: BlockNode, copied: set[str]) -> Recorder:
        params = [p.name for p in self.program.params]
        defined = definitions(tree)
        lasting = lasting_arrays(params, defined, self.kinds, copied)
        if lasting:
            with_lasting_sizes(tree, defined, lambda n: lasting_like(n, lasting, self.kinds[n]))
        params += [c.name for c in self.program.captures]
        names = set(params) | bound_by(tree)
        self._count_kinds(tree)
        steady = steady_items(self.program, self.store)
        recorder = Recorder(
            self.kinds, self.store, self.sizes, names, undone=self.undone, steady=steady
        )
        if self.store.written:
            chooser = self.mirror.chooser
            saving = Saving(self.program, self.kinds, self.store, self.active, chooser, self.fresh)
            undone = self._undo(saving, tree, recorder) if self.undone else set()
            recorder.repeatable = saving.kept_loads()
            recorder.held = saving.stored_values(undone)
        params = [p for p in params if p not in copied]
        recorder.invariant = invariant_names(tree, defined, params, self.kinds, self.store)
        recorder.run(tree, params)
        if recorder.stacks:
            without_twins(tree, recorder, {})
        restore_early(tree)
        read_same_values(tree, recorder)
        compute_again(tree, recorder)
        recorder.stacks = share_stacks(tree, recorder.stacks, self.kinds)
        return recorder

    def _undo(self, saving: Saving, tree: BlockNode, recorder: Recorder) -> set[int]:
        """Let mirrors put memory back; return the numbers of the stores whose mirrors do."""
        saving.chooser.read.clear()  # the names of the parts of formulas have kinds by now
        undo = Undo(saving, recorder, self.kinds, self.sizes, self.undone)
        undo.run(tree)
        self.restored = frozenset(undo.restored)
        return undo.saved

    def _count_kinds(self, tree: BlockNode) -> None:
        for counter in self.mirror.counters.values():
            self.kinds[counter] = Scalar("int64")

    def _captured(self, recorder: Recorder) -> tuple[Expr, list[Stmt]]:
        """Name anew each result that the reverse sweep puts back to an older value.

        An array whose memory it puts back is copied.
        """
        out: list[Stmt] = []
        names: dict[str, Expr] = {}
        for name in names_in(self.program.result):
            held = {name, *self._returned_as(name)}
            is_undone = not held.isdisjoint(self.restored)
            if (name in recorder.restored or is_undone) and name not in names:
                new, k = "z'1", 1
                while new in self.kinds:
                    k += 1
                    new = f"z'{k}"
                self.kinds[new] = self.kinds[name]
                value: Expr = Apply("np.copy", (Name(name),)) if is_undone else Name(name)
                out.append(Assign(new, value))
                names[name] = Name(new)
        return substitute(self.program.result, names), out

    def _returned_as(self, name: str) -> set[str]:
        """Return the arrays that a name for several returns stands for."""
        made = self.store.definitions[name] if name in self.store.detached else []
        return {m.value.id for m in made if isinstance(m, Assign) and isinstance(m.value, Name)}

    def _form(
        self, tree: BlockNode, recorder: Recorder, result: Expr, captured: list[Stmt],
        seeds: list[Param], gradients: Expr,
    ) -> AdjointForm:  # fmt: skip
        start: list[Stmt] = [
            Assign(stack, Apply("list", ()), Tag(0, 0, "record")) for stack in recorder.stacks
        ]
        outcomes = outcomes_in(self.program.body)
        ahead = spelled_outcomes((*start, *forward(tree), *captured), outcomes)
        ahead, back = spelled_effects(ahead), spelled_effects(reverse(tree))
        known = {p.name for p in self.program.params} | {c.name for c in self.program.captures}
        unsure = unsure_names(tree, recorder.forward_names, known)
        ahead, back, stand_ins = with_placeholders(
            ahead, back, unsure, known, result, self.kinds
        )
        gradients = substitute(gradients, {n: Name(s) for n, s in stand_ins.items()})
        program = replace(
            self.program,
            name=f"{self.program.name}_adjoint",
            params=(*self.program.params, *seeds, *map(Param, self.gradients.given.values())),
            body=(*ahead, *back),
            result=Apply("tuple", (result, gradients)),
        )
        primal = quoted_calls(self.program.body, self.sizes.definitions)
        return AdjointForm(
            program, self.kinds, self.program.with_body(spelled_effects(primal)),
            tuple(p.name for p in seeds), ahead, back,
            gradients, result, self.active, frozenset(self.places.shadowed), self.restored,
            tuple(self.gradients.given.values()),
        )  # fmt: skip
