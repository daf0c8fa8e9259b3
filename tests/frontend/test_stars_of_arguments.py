"""`f(**p)` of a dict in an argument, whose keys each call tells; `max(*x)`, `print(*x)`."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Unsupported, WrongArgument
from tests.thorough import order_in_turn

X = np.array([0.3, 0.7, 0.9])
T = np.linspace(0.0, 1.0, 4)
TWO, THREE = {"a": 1.0, "b": 2.0}, {"a": 1.0, "b": 2.0, "c": 0.3}


def model(t, a, b=1.0, *, c=0.0):
    return a * np.exp(-b * t) + c


def layer(x, w, b):
    return np.tanh(w @ x + b)


def passed_on(t, **options):
    return model(t, **options) * options.get("a", 0.0)


class Net:
    def __init__(self, weights):
        self.weights = weights

    def __call__(self, x):
        return layer(x, **self.weights)


def of_a_dict(p):
    return np.sum(model(T, **p) ** 2)


def of_a_display(p, q):
    return np.sum(model(T, **{**p, "c": q}) ** 2)


def of_a_copy(p):
    p = dict(p, c=0.1)
    return np.sum(model(T, **p) ** 2)


def of_layers(net, x):
    for weights in net:
        x = layer(x, **weights)
    return np.sum(x**2)


def of_an_item(settings):
    return np.sum(model(T, **settings["model"]) ** 2) * settings["scale"]


def of_what_is_stored(p):
    p["a"] = p["a"] * 2.0
    return np.sum(model(T, **p) ** 2)


def of_options(p):
    return np.sum(passed_on(T, **p) ** 2)


def in_a_loop(p):
    s = 0.0
    for t in T:
        s = s + model(t, **p) ** 2
    return s


def of_an_attribute(net, x):
    return np.sum(net(x) ** 2)


def of_a_list(many):
    return sum(np.sum(model(T, **p)) for p in many)


def of_a_comprehension(p):
    return np.sum(model(T, **{k: p[k] for k in ("a", "b")}) ** 2)


def of_all_items(p):
    return np.sum(model(T, **{k: v * 2.0 for k, v in p.items()}) ** 2)


def of_names_and_values(p):
    return np.sum(model(T, **dict(zip(("a", "b"), p))) ** 2)


def over(p, x):
    return {**p, "b": x}


def of_what_a_helper_makes(p, x):
    return np.sum(model(T, **over(p, x)) ** 2)


def weights(seed):
    rng = np.random.default_rng(seed)
    return {"w": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}


CASES = [
    (of_a_dict, (THREE,)), (of_a_display, (TWO, 0.3)), (of_a_copy, (TWO,)),
    (of_layers, ([weights(0), weights(1)], X)), (of_an_item, ({"model": THREE, "scale": 2.0},)),
    (of_what_is_stored, (THREE,)), (of_options, (TWO,)), (in_a_loop, (TWO,)),
    (of_a_comprehension, (THREE,)), (of_all_items, (TWO,)), (of_names_and_values, ((1.1, 0.7),)),
    (of_what_a_helper_makes, (THREE, 0.9)),
    (of_an_attribute, (Net(weights(2)), X)), (of_a_list, ([THREE, {"a": 0.5}],)),
]  # fmt: skip


@pytest.mark.parametrize("f, args", CASES, ids=[f.__name__ for f, _ in CASES])
def test_a_dict_in_an_argument_is_spread(f, args):
    check_grads(f, *args, order=order_in_turn())


def test_each_call_tells_the_keys():
    slope = grad(of_a_dict)
    assert list(slope(TWO)) == ["a", "b"] and list(slope(THREE)) == ["a", "b", "c"]
    assert slope(TWO)["a"] == pytest.approx(grad(lambda a: of_a_dict({"a": a, "b": 2.0}))(1.0))
    with pytest.raises(Unsupported, match="Which arguments it stands for is not known"):
        slope(T)


def test_the_text_has_the_names_of_the_function_that_is_called():
    @differentiate
    def loss(p):
        return np.sum(model(T, **p) ** 2)

    with pytest.raises(WrongArgument, match="Which arguments it stands for"):
        print(loss.adjoint)  # before a call
    loss.grad(TWO)
    assert "    a = p['a']\n    b = p['b']\n" in loss.adjoint
    assert "return z, ({'a': gp_a, 'b': gp_b},)" in loss.adjoint


def test_a_dict_that_a_caller_makes():
    def f(a, x):
        options = {"a": a}
        options["b"] = a * a
        return of_a_dict(options) + np.sum(layer(x, **{"w": a * np.eye(3), "b": x}))

    check_grads(f, 0.7, X, order=2)


def largest(x):
    return max(*x) * min(x[0], *x) + max(0.1, *x) ** 2


def of_items(x):
    items = [v * v for v in x]
    return max(*items) * min(*x[1:], x[0] ** 2)


def by_key(x):
    return max(*x, key=lambda v: -v) ** 2


@pytest.mark.parametrize("f", [largest, of_items, by_key], ids=lambda f: f.__name__)
def test_extremes_of_all_items(f):
    check_grads(f, X, order=2)


def test_all_items_are_printed(capsys):
    def f(x):
        print(*x, sep=";")
        return x[0] ** 2

    check = differentiate(f)
    capsys.readouterr()
    np.testing.assert_allclose(check.grad(X)[0], [0.6, 0.0, 0.0])
    assert capsys.readouterr().out == "0.3;0.7;0.9\n"
    assert "print(*x, sep=';')" in check.adjoint
