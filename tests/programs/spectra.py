"""Random eigenvalues and roots: functions of all of them, in whichever order they come."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.nests import Nests
from tests.programs.scope import SCALAR

Lines = list[str] | None


class Spectra(Nests):
    """Statements about eigenvalues of matrices that are not symmetric, and roots of polynomials."""

    def spectra(self) -> list[tuple[float, Callable[[], Lines]]]:
        if not self.has("spectra"):
            return []
        return [(4.8, self.eigenvalues), (4.8, self.roots_of_polynomial), (2.4, self.vectors)]

    def matrix_apart(self) -> str:
        """A matrix whose eigenvalues are apart: real ones, or a pair of complex ones."""
        x, y = self.scalar(1), self.scalar(1)
        square = [n for k in (2, 3) for n in self.scope.arrays((k, k))]
        if square and self.rng.random() < 0.6:
            a = self.pick(square)
            apart = "1.0, 4.0, 8.0" if self.scope.shape(a)[0] == 3 else "1.0, 5.0"
            return self.pick([f"{a} + np.diag([{apart}])", f"0.5 * {a} + np.diag([{apart}])",
                              f"{a} @ {a} + np.diag([{apart}])"])  # fmt: skip
        return self.pick([
            f"np.array([[{x}, 0.5], [{y}, 4.0]])", f"np.array([[{x}, 3.0], [-2.0, {y}]])",
            f"np.array([[1.0, {x}], [{y}, -3.0]])",
            f"np.array([[0.5, {x}, 0.1], [0.2, 4.0, {y}], [{x}, 0.3, 9.0]])",
        ])  # fmt: skip

    def of_all(self, w: str) -> str:
        return self.pick([
            f"np.sum({w} ** 2).real", f"np.sum(np.abs({w}) ** 2)", f"np.prod({w}).real",
            f"np.max({w}.real)", f"np.sum(np.exp(0.2 * {w})).real",
            f"np.sum(1.0 / (20.0 + {w})).real",
            f"np.min(np.real({w}))", f"np.sum(np.abs({w}))", f"np.sum({w}.imag ** 2)",
            f"np.max(np.abs({w}))", f"np.sum({w}).real", f"np.linalg.norm({w})",
        ])  # fmt: skip

    def eigenvalues(self) -> Lines:
        w, s, m = self.fresh("w"), self.fresh("s"), self.fresh("m")
        made, value = self.matrix_apart(), self.of_all(w)
        self.scope.add(s, SCALAR)
        return self.pick([
            [f"{w} = np.linalg.eigvals({made})", f"{s} = 0.2 * {value}"],
            [f"{m} = {made}", f"{w} = np.linalg.eigvals({m})", f"{s} = 0.2 * {value} + {m}[0, 0]"],
            [f"{w}, _ = np.linalg.eig({made})", f"{s} = 0.2 * {value}"],
            [f"{m} = {made}", f"{s} = 0.1 * np.max(np.abs(np.linalg.eigvals({m})))"],
            [f"{m} = {made}", f"{s} = 0.1 * np.max(np.linalg.eigvals({m} @ {m}.T).real)"],
            [f"{m} = {made}", f"{w} = np.linalg.eigvalsh({m} + {m}.T)", f"{s} = 0.1 * {w}[-1]"],
        ])  # fmt: skip

    def roots_of_polynomial(self) -> Lines:
        w, s, x, y = self.fresh("w"), self.fresh("s"), self.scalar(1), self.scalar(1)
        polynomial = self.pick([
            f"[1.0, {x}, {self.pick(['3.0', '-2.0'])}]", f"np.array([1.0, {x}, {y}, 4.0])",
            f"[0.5 + ({x}) ** 2, {y}, -2.0]", f"[1.0, 0.0, {x}, 5.0]", f"[1.0, {x}]",
        ])  # fmt: skip
        value = self.of_all(w)
        self.scope.add(s, SCALAR)
        return [f"{w} = np.roots({polynomial})", f"{s} = 0.1 * {value}"]

    def vectors(self) -> Lines:
        """What is the same for each length and phase of eigenvectors."""
        w, v, s, m = self.fresh("w"), self.fresh("v"), self.fresh("s"), self.fresh("m")
        made = self.matrix_apart()
        self.scope.add(s, SCALAR)
        return [f"{m} = {made}", f"{w}, {v} = np.linalg.eig({m})", f"{s} = 0.1 * " + self.pick([
            f"np.sum(np.abs({v}) ** 4)", f"np.sum(np.abs({v} * {w}) ** 2)",
            f"(({v} * np.exp(0.1 * {w})) @ np.linalg.inv({v}))[0, 0].real",
            f"np.sum(np.abs({v}[0]) ** 2)",
        ])]  # fmt: skip
