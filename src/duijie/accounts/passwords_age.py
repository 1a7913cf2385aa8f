"""When a password has to be replaced."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from duijie.common import clock


def is_due(user: Any) -> bool:
    """A one-time password at once; any other after ``DUIJIE_PASSWORD_DAYS``, where that is set."""
    if user.must_change_password:
        return True
    days = settings.DUIJIE_PASSWORD_DAYS
    return bool(days) and (user.password_changed_at or user.date_joined) < clock.now() - timedelta(days=days)
