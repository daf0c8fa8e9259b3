"""The documentation of the rules, made from the declarations.

    python -m s2sad.rules.document      rewrites docs/rules.md
"""

from __future__ import annotations

from pathlib import Path

from .registry import all_rules
from .rule import Rule
from .sources import source_of, works_cited
from .tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_ZERO = "Zero wherever the derivative exists"
_CONSTANTS = "Constants, refused where what they are given varies"
_READ = "Read with the functions that they are given, which are differentiated (`docs/scipy.md`)"
_GIVEN_FUNCTIONS = (
    "scipy.optimize.", "scipy.integrate.odeint", "scipy.integrate.solve_ivp",
    "scipy.integrate.quad",
)  # fmt: skip
_INTRODUCTION = """# Rules

Every primitive that s2sad differentiates, in the words of its declaration. `z` is the result, `dx`
the tangent of x, `g` the adjoint of the result. Where a row has a differential `dz`, the adjoint of
an operand is its term with `g` for the `d`; where it has `x = ...`, that is the adjoint of x.
Several formulas for one operand are the same derivative: the one that records least is used. `rt`
is `s2sad.runtime`; where ranks are known, its functions give way to plain NumPy. Broadcasting is
undone where an adjoint is accumulated, in one place, and is not in the formulas. Neither is the
real part, which what is real receives of complex derivatives: `df = np.real(np.sum(g * dx))`.
The last column is where the formulas are from; at the end of the page are the works it names.

This page is generated: `python -m s2sad.rules.document`.
"""


def page() -> str:
    """Return the text of docs/rules.md."""
    rules = all_rules()
    sections = [_INTRODUCTION]
    for table in TABLES:
        title = (table.__doc__ or "").splitlines()[0].rstrip(".")
        sections.append(_section(title, [r for r in rules if r.source == table.__name__]))
    works = [f"- {work}" for work in works_cited(rules)]
    sections.append("\n".join(["## The works cited", "", *works, ""]))
    return "\n".join(sections)


def _section(title: str, rules: list[Rule]) -> str:
    lines = [f"## {title}", ""]
    moving = [rule for rule in rules if rule.word != "zero"]
    if moving:
        lines += ["| primitive | word | derivative | note | source |", "|---|---|---|---|---|"]
        lines += [_row(rule) for rule in moving]
        lines += [""]
    for what, still in at_rest(rules):
        lines += [f"{what}: {', '.join([_code(rule.call) for rule in still])}.", ""]
    return "\n".join(lines)


def at_rest(rules: list[Rule]) -> list[tuple[str, list[Rule]]]:
    """Return the rules that say zero, by what that means."""
    kinds: dict[str, list[Rule]] = {what: [] for what in (_ZERO, _CONSTANTS, _READ)}
    for rule in rules:
        if rule.word == "zero":
            is_read = rule.op.startswith(_GIVEN_FUNCTIONS)
            kinds[_READ if is_read else _CONSTANTS if rule.constant else _ZERO].append(rule)
    return [(what, found) for what, found in kinds.items() if found]


def _row(rule: Rule) -> str:
    formulas = "<br>".join([_code(f"{name} = {text}") for name, text in rule.formulas])
    of = "complex numbers" if rule.complex else "real numbers only" if rule.real else ""
    note = "; ".join([part for part in (of, _note(rule)) if part])
    cells = (_code(rule.call), rule.word, formulas, note.replace("|", "\\|"), source_of(rule))
    return "| " + " | ".join(cells) + " |"


def _note(rule: Rule) -> str:
    """Return what is to be noted: conventions, and where no derivative is known."""
    unknown = [f"no derivative in {name}" for name in rule.names if name in rule.constant]
    return "; ".join([*unknown, *filter(None, (covered(rule), rule.note))])


def covered(rule: Rule) -> str:
    """Return for which values of its parameters a rule holds: `ord=1`; nothing if for all."""
    each = [
        f"{name}={' or '.join(['another number' if v is float else repr(v) for v in values])}"
        for name, values in ((n, dict.fromkeys(given)) for n, given in rule.only.items())
    ]
    return f"for {', '.join(each)}" if each else ""


def _code(text: str) -> str:
    return "`" + " ".join(text.split()).replace("|", "\\|") + "`"


def main() -> None:
    """Write docs/rules.md."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
