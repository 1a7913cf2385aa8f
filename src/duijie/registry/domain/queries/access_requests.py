"""Reading requests for access, and what each reader may call the records that they are about."""

from collections.abc import Iterable
from typing import Any

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.common.scope import where_few
from duijie.registry.access_states import AccessState
from duijie.registry.models import AccessRequest
from duijie.registry.register import home_registers


def list_access_requests(*, by: Any) -> Any:
    """One's own, and those on which one decides."""
    return AccessRequest.objects.visible_to(by).select_related("asker", "organisation", "decided_by")


def find_access_request(*, by: Any, pk: int) -> AccessRequest:
    """The request, or ``DoesNotExist``."""
    found: AccessRequest = list_access_requests(by=by).get(pk=pk)
    return found


def requests_to_decide(*, by: Any) -> Any:
    """What waits for ``by`` to decide, the oldest first."""
    if not holding(by, Permission.ACCESS_DECIDE):
        return AccessRequest.objects.none()
    asked = where_few(AccessRequest, lambda: list_access_requests(by=by), state=AccessState.ASKED)
    return asked.exclude(asker=by).order_by("asked_at", "pk")


def name_records(requests: Iterable[AccessRequest], *, by: Any) -> None:
    """Put ``record_name`` on each: the title for whoever sees the record, its public name for others. Two queries for
    each register at most."""
    found = list(requests)
    for register in home_registers():
        mine = [one for one in found if one.register == register.noun]
        if not register.is_tiered or not mine:
            continue
        numbers = {one.record for one in mine}
        rows = register.model._default_manager
        seen = set(rows.visible_to(by).filter(pk__in=numbers).values_list("pk", flat=True))
        names = {one.pk: str(one) if one.pk in seen else one.public_name for one in rows.filter(pk__in=numbers)}
        for one in mine:
            one.record_name = names.get(one.record, "–")  # type: ignore[attr-defined]
            one.is_seen = one.record in seen  # type: ignore[attr-defined]
            one.register_key = register.key  # type: ignore[attr-defined]
