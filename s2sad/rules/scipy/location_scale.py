"""Location and scale: the rules of a distribution's methods, of its density alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import cache

from ...ir.frozen import dataclass, field, replace
from ...ir.nodes import Apply, Const, Name
from ..declare import elementwise
from ..registry import register_family
from ..rule import Rule

PSI = "scipy.special.psi"
OF_F = "scipy.special.psi(0.5 * (dfn + dfd))"
# The slopes of incomplete gamma and beta functions in a shape: s2sad/runtime/tails.py
GAMMA_TAIL = "rt.gamma_tail(scipy.special.polygamma, {0})"
BETA_TAIL = "rt.beta_tail(scipy.special.polygamma, {0})"
# The normal density over its distribution, p(u) / P(u); 1 / sqrt(2 pi) = 0.398...
MILLS = (
    "rt.or_far({0}, 0.3989422804014327 * np.exp(-0.5 * ({0}) ** 2 - scipy.special.log_ndtr({0})),"
    " 'mills', 0)"
)
OF_LOG_NDTR = "rt.or_far({0}, 0.3989422804014327 * np.exp(-0.5 * y ** 2 - z), 'mills', 0)"
_DENSITIES = {"pdf": "0.0", "logpdf": "-np.inf"}  # and their values outside of a support
_TAILS = {"cdf": "", "sf": "-", "logcdf": "", "logsf": "-"}
_QUANTILES = {"ppf": "", "isf": "-"}
# A formula that reads one of these may be infinite, or nan, at the edge of a support and beyond.
_UNSAFE = re.compile(r"log|/|\*\* (?![0-9])|tan|exp")
_READS_X = re.compile(r"\bx\b")
# Of these the density that SciPy has at infinity is nan.
_LOST_AT_INFINITY = {
    "burr12", "chi", "chi2", "dgamma", "dweibull", "erlang", "exponnorm", "exponpow", "exponweib",
    "f", "gamma", "gengamma", "gompertz", "gumbel_l", "gumbel_r", "loggamma", "maxwell", "mielke",
    "moyal", "nakagami", "recipinvgauss", "rice", "vonmises", "weibull_max", "weibull_min",
}  # fmt: skip


@dataclass(frozen=True)
class Distribution:
    """A distribution of y = (x - loc) / scale, given by its density p(y).

    `score` is the derivative of log(p) in y, `spread` is 1 + y score, `shapes` gives the derivative
    of log(p) in each shape parameter, or nothing where it is unknown. `flow` is the derivative of
    the quantile y in a shape parameter, where a formula for it is known. `everywhere` tells that no
    density of a number is 0. `rates` are the slopes of logarithms z in y, or in -y of `logsf`,
    where these are not lost as exp(logpdf - z) loses them far out.
    """

    name: str
    score: str
    spread: str = ""
    shapes: Mapping[str, str] = field(default_factory=dict)
    flow: Mapping[str, str] = field(default_factory=dict)
    everywhere: bool = False
    rates: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"scipy.stats.{self.name}"

    def call(self, method: str, x: str) -> str:
        """Return the call of a method as it is declared."""
        return f"{self.path}.{method}({', '.join([x, *self.shapes])}, loc=0, scale=1)"

    def rule(self, method: str, has_loc: bool, has_scale: bool) -> Rule:
        """Return the rule of a method where loc, scale or both stay what they are by default."""
        x = "q" if method in _QUANTILES else "x"
        terms = self._terms(method, has_loc, has_scale)
        known = [a for a, text in self.shapes.items() if text]
        unknown = " ".join(set(self.shapes) - set(known if method in _DENSITIES else self.flow))
        kept = {"dloc": has_loc, "dscale": has_scale}
        text = "".join([term for name, term in terms.items() if kept.get(name, True)]).strip()
        texts = [_tidy(text.removeprefix("+ "))] if text else []
        rule = elementwise.rule(self.call(method, x), *texts, real=True, constant=unknown)
        return replace(rule, source=f"{__package__}.stats", cited=_cited(method))

    def _terms(self, method: str, has_loc: bool, has_scale: bool) -> dict[str, str]:
        """Return the term of each d, with its sign in front."""
        by = " / scale" if has_scale else ""
        x = "z" if method in _QUANTILES else "x"
        y = f"({x} - loc)" if has_loc else x
        y = f"({y} / scale)" if has_scale else y
        if method in _DENSITIES:
            outside = "" if self.everywhere and method == "logpdf" else _DENSITIES[method]
            return self._of_density(method == "pdf", outside, y, by)
        given = [x, *self.shapes, *["loc"] * has_loc, *["scale=scale"] * has_scale]
        if has_scale and has_loc:
            given[-1] = "scale"
        rest = f"({', '.join(given)})"
        times = "scale * " if has_scale else ""
        flow = {f"d{a}": f"{times}{_at(text, y)}" for a, text in self.flow.items()}
        if method in _QUANTILES:
            sign = _QUANTILES[method] or "+"
            moved = {d: f" + {text} * {d}" for d, text in flow.items()}
            density = f"{self.path}.pdf{rest}"
            if self.name in _LOST_AT_INFINITY:
                density = f"np.where(np.isinf(z), 0.0, {density})"
            return {
                "dq": f" {sign} dq / {density}", "dloc": " + dloc",
                "dscale": f" + {y} * dscale", **moved,
            }  # fmt: skip
        rate = f"{self.path}.pdf{rest}"
        if method.startswith("log"):
            lost = " | np.isinf(x)" if self.name in _LOST_AT_INFINITY else ""
            gone = f"(z == -np.inf){lost}" if lost else "z == -np.inf"
            rate = f"np.exp({self.path}.logpdf{rest} - z)"
            if method in self.rates:
                rate = f"{_at(self.rates[method], y)}{by}"
            rate = f"np.where({gone}, 0.0, {rate})"
        elif self.name in _LOST_AT_INFINITY:
            rate = f"np.where(np.isinf(x), 0.0, {rate})"
        plus, minus = (" + ", " - ") if not _TAILS[method] else (" - ", " + ")
        moved = {d: f"{minus}rt.weighted({rate}, {t}) * {d}" for d, t in flow.items()}
        return {
            "dx": f"{plus}{rate} * dx", "dloc": f"{minus}{rate} * dloc",
            "dscale": f"{minus}rt.weighted({rate}, {y}) * dscale", **moved,
        }  # fmt: skip

    def _of_density(self, times_z: bool, outside: str, y: str, by: str) -> dict[str, str]:
        score = _at(self.score.removeprefix("-"), y)
        spread = _at(self.spread or f"(1.0 + y * {self.score})", y)
        plus, minus = "-+" if self.score.startswith("-") else "+-"
        shapes = {
            f"d{a}": f" + {_inside(f'({_at(text, y)})', times_z, outside)} * d{a}"
            for a, text in self.shapes.items() if text
        }
        if not score:
            factor = "z * " if times_z else ""
            return {"dx": "", "dloc": "", "dscale": f" - {factor}dscale / scale", **shapes}
        slope = _inside(score, times_z, outside) + by
        return {
            "dx": f" {plus} {slope} * dx", "dloc": f" {minus} {slope} * dloc",
            "dscale": f" - {_inside(spread, times_z, outside)} / scale * dscale", **shapes,
        }  # fmt: skip

    def declare(self) -> None:
        """Make the methods primitives, whose rules read `loc` and `scale` only where given."""
        for method in (*_DENSITIES, *_TAILS, *_QUANTILES):
            x = "q" if method in _QUANTILES else "x"
            names = tuple(map(Name, (x, *self.shapes, "loc", "scale")))
            register_family(Apply(f"{self.path}.{method}", names), self._family(method))

    def _family(self, method: str) -> Callable[[Apply], Rule]:
        places = {"loc": len(self.shapes) + 1, "scale": len(self.shapes) + 2}
        made = cache(self.rule)

        def build(call: Apply) -> Rule:
            given = dict(call.kwargs)
            for name, place in places.items():
                if len(call.args) > place:
                    given[name] = call.args[place]
            has_loc = given.get("loc", Const(0)) not in (Const(0), Const(0.0))
            has_scale = given.get("scale", Const(1)) not in (Const(1), Const(1.0))
            return made(method, has_loc, has_scale)

        return build


def _cited(method: str) -> str:
    """Return what the formulas of a method are taken from."""
    if method in _DENSITIES:
        return "logarithm of the density, differentiated"
    return "inverse function theorem" if method in _QUANTILES else "fundamental theorem of calculus"


def _tidy(text: str) -> str:
    """Return an expression without parentheses that say nothing."""
    return ast.unparse(ast.parse(text, mode="eval"))


def _inside(text: str, times_z: bool, outside: str) -> str:
    """Return a formula, or z times it, that is 0 where z is what it is outside of the support.

    A density that is 0 at infinity does not move there, whatever it is multiplied by.
    """
    bare = text.replace("/ scale)", "")
    product = f"z * {text}" if times_z else text
    if outside and _UNSAFE.search(bare):
        return f"np.where(z == {outside}, 0.0, {product})"
    return f"rt.weighted(z, {text})" if times_z and _READS_X.search(bare) else product


def _at(text: str, y: str) -> str:
    """Return a formula in y with y spelled out."""
    return re.sub(r"\by\b", y, text)
