"""Functions of SciPy's that give tuples: values, both modes, the second order."""

import numpy as np
import pytest

pytest.importorskip("scipy.special", reason="SciPy is an optional extra")

from s2sad import differentiate, grad  # noqa: E402
from s2sad.errors import MissingRule  # noqa: E402

from .of_scipy import check_text, function_of  # noqa: E402

X, Y = np.array([0.4, 0.7, 1.9]), np.array([[0.3], [0.6]])
UNARY = {"sici": 2, "shichi": 2, "fresnel": 2, "airy": 4, "airye": 4, "itj0y0": 2, "iti0k0": 2,
         "it2j0y0": 2, "it2i0k0": 2}  # fmt: skip
BINARY = {"pbdv": 2, "pbvv": 2, "pbwa": 2}


@pytest.mark.parametrize("name, count", UNARY.items())
def test_each_part_of_a_function_of_one_operand_has_its_slope(name, count):
    each = " + ".join([f"np.sum(special.{name}(x)[{k}] ** {k + 1})" for k in range(count)])
    check_text(each, {"x": X})
    check_text(f"special.{name}(x)[1]", {"x": 0.7})


@pytest.mark.parametrize("name, count", BINARY.items())
def test_each_part_of_a_function_of_an_order_has_its_slope(name, count):
    each = " + ".join([f"np.sum(special.{name}(0.5, x)[{k}] ** {k + 1})" for k in range(count)])
    check_text(each, {"x": X})
    with pytest.raises(MissingRule, match="with respect to `v`"):
        grad(function_of(f"special.{name}(v, 0.3)[0]", ["v"]))(0.5)


@pytest.mark.parametrize("k", range(4))
def test_complex_parts_have_their_slopes(k):
    check_text(f"np.sum(np.abs(special.kelvin(x)[{k}]) ** 2)", {"x": X})


@pytest.mark.parametrize("k", range(4))
def test_the_elliptic_functions_move_with_both_operands(k):
    check_text(f"np.sum(special.ellipj(x, m)[{k}] ** 2)", {"x": X, "m": Y})


@pytest.mark.parametrize("text", ["airy(x)[2]", "airy(x)[3]", "airye(x)[2]", "airye(x)[3]"])
def test_airy_functions_move_at_negative_numbers(text):
    check_text(f"np.sum(special.{text} ** 2)", {"x": -X})


@pytest.mark.parametrize("text", ["sici(x)[0]", "shichi(x)[0]", "fresnel(x)[1]"])
def test_at_zero_the_slope_is_one(text):
    assert grad(function_of(f"special.{text}", ["x"]))(0.0) == 1.0


def test_an_integral_of_carlsons_moves_once():
    check_text("np.sum(special.elliprc(x, m))", {"x": X, "m": Y}, order=1)


RNG = np.random.default_rng(5)
TALL = np.abs(RNG.normal(size=(6, 4)))
SUM = TALL @ np.array([0.5, 0.0, 0.7, 0.3]) + 0.1 * RNG.normal(size=6)


@pytest.mark.parametrize("a, b", [
    (TALL, SUM), (TALL, -SUM), (TALL.T[:, :5], SUM[:4]), (TALL[:, :1], SUM), (TALL - 0.8, SUM),
], ids=["three positive", "none", "wide", "one column", "signed"])
def test_the_positive_numbers_of_a_least_squares_solution_move(a, b):
    check_text("optimize.nnls(a, b)[0]", {"a": a, "b": b})
    check_text("np.sum(optimize.nnls(a, b)[0] ** 2) * optimize.nnls(a, b)[1]", {"a": a, "b": b})


def test_the_function_is_called_once():
    f = function_of("special.airy(x)[0] * special.sici(x)[1]", ["x"])
    assert str(differentiate(f).text("adjoint", 0.3)).count("special.airy(") == 1
