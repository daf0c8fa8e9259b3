"""Every rule at every point: tangent against differences, adjoint against tangent."""

import itertools
import re

import numpy as np
import pytest

from s2sad import rules, runtime
from s2sad.ir.nodes import Apply, Name
from s2sad.ir.walk import names_in, substitute
from s2sad.rules.registry import is_optional
from s2sad.rules.template import parse

from .adding import HAS_SCIPY
from .all_points import ALL, PROGRAMS, at_each, rule_of
from .formulas import evaluate, kind_of_value, kinds_of

RNG = np.random.default_rng(3)


def is_varying(value):
    return np.result_type(value).kind in "fc" if np.size(value) or np.ndim(value) else False


def direction(value):
    d = RNG.normal(size=np.shape(value))
    if np.iscomplexobj(value):
        d = d + 1j * RNG.normal(size=np.shape(value))
        return complex(d) if isinstance(value, complex) else np.asarray(d)
    return float(d) if isinstance(value, float) else np.asarray(d)


def fit_of(call, values):
    """Return the rule that fits a call of values of these kinds."""
    kinds = {name: kind_of_value(value) for name, value in values.items()}
    return rules.match(call, kinds)


def like(found, z):
    """Return a tangent as that of z: the real part, if z is real."""
    return found if np.iscomplexobj(z) else np.real(found)


def shifted(value, d, h):
    return value + h * d


def difference(call, values, directions):
    """Return the derivative of a call along a direction, by central differences."""
    h = 1e-6
    ends = [
        evaluate(call, values | {n: shifted(values[n], d, s * h) for n, d in directions.items()})
        for s in (1, -1)
    ]
    return (np.asarray(ends[0]) - np.asarray(ends[1])) / (2 * h)


def environment(fit, values, z):
    env = {name: evaluate(expr, values) for name, expr in fit.bound.items()}
    return env | {"z": z}


def with_lets(rule, env):
    """Return env with the names that the adjoints share."""
    for name, expr in rule.lets:
        if not {f"d{param}" for param in rule.active} & set(names_in(expr)):
            env = env | {name: evaluate(expr, env)}
    return env


def close(a, b, tolerance=2e-6):
    np.testing.assert_allclose(np.broadcast_to(a, np.shape(b)), b, rtol=tolerance, atol=tolerance)


CASES = [pytest.param(t, v, id=f"{i}: {t}") for i, (t, v) in enumerate(ALL)]


def active_operands(fit, values):
    """Return the active parameters that are names of varying values, with those names."""
    found = {}
    for param in fit.rule.active:
        operand = fit.bound.get(param)
        if isinstance(operand, Name) and is_varying(values[operand.id]):
            found[param] = operand.id
    return found


def subsets(items):
    items = list(items)
    return itertools.chain(*[itertools.combinations(items, n) for n in range(1, len(items) + 1)])


@at_each(ALL)
def test_tangent_agrees_with_differences_and_adjoint_with_tangent(text, values):
    call = parse(text)
    fit = fit_of(call, values)
    assert fit is not None
    if fit.rule.word in ("sequence", "parts", "zero"):
        return
    z = evaluate(call, values)
    active = active_operands(fit, values)
    assert active
    ds = {param: direction(values[name]) for param, name in active.items()}
    g = direction(z)[()] if np.ndim(z) or not isinstance(z, (float, complex)) else direction(z)
    env = environment(fit, values, z)
    tangent_env = env | {f"d{p}": d for p, d in ds.items()}
    adjoint_env = with_lets(fit.rule, env | {"g": g})
    for subset in subsets(active):
        dz = like(evaluate(fit.rule.tangent_of(subset), tangent_env), z)
        close(dz, difference(call, values, {active[p]: ds[p] for p in subset}))
        choices = itertools.product(*[fit.rule.adjoints[p] for p in subset])
        for formulas in choices:
            total = 0.0
            for param, formula in zip(subset, formulas):
                found = like(evaluate(formula, adjoint_env), ds[param])
                gx = runtime.unbroadcast(found, values[active[param]])
                assert np.shape(gx) == np.shape(values[active[param]])
                total += np.real(np.sum(gx * ds[param]))
            close(total, np.real(np.sum(g * np.broadcast_to(dz, np.shape(z)))), 1e-9)


@at_each(ALL, every=2)
def test_simplified_formulas_have_the_same_values(text, values):
    call = parse(text)
    fit = fit_of(call, values)
    if fit.rule.word in ("sequence", "parts", "zero"):
        return
    z = evaluate(call, values)
    g = np.asarray(RNG.normal(size=np.shape(z)))[()]
    env = with_lets(fit.rule, values | {"z": z, "g": g} | environment(fit, values, z))
    for param in active_operands(fit, values):
        env[f"d{param}"] = direction(env[param])
    names = {p: e for p, e in fit.bound.items() if not isinstance(e, Name)}
    for param in active_operands(fit, values):
        for formula in (*fit.rule.adjoints[param], fit.rule.tangent_terms[param]):
            whole = substitute(formula, names)
            plain = rules.simplify(whole, kinds_of(env))
            expected = evaluate(whole, env)
            found = evaluate(plain, env)
            close(found, np.broadcast_to(expected, np.shape(expected)), 1e-12)


@at_each(ALL, every=2)
def test_single_precision_gives_the_same_derivatives_roughly(text, values):
    call = parse(text)
    fit = fit_of(call, values)
    if fit.rule.word in ("sequence", "parts", "zero"):
        return
    results = []
    for narrow in (False, True):
        cast = {n: narrowed(v) if narrow and is_array(v) else v for n, v in values.items()}
        z = evaluate(call, cast)
        g = np.ones_like(z)
        env = with_lets(fit.rule, environment(fit, cast, z) | {"g": g})
        results.append(
            [evaluate(fit.rule.adjoints[p][0], env) for p in active_operands(fit, values)]
        )
    for wide, narrow in zip(*results):
        np.testing.assert_allclose(narrow, wide, rtol=2e-3, atol=2e-3)


def is_array(value):
    return isinstance(value, np.ndarray) and value.dtype in (np.float64, np.complex128)


def narrowed(value):
    return value.astype(np.complex64 if np.iscomplexobj(value) else np.float32)


SEQUENCES = [case for case in CASES if rules.match(parse(case.values[0])).rule.word == "sequence"]


@pytest.mark.parametrize("text, values", SEQUENCES)
def test_items_of_a_sequence_have_their_adjoints(text, values):
    call = parse(text)
    fit = rules.match(call)
    (param,) = fit.rule.active
    z = np.asarray(evaluate(call, values))
    g = np.asarray(RNG.normal(size=z.shape))
    env = values | {"z": z, "g": g}
    operand = fit.bound[param]
    items = rules.items_of(fit)
    if items is None:
        return check_whole(call, fit, values, operand.id, g)
    ds = {name: direction(value) for name, value in values.items()}
    total = 0.0
    for item, formula in items:
        expected = evaluate(formula, env)
        found = evaluate(rules.simplify(formula, kinds_of(env)), env)
        np.testing.assert_array_equal(found, expected)
        assert np.shape(found) == np.shape(values[item.id])
        total += np.sum(found * ds[item.id])
    dz = difference(call, values, ds)
    close(total, np.sum(g * dz))
    tangents = substitute(operand, {name: Name(f"d:{name}") for name in values})
    tangent = substitute(fit.rule.tangent, fit.bound | {f"d{param}": tangents})
    close(evaluate(tangent, env | {f"d:{n}": d for n, d in ds.items()}), dz)
    return None


def check_whole(call, fit, values, name, g):
    items = values[name]
    if not isinstance(items, list):
        return check_array(call, fit, values, name, g)
    ds = [direction(item) for item in items]
    h = 1e-6
    ends = [
        np.asarray(evaluate(call, values | {name: shifted_items(items, ds, s)})) for s in (h, -h)
    ]
    dz = (ends[0] - ends[1]) / (2 * h)
    ((param, (formula,)),) = fit.rule.adjoints.items()
    adjoint = substitute(formula, fit.bound)
    found = evaluate(adjoint, values | {"g": g})
    assert [np.shape(x) for x in found] == [np.shape(x) for x in items]
    close(sum(np.sum(a * d) for a, d in zip(found, ds)), np.sum(g * dz))
    tangent = substitute(fit.rule.tangent, fit.bound | {f"d{param}": Name("d")})
    close(evaluate(tangent, values | {"d": ds}), dz)
    return None


def shifted_items(items, ds, h):
    return [item + h * d for item, d in zip(items, ds)]


def check_array(call, fit, values, name, g):
    """An array or number where a list may stand: `np.asarray(x)`."""
    d = direction(values[name])
    dz = difference(call, values, {name: d})
    ((param, (formula,)),) = fit.rule.adjoints.items()
    found = evaluate(substitute(formula, fit.bound), values | {"g": g})
    assert np.shape(found) == np.shape(values[name])
    close(np.sum(found * d), np.sum(g * dz))
    tangent = substitute(fit.rule.tangent, fit.bound | {f"d{param}": Name("d")})
    close(evaluate(tangent, values | {"d": d}), dz)


PARTS = [case for case in CASES if rules.match(parse(case.values[0])).rule.word == "parts"]


@pytest.mark.parametrize("text, values", PARTS)
def test_parts_are_the_parts_of_the_result(text, values):
    call = parse(text)
    fit = rules.match(call)
    for part, expected in zip(fit.rule.parts, evaluate(call, values), strict=True):
        np.testing.assert_array_equal(evaluate(part, environment(fit, values, None)), expected)


# What counts as symmetric is moved symmetrically in tests/rules/test_scipy.py.
OF_SCIPY = {
    "rt.root_of(x, r, s)", "rt.integral_of(x, a, b, r, s)",  # tests/frontend/test_roots.py
    "rt.integral_with(x, a, b, r, s, q, f, given, h, rest)",  # tests/frontend/test_integrals.py
    "rt.integrals_of(x, a, b, r, s)", "rt.integrals_with(x, a, b, r, s, q, f, given, h, rest)",
    "rt.curve(f, x, nu=0)", "rt.chords(f, x)",  # tests/rules/test_scipy_images.py
    "scipy.ndimage.map_coordinates(input, coordinates, output=None, order=3, mode='constant',"
    " cval=0.0, prefilter=True)",
    "rt.map_back(step, y, x, c, order=3, mode='constant', prefilter=True)",
    "rt.map_slopes(step, x, c, order=3, mode='constant', prefilter=True, cval=0.0)",
    "rt.map_slopes_back(step, y, x, c, order=3, mode='constant', prefilter=True)",
    "rt.map_bends(step, x, c, v, order=3, mode='constant', prefilter=True, cval=0.0)",
    "rt.norm_of_matrix(step, a, ord)",  # tests/rules/test_scipy.py
    "rt.log_of_sum(a, b, s, w, axis=None, keepdims=False)",
    "rt.simpson_back(step, g0, y, x=None, dx=1.0, axis=-1)",
    "rt.gaussian_back(step, y, sigma, axis=-1, order=0, mode='reflect', truncate=4.0)",
    "rt.uniform_back(step, y, size, axis=-1, mode='reflect')",
    "rt.roots_of(x, r, j)",  # tests/frontend/test_systems.py
    "rt.moves_as(x, y)",  # tests/frontend/test_fits.py
    "scipy.spatial.distance.squareform(X, force='no', checks=True)",  # test_distances.py
    "rt.odeint_of(x, q, t, f, given, b, rest)",  # tests/frontend/test_flows.py
    "rt.ivp_of(x, q, t, span, f, given, b, rest)",
    *[f"rt.{name}(x, f, t, rest)" for name in ("odeint_at", "odeint_from", "ivp_at", "ivp_from")],
    *[f"rt.{call}, q, x, y, nu=0, *, bc_type=None, k=None, kind=None, fill_value=None,"
      " bounds_error=None, assume_sorted=None, extrapolate=None)"
      for call in ("spline_at(f", "spline_back(f, v")],  # test_interpolants_made_here.py
    *[f"rt.bspline_{call}, q, t, c, k, nu=0, extrapolate=True)".replace("(, ", "(")
      for call in ("at(", "back(v")],
    "rt.spline_coefficients(x, y, k)", "rt.spline_coefficients_back(v, x, y, k)",
    "rt.area_under(f, x)",
    "rt.area_within(f, x)", "rt.sheet(f, x, y, i=0, j=0)",
    "scipy.sparse.linalg.spsolve(A, b, permc_spec=None, use_umfpack=True)",  # test_sparse.py
    "rt.curve_at(f, q, x, y, nu=0, *, k=None, s=None, extrapolate=None)",
    "rt.between(x, a, b)",  # tests/frontend/test_flows_in_time.py
    "scipy.stats.multivariate_normal.entropy(mean=None, cov=1)",
    "scipy.linalg.cholesky(a, lower=False, *, check_finite=True)",
    "scipy.linalg.pinv(a, *, atol=None, rtol=None, return_rank=False, check_finite=True)",
    "scipy.linalg.pinvh(a, atol=None, rtol=None, lower=True, return_rank=False,"
    " check_finite=True)",  # tests/rules/test_factors_of_scipy.py
    "scipy.linalg.eigvalsh(a, b=None, *, lower=True, check_finite=True)",
    "scipy.linalg.cho_factor(a, lower=False, *, check_finite=True)",
    "scipy.linalg.eigvalsh(a, b, *, lower=True, check_finite=True)",
    "scipy.linalg.eigh(a, b, *, lower=True, eigvals_only=False, check_finite=True)",
    "scipy.linalg.solve_continuous_are(a, b, q, r)",  # tests/rules/test_control_of_scipy.py
    "scipy.linalg.solve_discrete_are(a, b, q, r)",
    "scipy.special.elliprc(x, y)",  # test_tuples_of_scipy.py: of equal operands its slope has none
    "rt.surface(f, x)",  # tests/rules/test_interpolants_on_grids.py
    "rt.gamma_tail(step, a, x)", "rt.beta_tail(step, a, b, x)",  # tests/runtime/test_tails.py
}


@pytest.mark.skipif(not HAS_SCIPY, reason="functions for SciPy have their points with SciPy's")
def test_every_rule_with_a_derivative_has_a_point():
    found = [fit_of(parse(text), values).rule for text, values in ALL]
    seen = {key for rule in found for key in (rule.call, rule.op, (rule.call, rule.complex))}
    seen |= {rule_of(text) for text, _ in PROGRAMS}
    lists = {
        "chosen_items", "concatenate_items", "stack_items", "join_items", "join_all", "as_items",
        "sum_items",
    }  # fmt: skip
    own_tests = {"np.linalg.cholesky(a)", "np.float32(x)", "np.complex64(x)", *OF_SCIPY}
    own_tests |= {"np.float16(x)", "np.longdouble(x)"}  # tests/rules/test_methods_of_ufuncs.py
    own_tests |= {r.call for r in rules.all_rules() if r.op[3:] in lists}
    own_tests |= {r.call for r in rules.all_rules() if r.whole or r.part is not None}
    own_tests |= {"np.linalg.cholesky(a, *, upper=False)", "np.linalg.eigvalsh(a, UPLO='L')"}
    own_tests |= {"rt.undetermined(x)", "rt.uncut(a, z)"}  # tests/rules/test_factors.py
    own_tests |= {"rt.power_log(x, y, p)"}  # x ** y, differentiated twice
    same = ("pdf", "sf", "logcdf", "logsf", "isf")  # made of the formulas of logpdf, cdf and ppf
    own_tests |= {r.call for r in rules.all_rules() if r.op.endswith(same)
                  and re.sub(r"\w+\(x|\w+\(q", "logpdf(x", r.call) in seen}  # fmt: skip
    missing = [
        rule.call for rule in rules.all_rules()
        if rule.word not in ("zero", "effect") and rule.call not in own_tests
        and (rule.call not in seen or rule.complex and (rule.call, True) not in seen)
        and not (rule.op in seen and rule.source.endswith(("einsum", "python")))
        and not (is_optional(rule.op) and rules.object_of(rule.op) is None)
    ]  # fmt: skip
    assert missing == []


def test_every_primitive_in_a_formula_has_a_rule_itself():
    structural = {"getitem", "slice", "tuple", "list", "ifexp", "and", "or", "not", "const"}
    missing = set()
    for rule in rules.all_rules():
        formulas = [e for each in rule.adjoints.values() for e in each]
        formulas += [e for _, e in rule.lets] + list(rule.parts) + list(rule.tangent_terms.values())
        formulas += [] if rule.item is None else [rule.item]
        for op in {op for formula in formulas for op in ops_in(formula)} - structural:
            if rules.lookup(op) is None:
                missing.add((rule.call, op))
    assert missing == set()


def ops_in(expr):
    if isinstance(expr, Apply):
        yield expr.op
        for arg in (*expr.args, *[v for _, v in expr.kwargs]):
            yield from ops_in(arg)


def test_every_runtime_function_has_a_rule():
    for name in runtime.__all__:
        assert rules.lookup(f"rt.{name}") is not None, name
