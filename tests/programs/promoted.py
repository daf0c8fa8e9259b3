"""Random numbers and arrays whose dtype depends on the path, and questions about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR

Lines = list[str] | None
ASKED = (
    "isinstance({v}, int)", "type({v}) is int", "isinstance({v}, float)",
    "np.array([{v}, 1]).dtype == np.int64", "np.asarray({v}).dtype.kind == 'i'",
    "np.asarray({v}).dtype == float", "np.issubdtype(np.array([{v}, 2]).dtype, np.floating)",
    "np.full(2, {v}).dtype == np.float64", "type({v}) in (int, bool)",
    "isinstance({v} * 2, int)", "isinstance(2 * {v} + 1, float)",
    "(np.array([{v}, 1]) * 2).dtype == np.int64", "np.zeros_like(np.array([{v}])).dtype == float",
)
ASKED_OF_SINGLE = (
    "np.array([{v}, {v}]).dtype == np.float32", "np.exp({v}).dtype == np.float32",
    "np.asarray({v}).dtype.itemsize == 4", "(np.ones(2, np.float32) * {v}).dtype == np.float32",
    "isinstance({v}, float)",
)
ASKED_OF_COMPLEX = (
    "isinstance({v}, complex)", "np.iscomplexobj({v})", "np.isrealobj(np.array([{v}, 1.0]))",
    "np.array([{v}, 2]).dtype == complex", "np.asarray({v}).dtype.kind == 'c'",
)


class Promoted(Nests):
    """Statements about numbers of several dtypes."""

    depth = 0

    def promoted(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("promoted"):
            return []
        return [(5.0, self.int_or_float), (2.0, self.in_a_list), (2.0, self.single_or_double),
                (2.0, self.complex_or_real)]  # fmt: skip

    def some_scalar(self) -> str:
        return self.bounded(self.scalar(1))

    def question(self, asked: tuple[str, ...], v: str) -> str:
        return self.pick(asked).format(v=v)

    def int_or_float(self) -> Lines:
        if self.depth >= 3 or self.loops >= 2:
            return None
        v, s, k = (self.fresh(stem) for stem in ("v", "s", "k"))
        whole, some, test = self.rng.randint(0, 3), self.some_scalar(), self.test()
        lines = self.pick([
            [f"{v} = {whole} if {test} else {some}"],
            [f"if {test}:", f"    {v} = {whole}", "else:", f"    {v} = {some}"],
            [f"{v} = {whole}", f"if {test}:", f"    {v} = {v} + {some}"],
            [f"{v} = {whole}", f"for {k} in range({self.rng.randint(0, 2)}):",
             f"    {v} = {v} + {some}"],
            [f"{v} = max({whole}, {some})"],
            [f"{v} = sum([{whole}, {some}]) if {test} else sum([{whole}, 1])"],
            [f"{v} = ({whole}, {some})[bool({test})]"],
        ])  # fmt: skip
        lines.append(f"{s} = {self.some_scalar()}")
        lines += self.pick([
            [f"{s} = {s} * (1.1 if {self.question(ASKED, v)} else 0.7) + 0.3 * {v}"],
            [f"if {self.question(ASKED, v)}:", f"    {s} = np.sin({s} + {v})", "else:",
             f"    {s} = {s} - 0.5 * {v} * {v}"],
            [f"{s} = np.tanh({s} + np.sum(np.full(2, {v}) / 3))"],
            [f"{s} = {s} + np.cos({v}) * (2 if not {self.question(ASKED, v)} else 1)"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return lines

    def in_a_list(self) -> Lines:
        if self.depth >= 3 or self.loops >= 2:
            return None
        items, v, s = (self.fresh(stem) for stem in ("items", "v", "s"))
        question = self.question(ASKED, v)
        whole = self.question(("np.array({v}).dtype == np.int64", "np.stack({v}).dtype == float"),
                              items)  # fmt: skip
        lines = self.pick([
            [f"{items} = [{self.rng.randint(1, 3)}, {self.some_scalar()}, 2.5]"],
            [f"{items} = [1, 2]", f"if {self.test()}:",
             f"    {items}.append({self.some_scalar()})"],
            [f"{items} = [0] * 3", f"{items}[1] = {self.some_scalar()}"],
        ])  # fmt: skip
        lines += [f"{s} = 0", f"for {v} in {items}:",
                  f"    {s} = {s} + np.sin({v}) * (0.5 if {question} else 0.9)"]  # fmt: skip
        lines += [f"{s} = {s} * (1.0 if {whole} else 1.3) + np.mean(np.array({items}) ** 2)"]
        self.scope.add(s, SCALAR)
        return lines

    def single_or_double(self) -> Lines:
        v, s = self.fresh("v"), self.fresh("s")
        one, other = self.pick(["0.5", "1.5"]), self.pick(["2.0", "np.float64(0.3)"])
        lines = self.pick([
            [f"{v} = np.float32({one}) if {self.test()} else {other}"],
            [f"{v} = {other}", f"if {self.test()}:", f"    {v} = np.float32({one})"],
        ])  # fmt: skip
        question = self.question(ASKED_OF_SINGLE, v)
        lines.append(f"{s} = {self.some_scalar()} * (1.2 if {question} else 0.6)")
        self.scope.add(s, SCALAR)
        return lines

    def complex_or_real(self) -> Lines:
        v, s, some = self.fresh("v"), self.fresh("s"), self.some_scalar()
        lines = self.pick([
            [f"{v} = {some} if {self.test()} else {some} * 1j"],
            [f"{v} = {some}", f"if {self.test()}:", f"    {v} = {v} + 0.4j * {self.some_scalar()}"],
        ])  # fmt: skip
        question = self.question(ASKED_OF_COMPLEX, v)
        lines.append(f"{s} = abs({v}) ** 2 * (1.2 if {question} else 0.6) + np.real({v})")
        self.scope.add(s, SCALAR)
        return lines
