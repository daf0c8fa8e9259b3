"""The documentation of the rules, made from the declarations.

    python -m s2sad.rules.document      rewrites docs/rules.md
"""

from __future__ import annotations

from pathlib import Path

from .registry import all_rules
from .rule import Rule
from .tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_INTRODUCTION = """# Rules

Every primitive that s2sad differentiates, in the words of its declaration. `z` is the result, `dx`
the tangent of x, `g` the adjoint of the result. Where a row has a differential `dz`, the adjoint of
an operand is its term with `g` for the `d`; where it has `x = ...`, that is the adjoint of x.
Several formulas for one operand are the same derivative: the one that records least is used. `rt`
is `s2sad.runtime`; where ranks are known, its functions give way to plain NumPy. Broadcasting is
undone where an adjoint is accumulated, in one place, and is not in the formulas. Neither is the
real part, which what is real receives of complex derivatives: `df = np.real(np.sum(g * dx))`.

This page is generated: `python -m s2sad.rules.document`.
"""


def page() -> str:
    """Return the text of docs/rules.md."""
    rules = all_rules()
    sections = [_INTRODUCTION]
    for table in TABLES:
        title = (table.__doc__ or "").splitlines()[0].rstrip(".")
        sections.append(_section(title, [r for r in rules if r.source == table.__name__]))
    return "\n".join(sections)


def _section(title: str, rules: list[Rule]) -> str:
    lines = [f"## {title}", ""]
    moving = [rule for rule in rules if rule.word != "zero"]
    if moving:
        lines += ["| primitive | word | derivative | note |", "|---|---|---|---|"]
        lines += [_row(rule) for rule in moving]
        lines += [""]
    still = [rule for rule in rules if rule.word == "zero"]
    for fixed, what in ((False, "Zero wherever the derivative exists"),
                        (True, "Constants, refused where what they are given varies")):  # fmt: skip
        calls = [_code(rule.call) for rule in still if bool(rule.constant) == fixed]
        if calls:
            lines += [f"{what}: {', '.join(calls)}.", ""]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    formulas = "<br>".join([_code(f"{name} = {text}") for name, text in rule.formulas])
    of = "complex numbers" if rule.complex else "real numbers only" if rule.real else ""
    note = "; ".join([part for part in (of, _note(rule)) if part])
    cells = (_code(rule.call), rule.word, formulas, note.replace("|", "\\|"))
    return "| " + " | ".join(cells) + " |"


def _note(rule: Rule) -> str:
    """Return what is to be noted: conventions, and where no derivative is known."""
    unknown = [f"no derivative in {name}" for name in rule.names if name in rule.constant]
    return "; ".join([*unknown, rule.note] if rule.note else unknown)


def _code(text: str) -> str:
    return "`" + " ".join(text.split()).replace("|", "\\|") + "`"


def main() -> None:
    """Write docs/rules.md."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
