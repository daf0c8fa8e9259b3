"""Reports: what is logged, warned of and written is told as the program runs, and no more."""

import io
import json
import logging
import queue
import warnings

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp, value_and_grad
from s2sad.errors import NotDifferentiable, UnknownCall

X = np.array([1.0, 2.0])
logger = logging.getLogger(__name__)
stream = io.StringIO()
put = queue.SimpleQueue().put
parse = json.JSONDecoder().decode


class Sampler:
    def __init__(self, name):
        self.log = logging.getLogger(name)

    def step(self, x):
        self.log.info("at %s", x)
        return x * x


def descent(x):
    log = logging.getLogger("descent")
    for step in range(3):
        x = x - 0.1 * np.sin(x)
        logger.info("step %d: %.3f", step, np.sum(x))
        log.warning("x = %s", x)
        logging.debug(x)
    return np.sum(x**2)


def in_place(x):
    logger.info("before %s", x)
    x[0] = x[1] * x[0]
    logger.info("after %s", x)
    return np.sum(x**2)


def written(x):
    stream.write(f"{x[0]:.1f};")
    stream.write(" ".join(str(v) for v in x) + ";" + ",".join(map(str, x)))
    stream.write(np.array2string(x, precision=1) + ", ".join([f"{v}" for v in x]))
    return np.sum(x**2)


def test_functions_that_log_have_their_derivatives(caplog):
    check_grads(descent, X)
    check_grads(in_place, X)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        grad(in_place)(X)
    assert [r.message for r in caplog.records] == ["before [1. 2.]", "after [2. 2.]"]


def test_an_object_may_hold_a_logger():
    sampler = Sampler("sampler")
    assert jvp(lambda x: sampler.step(x), (3.0,), (1.0,)) == (9.0, 6.0)


def test_what_is_written_is_written_once():
    check_grads(written, X)
    stream.seek(0)
    stream.truncate()
    value_and_grad(written)(X)
    assert stream.getvalue() == "1.0;1.0 2.0;1.0,2.0[1. 2.]1.0, 2.0"


def test_warnings_tell_the_values():
    def warned(x):
        warnings.warn(f"the sum is {x.sum()}", RuntimeWarning, stacklevel=1)
        return np.sum(x**2)

    with pytest.warns(RuntimeWarning, match="the sum is 3.0"):
        assert np.array_equal(grad(warned)(X), 2.0 * X)


def test_a_text_may_be_handed_to_any_function():
    def noted(x):
        put(f"{x[0]:.1f}")
        x[1] = x[0] * x[1]
        put(str(x))
        return np.sum(x**2)

    check_grads(noted, X)


def test_a_number_that_is_parsed_of_a_text_is_refused():
    with pytest.raises(NotDifferentiable, match="read from a text of what varies"):
        grad(lambda x: parse(f"{x[0]}") * x[1])(X)


def test_what_is_handed_to_an_unknown_function_itself_is_refused():
    with pytest.raises(UnknownCall, match="json|parse|decode"):
        grad(lambda x: np.sum(x) + (parse(x) is None))(X)
