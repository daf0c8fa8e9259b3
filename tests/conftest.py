"""What all tests share: their turns, their garbage, and one thread for each process.

The derivatives of the tests' functions live as long as the run. A collector that looks through all
of them again and again would take a quarter of its time: garbage is collected between the files of
tests, and what lives on is left alone. Two processes that each multiply matrices in as many
threads as there are cores wait for each other.
"""

import gc
import os

import pytest

for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from s2sad import testing  # noqa: E402

from .thorough import thin, with_pullbacks_in_turn  # noqa: E402


def pytest_configure(config):
    """Let one test of three look at pullbacks too."""
    testing._check_reverse = with_pullbacks_in_turn(testing._check_reverse)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave some cases of tests with many to the long runs."""
    kept, left = thin(items)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_collection_finish(session):
    """Stop collecting when there are many objects; leave modules and test items to themselves."""
    gc.disable()
    _settle()


def pytest_runtest_teardown(item, nextitem):
    """Collect what the tests of a file have left."""
    if nextitem is None or nextitem.path != item.path:
        _settle()


def _settle():
    gc.collect()
    gc.freeze()
