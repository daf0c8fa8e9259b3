"""Random functions and the programs read from them do the same."""

import pytest

from tests.frontend.random_functions import HELPERS, Writer
from tests.frontend.same import assert_same
from tests.programs.running import scope_of

ARGUMENTS = [(0, 1, 2, [3, 1, 2], []), (2, -1, 0, [0, 0, 1], []), (-1, 3, 1, [1, 2, 3], [])]


def function_of(seed):
    text = Writer(seed).source()
    helpers = HELPERS.replace("out.append(i)", "LOG.append(i)")
    whole = f"LOG = []\n{helpers}\n\n{text}"
    file = f"<random {seed}>"
    return scope_of(whole, file)["f"], text


@pytest.mark.parametrize("block", range(10))
def test_random_functions_are_read_right(block):
    for seed in range(block * 20, block * 20 + 20):
        function, text = function_of(seed)
        try:
            assert_same(function, *ARGUMENTS)
        except Exception as error:
            raise AssertionError(f"seed {seed}\n{text}") from error
