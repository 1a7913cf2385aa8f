from collections.abc import Iterator

import pytest
from django.db import connection

from duijie.common import audit_triggers


@pytest.fixture
def without_triggers(db: None) -> Iterator[None]:
    """As if somebody had taken the triggers away in the database itself."""
    audit_triggers.remove(connection)
    yield
    audit_triggers.install(connection)
