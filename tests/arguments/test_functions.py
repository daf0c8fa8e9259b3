"""What may be differentiated, and how it behaves: names, copies, pickles, threads, decorators."""

import copy
import functools
import inspect
import linecache
import pickle
import threading

import numpy as np
import pytest

import s2sad
from s2sad import differentiate, grad, value_and_grad
from s2sad.errors import Error
from tests.arguments.things import X


@differentiate
def square(x):
    """The sum of squares."""
    return np.sum(x**2)


def scaled(x, y=2.0, *, k=3.0):
    return np.sum(x**2) * y * k


slope = grad(scaled)


def passing(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@passing
def wrapped(x, y=2.0, *, k=3.0):
    return np.sum(x**2) * y * k


@passing
@differentiate
def above(x):
    return np.sum(np.sin(x))


@differentiate
@passing
def below(x):
    return np.sum(np.sin(x))


@functools.lru_cache
def cached(x):
    return x**2


@pytest.mark.parametrize("f", [scaled, wrapped])
def test_wrt_by_name_and_position_keywords_and_defaults(f):
    assert np.allclose(grad(f)(X), 12.0 * X)
    assert np.allclose(grad(f, "x")(x=X, y=1.0), 6.0 * X)
    assert grad(f, "k")(X, k=2.0) == pytest.approx(2.0 * np.sum(X**2))
    first, second = grad(f, argnums=(1, 0))(X, y=4.0)
    assert first == pytest.approx(3.0 * np.sum(X**2)) and np.allclose(second, 24.0 * X)
    assert grad(f, -1)(X) == pytest.approx(2.0 * np.sum(X**2))
    assert grad(grad(f, "y"), "k")(X) == pytest.approx(np.sum(X**2))
    assert grad(grad(f, "y"), "k")(X, k=7.0) == pytest.approx(np.sum(X**2))


def test_argnums_is_another_word_for_wrt():
    assert differentiate(scaled, argnums=1).grad(X) == pytest.approx(3.0 * np.sum(X**2))
    (slope,) = differentiate(argnums=("x",))(scaled).grad(X)
    assert np.allclose(slope, 12.0 * X)


@pytest.mark.parametrize("wrt", ["w", 3, -4, ("x", "w"), (), ("x", 0)])
@pytest.mark.parametrize("make", [grad, value_and_grad, lambda f, w: differentiate(f, wrt=w)])
def test_a_wrong_wrt_is_told_where_it_is_written(make, wrt):
    with pytest.raises(Error):
        make(scaled, wrt)


def test_what_a_function_takes_any_number_of_is_named():
    def summed(*xs, scale=2.0):
        return sum(xs) * scale

    assert grad(summed, "xs")(1.0, 2.0) == (2.0, 2.0)
    assert grad(summed, "scale")(1.0, 2.0) == 3.0
    with pytest.raises(Error, match="has no parameter `w`"):
        grad(summed, "w")


def test_decorators_that_pass_on():
    assert np.allclose(grad(above)(X), np.cos(X))
    assert np.allclose(below.grad(X)[0], np.cos(X))
    assert inspect.signature(wrapped) == inspect.signature(scaled)


def test_partials():
    assert np.allclose(grad(functools.partial(scaled, y=4.0))(X), 24.0 * X)
    assert grad(functools.partial(scaled, X))(5.0) == pytest.approx(3.0 * np.sum(X**2))


def test_a_wrapper_of_a_derivative_is_a_function_of_its_own():
    @functools.wraps(slope)
    def doubled(x):
        return 2.0 * slope(x)

    def outer(x):
        return np.sum(doubled(x))

    assert np.allclose(grad(outer)(X), 24.0)


def test_caches_are_refused_with_the_reason():
    for make in (grad, value_and_grad, differentiate):
        with pytest.raises(Error, match="wrapped in a cache"):
            make(cached)
    assert grad(cached.__wrapped__)(3.0) == 6.0


def test_names_docs_and_signatures_are_the_function_s():
    for made in (square, grad(square), value_and_grad(square)):
        assert made.__name__ == "square" and made.__doc__ == "The sum of squares."
        assert made.__module__ == __name__
        assert inspect.signature(made) == inspect.signature(square.__wrapped__)


@pytest.mark.parametrize("f", [square, grad(square), slope, value_and_grad(scaled)])
def test_pickles_and_copies(f):
    again = pickle.loads(pickle.dumps(f))
    assert str(again(X)) == str(f(X))
    assert copy.copy(f) is f and copy.deepcopy([f])[0] is f


def test_a_function_made_differentiable_under_another_name_is_pickled():
    other = differentiate(scaled, wrt="y")
    again = pickle.loads(pickle.dumps(other))
    assert again.grad(X) == other.grad(X)
    assert pickle.loads(pickle.dumps(square)) is square


def test_source_from_linecache_as_a_notebook_keeps_it():
    text = "import numpy as np\ndef cell(x):\n    return np.sum(x ** 3)\n"
    linecache.cache["<cell 1>"] = (len(text), None, text.splitlines(True), "<cell 1>")
    scope = {}
    exec(compile(text, "<cell 1>", "exec"), scope)
    assert np.allclose(grad(scope["cell"])(X), 3.0 * X**2)


def test_without_source_it_is_refused():
    scope = {}
    exec("def gone(x):\n    return x ** 2\n", scope)
    with pytest.raises(Error, match="cannot find the source of `gone`"):
        grad(scope["gone"])(2.0)


def test_many_threads_may_call_first():
    @differentiate
    def cube(x):
        total = 0.0
        for k in range(len(x)):
            total = total + np.sum(x[k] ** 3)
        return total

    shapes = [(2,), (3,), (2, 2), (1, 4)]
    points = [np.full(s, 0.5, t) for s in shapes for t in (np.float64, np.float32)]
    right: list[bool] = []
    start = threading.Barrier(16)

    def work(number):
        start.wait()
        for point in points[number % 8 :] + points[: number % 8]:
            found = cube.grad(point)[0] if number % 2 else grad(cube)(point)
            right.append(found.dtype == point.dtype and np.allclose(found, 3.0 * point**2))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(right) == 16 * 8 and all(right)


def test_derivatives_are_called_in_functions_that_are_pickled():
    def outer(x):
        return np.sum(square.grad(x)[0] ** 2)

    s2sad.check_grads(outer, X)
