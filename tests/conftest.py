"""For the whole suite: what was collected is no garbage, so that the growth tests do not time the collector's walk over it."""

import gc


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
