"""Records that wait for somebody who looks after them: without text, or with a tag that runs out."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.registry.models import Organisation, OrganisationTag
from duijie.registry.register import Register

STALE_DAYS = 90
TEXTS = ("body", "body_en", "targets", "profile", "research", "keywords", "description")
"""Fields that say what a record is about; one of them must be filled for it to be matched."""


def without_text(rows: Any) -> Any:
    """The rows that say nothing of what they are about; none of records that are not there to be matched."""
    there = {column.name for column in rows.model._meta.concrete_fields} & {*TEXTS}
    return rows.filter(**dict.fromkeys(there, "")) if there else rows.none()


def records_without_text(register: Register, *, by: Any) -> int:
    """How many living records that ``by`` may edit say nothing."""
    silent = without_text(register.model.objects.filter(archived_at=None, **register.fixed))
    if not silent.exists():  # mostly so, and much sooner said
        return 0
    return int((silent & register.model.objects.reached_by(by, register.permission("edit"))).count())


def expiring_tags(*, by: Any, until: date) -> Any:
    """The tags that end until then, of organisations that ``by`` may edit, unless a later one of the kind is there;
    the soonest first. What ended longer ago than ``STALE_DAYS`` is no longer told.
    """
    mine = Organisation.objects.reached_by(by, Permission.ORGANISATION_EDIT).filter(archived_at=None).order_by()
    later = OrganisationTag.objects.filter(organisation=OuterRef("organisation"), kind=OuterRef("kind")).filter(
        Q(to_on__gt=OuterRef("to_on")) | Q(to_on=None)
    )
    since = clock.today() - timedelta(days=STALE_DAYS)
    ending = OrganisationTag.objects.filter(to_on__lte=until, to_on__gte=since)
    # Asked tag by tag: whoever wants the first few does not have all organisations looked at.
    rows = ending.filter(Exists(mine.filter(pk=OuterRef("organisation"))), ~Exists(later))
    rows = rows.select_related("organisation").only("kind", "to_on", "organisation__name")
    return rows.order_by("to_on", "pk")
