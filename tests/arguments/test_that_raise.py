"""Arguments for which a function raises on all its paths: it has no result there."""

import numpy as np
import pytest

from s2sad import grad, jvp
from s2sad.errors import WrongArgument


def of_a_number(x, o):
    if isinstance(o, float):
        return x[0] * o
    raise TypeError(f"no number: {o}")


def of_some_numbers(x, o):
    if isinstance(o, float):
        r = x[0] * o
    elif o is None or len(o) > 1:
        raise ValueError("none")
    return r * 2.0


@pytest.mark.parametrize("f", [of_a_number, of_some_numbers])
def test_a_function_that_raises_for_these_types_has_no_derivative(f):
    x = np.ones(2)
    assert np.allclose(grad(f)(x, 2.0)[1:], 0.0)
    for run in (lambda: grad(f)(x, None), lambda: jvp(lambda x: f(x, None), (x,), (x,))):
        with pytest.raises(WrongArgument, match="ends in an exception for arguments of these"):
            run()
