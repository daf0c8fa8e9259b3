"""Statements: a generic program followed once, path by path, into core statements."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from ...errors import Error
from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size, TupleKind
from ...ir.nodes import (
    ABSENT, Apply, Assert, Assign, Block, Const, Evaluate, Expr, For, If, Move, Name, Raise, Stmt,
    Store, While,
)  # fmt: skip
from ...ir.walk import bound_in, names_in, statements
from ..positions import exposure
from .conditions import decided, folded
from .flow import ROUNDS, index_kind, range_bounds
from .known_trips import KnownTrips, substituted
from .joins import Nothing, Optional, find_conflict
from .merging import Apart, Env, at_head, late_nones, merge, widened
from .optional import NoneRead, type_error
from .recursion import NotYet
from .state import Parts, Value
from .stores import Stores
from .structure import Structure
from .words import describe

PEELED = 2  # how many first trips of one loop may stand apart
Errors = dict[tuple[str, int], Error]


class Statements(Structure, Stores, KnownTrips):  # type: ignore[misc]
    """Specialises the statements of a program."""

    def block(self, block: Block, path: Hashable) -> bool:
        outer = dict(self.slices)
        try:
            return self._statements(block, path)
        finally:
            self.slices = outer

    def _statements(self, block: Block, path: Hashable) -> bool:
        for index, stmt in enumerate(block):
            self.point, self.step = (path, index), 0
            self.sizes.at(self.point)
            self.tag = stmt.tag
            self.after.append(block[index + 1 :])
            try:
                falls = self.statement(stmt)
            except NotYet:
                self.emit(Raise(Const(None), stmt.tag))
                falls = False
            except NoneRead as found:
                if path == (self.run, "body"):
                    self.refuse_none(found.name)
                self.emit(Raise(type_error(f"{found.name} is None"), stmt.tag))
                falls = False
            self.after.pop()
            if not falls:
                return False
        return True

    def statement(self, stmt: Stmt) -> bool:
        """Specialise one statement; return whether what comes after it is reached."""
        match stmt:
            case Assign(target=target) if stmt.tag.role == ABSENT:
                self.emit(replace(stmt, tag=replace(stmt.tag, role="primal")))
                self.env[target] = Nothing(f"{target} is None")
            case Assign(target=target, value=value):
                source = self.read_tuples.get(target, "")
                kind = self.env.get(source)
                is_row = isinstance(kind, Array) and kind.ndim > 0 or isinstance(kind, ListKind)
                self._assigned(target, self.passed(Name(source) if is_row else value))
            case Move():
                self._move(stmt)
            case Store():
                self.store(stmt)
            case Evaluate(value=value):
                self._evaluate(value)
            case If():
                return self.is_known(stmt) or self._if(stmt)
            case For():
                self._for(stmt)
            case While():
                self._while(stmt)
            case Assert():
                self._assert(stmt)
            case Raise():
                self.emit(Raise(self.expression(stmt.exception), stmt.tag))
                return False
        return True

    def _assigned(self, target: str, value: Value) -> None:
        """Bind a name; what a test that kinds decide, or a flag, tells is known."""
        found = value if isinstance(value, Parts) else decided(value, self.env, self.sizes)
        self.bind(target, found)
        is_flag = target.startswith("%") and found in (Const(True), Const(False))
        if (found is not value or is_flag) and isinstance(found, Const):
            self.env[target] = Scalar("bool", False, Size(int(found.value)))

    def _move(self, stmt: Move) -> None:
        values = [self.passed(Name(source)) for source in stmt.sources]
        if any(isinstance(value, Parts) for value in values):
            held = [self._held(value) for value in values]
            for target, value in zip(stmt.targets, held):
                self.bind(target, value)
            return
        kinds = [self.kind_passed(value) for value in values]
        self.emit(replace(stmt))
        self.env.update(zip(stmt.targets, kinds))

    def _held(self, value: Value) -> Value:
        if isinstance(value, Parts):
            return replace(value, items=tuple([self._held(item) for item in value.items]))
        return value if isinstance(value, Const) else self.temporary(value)

    def _evaluate(self, value: Expr) -> None:
        if isinstance(value, Apply) and value.op == "refused":
            raise value.args[0].value  # type: ignore[union-attr]
        found = self.passed(value)
        if isinstance(found, Apply) and found.op != "tuple":
            self.emit(Evaluate(found, self.tag))

    def _assert(self, stmt: Assert) -> None:
        test = folded(self.condition(stmt.test), self.env, self.sizes)
        if test == Const(True):
            return
        message = None if stmt.message is None else self.expression(stmt.message)
        self.emit(Assert(test, message, stmt.tag))
        self.env |= self.facts(test, True)

    # -- branches ----------------------------------------------------------------------------------

    def inner(self, block: Block, env: Env, path: Hashable) -> tuple[list[Stmt], Env, bool]:
        """Specialise a block on its own, from kinds; return its statements and the kinds after."""
        saved = self.env, self.out, self.point, self.step, self.tag
        self.env, self.out = dict(env), []
        falls = self.block(block, path)
        made, after = self.out, self.env
        self.env, self.out, self.point, self.step, self.tag = saved
        return made, after, falls

    def _if(self, stmt: If) -> bool:
        test = folded(self.condition(stmt.test), self.env, self.sizes)
        point, tag = self.point, self.tag
        if isinstance(test, Const):
            self.step += 1
            return self.block(stmt.body if test.value else stmt.orelse, (point, "only"))
        whether, otherwise = (self.env | self.facts(test, outcome) for outcome in (True, False))
        body, after, falls = self.inner(stmt.body, whether, (point, "if"))
        orelse, other, falls_else = self.inner(stmt.orelse, otherwise, (point, "else"))
        if falls and falls_else:
            body += self._converted(after, other)
            orelse += self._converted(other, after)
            self.env = merge(after, other, self.sizes, point)
        else:
            self.env = after if falls else other
        self.emit(If(test, tuple(body), tuple(orelse), tag))
        return falls or falls_else

    def _converted(self, env: Env, other: Env) -> list[Stmt]:
        """Take apart what is a whole tuple at the end of one path and taken apart on the other."""
        whole = [(n, kind) for n, kind in env.items() if type(kind) is TupleKind]
        names = [n for n, kind in whole if _is_like(kind, other.get(n))]
        if not names:
            return []
        outer, self.out = self.out, []
        saved, self.env = self.env, env
        for name in names:
            self.bind(name, self._opened(Name(name), env[name], other[name], other))
        made, self.out, self.env = self.out, outer, saved
        return made

    def _opened(self, value: Expr, kind: Kind, like: Kind | None, other: Env) -> Value:
        """Return a whole tuple as its parts, as deep as one of another path is taken apart."""
        if not (isinstance(kind, TupleKind) and isinstance(like, Apart) and _is_like(kind, like)):
            return value
        parts = [
            self._opened(Apply("getitem", (value, Const(kind.subscript(k)))), item,
                         other.get(like.parts[k]), other)
            for k, item in enumerate(kind.items)
        ]  # fmt: skip
        return Parts(like.display, tuple(parts), kind.form)

    # -- loops -------------------------------------------------------------------------------------

    def _for(self, stmt: For) -> None:
        """Specialise a loop; one whose items are keys is written out, if its trips are known."""
        start = self._state()
        chooses, self.choosing = self.choosing, False
        self._as_loop(stmt)
        asked = self.keys_refused(start.errors)
        if asked:
            refused = self._taken_back(start)
            trips = self.written_out(stmt)
            if trips is not None:
                self.lower(trips)
            left = asked if trips is None else self.keys_refused(start.errors)
            if chooses and left:
                self._taken_back(start)
                self.choosing = True
                again = None if left >= asked else self.written_out(stmt)
                self._as_loop(stmt) if again is None else self.lower(again)
            elif trips is None:
                self._restore(refused)
        self.choosing = chooses

    def _as_loop(self, stmt: For) -> None:
        lowered = self.lowered(stmt)
        if lowered is not None:
            self.lower(lowered)
            return
        assert isinstance(stmt.iter, Apply)
        args = tuple([self._header(arg) for arg in stmt.iter.args])
        header = Apply("range", args)
        self._loop(replace(stmt, iter=header))

    def _header(self, arg: Expr) -> Expr:
        found = self.expression(arg)
        kind = self.kind(found)
        if isinstance(kind, Scalar) and kind.dtype.startswith(("int", "uint", "bool")):
            return found
        if isinstance(kind, (Scalar, Array, ListKind, TupleKind)):
            self.refuse(
                f"a range cannot end at {describe(kind)}", "Python would raise a TypeError here.",
                "Use an int.",
            )  # fmt: skip
        return found

    def _while(self, stmt: While) -> None:
        self._loop(stmt)

    def _loop(self, stmt: For | While) -> None:
        entry, errors, point, tag = dict(self.env), dict(self.errors), self.point, self.tag
        entry = self._whole_to_parts(stmt, entry, point)
        step = self.step
        before = self.backs.get((point, step))
        head = entry if before is None else at_head(entry, before, self.sizes, point)
        trip = 0
        while trip < ROUNDS + 2:
            self.errors, self.step = dict(errors), step
            made, back, falls = self._trip(stmt, head, point)
            if not falls:
                back = entry
            self.backs[(point, step)] = back
            new = at_head(entry, back, self.sizes, point)
            if self._clashing(new, entry, back, stmt):
                self.step = step
                if self._peel(stmt, entry, errors):
                    self.backs.pop((point, step), None)
                    return
            if new == head:
                break
            again = late_nones(entry, new, head)
            trip += again is None
            head = again or (widened(new, head) if trip > ROUNDS else new)
        self.env, self.tag = dict(head), tag
        self._emit_loop(stmt, made)

    def _emit_loop(self, stmt: For | While, made: list[Stmt]) -> None:
        body = tuple(made)
        if isinstance(stmt, For):
            self.emit(replace(stmt, body=body))
            return
        test = folded(self.lazily(partial(self.condition, stmt.test)), self.env, self.sizes)
        self.emit(replace(stmt, test=test, body=body))
        if not stmt.stop:
            self.env |= self.facts(test, False)

    def _trip(
        self, stmt: For | While, head: Env, point: Hashable
    ) -> tuple[list[Stmt], Env, bool]:
        env = dict(head)
        if isinstance(stmt, For):
            self.sizes.at((point, "target"))
            env[stmt.target] = index_kind(stmt.iter, env, self.sizes)
        else:
            saved, self.env = self.env, env
            test = self.lazily(partial(self.condition, stmt.test))
            env |= self.facts(test, True)
            self.env = saved
        made, back, falls = self.inner(stmt.body, env, (point, "loop"))
        if falls:
            made += self._converted(back, head)
        return made, back, falls

    def _whole_to_parts(self, stmt: For | While, entry: Env, point: Hashable) -> Env:
        """Take a whole tuple apart before a loop that leaves it taken apart."""
        names = [n for n in bound_in(stmt.body) if type(entry.get(n)) is TupleKind]
        if not names:
            return entry
        errors = dict(self.errors)
        _, back, _ = self._trip(stmt, entry, point)
        self.errors = errors
        self.out += self._converted(entry, {n: back[n] for n in names if n in back})
        self.env = dict(entry)
        return entry

    # -- peeling -----------------------------------------------------------------------------------

    def _clashing(self, head: Env, entry: Env, back: Env, stmt: For | While) -> list[str]:
        """Return the names whose kind changes in the loop and which somebody then reads.

        What a first trip would leave as it is, None or of one kind, is none of them.
        """
        names = [
            n for n, kind in head.items()
            if find_conflict(kind) is not None and find_conflict(entry.get(n)) is None
            and not isinstance(back.get(n), Optional)
        ]  # fmt: skip
        if not names:
            return []
        exposed = exposure(stmt.body)[0] | {stmt.stop or ""}
        if isinstance(stmt, While):
            exposed |= set(names_in(stmt.test))
        later = {n for block in self.after for s in statements(block) for n in s.reads}
        later |= set(names_in(self.program.result))
        return [n for n in names if n in exposed or n in later]

    def _peel(self, stmt: For | While, entry: Env, errors: Errors) -> bool:
        """Specialise the first trip apart from the others, so that each has one kind of a name."""
        key = id(stmt.body)
        if self.peels.get(key, 0) >= PEELED:
            return False
        self.peels[key] = self.peels.get(key, 0) + 1
        try:
            self._first_trip(stmt, entry, errors)
        finally:
            self.peels[key] -= 1
        return True

    def _first_trip(self, stmt: For | While, entry: Env, errors: Errors) -> None:
        self.errors = errors
        self.env = dict(entry)
        if isinstance(stmt, While):
            rest: Block = (stmt,)
            if stmt.stop:
                rest = (If(Apply("not", (Name(stmt.stop),)), rest, (), stmt.tag),)
            self.lower((If(stmt.test, (*stmt.body, *rest), (), stmt.tag),))
            return
        self._peel_range(stmt)

    def _peel_range(self, stmt: For) -> None:
        assert isinstance(stmt.iter, Apply)
        args = [self._kept(arg, stmt) for arg in stmt.iter.args]
        start, stop = (Const(0), args[0]) if len(args) == 1 else (args[0], args[1])
        step = args[2] if len(args) == 3 else Const(1)
        second = _plus(start, step)
        rest: Block = (replace(stmt, iter=Apply("range", (second, stop, *args[2:]))),)
        if stmt.stop:
            rest = (If(Apply("not", (Name(stmt.stop),)), rest, (), stmt.tag),)
        first: Block = (*self._with_index(stmt, start), *rest)
        some = self._some_trips(stmt.iter)
        if some is True:
            self.lower(first)
        elif some is None:
            test = Apply("gt", (Apply("len", (Apply("range", tuple(args)),)), Const(0)))
            if step == Const(1):
                test = Apply("lt", (start, stop))
            self.lower((If(test, first, (), stmt.tag),))

    def _with_index(self, stmt: For, start: Expr) -> Block:
        """Return the body of a loop for its first trip."""
        is_hidden = stmt.target.startswith("%") and stmt.target not in bound_in(stmt.body)
        if is_hidden and isinstance(start, Const):
            return substituted(stmt.body, {stmt.target: start})
        return (Assign(stmt.target, start, stmt.tag), *stmt.body)

    def _kept(self, arg: Expr, stmt: For) -> Expr:
        """Return an argument of a range as something that the loop does not change."""
        if isinstance(arg, Const):
            return arg
        if isinstance(arg, Apply) and arg.op == "len" and isinstance(arg.args[0], Name):
            name = arg.args[0].id
            if isinstance(self.env.get(name), Array) and name not in bound_in(stmt.body):
                return arg
        if isinstance(arg, Name) and arg.id not in bound_in(stmt.body) | {stmt.target}:
            return arg
        return self.temporary(arg)

    def _some_trips(self, header: Apply) -> bool | None:
        bounds = range_bounds(header, self.env, self.sizes)
        if bounds is None or bounds[0] is None or bounds[1] is None:
            return None
        gap = bounds[1] - bounds[0]
        return self.sizes.at_most(1, gap if bounds[2] > 0 else gap * -1)


def _is_like(kind: Kind, like: Kind | None) -> bool:
    """Return whether something that is taken apart has the keys, or the length, of a tuple."""
    if not isinstance(kind, TupleKind) or not isinstance(like, Apart) or kind.form != like.form:
        return False
    return len(kind.items) == len(like.items)


def _plus(start: Expr, step: Expr) -> Expr:
    if isinstance(start, Const) and isinstance(step, Const):
        return Const(start.value + step.value)
    return Apply("add", (start, step))
