"""Commendations of people who are posted: entered by an office with the document that says so."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import Commendation, CommendationLevel, Posting

JOINED = ("host__area", "host__zone", "home", "person", "call__round__programme__area")


@in_transaction
def commend(*, posting: Posting, values: Mapping[str, Any], by: Any, is_demo: bool = False) -> Commendation:
    """Enter one: ``level``, ``document``, ``issuer``, ``issued_on``. Nobody enters their own.

    Raises ``ValidationError`` by field, ``twice`` for the same document."""
    current = Posting.objects.select_related(*JOINED).get(pk=posting.pk)
    require(by, Permission.YIELD_VERIFY, current.place)
    if is_posted(current, by):
        raise PermissionDenied(
            _("Nobody decides on their own work, or on that at their own unit, or outside of their area.")
        )
    day: Any = values.get("issued_on")
    made = Commendation(
        posting=current, level=values.get("level", ""), issued_on=day, by=by, at=clock.now(),
        document=tidy(str(values.get("document", "") or ""), 80), issuer=tidy(str(values.get("issuer", "") or ""), 120),
        is_demo=is_demo,
    )  # fmt: skip
    wrong: dict[str, list[ValidationError]] = {}
    if made.level not in CommendationLevel.values:
        wrong["level"] = [ValidationError(_("Choose one of the kinds."), code="kind")]
    for name in ("document", "issuer"):
        if not getattr(made, name):
            wrong[name] = [ValidationError(_("Write something."), code="required")]
    if made.issued_on is None:
        wrong["issued_on"] = [ValidationError(_("Say on which day."), code="required")]
    elif made.issued_on > clock.today():
        wrong["issued_on"] = [ValidationError(_("This day is still to come."), code="future")]
    if wrong:
        raise ValidationError(wrong)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        words = _("This commendation is entered already.")
        raise ValidationError({"document": [ValidationError(words, code="twice")]}) from error
    detail = {"document": made.document, "level": made.level}
    audit.record(by=by, verb="commendation.add", target=made, place=made.place, detail=detail)
    return made
