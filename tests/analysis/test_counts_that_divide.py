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
