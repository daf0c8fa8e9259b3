"""What the formulas of the rules are taken from: the works that `cite` and `cited` name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .rule import Rule

WORKS = {
    "Byrd and Friedman 1971": "Handbook of elliptic integrals for engineers and scientists, second"
    " edition",
    "Cao, Li, Petzold and Serban 2003": "Adjoint sensitivity analysis for differential-algebraic"
    " equations: the adjoint DAE system and its numerical solution. SIAM J. Sci. Comput. 24",
    "Corless and Jeffrey 2002": "The Wright omega function. LNCS 2385",
    "DLMF": "NIST Digital Library of Mathematical Functions, dlmf.nist.gov, by its sections",
    "Giles 2008": "Collected matrix derivative results for forward and reverse mode algorithmic"
    " differentiation. LNCSE 64",
    "Golub and Pereyra 1973": "The differentiation of pseudo-inverses and nonlinear least squares"
    " problems whose variables separate. SIAM J. Numer. Anal. 10",
    "Hairer, Norsett and Wanner 1993": "Solving ordinary differential equations I, second edition",
    "Higham 2008": "Functions of matrices: theory and computation",
    "Kao and Hennequin 2020": "Automatic differentiation of Sylvester, Lyapunov, and algebraic"
    " Riccati equations. arXiv 2011.11430",
    "Murray 2016": "Differentiation of the Cholesky decomposition. arXiv 1602.07527",
    "Owen 1956": "Tables for computing bivariate normal probabilities. Ann. Math. Statist. 27",
    "Roberts and Roberts 2020": "QR and LQ decomposition matrix backpropagation algorithms for"
    " square, wide, and deep matrices. arXiv 2009.10071",
    "Townsend 2016": "Differentiating the singular value decomposition",
    "Walter and Lehmann 2010": "Algorithmic differentiation of linear algebra functions with"
    " application in optimum experimental design. arXiv 1001.1654",
    "Watson 1992": "Characterization of the subdifferential of some matrix norms. Linear Algebra"
    " Appl. 170",
    "de Hoog, Anderssen and Lukas 2011": "Differentiation of matrix functionals using triangular"
    " factorization. Math. Comp. 80",
}
_OF_WORDS = {
    "elementwise": "calculus", "linear": "transpose", "multilinear": "transposes",
    "sequence": "transposes", "effect": "transpose", "parts": "rules of the parts",
}  # fmt: skip
_NAMES = re.compile("|".join([rf"\b{re.escape(name)}\b" for name in WORKS]))


def source_of(rule: Rule) -> str:
    """Return where the formulas of a rule are from: what it cites, or what its word says."""
    return rule.cited or _OF_WORDS.get(rule.word, "")


def works_cited(rules: Iterable[Rule]) -> list[str]:
    """Return the works that rules cite, each with its title, in the order of their names."""
    found = {name for rule in rules for name in _NAMES.findall(rule.cited)}
    return [f"{name}: {title}." for name, title in WORKS.items() if name in found]
