"""Linear: whether whole numbers can satisfy a system of linear inequalities.

Each form of a system, affine in symbols, is at least 0. A symbol is eliminated by adding its lower
to its upper bounds, each often enough for the symbol to cancel (Fourier and Motzkin); what is left
without symbols decides. A form is divided by what divides all its coefficients, and its constant
rounded down: the symbols are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd

from ..ir.kinds import Size

MOST = 120  # forms at a time; a system that grows beyond is taken for one that can be satisfied

Terms = tuple[tuple[str, int], ...]


def is_impossible(system: Iterable[Size]) -> bool:
    """Return whether no whole numbers make all forms at least 0; False if that is not known."""
    forms: dict[Terms, int] = {}
    for form in system:
        if _is_violated(form, forms):
            return True
    while forms:
        symbol = _cheapest(forms)
        lower = [(t, c) for t, c in forms.items() if dict(t).get(symbol, 0) > 0]
        upper = [(t, c) for t, c in forms.items() if dict(t).get(symbol, 0) < 0]
        forms = {t: c for t, c in forms.items() if all(name != symbol for name, _ in t)}
        if len(forms) + len(lower) * len(upper) > MOST:
            return False
        for one in lower:
            for other in upper:
                if _is_violated(_without(symbol, Size(one[1], one[0]), Size(other[1], other[0])),
                                forms):  # fmt: skip
                    return True
    return False


def _is_violated(form: Size, forms: dict[Terms, int]) -> bool:
    """Put a form among the others, of those with the same terms the tightest."""
    if form.is_constant:
        return form.constant < 0
    divisor = gcd(*[factor for _, factor in form.terms])
    terms = tuple([(name, factor // divisor) for name, factor in form.terms])
    constant = form.constant // divisor
    forms[terms] = min(constant, forms.get(terms, constant))
    return False


def _cheapest(forms: dict[Terms, int]) -> str:
    """Return the symbol whose elimination makes the fewest forms."""
    lower: dict[str, int] = {}
    upper: dict[str, int] = {}
    for terms in forms:
        for name, factor in terms:
            side = lower if factor > 0 else upper
            side[name] = side.get(name, 0) + 1
    names = sorted(lower.keys() | upper.keys())
    return min(names, key=lambda name: lower.get(name, 0) * upper.get(name, 0))


def _without(symbol: str, lower: Size, upper: Size) -> Size:
    """Return the sum of two bounds of a symbol in which it cancels."""
    low, high = dict(lower.terms)[symbol], -dict(upper.terms)[symbol]
    common = gcd(low, high)
    return lower * (high // common) + upper * (low // common)
