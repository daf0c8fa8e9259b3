"""Recursion: a call of a function that calls itself, specialised for the kinds of its arguments.

The kinds of the results are a fixpoint over the body: a call inside gives nothing at first, so
that the returns that do not recur decide, then what the body gave before.
"""

from __future__ import annotations

from typing import Any

from ...errors import Error, UnknownKind
from ...ir.frozen import replace
from ...ir.kinds import Form, Kind, Other, Unknown
from ...ir.nodes import Apply, Assign, Const, Expr, Name, Param, Program, Stmt
from ...ir.walk import all_names
from .definitions import (
    LEAF, Definition, Tree, free_name, general, leaves_of, result_kind, sizes_of,
    widened, with_symbols,
)  # fmt: skip
from .joins import Nothing
from .list_values import NONE
from .merging import plain
from .nested import Nested
from .result import constant_kind
from .state import Parts, Value

ROUNDS = 8  # in how many rounds the kinds of results must settle
MOST = 60  # how many specialisations there may be


class NotYet(Exception):
    """A call gives nothing yet: what comes after it is not reached in this round."""


class Recursion(Nested):
    """Specialises the functions that call themselves."""

    specialised: Any = None  # the specialiser itself

    def recursive(self, expr: Apply) -> Value:
        """Return the value of a call of a function that calls itself."""
        found, operands = self._called(expr)
        return NONE if found is None else self._result(found, Apply(found.call, tuple(operands)))

    def function(self, expr: Apply) -> Value:
        """Return a function of the text as a value, made for operands of these kinds."""
        before = dict(self.errors)
        found, _ = self._called(expr)
        if found is None:  # refused where it is needed
            new = [error for key, error in self.errors.items() if key not in before]
            self.errors = before
            return Apply("const", (Const(new[0]),)) if new else NONE
        found.is_value = True
        return Apply("const", (Const(found.call),))

    def given(self, expr: Apply) -> Value:
        """Return the last operands of a function of the text, one by one."""
        values = [self.value(arg) for arg in expr.args[1:]]
        operands = [self.operand(leaf) for value in values for leaf in _leaves(value)]
        return Apply("tuple", tuple(operands))

    def _called(self, expr: Apply) -> tuple[Definition | None, list[Expr]]:
        """Return the definition that serves these operands; None if there is none."""
        uid, *args = expr.args
        assert isinstance(uid, Const)
        values = [self.value(arg) for arg in args]
        trees = tuple([tree_of(value) for value in values])
        operands = [self.operand(leaf) for value in values for leaf in _leaves(value)]
        kinds = tuple([plain(self.kind(operand)) for operand in operands])
        for arg, kind in zip(operands, kinds):
            if isinstance(kind, Unknown):
                self.refuse_kind(arg.id if isinstance(arg, Name) else "%", kind)
                return None, []
        try:
            found = self.definition(uid.value, trees, kinds)
        except Error as error:
            self.errors.setdefault((str(error), self.tag.sid), error)
            return None, []
        self.site()
        if found.results is None:
            raise NotYet
        return found, operands

    def _result(self, found: Definition, call: Apply) -> Value:
        if not found.tree.display:
            return call
        whole = self.temporary(call)
        places, count = iter(range(found.tree.leaves)), Const(found.tree.leaves)

        def of(tree: Tree) -> Value:
            if not tree.display:
                pick: Expr = whole
                if found.tree.leaves > 1:
                    pick = Apply(found.pick, (whole, Const(next(places)), count))
                return self.temporary(pick)
            return Parts(tree.display, tuple(map(of, tree.items)), tree.form)

        return of(found.tree)

    def definition(
        self, uid: str, trees: tuple[Tree, ...], kinds: tuple[Kind, ...]
    ) -> Definition:
        """Return the definition for arguments of these kinds, made now if there is none."""
        known = self.sizes.definitions
        key = (uid, trees, tuple(map(general, kinds)))
        if key in known.found:
            return known.found[key]
        if len(known.found) >= MOST:
            raise UnknownKind(
                f"the arguments of `{known.programs[uid].name}` are of ever other kinds",
                self.program.places.get(self.tag.sid),
                "It calls itself with arguments of another kind each time.",
                "Give it arguments of the same kinds in each call.",
            )  # fmt: skip
        found = known.found[key] = known.new(known.programs[uid].name)
        try:
            self._settle(found, key, known.programs[uid], trees)
        except Error:
            known.forget(key)
            del known.found[key], known.named[found.name]
            raise
        return found

    def _settle(
        self, found: Definition, key: Any, program: Program, trees: tuple[Tree, ...]
    ) -> None:
        """Find the kinds of the results as the fixpoint over the body."""
        program = with_flat_parameters(program, trees)
        params = [p.name for p in program.params]
        own = "own:" + found.name.partition("#")[2]
        found.given = tuple([with_symbols(kind, f"{own}.{k}") for k, kind in enumerate(key[2])])
        given = dict(zip(params, found.given))
        outside = {c.name: Other("function") for c in program.captures}
        for _ in range(ROUNDS):
            core = self.specialised(program, given, outside, self.sizes, self.derivative_of)
            before = found.results
            self._take(found, core)
            if before == found.results:
                return
            self.sizes.definitions.forget(key)
        raise UnknownKind(
            f"s2sad cannot tell what `{program.name}` returns",
            self.program.places.get(self.tag.sid),
            "What it returns changes its kind with each call of itself.",
            "Return values of one kind: the same in the end of the recursion and on the way.",
        )

    def _take(self, found: Definition, core: Any) -> None:
        """Note the program and the kinds of the results that one round has found."""
        symbols = {size.terms[0][0] for kind in found.given for size in sizes_of(kind)}
        if any(isinstance(leaf, Name) and leaf.id not in core.kinds
               for leaf in leaves_of(core.program.result)):
            self._never_ends(core.program)
        found.tree = tree_of_expr(core.program.result)
        found.program, found.kinds = with_named_leaves(core.program, dict(core.kinds))
        leaves = leaves_of(found.program.result)
        named = {**found.kinds, **core.mixed}
        kinds = [named[leaf.id] for leaf in leaves if isinstance(leaf, Name)]
        results = tuple([result_kind(kind, symbols) for kind in kinds])
        if any(isinstance(kind, Nothing) for kind in kinds):
            self._never_ends(core.program)
        for kind in kinds:
            if isinstance(kind, Unknown):
                raise UnknownKind(
                    f"s2sad cannot tell what `{core.program.name}` returns",
                    self.program.places.get(self.tag.sid),
                    f"{kind.why[:1].upper()}{kind.why[1:]}.",
                    "Return values of one kind: the same in the end of the recursion and on the "
                    "way.",
                )  # fmt: skip
        if found.results is not None and len(found.results) == len(results):
            results = tuple([widened(k, b) for k, b in zip(results, found.results)])
        found.results = results

    def _never_ends(self, program: Program) -> None:
        raise UnknownKind(
            f"s2sad cannot tell what `{program.name}` returns",
            self.program.places.get(self.tag.sid),
            "Every way through it calls it again.", "Let it return a value somewhere.",
        )  # fmt: skip


# -- tuples taken apart --------------------------------------------------------------------------


def tree_of(value: Value) -> Tree:
    """Return how a value is made of parts."""
    if isinstance(value, Parts):
        return Tree(value.display, tuple(map(tree_of, value.items)), value.form)
    return LEAF


def _leaves(value: Value) -> list[Expr]:
    if isinstance(value, Parts):
        return [leaf for item in value.items for leaf in _leaves(item)]
    return [value]


def tree_of_expr(expr: Expr) -> Tree:
    """Return how what a program returns is made of parts."""
    if not isinstance(expr, Apply) or expr.op not in ("tuple", "list", "dict"):
        return LEAF
    if expr.op != "dict":
        return Tree(expr.op, tuple(map(tree_of_expr, expr.args)))
    keys = tuple([key.value for key in expr.args[::2] if isinstance(key, Const)])
    return Tree("dict", tuple(map(tree_of_expr, expr.args[1::2])), Form("dict", keys, dict))


def with_flat_parameters(program: Program, trees: tuple[Tree, ...]) -> Program:
    """Return a generic program that takes the leaves of its tuples one by one."""
    taken = set(all_names(program))
    params: list[Param] = []
    body: list[Stmt] = []
    for param, tree in zip(program.params, trees):
        if not tree.display:
            params.append(param)
            continue
        names = [free_name(f"{param.name}'{k}", taken) for k in range(tree.leaves)]
        params += map(Param, names)
        body.append(Assign(param.name, _display(tree, iter(map(Name, names)))))
    return replace(program, params=tuple(params), body=(*body, *program.body))


def _display(tree: Tree, leaves: Any) -> Expr:
    if not tree.display:
        leaf: Expr = next(leaves)
        return leaf
    items = tuple([_display(item, leaves) for item in tree.items])
    if tree.form is None:
        return Apply(tree.display, items)
    if tree.form.what == "dict":
        keys = map(Const, tree.form.keys)
        return Apply("dict", tuple([part for pair in zip(keys, items) for part in pair]))
    return Apply("record", (Const(tree.form), *items))


def with_named_leaves(
    program: Program, kinds: dict[str, Kind]
) -> tuple[Program, dict[str, Kind]]:
    """Return a core program whose results are names of their own, in a flat tuple if several."""
    taken = {*all_names(program), *kinds}
    seen = {p.name for p in program.params}
    names: list[Expr] = []
    body = list(program.body)
    for leaf in leaves_of(program.result):
        if isinstance(leaf, Name) and leaf.id not in seen:
            seen.add(leaf.id)
            names.append(leaf)
            continue
        name = free_name("z'1", taken)
        kinds[name] = kinds[leaf.id] if isinstance(leaf, Name) else _kind_of_constant(leaf)
        body.append(Assign(name, leaf))
        names.append(Name(name))
    result = names[0] if len(names) == 1 else Apply("tuple", tuple(names))
    return replace(program, body=tuple(body), result=result), kinds


def _kind_of_constant(leaf: Expr) -> Kind:
    assert isinstance(leaf, Const)
    return constant_kind(leaf.value)
