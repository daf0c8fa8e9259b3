"""Methods, properties and calls of objects, and methods that carry their derivatives."""

import copy
import pickle

import numpy as np
import pytest

import s2sad
from s2sad import differentiate, grad, vjp
from s2sad.errors import Error
from tests.arguments.things import B, Layer, W, X, model

Y = np.array([0.4, -0.3])


class Carrier:
    def __init__(self, k):
        self.k = k

    @differentiate
    def energy(self, x):
        """The energy of x."""
        return np.sum(x**3) * self.k

    @differentiate(wrt=("self", "x"))
    def both(self, x):
        return np.sum(x**3) * self.k

    @staticmethod
    @differentiate
    def static(x):
        return np.sum(x**3)

    @differentiate
    @staticmethod
    def turned(x):
        return np.sum(x**3)

    @differentiate
    @classmethod
    def of_class(cls, x):
        return np.sum(x**3)

    @classmethod
    @differentiate
    def plain_inside(cls, x):
        return np.sum(x**3)


def one_layer(layer, x):
    return np.sum(layer(x)) + layer.size + layer.square(2.0)


def whole_model(m, x, y):
    return m.loss(x, y)


def under_a_key(p, x):
    return np.sum(p["layer"](x)) * p["k"]


def by_index(m, x):
    return np.sum(m.layers[1](m.layers[0](x)))


@pytest.mark.parametrize(("f", "args"), [
    (one_layer, (Layer(W, B), X)), (one_layer, (Layer(W, B, np.exp), X)),
    (whole_model, (model(), X, Y)), (under_a_key, ({"layer": Layer(W, B), "k": 2.0}, X)),
    (by_index, (model(), X)),
], ids=lambda v: getattr(v, "__name__", ""))  # fmt: skip
def test_methods_of_arguments_are_inlined(f, args):
    s2sad.check_grads(f, *args)


def test_an_attribute_that_is_a_function_is_that_function():
    for act in (np.tanh, np.sin, lambda v: v * v):
        expected = np.sum(act(W @ X + B)) + np.sum(W**2) + 4.0
        assert s2sad.value_and_grad(one_layer)(Layer(W, B, act), X)[0] == pytest.approx(expected)


def test_the_object_of_a_method_is_differentiated_if_it_is_named():
    m = model()
    gradient = grad(m.loss, "self")(X, Y)
    step = 1e-6
    moved = copy.deepcopy(m)
    moved.rate += step
    assert gradient.rate == pytest.approx((moved.loss(X, Y) - m.loss(X, Y)) / step, rel=1e-5)
    assert gradient.name is None and type(gradient.layers[0]) is Layer
    same = grad(whole_model)(m, X, Y)
    assert np.allclose(same.layers[1].w, gradient.layers[1].w)


def test_a_bound_method_is_differentiated_in_its_own_arguments():
    m = model()
    expected = grad(whole_model, 1)(m, X, Y)
    assert np.array_equal(grad(m.loss)(X, Y), expected)
    assert np.array_equal(grad(m.loss, "x")(X, Y), expected)
    assert np.array_equal(vjp(m.loss, X, Y)[1](1.0)[0], expected)
    assert np.array_equal(grad(m.loss, (1, 0))(X, Y)[1], expected)


def test_methods_carry_their_derivatives():
    c = Carrier(2.0)
    assert c.energy(X) == np.sum(X**3) * 2.0
    assert np.allclose(c.energy.grad(X)[0], 6.0 * X**2)
    assert np.allclose(grad(c.energy)(X), 6.0 * X**2)
    assert np.allclose(Carrier.energy.grad(c, X)[0], 6.0 * X**2)
    assert c.energy.value_and_grad(X)[0] == c.energy(X)
    assert c.energy.jvp((X,), (X,))[1] == pytest.approx(3.0 * c.energy(X))
    assert np.allclose(c.energy.vjp(X)[1](1.0)[0], 6.0 * X**2)
    assert "self_k = self.k" in c.energy.text("adjoint", X)
    assert c.energy.__name__ == "energy" and c.energy.__doc__ == "The energy of x."
    assert c.both.grad(X)[0].k == pytest.approx(np.sum(X**3))
    c.k = 5.0
    assert np.allclose(c.energy.grad(X)[0], 15.0 * X**2)


@pytest.mark.parametrize("name", ["static", "turned", "of_class"])
def test_static_and_class_methods(name):
    for owner in (Carrier, Carrier(1.0)):
        assert np.allclose(getattr(owner, name).grad(X)[0], 3.0 * X**2)
        assert getattr(owner, name)(X) == np.sum(X**3)


def test_a_class_method_around_a_differentiable_function():
    """Python 3.13 binds it without asking it, so that `.grad` would not know the class."""
    for owner in (Carrier, Carrier(1.0)):
        assert owner.plain_inside(X) == np.sum(X**3)
        assert np.allclose(s2sad.grad(owner.plain_inside)(X), 3.0 * X**2)


def test_bound_methods_are_pickled():
    again = pickle.loads(pickle.dumps(Carrier(2.0).energy))
    assert np.allclose(again.grad(X)[0], 6.0 * X**2)


class Hidden:
    def __init__(self, w):
        self.w = w

    def __getattr__(self, name):
        return 2.0


def reads(h, x):
    return h.other * x


def test_an_object_with_attributes_of_its_own_making_is_refused():
    with pytest.raises(Error):
        grad(reads)(Hidden(1.0), 2.0)
