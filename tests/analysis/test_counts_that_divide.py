"""A parameter that a range reads is a count, whatever else is done with it."""

from s2sad import differentiate


@differentiate
def stepped(s, n):
    dt = 1.0 / n
    for _ in range(n):
        s = s + dt * s**2
    return s


@differentiate
def halved(s, n, k):
    for _ in range(2 * n - 1):
        s = s + s**2 / n
    return s * k


def test_a_count_that_divides_is_not_differentiated_by_default():
    (gradient,) = stepped.grad(0.5, 4)
    step = 1e-6
    difference = (stepped(0.5 + step, 4) - stepped(0.5 - step, 4)) / (2 * step)
    assert abs(gradient - difference) < 1e-8
    assert "def stepped_adjoint(s, n, gs=1.0):" in stepped.text("adjoint")


def test_others_are():
    assert len(halved.grad(0.5, 2, 3.0)) == 2


@differentiate
def of_a_name_used_twice(x):
    n = x * 2.0
    y = n**2
    n = 3
    for _ in range(n):
        y = y * x
    return y


@differentiate
def of_a_parameter_bound_anew(x, w):
    y = x * w
    x = 2
    for _ in range(x):
        y = y * w
    return y


def test_a_range_of_another_value_of_a_name_tells_nothing():
    assert of_a_name_used_twice.grad(1.5) == (4.0 * 5 * 1.5**4,)
    by_x, by_w = of_a_parameter_bound_anew.grad(1.5, 0.7)
    assert abs(by_x - 0.7**3) < 1e-12 and abs(by_w - 3 * 1.5 * 0.7**2) < 1e-12
