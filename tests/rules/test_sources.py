"""Where the formulas of the rules are from."""

import pytest

from s2sad import rules
from s2sad.rules.rule import Rule
from s2sad.rules.sources import WORKS, source_of, works_cited

BEYOND_SCHOOL = {
    "math.erf", "math.erfc", "math.gamma", "math.lgamma", "np.i0", "np.sinc", "rt.i0_derivative",
}
IDENTITIES = {
    "calculus", "chain rule", "product rule", "quotient rule", "identity", "selection",
    "rule of the reduction", "transpose of a linear map", "inverse function theorem",
    "implicit function theorem", "fundamental theorem of calculus", "Leibniz integral rule",
    "Lagrange interpolation, differentiated", "Taylor series", "the density",
    "logarithm of the density, differentiated", "linear in the coefficients", "linear in the ends",
    "linear in the values at the knots", "linear in the image",
}  # fmt: skip


def needs_a_source(rule):
    """Return whether a formula is more than the calculus of school, or a transpose."""
    is_special = rule.op in BEYOND_SCHOOL or ".scipy." in rule.source
    return rule.word == "general" or rule.word == "elementwise" and is_special


def test_every_rule_that_is_not_elementary_says_what_it_is_taken_from():
    missing = [r.call for r in rules.all_rules() if needs_a_source(r) and not r.cited]
    assert missing == []
    assert all(source_of(r) for r in rules.all_rules() if r.word != "zero")


def test_a_source_is_a_work_that_is_listed_or_an_identity():
    for rule in rules.all_rules():
        for part in filter(None, rule.cited.split("; ")):
            assert part in IDENTITIES or part.startswith(tuple(WORKS)), (rule.call, part)


def test_every_work_that_is_listed_is_cited():
    assert len(works_cited(rules.all_rules())) == len(WORKS)


@pytest.mark.parametrize(
    ("op", "source"),
    [
        ("np.linalg.inv", "Giles 2008, 2.2.3"), ("np.linalg.cholesky", "Murray 2016"),
        ("scipy.special.erf", "DLMF 7.5 and 7.10"), ("scipy.special.jv", "DLMF 10.6 and 10.29"),
        ("scipy.special.expn", "DLMF 8.19"), ("scipy.linalg.expm", "Higham 2008, theorem 3.6"),
        ("np.roots", "implicit function theorem"), ("np.exp", "calculus"),
        ("np.sum", "transpose"), ("rt.odeint_of", "Hairer, Norsett and Wanner 1993, I.14; "
                                  "Cao, Li, Petzold and Serban 2003"),
    ],
)  # fmt: skip
def test_the_source_of_a_rule_is_that_of_its_family_or_its_own(op, source):
    assert source in {source_of(rule) for rule in rules.all_rules() if rule.op == op}


def test_a_rule_of_a_user_cites_too():
    rule = rules.declare.elementwise.rule("mine.f(x)", "x * dx", cited="Owen 1956")
    assert isinstance(rule, Rule) and source_of(rule) == "Owen 1956"
