"""Names: from internal names to identifiers, in one deterministic walk.

In this order, each step keeping clear of all before it:

1. what the caller fixed;
2. users' names (plain identifiers), unchanged;
3. modules and builtins (`@np`, `@len`): their own names, unless the program binds such a name
   itself; then the module gives way (`@np` -> `np1`, and the import becomes `import numpy as np1`);
4. what derives from users' names: `g:x` -> `gx`, `d:x` -> `dx`, `s:x` -> `x_stack`, `s2:x` ->
   `x_stack2`, and any other `new:x` -> `new_x`;
5. webs: `x'2` -> `x` if that is free, else `x2`, `x3`, …;
6. temporaries that hold what stands under a name: `%3` for `p.mass` -> `p_mass`;
7. all others: the first unused letters in order of appearance, then `a1`, `b1`, ….

A web or a temporary takes a name only if the names derived from it are free too, so that `gb` is
the adjoint of `b`. What is taken gives way by a number.
"""

from __future__ import annotations

import itertools
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping

from ..ir.nodes import Apply, Assign, Const, For, Name, Program, Stmt
from ..ir.walk import all_statements, names_in
from .spell import MODULES, roots_of

# Left out: letters that read as an index, a count or a function, look like 0 and 1, or mark
# adjoints (g) and tangents (d).
LETTERS = "abcehmpqrstuvwxyz"


def legal_names(
    program: Program,
    fixed: Mapping[str, str] | None = None,
    also: Iterable[Stmt] = (),
) -> dict[str, str]:
    """Return the identifier of every internal name in the program.

    `fixed` holds identifiers that are already decided; only users' names come before them.
    `also` are statements that comments show: their names come after those of the program. A key
    `@np` or `@len` is a module or a builtin.
    """
    extra = [name for stmt in also for name in (*stmt.binds, *stmt.reads)]
    ids = list(dict.fromkeys([*appearances(program), *extra, *_counters(program)]))
    bases = list(dict.fromkeys(base_of(name) for name in ids))
    users = dict.fromkeys(base for base in bases if is_users(base))
    kept = {k: v for k, v in (fixed or {}).items() if k == v or v not in users}
    walk = _Walk(ids, kept)
    walk.keep(users)
    walk.roots(roots_of(program), _bound(program))
    for base in bases:
        if base in walk.names:
            walk.derive(base)
    for base in bases:
        if base not in walk.names and not base.startswith("%"):
            walk.give(base, web_candidates(base))
    loads = _loads(program)
    for base in bases:
        if base in loads and base not in walk.names:
            walk.give(base, itertools.chain((loads[base],), _numbered(loads[base], 2)))
    for base in bases:
        if base not in walk.names:
            walk.give(base, None)
    return walk.names


def _loads(program: Program) -> dict[str, str]:
    """Return the names of temporaries that hold an attribute or the entry of a dict."""
    found: dict[str, str] = {}
    for stmt in all_statements(program):
        match stmt:
            case Assign(target=target, value=Apply("attr" | "getitem", (Name(owner), Const(key)))):
                if target.startswith("%") and isinstance(key, str) and key.isidentifier():
                    found[target] = f"{found.get(owner, owner.partition(chr(39))[0])}_{key}"
    return {name: wanted for name, wanted in found.items() if is_users(wanted)}


def appearances(program: Program) -> list[str]:
    """Return every internal name in the order of the program's text, but for counters."""
    found = [name for p in program.params for name in (p.name, *names_in(p.default))]
    found += [capture.name for capture in program.captures]
    counters = set(_counters(program))
    inside = [name for s in all_statements(program) for name in (*s.binds, *s.reads)]
    found += [name for name in inside if name not in counters]
    return [*found, *program.result.names]


def _counters(program: Program) -> list[str]:
    """Return the temporaries that only count trips: written `_`, they need no letter."""
    loops = [stmt for stmt in all_statements(program) if isinstance(stmt, For)]
    targets = dict.fromkeys(loop.target for loop in loops if loop.target.startswith("%"))
    if not targets:
        return []
    read = set(names_in(program.result))
    read.update(*[stmt.reads for stmt in all_statements(program)])
    return [name for name in targets if name not in read]


def is_users(name: str) -> bool:
    """Return whether an internal name is a user's: an identifier as it stands."""
    return name.isidentifier() and not keyword.iskeyword(name)


def base_of(name: str) -> str:
    """Return what a derived name derives from in the end: `x'1` of `g:d:x'1`."""
    return name.rpartition(":")[2]


def derived(prefix: str, name: str) -> str:
    """Return the identifier of `prefix:x` where that of x is name."""
    if prefix in ("g", "d"):
        return prefix + name
    if re.fullmatch(r"s\d*", prefix):
        return f"{name}_stack{prefix[1:]}"
    return f"{prefix}_{name}"


def web_candidates(name: str) -> Iterator[str]:
    """Yield the identifiers for a web, best first: `t, t2, t3, …` for `t'2`."""
    if "'_" in name:  # a part of a record: `p'_w`
        part = re.sub(r"\W", "_", name.replace("'", ""))
        yield part
        yield from _numbered(part, 2)
    plain, _, suffix = name.partition("'")
    plain = re.sub(r"\W", "_", plain) or "_"
    if is_users(plain):
        yield plain
    digits = re.search(r"\d+$", suffix)
    yield from _numbered(plain, int(digits[0]) if digits else 1)


def _bound(program: Program) -> set[str]:
    names = {p.name for p in program.params} | {c.name for c in program.captures}
    return names.union(*[stmt.binds for stmt in all_statements(program)])


def _numbered(name: str, first: int = 1) -> Iterator[str]:
    joint = "_" if name[-1:].isdigit() else ""
    return (f"{name}{joint}{number}" for number in itertools.count(first))


def _letters() -> Iterator[str]:
    yield from LETTERS
    for number in itertools.count(1):
        for letter in LETTERS:
            yield f"{letter}{number}"


class _Walk:
    """The identifiers given so far, and the families: what derives from each base."""

    def __init__(self, ids: list[str], fixed: Mapping[str, str]) -> None:
        self.names = dict(fixed)
        self.taken = set(fixed.values()) | set(MODULES)
        self.families: dict[str, list[str]] = {}
        self.letters = _letters()
        self.passed: list[str] = []  # letters that were free, but not for a whole family
        for name in sorted(ids, key=lambda name: name.count(":")):
            self.families.setdefault(base_of(name), []).append(name)

    def keep(self, users: Iterable[str]) -> None:
        for name in users:
            self.taken.add(self.names.setdefault(name, name))

    def roots(self, roots: tuple[str, ...], bound: set[str]) -> None:
        for root in roots:
            if f"@{root}" in self.names:
                continue
            own = root.rpartition(":")[2].partition("#")[0]  # of `call:h` the function h
            name = own.rpartition(".")[2]  # of `scipy.special` the module special
            clash = own == root and any(self.names.get(n, n) == name for n in bound)
            clash |= any(self.names.get(f"@{other}") == name for other in roots if other != root)
            self.names[f"@{root}"] = self._first(_numbered(name)) if clash else name
            self.taken.add(self.names[f"@{root}"])

    def derive(self, base: str) -> None:
        """Give every name that derives from base its identifier; inner ones come first."""
        for name in self.families.get(base, ()):
            if name not in self.names:
                wanted = self._spelled(name, base, self.names[base])
                self.names[name] = self._first(itertools.chain((wanted,), _numbered(wanted)))

    def give(self, base: str, candidates: Iterator[str] | None) -> None:
        """Give base the first candidate (None: letter) whose whole family is free."""
        source = itertools.chain(self.passed, self.letters) if candidates is None else candidates
        chosen = next(name for name in source if self._suits(base, name, candidates is None))
        if chosen in self.passed:
            self.passed.remove(chosen)
        self.names[base] = chosen
        self.taken.add(chosen)
        self.derive(base)

    def _suits(self, base: str, candidate: str, is_letter: bool) -> bool:
        if not self._is_free(candidate):
            return False
        family = self.families.get(base, ())
        suits = all(
            self._is_free(self._spelled(name, base, candidate))
            for name in family
            if name != base and name not in self.names
        )
        if is_letter and not suits and candidate not in self.passed:
            self.passed.append(candidate)
        return suits

    def _spelled(self, name: str, base: str, identifier: str) -> str:
        if name == base:
            return identifier
        prefix, _, inner = name.partition(":")
        known = self.names.get(inner) if inner != base else identifier
        return derived(prefix, known or self._spelled(inner, base, identifier))

    def _is_free(self, name: str) -> bool:
        return name not in self.taken and not keyword.iskeyword(name)

    def _first(self, candidates: Iterator[str]) -> str:
        name = next(name for name in candidates if self._is_free(name))
        self.taken.add(name)
        return name
