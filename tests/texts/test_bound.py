"""Methods that carry their derivatives: what is asked of them through an instance."""

import pickle

import numpy as np
from s2sad import differentiate


class Net:
    def __init__(self):
        self.w = np.array([1.0, 2.0])

    @differentiate
    def loss(self, x):
        return np.sum(self.w * x * x)


@differentiate
def product(x, y):
    return x * y


X = np.array([3.0, 4.0])


def test_a_method_is_traced_through_its_instance():
    net = Net()
    for trace in (net.loss.trace(X), net.loss.trace(x=X), Net.loss.trace(net, X)):
        assert trace["z"].value == 41.0 and trace["x"].adjoint.tolist() == [6.0, 16.0]
    assert net.loss.trace(X, wrt=0).direction == net.loss.trace(X, wrt="x").direction == "x"


def test_a_method_is_saved_and_drawn_through_its_instance(tmp_path):
    net = Net()
    net.loss.save(tmp_path / "loss.py", X)
    assert "def loss_adjoint(self, x" in (tmp_path / "loss.py").read_text()
    assert str(net.loss.graph(X)) == str(Net.loss.graph(net, X))
    assert net.loss.text("adjoint", X) == Net.loss.text("adjoint", net, X)
    before = net.loss.text("adjoint", types="float64[:]")
    assert before.startswith("# for self: Net(w: float), x: float64[n]\n")
    stated = net.loss.text("adjoint", types="self.w=float64[:], x=float64[:]")
    assert stated.partition("\n")[2] == net.loss.text("adjoint", X)


def test_a_trace_takes_keywords_and_the_wrt_of_its_function():
    assert product.trace(x=3.0, y=5.0)["z"].value == 15.0
    along = differentiate(wrt="y")(product)
    assert along.trace(3.0, 5.0).direction == "y" and along.trace(3.0, 5.0)["z"].tangent == 3.0


def test_a_function_that_is_differentiated_again_takes_the_wrt_that_is_given():
    again = differentiate(wrt="y")(product)
    assert again.wrt == "y" and again.grad(3.0, 5.0) == 3.0
    assert product.grad(3.0, 5.0) == (5.0, 3.0)


def test_the_derivative_of_a_decorated_function_is_pickled():
    for derivative in (product.grad, product.value_and_grad):
        again = pickle.loads(pickle.dumps(derivative))
        assert again(3.0, 5.0) == derivative(3.0, 5.0)


def test_what_carries_its_derivatives_says_so():
    assert repr(product) == "<differentiable product, wrt=None>"
    assert repr(Net().loss).startswith("<differentiable Net.loss of <")
