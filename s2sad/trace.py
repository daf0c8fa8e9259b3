"""Traces: Program A at a point, each execution of a statement with value, tangent and adjoint.

The statements are those of Program A as it is shown; the values come from the tangent program and
the adjoint program before they are simplified, run statement by statement. The tangent of a row
belongs to a change of 1 in one parameter; the adjoint is the slope of the result in that value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .analysis.kinds import Sizes
from .analysis.kinds.definitions import CALL, PICK
from .analysis.kinds.records import is_object
from .codegen.layout import note_texts
from .codegen.names import legal_names
from .errors import WrongArgument
from .errors_outside import of_the_function, outermost
from .ir.frozen import dataclass
from .ir.interpret import Machine, impl, run
from .ir.kinds import Array
from .ir.nodes import Apply, Assign, For, Move, Program, Stmt, Store, While
from .ir.walk import statements
from .pipeline import Special
from .structures import tangent_like
from .transform.definitions import form_of

MOST = 4  # an array with more elements is abbreviated
INPUT = "an input"  # what stands in the place of a statement


@dataclass
class Row:
    """One execution of a statement; tangent and adjoint are None where they do not exist."""

    name: str
    statement: str
    value: Any
    tangent: Any = None
    adjoint: Any = None


@dataclass(frozen=True)
class Trace:
    """The rows of a trace, in the order of execution; it prints as a table."""

    rows: tuple[Row, ...]
    direction: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @outermost
    def __getitem__(self, name: str) -> Row:
        """Return the last row of a variable."""
        for row in reversed(self.rows):
            if row.name == name:
                return row
        names = ", ".join(dict.fromkeys(f"`{row.name}`" for row in self.rows if row.name))
        raise WrongArgument(
            f"there is no variable {name!r} in this trace", None, f"There are {names}.",
            "Give the name of one of them.",
        )  # fmt: skip

    def __str__(self) -> str:
        heads = ["", "statement", "value", f"tangent (d{self.direction}=1)", "adjoint"]
        lines = [
            [r.name, r.statement, *(abbreviated(v) for v in (r.value, r.tangent, r.adjoint))]
            for r in self.rows
        ]
        kept = [k for k in range(5) if k < 3 or any(line[k] for line in lines)]
        widths = [max(len(line[k]) for line in [heads, *lines]) for k in range(5)]
        return "\n".join(
            "  ".join(
                line[k].ljust(widths[k]) if k < 2 else line[k].rjust(widths[k]) for k in kept
            ).rstrip()
            for line in [heads, *lines]
        )

    __repr__ = __str__


def abbreviated(value: Any) -> str:
    """Return a value as a cell of the table.

    >>> abbreviated(np.zeros((3, 4))), abbreviated(np.ones(2)), abbreviated(0.1)
    ('float64[3, 4], all 0', '[1 1]', '0.1')
    """
    if value is None:
        return ""
    if isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, (np.bool_, np.integer)):
        return str(value)
    if isinstance(value, (float, np.floating)):
        return f"{value:.12g}"
    if isinstance(value, (list, tuple)):
        few = [abbreviated(v) for v in value[:MOST]]
        return f"{len(value)} items" if len(value) > MOST else f"[{', '.join(few)}]"
    if not isinstance(value, np.ndarray):
        return str(value)
    if value.size <= MOST:
        return np.array2string(value, formatter={"float_kind": lambda v: f"{v:.6g}"}).replace(
            "\n", ""
        )
    sizes = ", ".join(map(str, value.shape))
    low, high = (f"{end:.4g}" for end in (np.min(value).real, np.max(value).real))
    span = f"all {low}" if low == high else f"{low} to {high}"
    return f"{value.dtype.name}[{sizes}], {span}"


def trace(
    special: Special, values: Mapping[str, Any], wrt: tuple[str, ...], direction: Sequence[str]
) -> Trace:
    """Return the trace of a program at a point; `direction` is the parameter that is changed."""
    shown = special.primal_program()
    texts = texts_of(shown)
    names = legal_names(shown)
    along = tuple(direction) or wrt[:1]
    ones = {n: tangent_like(v, v, n, _one_like) for n, v in values.items() if n in along}
    rows = forward(special, values, ones, texts)
    if special.is_surely_scalar:
        _adjoints(special, values, wrt, rows)
    final = [Row(names.get(row.name, ""), *row.cells) for row in rows]  # a test binds no name
    return Trace(tuple(final), ", d".join(along))


def _one_like(value: Any, _: Any, name: str) -> Any:
    return np.ones_like(value) if isinstance(value, np.ndarray) else 1.0


Shown = tuple[int, "str | None"]  # the number of a statement, and what it binds


def texts_of(shown: Program) -> dict[Shown, str]:
    """Return the text of each statement by its number and by what it binds, if it binds a name.

    Several that take an argument apart have one number. The text of a flag that ends a loop is '':
    it is written as a `break`.
    """
    stmts = statements(shown.body)
    flags = {stmt.stop for stmt in stmts if isinstance(stmt, (For, While)) and stmt.stop}
    found: dict[Shown, str] = {}
    note = note_texts(dict(enumerate(stmts)), legal_names(shown))
    for number, stmt in enumerate(stmts):
        text = note(number)
        name = stmt.target if isinstance(stmt, For) else _target(stmt)
        found[stmt.tag.sid, None] = text
        if name:
            found[stmt.tag.sid, name] = "" if name in flags else text
    return found


@dataclass
class Event:
    """A row in the making, with the number of its statement and its internal name."""

    sid: int
    name: str
    text: str
    value: Any
    tangent: Any = None
    adjoint: Any = None

    @property
    def cells(self) -> tuple[Any, ...]:
        return self.text, self.value, self.tangent, self.adjoint


class Recorder(Machine):
    """A machine that tells what it has just executed."""

    def __init__(self, program: Program, values: Mapping[str, Any], sizes: Sizes) -> None:
        env = {c.name: _copy(c.read()) for c in program.captures}
        given = {n: _copy(v) for n, v in values.items()}
        super().__init__({**env, **given}, implementation(sizes))
        self.seen: list[tuple[Stmt, Any]] = []
        for param in program.params:
            if param.name not in self.env and param.default is not None:
                self.env[param.name] = self.value(param.default)

    def statement(self, stmt: Stmt) -> None:
        before = self._adjoint_of(stmt)
        try:
            super().statement(stmt)
        except Exception as error:
            raise of_the_function(error)  # noqa: B904 - the same error
        if before is not None:
            self.seen.append((stmt, before))
        elif isinstance(stmt, (Assign, Store)):
            name = stmt.target if isinstance(stmt, Assign) else stmt.base
            self.seen.append((stmt, _copy(self.env[name])))
        elif isinstance(stmt, Move):
            self.seen.append((stmt, None))

    def _getitem(self, expr: Apply) -> Any:
        """Return an item; what an object holds stands under the names of its attributes."""
        base, index = self.items(expr.args)
        is_name = isinstance(index, str) and is_object(base)
        return getattr(base, index) if is_name else base[index]

    targets: Mapping[int, str] = {}

    def _adjoint_of(self, stmt: Stmt) -> Any:
        """Return the adjoint of the primal statement that this one mirrors, as it is now."""
        name = self.targets.get(stmt.tag.sid) if stmt.tag.role == "adjoint" else None
        found = None if name is None else self.env.get(f"g:{name}")
        return None if found is None else _copy(found)


def implementation(sizes: Sizes) -> Callable[[str], Callable[..., Any]]:
    """Return what finds the function that an operation stands for, definitions included."""

    def of(op: str) -> Callable[..., Any]:
        if op.startswith(PICK):
            return lambda whole, place, count: whole[place]
        if not op.startswith(CALL):
            return impl(op)
        program = form_of(sizes.definitions.of(op), sizes).program
        return lambda *args, into=(): run(program, (*args, *into), impl=of)

    return of


def _copy(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    return list(map(_copy, value)) if type(value) is list else value


def _target(stmt: Stmt) -> str:
    return stmt.target if isinstance(stmt, Assign) else stmt.base if isinstance(stmt, Store) else ""


def forward(
    special: Special, values: Mapping[str, Any], directions: Mapping[str, Any],
    texts: Mapping[Shown, str],
) -> list[Event]:  # fmt: skip
    """Return the rows with their values and tangents along a direction, by the tangent program."""
    form = special.tangent_form(tuple(directions))
    ones = {f"d:{name}": direction for name, direction in directions.items()}
    machine = Recorder(form.program, {**values, **ones}, special.sizes)
    machine.block(form.program.body)
    varied = [n for n in values if special.can_vary(n)]
    rows = [Event(0, n, INPUT, values[n], ones.get(f"d:{n}")) for n in varied]
    for row in rows:
        if row.tangent is None:
            is_number = isinstance(row.value, (float, np.floating))
            zero = 0.0 if is_number else None
            row.tangent = np.zeros_like(row.value) if isinstance(row.value, np.ndarray) else zero
    last: dict[str, Event] = {row.name: row for row in rows}
    bound: set[str] = set()  # by the parts of the statement that runs
    for stmt, value in machine.seen:
        sid, name = stmt.tag.sid, _target(stmt)
        if name.startswith("d:") and name[2:] in last:
            last[name[2:]].tangent = value
        elif stmt.tag.role == "primal" and name and ":" not in name and (sid, None) in texts:
            text = texts.get((sid, name))
            event = Event(sid, name, texts[sid, None] if text is None else text, value)
            if rows[-1].text == INPUT or rows[-1].sid != sid or name in bound:
                bound = set()  # else it was split: its last part is the statement
            elif bound and (sid, rows[-1].name) not in texts:
                rows.pop()
            bound.add(name)
            if text != "":
                rows.append(event)
            last[name] = event
    return rows


def _adjoints(
    special: Special, values: Mapping[str, Any], wrt: tuple[str, ...], rows: list[Event]
) -> None:
    """Give the rows their adjoints: the last execution of a statement is mirrored first."""
    form = special.adjoint_form(wrt)
    kind = special.result_kinds[0]
    ones = {n: np.ones((1,) * kind.ndim) for n in form.seeds} if isinstance(kind, Array) else {}
    machine = Recorder(form.program, {**values, **ones}, special.sizes)
    machine.block(form.forward_body)
    machine.seen.clear()
    machine.targets = {s.tag.sid: _target(s) for s in statements(form.primal.body) if _target(s)}
    machine.block(form.reverse_body)
    found: dict[int, list[Any]] = {}
    previous, done = 0, set[int]()
    for stmt, value in machine.seen:
        if stmt.tag.role == "adjoint":
            if stmt.tag.sid != previous or id(stmt) in done:  # in a loop it is mirrored again
                found.setdefault(stmt.tag.sid, []).append(value)
                done = set()
            previous = stmt.tag.sid
            done.add(id(stmt))
    for row in reversed(rows):
        if found.get(row.sid):
            adjoint = found[row.sid].pop(0)
            row.adjoint = None if isinstance(row.value, (bool, np.bool_)) else adjoint
    gradients = form.gradients.args if isinstance(form.gradients, Apply) else ()
    for row in rows:
        if row.sid == 0 and row.name in wrt:
            row.adjoint = machine.value(gradients[wrt.index(row.name)])
