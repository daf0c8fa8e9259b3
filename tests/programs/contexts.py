"""Random blocks around blocks: `with`, `try`, `match`, `del`, loops with `else`."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR, Int, Scalar

Lines = list[str] | None
DEEPEST = 3


class Contexts(Nests):
    """Statements whose blocks run as they stand, or by a pattern of what does not vary."""

    depth = 0

    def contexts(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("contexts"):
            return []
        return [
            (2.0, self.within), (2.0, self.try_finally), (1.5, self.attempt),
            (2.0, self.matched), (1.0, self.deleted), (1.0, self.loop_else),
            (0.7, self.walrus_while),
        ]  # fmt: skip

    def inner(self, count: int, *kept: str, extra: dict | None = None) -> list[str]:
        raise NotImplementedError

    def within(self) -> Lines:
        if self.depth >= DEEPEST:
            return None
        header = self.pick([
            "np.errstate(all='ignore')", "np.errstate(divide='ignore', over='ignore')",
            "contextlib.nullcontext()", "np.errstate(invalid='ignore'), np.errstate(over='ignore')",
        ])  # fmt: skip
        return [f"with {header}:", *self.inner(self.rng.randint(1, 3)), *self.leave()]

    def leave(self) -> list[str]:
        """Sometimes an exit from a loop around the block."""
        if not self.loops or not self.has("break") or self.rng.random() < 0.7:
            return []
        return [f"    if {self.condition()}:", f"        {self.pick(['break', 'continue'])}"]

    def try_finally(self) -> Lines:
        """The `finally` prints, or changes an array that the `try` does not bind."""
        if self.depth >= DEEPEST:
            return None
        names = [n for n in self.scope.arrays() if n.isidentifier()]
        end, kept = "print('end')", []
        if names and self.has("stores") and self.rng.random() < 0.5:
            name = self.pick(names)
            cell = ", ".join(str(self.rng.randrange(n)) for n in self.scope.shape(name))
            end, kept = f"{name}[{cell}] *= 0.7", [name]
        body = self.inner(self.rng.randint(1, 3), *kept)
        return ["try:", *body, *self.leave(), "finally:", "    " + end]

    def attempt(self) -> Lines:
        """A `try` with an `except`, around what does not vary."""
        name = self.fresh("k")
        text = self.pick(["2", "1.5", "none"])
        failed = self.pick(["ValueError", "(ValueError, TypeError)"])
        if self.rng.random() < 0.5:
            self.scope.add(name, SCALAR)
            return ["try:", f"    {name} = float('{text}')", f"except {failed}:",
                    f"    {name} = 0.7"]  # fmt: skip
        self.scope.add(name, Int(1, 2))
        more = ["else:", "    print('read')"] if self.rng.random() < 0.3 else []
        lines = ["try:", f"    {name} = int('{text}')", f"except {failed}:", f"    {name} = 1"]
        return lines + more

    def matched(self) -> Lines:
        if self.depth >= DEEPEST:
            return None
        ints = self.scope.ints()
        lines, subject = [], self.pick(ints) if ints else None
        n = self.fresh("n")
        draw = self.rng.random()
        if draw < 0.3:
            subject = self.fresh("c")
            text = self.pick(["('power', 2)", "('scale', 3)", "'none'", "None"])
            lines = [f"{subject} = {text}"]
            power = self.inner(1, extra={n: Int(2, 3)})
            cases = [("'none' | None", self.inner(1)), (f"('power', {n})", power),
                     ("_", self.inner(1))]  # fmt: skip
        elif subject is None:
            return None
        elif draw < 0.6:
            cases = [("0", self.inner(1)), (f"{n} if {n} > 1", self.inner(1, extra={n: Int(2, 8)})),
                     ("_", self.inner(1))]  # fmt: skip
        else:
            subject = f"{subject} % 3"
            cases = [("0", self.inner(1)), ("1 | 2", self.inner(1)), ("_", ["    pass"])]
        lines.append(f"match {subject}:")
        for pattern, body in cases:
            lines += [f"    case {pattern}:", *["    " + line for line in body]]
        return lines

    def deleted(self) -> Lines:
        """A name that this block has bound, and that is read no more."""
        scope = self.scope
        names = [
            n for n, kind in scope.names.items()
            if n.isidentifier() and n not in scope.outer and n not in scope.kept
        ]  # fmt: skip
        if len(names) < 3:
            return None
        name = self.pick(names)
        scope.remove(name)
        return [f"del {name}"]

    def loop_else(self) -> Lines:
        """A loop that a break may leave, and the `else` that runs if it did not."""
        if self.depth >= DEEPEST or self.loops >= 2 or not self.has("for"):
            return None
        i, n = self.fresh("i"), self.rng.randint(1, 3)
        at = self.inside(i, Int(0, n - 1), self.condition)
        body = self.looped(1, i, extra={i: Int(0, n)})
        leave = [f"    if {at}:", *["    " + line for line in self.inner(1)], "        break"]
        head = [f"for {i} in range({n}):"]
        if self.rng.random() < 0.5:
            head = [f"{i} = 0", f"while {i} < {n}:", f"    {i} += 1"]
        return [*head, *body, *leave, "else:", *self.inner(1)]

    def walrus_while(self) -> Lines:
        """A loop whose test binds what its body reads."""
        names = [n for n in self.scope.scalars() if n not in self.scope.kept and n.isidentifier()]
        if self.loops or not self.has("while") or not names:
            return None
        t, k = self.fresh("w"), self.fresh("k")
        start = self.pick(names)
        body = self.looped(1, k, t, extra={t: Scalar(), k: Int(0, 3)})
        value = f"0.9 * np.sin({start}) + 0.1 * {k}"
        return [f"{k} = 0", f"while ({t} := {value}) < 5.0 and {k} < 3:", f"    {k} += 1", *body]
