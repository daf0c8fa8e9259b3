import importlib.util
import math
from dataclasses import replace

import numpy as np
import pytest

from s2sad import rules, runtime
from s2sad.ir.kinds import Scalar
from s2sad.ir.nodes import Apply, Const, Name
from s2sad.rules import registry
from s2sad.rules.template import parse

from .formulas import text


@pytest.mark.parametrize(
    "obj, op",
    [
        (np.sin, "np.sin"), (np.absolute, "np.abs"), (np.true_divide, "np.divide"),
        (np.add.at, "np.add.at"), (math.exp, "math.exp"), (len, "len"), (abs, "abs"), (max, "max"),
        (float, "float"), (print, "print"), (runtime.unbroadcast, "rt.unbroadcast"),
        (np.linalg.solve, "np.linalg.solve"), (np.float64, "np.float64"), (np.einsum, "np.einsum"),
        (np.ndarray.item, "np.ndarray.item"), (math.hypot, "math.hypot"),
    ],
)  # fmt: skip
def test_an_object_is_known_by_identity(obj, op):
    assert rules.op_of(obj) == op
    assert rules.object_of(op) == obj


@pytest.mark.parametrize("obj", [[], {}, np.zeros(2), 3.0, lambda x: x, np.random.normal, open])
def test_what_is_no_primitive_is_none(obj):
    assert rules.op_of(obj) is None


def test_every_primitive_with_a_path_exists():
    paths = [r.op for r in rules.all_rules() if "." in r.op]
    missing = {op for op in paths if rules.object_of(op) is None}
    newer = {"scipy.special.softplus", "scipy.special.betaincc"}  # than the oldest SciPy
    has_scipy = importlib.util.find_spec("scipy") is not None
    assert {op for op in missing - newer if has_scipy or not registry.is_optional(op)} == set()


def test_an_unknown_primitive_has_no_rule():
    assert rules.lookup("np.nothing") is None
    assert rules.match(Apply("np.nothing", (Name("x"),))) is None


def test_what_fits_a_call_is_found_anew_when_rules_change():
    call = Apply("np.nothing", (Name("x"),))
    rule = replace(rules.lookup("np.sin"), op="np.nothing")
    assert rules.match(call) is None
    registry.register("np.nothing", lambda: rule)
    assert rules.match(call).rule is rule
    registry.forget(rule)
    assert rules.match(call) is None


def test_binding_takes_positions_keywords_and_defaults():
    rule = rules.lookup("np.sum")
    bound = rule.bind(parse("np.sum(a, keepdims=True)"))
    none = Const(None)
    assert bound == {"x": Name("a"), "axis": none, "dtype": none, "keepdims": Const(True)}
    assert rule.bind(parse("np.sum(a, 1)"))["axis"] == Const(1)


@pytest.mark.parametrize(
    "call", ["np.sum()", "np.sum(a, 0, b, c)", "np.sum(*l)", "np.sin(x, y, w)", "sum(l, s)"]
)
def test_a_call_that_does_not_fit_has_no_rule(call):
    assert rules.match(parse(call)) is None


def test_keywords_that_are_none_say_nothing():
    assert rules.match(parse("np.sum(a, dtype=None, out=None)")) is not None


def test_unknown_keywords_are_listed():
    with pytest.raises(rules.UnknownKeywords) as error:
        rules.match(parse("np.ptp(a, initial=3, where=w)"))
    assert error.value.keywords == ("initial", "where")
    assert str(error.value) == (
        "np.ptp has no derivative with initial=, where=; its rule knows: x, axis, keepdims"
    )


def test_a_primitive_that_takes_anything_does_not_take_out():
    assert rules.match(parse("np.zeros(3, dtype=t)")) is not None
    with pytest.raises(rules.UnknownKeywords):
        rules.match(parse("np.argsort(x, out=y)"))


@pytest.mark.parametrize(
    "call, adjoint",
    [
        ("x ** 2", "2.0 * x * g"),
        ("x ** 3", "3.0 * x ** 2 * g"),
        ("x ** 4.0", "4.0 * x ** 3.0 * g"),
        ("x ** 1.1", "1.1 * x ** 0.1 * g"),
        ("x ** -2", "-2.0 * x ** -3 * g"),
        ("x ** 1", "g"),
        ("x ** 0.5", "0.5 * g / z"),
        ("x * x", "2.0 * x * g"),
        ("x * y", "y * g"),
        ("2.0 ** x", "np.log(2.0) * z * g"),
        ("np.tanh(x)", "(1.0 - z ** 2) * g"),
        ("np.cos(x)", "-np.sin(x) * g"),
        ("x / y", "g / y"),
        ("max(x, y)", "g if not(x1 > x0) else 0.0"),
    ],
)
def test_the_rule_that_fits_best_reads_as_one_writes_it(call, adjoint):
    fit = rules.match(parse(call))
    name = fit.rule.active[0]
    assert text(rules.inner_negation(fit.rule.adjoints[name][0])) == adjoint


def test_minus_two_written_as_an_operation_is_a_literal():
    call = Apply("pow", (Name("x"), Apply("neg", (Const(2),))))
    assert text(rules.match(call).rule.adjoints["x"][0]) == "-2.0 * x ** -3 * g"


def test_the_division_has_two_faces():
    first, second = rules.lookup("truediv").adjoints["y"]
    assert text(first) == "-g * x / (y * y)"
    assert text(second) == "-g * (z / y)"
    assert text(rules.inner_negation(first)) == "-g * x / (y * y)"
    assert first.op == "neg"  # so that a sum of adjoints subtracts it


def test_a_power_with_exponent_zero_has_derivative_zero():
    assert rules.match(parse("x ** 0")).rule.word == "zero"
    assert rules.match(parse("x ** True")).rule.word == "elementwise"


def test_inactive_operands_leave_the_tangent():
    solve = rules.lookup("np.linalg.solve")
    assert "db" not in text(solve.tangent_of(["a"]))
    assert text(solve.tangent_of(["b"])) == "rt.solve_like(a, db, b)"
    assert text(rules.lookup("mul").tangent_of(["y"])) == "x * dy"
    assert rules.lookup("mul").tangent_of([]) is None


def test_nested_displays_have_the_adjoints_of_their_operands():
    fit = rules.match(parse("np.array([[a, b], [c, 1.0]])"))
    pairs = [(text(item), text(adjoint)) for item, adjoint in rules.items_of(fit)]
    assert pairs == [("a", "g[0, 0]"), ("b", "g[0, 1]"), ("c", "g[1, 0]"), ("1.0", "g[1, 1]")]


def test_a_list_by_name_is_no_display():
    assert rules.items_of(rules.match(parse("np.array(l)"))) is None
    assert rules.items_of(rules.match(parse("np.array([*l])"))) is None


def test_parameters_of_numpy_keep_their_places():
    """A rule may take fewer parameters than NumPy, but none in another place."""
    import inspect

    for rule in rules.all_rules():
        if not rule.op.startswith("np.") or rule.pattern is not None or rule.anything:
            continue
        try:
            real = list(inspect.signature(rules.object_of(rule.op)).parameters)
        except (TypeError, ValueError):
            continue
        optional = [(i, n) for i, (n, d) in enumerate(rule.params) if d is not None]
        for i, name in optional:
            if i < rule.positional:
                assert real[i] == name, (rule.call, real)
            else:
                assert name in real or "kwargs" in real, (rule.call, real)


def test_shapes_are_told_from_values():
    assert rules.lookup("rt.unbroadcast").shape_only == {"x"}
    assert rules.lookup("np.zeros_like").shape_only == {"x"}


def test_of_what_gives_parts_the_first_declaration_says_so():
    # Else nothing takes the result apart, and what is read of it would count as a constant.
    taken_apart = {rule.op for rule in rules.all_rules() if rule.parts and not rule.pattern}
    assert {op for op in taken_apart if not rules.lookup(op).parts} == set()


def test_the_rule_of_a_call_is_that_of_its_operands_each_time_it_is_asked_for():
    call = Apply("np.abs", (Name("x"),))
    real, whole = Scalar("float64", True), Scalar("complex128", True)
    for _ in range(2):
        assert registry.match(call).rule.real
        assert registry.match(call, {"x": whole}).rule.complex
        assert registry.match(call, {"x": real}).rule.real
