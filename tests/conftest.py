"""The tests' garbage: collected between the files of tests, and what lives on is left alone.

The derivatives of the tests' functions live as long as the run. A collector that looks through all
of them again and again would take a quarter of its time.
"""

import gc


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
