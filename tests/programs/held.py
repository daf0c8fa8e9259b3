"""Random lists that something holds, or that have several names; questions about their lengths."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR

Lines = list[str] | None
# What holds the lists p and q, and how each of them is read there.
HOLDERS = (
    ("{h} = {{'p': {p}, 'q': {q}}}", "{h}['p']", "{h}['q']"),
    ("{h} = ({p}, {q})", "{h}[0]", "{h}[1]"),
    ("{h} = [{p}, {q}]", "{h}[0]", "{h}[1]"),
    ("{h} = {{'in': {{'p': {p}}}, 'q': [{q}]}}", "{h}['in']['p']", "{h}['q'][0]"),
    ("{h} = dict(p={p}, q={q})", "{h}['p']", "{h}['q']"),
    ("{h} = {{}}\n{h}['p'] = {p}\n{h}['q'] = {q}", "{h}['p']", "{h}['q']"),
)
PUSHES = (
    "{one}.append({v})", "{l} = {one}\n{l}.append({v})", "{one}.extend([{v}, {w}])",
    "{one}.insert(0, {v})", "for {l} in ({one}, {other}):\n    {l}.append({v})",
    "for {k}, {l} in enumerate([{one}, {other}]):\n    {l}.append({v})",
    "for {l}, {k} in zip(({one}, {other}), (0.4, 0.7)):\n    {l}.append({v} * {k})",
    "for {l} in sorted([{one}, {other}], key=len):\n    {l}.append({v})",
    "{l} = min({one}, {other}, key=len)\n{l}.append({v})",
    "{l}, {k} = {one}, {other}\n{k}.append({v})",
    "if len({other}) > 0:\n    {one}.append({other}.pop())\nelse:\n    {other}.append({v})",
)
ASKED = (
    "len({one}) > {n}", "len({other}) == {n}", "len({one}) > 1 and {one}[-1] > {one}[-2] + 0.003",
    "len({one}) > len({other})", "len({one}) == 0", "len({one}) % 2 == 0",
    "len({one}) + len({other}) > {n}",
)  # fmt: skip
ANSWERS = ("{s} = {s} * 0.7 + {v}", "{s} += {one}[-1] * {v}", "break", "{other}.append({v})",
           "{one} = [{s}]", "{s} = {s} - sum({other}) * 0.3")  # fmt: skip


class Held(Nests):
    """Statements about lists that dicts, tuples and lists hold."""

    depth = 0

    def of_holders(self) -> list[tuple[float, Callable[[], Lines]]]:
        return [(6.0, self.history), (2.0, self.asked_at_once)] if self.has("held") else []

    def _made(self) -> tuple[list[str], dict[str, str]]:
        """Return the lines that make two lists and what holds them, and the names of all."""
        h, s, l, k = self.fresh("h"), self.fresh("s"), self.fresh("l"), self.fresh("k")
        lines: list[str] = []
        texts = []
        for items in ([], [self.bounded(self.scalar(0))]):
            text = f"[{', '.join(items)}]"
            if self.rng.random() < 0.3:
                name = self.fresh("l")
                lines, text = [*lines, f"{name} = {text}"], name
            texts.append(text)
        form, one, other = self.pick(HOLDERS)
        lines += form.format(h=h, p=texts[0], q=texts[1]).split("\n")
        parts = [one.format(h=h), other.format(h=h)]
        if self.rng.random() < 0.3:
            parts.reverse()
        names = {"one": parts[0], "other": parts[1], "s": s, "l": l, "k": k}
        return lines, names

    def _filled(self, form: str, names: dict[str, str]) -> list[str]:
        values = {key: self.bounded(self.scalar(1)) for key in "vw"}
        return form.format(n=self.rng.randint(0, 3), **values, **names).split("\n")

    def history(self) -> Lines:
        """Lists that a loop fills, and what it does when they are long."""
        if not self.has("for") or self.depth >= 2:
            return None
        lines, names = self._made()
        s = names["s"]
        lines.append(f"{s} = {self.bounded(self.scalar(1))}")
        push = self._filled(self.pick(PUSHES), names)
        test = self._filled(self.pick(ASKED), names)[0]
        answer = self._filled(self.pick(ANSWERS), names)
        if "[-1]" in answer[0] or "[-1]" in test:
            test = f"len({names['one']}) > 0 and ({test})"
        body = [*push, f"if {test}:", *[f"    {line}" for line in answer]]
        if self.rng.random() < 0.5:
            body.append(f"{s} = np.sin({s}) + {self.bounded(self.scalar(1))}")
        trips = self.rng.randint(1, 4)
        lines += [f"for _ in range({trips}):", *[f"    {line}" for line in body]]
        return [*lines, *self._ending(names)]

    def asked_at_once(self) -> Lines:
        """Lists that are filled without a loop, and asked for their lengths."""
        lines, names = self._made()
        s = names["s"]
        for _ in range(self.rng.randint(1, 2)):
            lines += self._filled(self.pick(PUSHES), names)
        lines.append(f"{s} = {self.bounded(self.scalar(1))}")
        test = self._filled(self.pick([a for a in ASKED if "[-1]" not in a]), names)[0]
        lines += [f"if {test}:", f"    {s} = {s} * 0.4"]
        return [*lines, *self._ending(names)]

    def _ending(self, names: dict[str, str]) -> list[str]:
        s, one, other = (names[key] for key in ("s", "one", "other"))
        end = self.pick([
            f"{s} = {s} + sum({one}) * len({other})",
            f"{s} = np.tanh({s} + sum({other}) + sum({one}))",
            f"{s} = {s} + 0.2 * len({one}) * sum({other})",
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return [end]
