"""Random numbers and arrays whose dtype depends on the path, and questions about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

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

    def one_of_forms(self, forms: Sequence[str], asked: tuple[str, ...], **names: str) -> list[str]:
        """Return the lines of one of some forms, with what it asks for.

        Only that is drawn, for what is drawn may bind names. `{some}`, `{test}` and `{question}`
        are drawn anew wherever they stand; a question is about `v`.
        """
        of = {"some": self.some_scalar, "test": self.test,
              "question": lambda: self.question(asked, names["v"]),
              **{key: partial(str, name) for key, name in names.items()}}  # fmt: skip
        form = self.pick(forms)
        return re.sub(r"\{(\w+)\}", lambda found: of[found[1]](), form).split("\n")

    def int_or_float(self) -> Lines:
        if self.depth >= 3 or self.loops >= 2:
            return None
        names = {stem: self.fresh(stem) for stem in ("v", "s", "k")}
        names.update(whole=str(self.rng.randint(0, 3)), trips=str(self.rng.randint(0, 2)))
        lines = self.one_of_forms((
            "{v} = {whole} if {test} else {some}",
            "if {test}:\n    {v} = {whole}\nelse:\n    {v} = {some}",
            "{v} = {whole}\nif {test}:\n    {v} = {v} + {some}",
            "{v} = {whole}\nfor {k} in range({trips}):\n    {v} = {v} + {some}",
            "{v} = max({whole}, {some})",
            "{v} = sum([{whole}, {some}]) if {test} else sum([{whole}, 1])",
            "{v} = ({whole}, {some})[bool({test})]",
        ), ASKED, **names)  # fmt: skip
        lines += self.one_of_forms((
            "{s} = {some}\n{s} = {s} * (1.1 if {question} else 0.7) + 0.3 * {v}",
            "{s} = {some}\nif {question}:\n    {s} = np.sin({s} + {v})\n"
            "else:\n    {s} = {s} - 0.5 * {v} * {v}",
            "{s} = {some}\n{s} = np.tanh({s} + np.sum(np.full(2, {v}) / 3))",
            "{s} = {some}\n{s} = {s} + np.cos({v}) * (2 if not {question} else 1)",
        ), ASKED, **names)  # fmt: skip
        self.scope.add(names["s"], SCALAR)
        return lines

    def in_a_list(self) -> Lines:
        if self.depth >= 3 or self.loops >= 2:
            return None
        names = {stem: self.fresh(stem) for stem in ("items", "v", "s")}
        names["whole"] = str(self.rng.randint(1, 3))
        lines = self.one_of_forms((
            "{items} = [{whole}, {some}, 2.5]",
            "{items} = [1, 2]\nif {test}:\n    {items}.append({some})",
            "{items} = [0] * 3\n{items}[1] = {some}",
        ), ASKED, **names)  # fmt: skip
        lines += self.one_of_forms((
            "{s} = 0\nfor {v} in {items}:\n"
            "    {s} = {s} + np.sin({v}) * (0.5 if {question} else 0.9)",
        ), ASKED, **names)  # fmt: skip
        whole = self.pick((
            "np.array({items}).dtype == np.int64", "np.stack({items}).dtype == float",
        ))  # fmt: skip
        lines += self.one_of_forms((
            "{s} = {s} * (1.0 if " + whole + " else 1.3) + np.mean(np.array({items}) ** 2)",
        ), ASKED, **names)  # fmt: skip
        self.scope.add(names["s"], SCALAR)
        return lines

    def single_or_double(self) -> Lines:
        one, other = self.pick(("0.5", "1.5")), self.pick(("2.0", "np.float64(0.3)"))
        return self.of_two((
            f"{{v}} = np.float32({one}) if {{test}} else {other}",
            f"{{v}} = {other}\nif {{test}}:\n    {{v}} = np.float32({one})",
        ), "{s} = {some} * (1.2 if {question} else 0.6)", ASKED_OF_SINGLE)  # fmt: skip

    def complex_or_real(self) -> Lines:
        return self.of_two((
            "{v} = {some} if {test} else {some} * 1j",
            "{v} = {some}\nif {test}:\n    {v} = {v} + 0.4j * {some}",
        ), "{s} = abs({v}) ** 2 * (1.2 if {question} else 0.6) + np.real({v})",
            ASKED_OF_COMPLEX)  # fmt: skip

    def of_two(self, forms: Sequence[str], use: str, asked: tuple[str, ...]) -> Lines:
        """Return a number of one of two dtypes, and a use of it that asks which."""
        names = {"v": self.fresh("v"), "s": self.fresh("s")}
        lines = self.one_of_forms(forms, asked, **names) + self.one_of_forms((use,), asked, **names)
        self.scope.add(names["s"], SCALAR)
        return lines
