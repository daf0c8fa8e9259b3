"""Every point of every file of points: `points.py`, `support_points.py` and `points_*.py`.

A point of `points_*.py` may be any expression: all are checked as programs, and those that are one
call of a rule also as formulas. Those of SciPy's functions, of complex
numbers, of Fourier transforms and of linear algebra are among the points of `points.py`.
"""

from importlib import import_module
from pathlib import Path

import pytest

from s2sad import rules
from s2sad.ir.nodes import Apply
from s2sad.rules.template import parse

from .formulas import evaluate
from .points import POINTS
from .support_points import SUPPORT
from tests.thorough import ALL as ALL_OF_THEM, in_turn

FOUND = sorted(path.stem for path in Path(__file__).parent.glob("points_*.py"))
AMONG = ("points_scipy", "points_complex", "points_fourier", "points_linalg")  # of points.py
FILES = [name for name in FOUND if not name.startswith(AMONG)]
PROGRAMS = [point for name in FILES for point in import_module(f".{name}", __package__).POINTS]


def is_one_call(text, values):
    """Return whether a point is a call of a rule, of its operands and constants only."""
    if any(value is None for value in values.values()):  # which is known in a program only
        return False
    try:
        call = parse(text)
        fit = rules.match(call) if isinstance(call, Apply) else None
    except (ValueError, rules.UnknownKeywords):  # a method, or what is written out first
        return False
    if fit is None or "." not in call.op or set(call.names) - set(values):
        return False
    inside = {part.op for part in call.inside if isinstance(part, Apply)}
    if not inside <= {"tuple", "list", "neg"}:
        return False
    word, result = fit.rule.word, evaluate(call, values)
    if word == "sequence":  # of which every operand varies
        return isinstance(fit.bound[fit.rule.active[0]], Apply) and call.op != "np.choose"
    return not _has_names(call) and (word == "parts" or not isinstance(result, (tuple, list)))


def _has_names(call):
    """Return whether names stand in a display."""
    return any(arg.names for arg in call.operands if isinstance(arg, Apply))


def rule_of(text):
    """Return the declaration that fits the call that a point is, or ''."""
    try:
        fit = rules.match(parse(text))
    except (ValueError, AttributeError, rules.UnknownKeywords):
        return ""
    return "" if fit is None else fit.rule.call


def some(points):
    """Return the first point of each rule and every sixteenth of the others.

    All of them where the variable S2SAD_ALL_TESTS is set (docs/developing.md).
    """
    if ALL_OF_THEM:
        return list(points)
    found, seen = [], set()
    for k, (text, values) in enumerate(points):
        rule = rule_of(text) or text
        if rule not in seen or k % 16 == 0:
            found.append((text, values))
        seen.add(rule)
    return found


def at_each(points, every=1):
    """Let a test of `text, values` run at points: once for each function, at all of its points.

    Of the functions only each one that `every` tells has its turn by default.
    """
    groups = {}
    for k, (text, values) in enumerate(points):
        groups.setdefault(text.partition("(")[0], []).append((k, text, values))

    def decorated(check):
        def test(group):
            for k, text, values in group:
                try:
                    check(text, values)
                except Exception as error:
                    raise AssertionError(f"at point {k}, {text}: {error}") from error

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        chosen = in_turn(groups.items(), every)
        cases = [pytest.param(group, id=name) for name, group in chosen]
        return pytest.mark.parametrize("group", cases)(test)

    return decorated


ALL = POINTS + SUPPORT + [point for point in PROGRAMS if is_one_call(*point)]
