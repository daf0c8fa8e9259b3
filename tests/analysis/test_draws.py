"""Random numbers: their kinds are those of what is drawn; derivatives take them as constants."""

import random

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.analysis.kinds.draws import is_draw
from s2sad.errors import UnknownCall
from s2sad.ir.kinds import Other
from s2sad.ir.nodes import Apply, Const, Name
from tests.analysis.kinds_check import check
from tests.small import adjoint_text


def of_a_generator(x, n):
    rng = np.random.default_rng(n)
    size, two = (n, 2), np.array([0.5, 0.5])
    drawn = [rng.random(size), rng.normal(0.0, 1.0, size=size), rng.uniform(-1.0, 1.0, (n, 2)),
             rng.standard_normal(size), rng.exponential(size=size), rng.gamma(2.0, size=size),
             rng.beta(2, 3, size), rng.triangular(0.0, 0.5, 1.0, size)]  # fmt: skip
    counts = rng.poisson(3.0, size) + rng.binomial(4, 0.5, size) + rng.integers(0, 3, size=size)
    one, whole, place = rng.normal(), rng.poisson(), rng.integers(3)
    vectors = rng.multivariate_normal(two, np.eye(2), size=n) + rng.dirichlet(two, n)
    columns = rng.normal(two, np.ones((n, 1)))
    order, chosen = rng.permutation(n), rng.choice(two, size=n)
    number, shuffled = rng.choice(n), rng.permutation(vectors)
    counted = rng.multinomial(4, two, size=n)
    return x * (one + whole + place + number + counts + vectors + columns + shuffled + counted
                + order[:, None] + chosen[:, None] + drawn[0] + drawn[1])  # fmt: skip


def of_the_old_functions(x, n):
    np.random.seed(n)
    random.seed(n)
    state = np.random.RandomState(n)
    a, b = state.rand(n, 2) + np.random.randn(n, 2), np.random.random_sample((n, 2))
    c = np.random.normal(size=(n, 2)) + state.standard_normal((n, 2)) * np.random.rand()
    d = np.random.randint(0, 5, size=(n, 2)) + state.choice([1, 2, 3], (n, 2)) + state.randint(3)
    e = np.random.rand(*a.shape) + np.random.permutation(n)[:, None] + random.gauss(0.0, 1.0)
    own = random.Random(n)
    f = own.gauss(0.0, 1.0) + own.randint(0, 3) + random.random()
    return x * (a + b + c + d + e + f + np.random.choice(4) + np.random.poisson())


@pytest.mark.parametrize("f", [of_a_generator, of_the_old_functions])
def test_what_is_drawn_has_the_kind_inferred(f):
    check(f, 0.5, 3, known=True)


def paths(s, sigma, seed, n):
    rng = np.random.default_rng(seed)
    total = np.zeros(n)
    for _ in range(3):
        z = rng.standard_normal(n)
        s = s * np.exp(sigma * z - 0.5 * sigma**2)
        total += s
    return np.mean(np.maximum(total / 3 - 1.0, 0.0))


def test_derivatives_along_paths_are_those_of_the_paths():
    args = np.full(4, 1.1), 0.3, 5, 4
    check_grads(paths, *args, order=2)
    assert "z.copy()" not in adjoint_text(paths, *args, wrt=(0, 1))


def dropped(x, keep, seed):
    rng = np.random.RandomState(seed)
    kept = (rng.rand(*x.shape) < 0.7) / keep
    return np.sum((x * kept) ** 2)


def test_a_draw_as_large_as_an_array_is_written_as_it_was():
    check_grads(dropped, np.arange(6.0).reshape(2, 3), 0.7, 1, order=2)
    text = adjoint_text(dropped, np.ones((2, 3)), 0.7, 1, wrt=(0,))
    assert "rng.rand(*x.shape)" in text
    assert "rt." not in text and "copy" not in text


def sizes_of(x):
    np.random.random()
    return x.shape


def as_large_as_a_call_says(x):
    np.random.seed(3)
    noise = np.random.rand(*sizes_of(x))
    return np.sum(noise * np.sin(x))


def test_a_call_after_a_star_is_made_once():
    check_grads(as_large_as_a_call_says, np.array([0.3, 0.4, 0.5]), order=2)


def given(x, rng):
    z = rng.normal(0.0, 1.0, size=3)
    y = np.random.randn(3) * x * z
    return np.sum(y**2)


def test_numbers_of_a_generator_that_is_given_are_multiplied_by_hand_written_products():
    rng = np.random.default_rng(0)
    text = adjoint_text(given, np.ones(3), rng, wrt=(0,))
    assert "np.random.randn(3)" in text and "rt." not in text
    np.random.seed(1)
    z, w = np.random.default_rng(0).normal(0.0, 1.0, size=3), np.random.randn(3)
    np.random.seed(1)
    np.testing.assert_allclose(grad(given, wrt=0)(np.ones(3), rng), 2.0 * (z * w) ** 2)


def kept_in_a_loop(x):
    rng, y, w = np.random.default_rng(7), np.ones(3), np.zeros(3)
    for _ in range(2):
        z = rng.random(3)
        y = y * np.sin(x * z)
        z[0] *= 2.0
        w += z
    return np.sum(y * w)


def test_what_is_drawn_and_then_written_is_read_as_it_was():
    check_grads(kept_in_a_loop, np.array([0.3, 0.4, 0.5]), order=2)


def test_a_draw_into_an_array_is_no_draw_into_new_memory():
    kinds = {"rng": Other("generator:Generator"), "b": Other("none")}
    fresh = Apply("method", (Name("rng"), Const("random"), Const(3)))
    into = Apply("method", (Name("rng"), Const("random")), (("out", Name("b")),))
    moved = Apply("method", (Name("rng"), Const("shuffle"), Name("b")))
    assert [is_draw(e, kinds) for e in (fresh, into, moved)] == [True, False, False]


def filled(x, rng):
    b = np.zeros(3)
    c = b
    y = x * b
    rng.random(out=c)
    return np.sum(y * b)


def test_a_buffer_that_is_filled_by_draws_is_read_as_it_was():
    x = np.array([1.0, 2.0, 3.0])
    assert np.all(grad(filled, wrt=0)(x, np.random.default_rng(0)) == 0.0)


def varying_mean(mu):
    rng = np.random.default_rng(0)
    return np.sum(rng.normal(mu, 1.0, size=3))


def test_numbers_drawn_around_what_varies_are_refused():
    with pytest.raises(UnknownCall, match="mean [+] spread"):
        grad(varying_mean)(1.0)


X = np.array([0.7, 1.3, 0.4])


def one_by_one(x, n):
    rng, old, own = np.random.default_rng(3), np.random.RandomState(4), random.Random(5)
    total = 0.0
    for _ in range(n):
        s = x[0] * np.exp(0.1 * rng.standard_normal() * x[rng.integers(0, 3)])
        total += max(s - x[2], 0.0) * old.rand() + own.gauss(0.0, 1.0) * x[1]
    return total


def of_the_module(x):
    np.random.seed(1)
    random.seed(2)
    total = 0.0
    for k in np.random.permutation(3):
        total += x[k] * k * np.random.normal(0.0, 2.0) + x[k] ** 2 * random.uniform(1.0, 2.0)
    return total


def several(x, n):
    rng = np.random.default_rng(3)
    total = 0.0
    for row in rng.normal(size=(n, len(x))):
        total += np.sum(x * row)
    noise = rng.uniform(0.5, 1.0, 3)
    noise[1] = x[1]
    noise += rng.choice(X, size=3)
    return total + np.sum(x[rng.choice(3, 2)]) + np.sum(noise ** 2)


@pytest.mark.parametrize("f, more", [(one_by_one, (3,)), (of_the_module, ()), (several, (2,))])
def test_both_modes_agree_with_differences(f, more):
    check_grads(f, X, *more, order=2)
