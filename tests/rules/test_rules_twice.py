"""Formulas are differentiated again, through the rules of the primitives in them."""

import numpy as np

from s2sad import rules
from s2sad.ir.nodes import Apply, Const, Name
from s2sad.ir.walk import substitute
from s2sad.rules.registry import takes_tuples
from s2sad.rules.template import parse

from .all_points import ALL, at_each
from .formulas import OPERATORS, evaluate
from .test_rules_at_points import active_operands, direction, environment, fit_of, like


def dual(expr, env, tangents):
    """Return the value and the tangent of an expression; None as a tangent is zero."""
    match expr:
        case Name(id=name):
            return env[name], tangents.get(name)
        case Const(value=value):
            return value, None
        case Apply(op="ifexp", args=(test, yes, no)):
            return dual(yes if evaluate(test, env) else no, env, tangents)
        case Apply(op="tuple" | "list" | "slice" | "and" | "not"):
            return evaluate(expr, env), None
        case Apply(op="getitem", args=(Apply() as base, Const(value=k))) if is_whole(base):
            fit = rules.match(base)
            part = substitute(fit.rule.parts[k], {**fit.bound, fit.rule.whole: Name("the whole")})
            return dual(part, env | {"the whole": evaluate(base, env)}, tangents)
        case Apply(op="getitem", args=(base, index)):
            value, d = dual(base, env, tangents)
            where = evaluate(index, env)
            return value[where], None if d is None else d[where]
    return dual_of_call(expr, env, tangents)


def is_whole(expr):
    """Return whether a call returns a tuple whose parts are primitives that read it."""
    fit = rules.match(expr)
    return fit is not None and bool(fit.rule.whole)


def dual_of_call(expr, env, tangents):
    names, inner = [], {}
    for k, arg in enumerate((*expr.args, *[v for _, v in expr.kwargs])):
        is_tuple = isinstance(arg, Apply) and arg.op == "tuple"
        if is_tuple and takes_tuples(expr.op):
            inner |= {f"a{k}{i}": dual(item, env, tangents) for i, item in enumerate(arg.args)}
            names.append(Apply("tuple", tuple([Name(f"a{k}{i}") for i in range(len(arg.args))])))
            continue
        if isinstance(arg, Const) or arg == Name("the whole") or is_tuple:
            names.append(arg)
            continue
        inner[f"a{k}"] = dual(arg, env, tangents)
        names.append(Name(f"a{k}"))
    n = len(expr.args)
    call = Apply(expr.op, tuple(names[:n]), tuple(zip([k for k, _ in expr.kwargs], names[n:])))
    values = env | {name: value for name, (value, _) in inner.items()}
    z = evaluate(call, values)
    moving = {name: d for name, (_, d) in inner.items() if d is not None}
    if not moving:
        return z, None
    fit = fit_of(call, values)
    assert fit is not None, expr
    params = {
        p: moving[e.id] for p, e in fit.bound.items() if isinstance(e, Name) and e.id in moving
    }
    tangent = fit.rule.tangent_of([p for p in fit.rule.active if p in params])
    if tangent is None:
        return z, None
    local = environment(fit, values, z)
    dz = evaluate(tangent, local | {f"d{p}": d for p, d in params.items()})
    dz = like(dz, z)
    return z, np.broadcast_to(dz, np.shape(z)) if np.shape(dz) != np.shape(z) else dz


def formula_cases():
    for text, values in ALL:
        fit = fit_of(parse(text), values)
        if is_singular(values):  # the second derivative of a determinant needs the inverse
            continue
        if fit.rule.word in ("elementwise", "linear", "multilinear", "general"):
            yield text, values


def is_singular(values):
    a = values.get("a")
    return np.shape(a) == (2, 2) and np.linalg.det(a) == 0


@at_each(formula_cases(), every=2)
def test_adjoint_formulas_have_the_derivatives_that_differences_show(text, values):
    call = parse(text)
    fit = fit_of(call, values)
    z = evaluate(call, values)
    g = direction(z)[()] if np.ndim(z) else direction(z)
    env = environment(fit, values, z) | {"g": g}
    ds = {p: direction(values[n]) for p, n in active_operands(fit, values).items()}
    dz = evaluate(
        fit.rule.tangent_of(list(ds)),
        environment(fit, values, z) | {f"d{p}": d for p, d in ds.items()},
    )
    moved = dict(ds, g=direction(g))
    ds = dict(moved, z=np.broadcast_to(like(dz, z), np.shape(z)))
    constants = {p: e for p, e in fit.bound.items() if not isinstance(e, Name)}
    for param in active_operands(fit, values):
        for formula in fit.rule.adjoints[param]:
            whole = inlined(formula, dict(fit.rule.lets))
            whole = substitute(whole, constants)
            found = dual(whole, env, ds)[1]
            h = 1e-6
            ends = [np.asarray(evaluate(whole, shifted(call, fit, env, values, moved,
                s))) for s in (h, -h)]
            expected = (ends[0] - ends[1]) / (2 * h)
            found = np.zeros_like(expected) if found is None else found
            np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-5)


def shifted(call, fit, env, values, moved, h):
    """Return the environment moved along a direction, the result z with its operands."""
    env = env | {n: env[n] + h * d for n, d in moved.items()}
    operands = {e.id: env[p] for p, e in fit.bound.items() if isinstance(e, Name)}
    return env | {"z": evaluate(call, values | operands)}


def inlined(expr, lets):
    """Put what the lets stand for in their place."""
    if isinstance(expr, Name):
        return inlined(lets[expr.id], lets) if expr.id in lets else expr
    if not isinstance(expr, Apply):
        return expr
    args = tuple(inlined(arg, lets) for arg in expr.args)
    return Apply(expr.op, args, tuple((k, inlined(v, lets)) for k, v in expr.kwargs))


def test_the_evaluator_knows_the_operators_of_the_representation():
    assert {"add", "matmul", "getitem"} <= set(OPERATORS)
