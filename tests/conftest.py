"""The tests' garbage: what was collected lives as long as the run, and is not looked through."""

import gc


def pytest_collection_finish(session):
    """Leave modules and test items to themselves, and collect more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
