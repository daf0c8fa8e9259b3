"""Calls as people write them: by every name, of numbers, vectors and nothing, once and twice."""

import inspect
import itertools

import numpy as np
import pytest

from s2sad import check_grads, grad, rules
from s2sad.errors import MissingRule, UnknownCall
from s2sad.frontend.by_name import by_place
from s2sad.ir.nodes import Apply, Name
from s2sad.rules.registry import all_rules, object_of
from tests.programs.running import scope_of
from tests.small import adjoint_text
from tests.thorough import order_in_turn

V, W, M = np.array([0.3, 1.2, 0.7]), np.array([1.4, 0.2, 0.9]), np.arange(1.0, 7.0).reshape(2, 3)
COUNT = itertools.count()


def written(body, names, **scope):
    """Return a function of these names that returns what a text says."""
    source = f"def f({', '.join(names)}):\n    return {body}\n"
    return scope_of(source, f"<way {next(COUNT)}: {body}>", np=np, **scope)["f"]


@pytest.mark.parametrize("body, values", [
    ("np.cov(x)", {"x": V}), ("np.cov(x) * x[0, 0]", {"x": V[None]}),
    ("np.cov(x, rowvar=False, bias=True) * x[0]", {"x": V[:, None]}),
    ("np.sum(np.transpose(x)) * x", {"x": 0.3}), ("np.sum(x).T * x[0]", {"x": V}),
    ("np.sum(np.transpose(np.sum(x) * x[0]))", {"x": V}),
    ("np.corrcoef(x) * x[0]", {"x": V}), ("np.corrcoef(x)", {"x": V[None]}),
])  # fmt: skip
def test_what_has_one_variable(body, values):
    check_grads(written(body, values), *values.values(), order=2)


@pytest.mark.parametrize("body, values", [
    ("np.add.outer(x, x**2, dtype=float)", {"x": V}), ("np.multiply.outer(x, m)", {"x": V, "m": M}),
    ("np.multiply.outer(x, m, dtype='float64')", {"x": 0.3, "m": M}),
    ("np.pad(x, (0, 2)) * x", {"x": np.array(0.3)}), ("np.pad(x, 1, mode='edge')", {"x": 0.3}),
    ("np.apply_along_axis(np.sum, -1, x) * 1.0", {"x": np.zeros(0)}),
    ("np.apply_along_axis(np.sum, 1, x) * 1.0", {"x": np.zeros((2, 0))}),
])  # fmt: skip
def test_options_and_what_has_no_axes_or_elements(body, values):
    check_grads(written(body, values), *values.values(), order=2)


@pytest.mark.parametrize("body", [
    "np.subtract.reduce(x)", "np.divide.reduce(m, axis=1)", "np.hypot.reduce(m, -1)",
    "np.hypot.accumulate(x)", "np.subtract.accumulate(m, axis=1)", "np.divide.reduce([x, x**2])",
    "np.add.reduce(m, (0, 1)) * x", "np.add.reduce(m, axis=(0, 1))",
    "np.multiply.reduce(x[0])", "np.add.reduce(x[1], axis=None)", "np.sin(x, where=True)",
    "np.select([x[0] > 1, x[0] > 0.1], [x[0], x[0] ** 2])", "np.select([x[0] > 1], [x], m)",
    "np.vectorize(lambda v: v**2 if v > 1 else 0, otypes=[float])(x)",
    "np.vectorize(lambda v, w: v * w, 'd')(x, m)", "np.meshgrid(m, x)[0]",
    "np.meshgrid(x, m, indexing='ij', sparse=True)[1]", "typed(x)",
    "np.piecewise(x, [x > 1], [lambda v, k: v**k, lambda v, k: v + k], x[2])",
])  # fmt: skip
def test_methods_and_functions_of_functions(body):
    typed = np.vectorize(of_each, otypes=[float])
    check_grads(written(body, ["x", "m"], typed=typed), V, M, order=order_in_turn())


def of_each(v):
    return v**2 if v > 1 else 0


@pytest.mark.parametrize("matrix", [
    np.array([[1.3, 0.2, 0.1], [0.4, 2.1, 0.5], [0.3, 0.1, 1.7]]),
    np.array([[1.3, -2.0, 0.1], [1.4, 2.1, 0.5], [0.3, 0.1, 1.7]]),
])  # fmt: skip
def test_the_characteristic_polynomial_of_a_matrix(matrix):
    check_grads(lambda a: np.poly(a), matrix, order=2)
    check_grads(lambda a: np.real(np.poly(a + 1j * a.T)), matrix)


@pytest.mark.parametrize("rest", ["", ", left=y[0]", ", right=y[1] * 1j"])
def test_complex_values_between_knots(rest):
    body = f"np.abs(np.interp(x, [0.0, 0.5, 1.0], y * (1 + 2j * y){rest}) + 1.0)"
    check_grads(written(body, ["x", "y"]), V, W, order=2)


@pytest.mark.parametrize("options", [
    {"otypes": [int]}, {"excluded": {1}}, {"signature": "()->()"}
])  # fmt: skip
def test_a_vectorized_function_that_rounds_or_takes_whole_rows_is_refused(options):
    rounding = np.vectorize(of_each, **options)
    with pytest.raises(UnknownCall, match="`rounding`"):
        grad(written("np.sum(rounding(x))", ["x"], rounding=rounding))(V)


def documented(op):
    """Return what NumPy calls the parameters of a function, and None where it does not tell."""
    try:
        found = inspect.signature(object_of(op)).parameters.values()
    except (TypeError, ValueError):
        return None
    return [p.name if p.kind is p.POSITIONAL_OR_KEYWORD else None for p in found]


RULES = [
    rule for rule in all_rules()
    if rule.op.startswith("np.") and rule.params and rule.pattern is None and documented(rule.op)
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.call)
def test_a_rule_is_found_by_the_names_that_numpy_gives(rule):
    needed = [name for name, default in rule.params if default is None][: rule.positional]
    names = documented(rule.op)[: len(needed)]
    plain = rules.match(Apply(rule.op, tuple(map(Name, needed))))
    for count in range(len(needed) + 1):
        if None in names[count:]:
            continue
        rest = list(zip(names, map(Name, needed)))[count:][::-1]
        args, kwargs = by_place(rule.op, tuple(map(Name, needed[:count])), rest)
        assert rules.match(Apply(rule.op, args, kwargs)) == plain


@pytest.mark.parametrize("body", [
    "np.sum(a=x)", "np.mean(axis=0, a=m)", "np.clip(a=x, a_min=0.5, a_max=1.0)", "np.median(a=x)",
    "np.clip(a=x, min=0.5, max=1.0)", "np.pad(array=x, pad_width=2, mode='edge')", "np.cov(m=x)",
    "np.cov(m=x, y=x**2)", "np.stack(arrays=[x, x**2], axis=1)", "np.array(object=[x, x**2])",
    "np.percentile(q=30, a=x)", "np.select(condlist=[x > 1], choicelist=[x**2])",
    "np.gradient(f=x) * x", "np.sum(a=m, axis=0, dtype=None, out=None)", "np.tile(A=x, reps=2)",
    "np.array_split(ary=x, indices_or_sections=2)[0]", "np.choose(a=[0, 1, 0], choices=[x, x**2])",
    "np.apply_along_axis(func1d=np.sum, axis=0, arr=m) * 1.0", "np.block(arrays=[x, x])",
    "np.piecewise(x, condlist=[x > 1], funclist=[lambda v: v**2, 0.0])", "np.poly(seq_of_zeros=x)",
    "np.vectorize(pyfunc=lambda v: v**2)(x)", "np.diff(a=x, prepend=x[0])", "np.polyval(p=x, x=2)",
])  # fmt: skip
def test_a_parameter_may_be_given_by_its_name(body):
    check_grads(written(body, ["x", "m"]), V, M)


def test_what_is_given_by_a_name_that_the_rule_has_stays_there():
    f = written("np.sum(np.mean(axis=0, a=m))", ["m"])
    assert "np.mean(m, axis=0)" in adjoint_text(f, M)


@pytest.mark.parametrize("body, words", [
    ("np.polyfit([1.0, 2.0, 3.0], x, 1, full=True)[0]", "`full=`.*where `full` is .* `False`"),
    ("np.corrcoef(x, x**2, dtype=float)", "`np.corrcoef` with `dtype=`"),
    ("np.broadcast_arrays(x, m, subok=True)[0]", "`np.broadcast_arrays` with `subok=`"),
    ("np.pad(x, 2, mode='odd')", "`mode=`.*`'constant'` or `'empty'` or `'edge'`"),
])  # fmt: skip
def test_what_a_call_is_told_and_no_rule_knows_is_named(body, words):
    with pytest.raises(MissingRule, match=f"(?s){words}"):
        grad(written(f"np.sum({body})", ["x", "m"]))(V, M)
