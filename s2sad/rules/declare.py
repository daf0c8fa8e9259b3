"""The words in which rules are declared, from the weakest to the strongest.

zero          the derivative is zero wherever it exists
elementwise   z[i] depends on x[i] only: the differential is a sum of terms, one d in each
linear        linear in one operand: the tangent is the call itself, the adjoint is given
multilinear   linear in each of several operands
general       tangent and adjoints are given
sequence      linear in a list of operands
parts         the result is a tuple; each part is a primitive of its own
effect        the call writes one of its operands, linearly

Formulas of complex numbers follow one convention: the derivative of a real number along dx is the
real part of sum(g * dx). So a holomorphic function has the formulas that it has of real numbers,
the adjoint of `conj(x)` is `conj(g)`, and what a real operand or result receives is the real part,
which is taken where it is added, not in the formulas. `real` declares that a formula holds for real
operands only, `complex` for complex ones only.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, Generic, ParamSpec

from ..ir.frozen import dataclass, replace
from ..ir.nodes import Apply, Expr, Name
from ..ir.walk import names_in, substitute
from .calculus import terms, total, without
from .registry import register
from .rule import Rule
from .template import Signature, parse, signature

Formula = str | tuple[str, ...]
Given = ParamSpec("Given")
_CALL = re.compile(r"([A-Za-z_][\w.]*)\((?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Word(Generic[Given]):
    """A word: `word(call, ...)` declares the rule, `word.rule(call, ...)` only returns it.

    What is declared is read when its primitive is first looked up.
    """

    rule: Callable[Given, Rule]

    def __call__(self, *args: Given.args, **options: Given.kwargs) -> None:
        source = sys._getframe(1).f_globals.get("__name__", "")
        family = _families.get(source, "")

        def read() -> Rule:
            made = self.rule(*args, **options)
            cited = made.cited or (family if made.word in ("elementwise", "general") else "")
            return replace(made, source=source, cited=cited)

        register(op_in(str(args[0])), read)


_families: dict[str, str] = {}  # a table that is being declared -> what its rules are taken from


def cite(source: str) -> None:
    """Say what the formulas of a table are taken from, from here on: `cite("DLMF 7.10")`.

    `cited="Owen 1956"` says it for one declaration. What a source is, `sources.py` tells.
    """
    _families[sys._getframe(1).f_globals["__name__"]] = source


def op_in(call: str) -> str:
    """Return the primitive whose call a declaration spells."""
    found = _CALL.fullmatch(call.strip())
    return found[1] if found else signature(call).op


@Word
def zero(
    call: str, *, shape: str = "", note: str = "", real: bool = False, constant: str = "",
    only: dict[str, tuple[Any, ...]] | None = None,
) -> Rule:  # fmt: skip
    """Declare that a primitive has derivative zero: `zero("np.floor(x)")`.

    `np.zeros(...)` takes any arguments; `shape` names parameters of which only the shape is read,
    `constant` those that may not vary at all.
    """
    return replace(_start(call, "zero", note, shape, constant), real=real, only=only or {})


@Word
def elementwise(
    call: str, *differentials: str, real: bool = False, complex: bool = False, note: str = "",
    shape: str = "", constant: str = "", whole: str = "", cited: str = "",
) -> Rule:  # fmt: skip
    """Declare a differential: `elementwise("np.tanh(x)", "(1 - z**2) * dx")`.

    It is a sum of terms, each with one d; the adjoint of x is its terms with g for dx. More
    differentials may be given: the same terms written otherwise. `whole` is the sum of all terms
    in a shorter form. `constant` names parameters in which the derivative is not known.
    """
    rule = _start(call, "elementwise", note, shape, constant)
    choices: dict[str, list[Expr]] = {name: [] for name in rule.names}
    for text in differentials:
        for name, term in _terms_by_name(text, rule).items():
            if term not in choices[name]:
                choices[name].append(term)
    choices = {name: found for name, found in choices.items() if found}
    if not choices:
        return replace(rule, word="zero")
    # In the tangent nothing is recorded: a formula that reads z computes less.
    best = {name: _reading_z(found) for name, found in choices.items()}
    return replace(
        rule,
        active=tuple(choices),
        tangent=parse(whole) if whole else total(list(best.values())),
        tangent_terms=best,
        adjoints={n: tuple([_seeded(e, n) for e in es]) for n, es in choices.items()},
        formulas=tuple([("dz", text) for text in differentials]),
        real=real,
        complex=complex,
        cited=cited,
    )


@Word
def linear(
    call: str, *, only: dict[str, tuple[Any, ...]] | None = None, shape: str = "", note: str = "",
    real: bool = False, constant: str = "", **adjoints: Formula,
) -> Rule:  # fmt: skip
    """Declare a linear primitive by its transpose: `linear("np.flipud(x)", x="np.flipud(g)")`."""
    if len(adjoints) != 1:
        raise ValueError(f"{call}: linear in one operand; use multilinear for several")
    return _linear("linear", call, only, shape, note, real, constant, adjoints)


@Word
def multilinear(
    call: str, *, only: dict[str, tuple[Any, ...]] | None = None, shape: str = "", note: str = "",
    real: bool = False, constant: str = "", **adjoints: Formula,
) -> Rule:  # fmt: skip
    """Declare a primitive that is linear in each of several operands, by its transposes."""
    return _linear("multilinear", call, only, shape, note, real, constant, adjoints)


@Word
def general(
    call: str, *, dz: str, only: dict[str, tuple[Any, ...]] | None = None, shape: str = "",
    note: str = "", real: bool = False, complex: bool = False, part: int | None = None,
    constant: str = "", vector: str = "", cited: str = "", **formulas: Formula,
) -> Rule:  # fmt: skip
    """Declare the tangent `dz`, an adjoint for each active parameter, and names shared by them.

    It holds only where the parameter `vector` is known to be one, if that is given.
    `part` tells which item of its last operand, a tuple, the primitive is.
    `w="np.linalg.solve(rt.t(a), g)"`, where w is no parameter, is computed once for all adjoints;
    it may read the names before it. In a tangent it is computed once if it is read more often.
    """
    rule = _start(call, "general", note, shape, constant)
    adjoints = {k: _choices(v) for k, v in formulas.items() if k in rule.names}
    lets = {k: parse(str(v)) for k, v in formulas.items() if k not in rule.names}
    whole: dict[str, Expr] = {}
    for name, expr in lets.items():
        if any(other in lets and other not in whole for other in names_in(expr)):
            raise ValueError(f"{call}: {name} reads a name that comes after it")
        whole[name] = substitute(expr, whole)
    tangent = substitute(parse(dz), whole)
    return replace(
        rule,
        active=tuple(adjoints),
        tangent=tangent,
        tangent_terms={name: _term(tangent, name, adjoints, call) for name in adjoints},
        adjoints=adjoints,
        lets=tuple(lets.items()),
        only=only or {},
        formulas=(("dz", dz), *_texts(formulas)),
        real=real,
        complex=complex,
        part=part,
        vector=vector,
        cited=cited,
    )


@Word
def sequence(
    call: str, *, item: str, only: dict[str, tuple[Any, ...]] | None = None, note: str = "",
    shape: str = "", constant: str = "", **whole: str,
) -> Rule:  # fmt: skip
    """Declare a primitive that is linear in the items of its operand.

    `item` is the adjoint of item number k; the keyword that names the operand, that of the list.
    """
    ((name, text),) = whole.items()
    rule = _start(call, "sequence", note, shape, constant)
    tangent = _call_with(rule, {name: Name(f"d{name}")})
    return replace(
        rule,
        active=(name,),
        tangent=tangent,
        tangent_terms={name: tangent},
        adjoints={name: (parse(text),)},
        item=parse(item),
        only=only or {},
        formulas=((f"{name}[k]", item), (name, text)),
    )


@Word
def parts(
    call: str, *each: str, whole: str = "", only: dict[str, tuple[Any, ...]] | None = None,
    note: str = "",
) -> Rule:  # fmt: skip
    """Declare that the parts of a tuple result are primitives of their own.

    `whole` is a name by which they read the tuple, which carries no derivative itself: that of
    `rt.eigh_values(a, d)`, which is d[0], is the derivative in a.
    """
    rule = _start(call, "parts", note, "")
    texts = tuple([(f"z[{i}]", text) for i, text in enumerate(each)])
    active = tuple([name for name, default in rule.params if default is None])
    return replace(
        rule,
        parts=tuple(map(parse, each)),
        active=() if whole else active,
        whole=whole,
        only=only or {},
        formulas=texts,
    )


@Word
def effect(call: str, *, writes: str, note: str = "", shape: str = "", **adjoints: str) -> Rule:
    """Declare a primitive that writes an operand, linearly in that operand and in others."""
    rule = _start(call, "effect", note, shape)
    changed = (writes, *adjoints)
    tangent = _call_with(rule, {name: Name(f"d{name}") for name in changed})
    return replace(
        rule,
        writes=writes,
        active=tuple(adjoints),
        tangent=tangent,
        tangent_terms=dict.fromkeys(adjoints, tangent),
        adjoints={k: _choices(v) for k, v in adjoints.items()},
        formulas=_texts(adjoints),
    )


def _start(call: str, word: str, note: str, shape: str, constant: str = "") -> Rule:
    spec: Signature = signature(call)
    return Rule(
        spec.op, word, spec.params, positional=spec.positional, pattern=spec.pattern,
        anything=spec.anything, call=call, note=note, shape_only=frozenset(shape.split()),
        constant=frozenset(constant.split()),
    )  # fmt: skip


def _linear(
    word: str, call: str, only: dict[str, tuple[Any, ...]] | None, shape: str, note: str,
    real: bool, constant: str, adjoints: dict[str, Formula],
) -> Rule:  # fmt: skip
    rule = _start(call, word, note, shape, constant)
    if unknown := set(adjoints) - set(rule.names):
        raise ValueError(f"{call} has no parameter {', '.join(sorted(unknown))}")
    each = {name: _call_with(rule, {name: Name(f"d{name}")}) for name in adjoints}
    return replace(
        rule,
        active=tuple(adjoints),
        tangent=total(list(each.values())),
        tangent_terms=each,
        adjoints={k: _choices(v) for k, v in adjoints.items()},
        only=only or {},
        formulas=tuple(_texts(adjoints)),
        real=real,
    )


def _call_with(rule: Rule, values: dict[str, Expr]) -> Apply:
    """Return the call of a rule's primitive; what has a default is passed by name."""
    if rule.pattern is not None:
        return Apply(rule.op, tuple([substitute(part, values) for part in rule.pattern]))
    given = rule.params[: rule.positional]
    args = [Name(name) for name, default in given if default is None]
    named = [name for name, default in given if default is not None]
    named += [name for name, _ in rule.params[rule.positional :]]
    kwargs = [(name, Name(name)) for name in named]
    call = substitute(Apply(rule.op, tuple(args), tuple(kwargs)), values)
    assert isinstance(call, Apply)
    return call


def _terms_by_name(differential: str, rule: Rule) -> dict[str, Expr]:
    """Return the sum of the terms of each parameter."""
    found: dict[str, list[Expr]] = {}
    tangents = {f"d{name}": name for name in rule.names}
    for term in terms(parse(differential)):
        names = [name for name in names_in(term) if name in tangents]
        if len(names) != 1:
            known = " or ".join(f"`{name}`" for name in tangents)
            raise ValueError(
                f"{rule.call}: each term of `{differential}` has one factor {known}, once"
            )
        found.setdefault(tangents[names[0]], []).append(term)
    return {name: total(each) for name, each in found.items()}


def _reading_z(choices: list[Expr]) -> Expr:
    return next((e for e in choices if "z" in names_in(e)), choices[0])


def _seeded(term: Expr, name: str) -> Expr:
    return substitute(term, {f"d{name}": Name("g")})


def _term(tangent: Expr, name: str, active: Iterable[str], call: str) -> Expr:
    term = without(tangent, [f"d{other}" for other in active if other != name])
    if term is None or f"d{name}" not in names_in(term):
        raise ValueError(f"{call}: the tangent does not read `d{name}`")
    return term


def _choices(formula: Formula) -> tuple[Expr, ...]:
    return tuple(map(parse, (formula,) if isinstance(formula, str) else formula))


def _texts(formulas: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return (name, text) for each formula and each alternative."""
    pairs = []
    for name, formula in formulas.items():
        pairs += [(name, text) for text in ((formula,) if isinstance(formula, str) else formula)]
    return tuple(pairs)
