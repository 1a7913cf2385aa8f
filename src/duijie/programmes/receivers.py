"""What follows from what the registers tell."""

from typing import Any

from django.dispatch import receiver

from duijie.programmes.domain.worklogs.log_positions import PURPOSE, remove_log_positions
from duijie.registry.signals import consent_withdrawn


@receiver(consent_withdrawn)
def follow_withdrawal(user: Any, purpose: str, **_told: Any) -> None:
    """Positions of work logs kept until then are removed."""
    if purpose == PURPOSE:
        remove_log_positions(account=user)
