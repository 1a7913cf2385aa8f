"""Giving and withdrawing a consent; asking whether one stands."""

from typing import Any

from django.core.exceptions import PermissionDenied

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.registry.models import Consent
from duijie.registry.purposes import PURPOSES
from duijie.registry.signals import consent_withdrawn


def has_consent(user: Any, purpose: str) -> bool:
    """Whether ``user`` consents to the text of ``purpose`` as it stands now. ``KeyError`` for an unknown purpose."""
    version = PURPOSES[purpose].version
    return Consent.objects.filter(user=user, purpose=purpose, version=version, withdrawn_at=None).exists()


@in_transaction
def give_consent(*, purpose: str, version: int, by: Any) -> Consent:
    """``by`` consents to the text of ``version``; done twice, it stands once. One consents for oneself alone.

    Raises ``PermissionDenied`` for a purpose that asks for none, or a text that is not the present one.
    """
    known = PURPOSES.get(purpose)
    if known is None or not known.version or known.version != version:
        raise PermissionDenied
    rows = Consent.objects.select_for_update().filter(user=by, purpose=purpose, withdrawn_at=None)
    standing: Consent | None = rows.first()
    if standing is not None and standing.version == version:
        return standing
    if standing is not None:
        standing.withdrawn_at = clock.now()
        standing.save(update_fields=["withdrawn_at"])
    made: Consent
    made, is_new = Consent.objects.get_or_create(  # pressed twice at once, it stands once
        user=by, purpose=purpose, withdrawn_at=None,
        defaults={"version": version, "text": str(known.consent), "given_at": clock.now()},
    )  # fmt: skip
    if is_new:
        detail = {"purpose": purpose, "version": version}
        audit.record(by=by, verb="consent.give", target=made, detail=detail)
    return made


@in_transaction
def withdraw_consent(*, purpose: str, by: Any) -> int:
    """Withdraw it. How many stood: done twice, it changes nothing."""
    standing = Consent.objects.select_for_update().filter(user=by, purpose=purpose, withdrawn_at=None)
    for one in standing:
        audit.record(by=by, verb="consent.withdraw", target=one, detail={"purpose": purpose, "version": one.version})
    ended = int(standing.update(withdrawn_at=clock.now()))
    if ended:
        consent_withdrawn.send(Consent, user=by, purpose=purpose)
    return ended
