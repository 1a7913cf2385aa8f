"""Who founded a firm or owns part of it, as an office finds it in the business register."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.models import FirmOwner
from duijie.registry.models import Organisation, Person


@in_transaction
def note_owner(
    *, firm: Organisation, source: str, by: Any, person: Person | None = None, unit: Organisation | None = None
) -> FirmOwner:
    """``person`` or ``unit`` owns part of ``firm``; ``source`` says from where that is known."""
    require(by, Permission.POSTING_NEED_CHECK, firm.place)
    if (person is None) == (unit is None):
        raise ValidationError(_("Name a person or a unit."), code="one")
    if unit is not None and unit.pk == firm.pk:
        raise ValidationError(_("A firm does not own itself."), code="one")
    source = tidy(source, 200)
    if not source:
        raise ValidationError({"source": [ValidationError(_("Say from where it is known."), code="required")]})
    try:
        with transaction.atomic():
            made: FirmOwner = FirmOwner.objects.create(
                firm=firm, person=person, unit=unit, source=source, by=by, at=clock.now()
            )
    except IntegrityError as error:
        raise ValidationError(_("This owner is noted already."), code="twice") from error
    audit.record(by=by, verb="firm_owner.add", target=made, place=firm.place, detail={"source": source})
    return made


@in_transaction
def remove_owner(*, owner: FirmOwner, reason: str, by: Any) -> None:
    """It owns no part any more, or never did."""
    firm = Organisation.objects.select_related("area", "zone").get(pk=owner.firm_id)
    require(by, Permission.POSTING_NEED_CHECK, firm.place)
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    audit.record(by=by, verb="firm_owner.remove", target=owner, place=firm.place, detail={"reason": reason})
    owner.delete()
