"""What a person may see of how personal data of theirs is handled."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.common.models import PersonalDataRead
from duijie.common.scope import where_few
from duijie.registry.models import Consent, Person, PersonalRequest
from duijie.registry.personal_states import RequestState
from duijie.registry.purposes import Purpose, asking


@dataclass(frozen=True, slots=True)
class Asked:
    """A purpose that asks for consent, and the consent that stands, if one does."""

    purpose: Purpose
    consent: Consent | None

    @property
    def is_outdated(self) -> bool:
        return self.consent is not None and self.consent.version != self.purpose.version


def consents_of(user: Any) -> list[Asked]:
    """Every purpose that asks, with what ``user`` said."""
    standing = {one.purpose: one for one in Consent.objects.filter(user=user, withdrawn_at=None)}
    return [Asked(one, standing.get(one.key)) for one in asking()]


def list_consents(*, by: Any) -> Any:
    return Consent.objects.visible_to(by).select_related("user")


def list_reads(*, by: Any) -> Any:
    """Who read contact data: all of it for audit administrators, of oneself for everybody."""
    rows = PersonalDataRead.objects.select_related("reader")
    if by.has_perm(Permission.AUDIT_VIEW):
        return rows
    persons = [str(pk) for pk in Person.objects.filter(account=by).values_list("pk", flat=True)]
    mine = Q(target_type="accounts.user", target_id=str(by.pk)) | Q(
        target_type="registry.person", target_id__in=persons
    )
    return rows.filter(mine)


def list_personal_requests(*, by: Any) -> Any:
    """One's own, those one entered, and those on which one decides."""
    return PersonalRequest.objects.visible_to(by).select_related(
        "by", "decided_by", "person__area", "person__zone", "area"
    )  # fmt: skip


def find_personal_request(*, by: Any, pk: int) -> PersonalRequest:
    """The request, or ``DoesNotExist``."""
    found: PersonalRequest = list_personal_requests(by=by).get(pk=pk)
    return found


def requests_waiting(*, by: Any) -> Any:
    """What waits for ``by`` to decide, the nearest deadline first."""
    if not holding(by, Permission.PERSONAL_DECIDE):
        return PersonalRequest.objects.none()
    rows = where_few(PersonalRequest, lambda: list_personal_requests(by=by), state=RequestState.ASKED)
    return rows.exclude(account=by).exclude(kind="copy").order_by("due_on", "pk")
