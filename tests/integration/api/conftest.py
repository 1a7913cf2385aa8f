"""Requests made up from the description of the API: each operation is a test of its own."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each its own address: pytest takes that of the function for all of them, and of tests with one address only
    one would run.
    """
    for item in items:
        if item.name not in item.nodeid and item.parent is not None:
            item._id = item.parent.id.child(item.name)
