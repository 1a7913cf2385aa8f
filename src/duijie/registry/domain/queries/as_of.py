"""How it was on a day: what an organisation was called, and whose a record was. For figures of earlier periods, which
keep the old names and the old units whatever was renamed and merged since.

Callers have found the rows through ``visible_to``; nothing here widens what one sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from duijie.registry.models import FormerName, Organisation
from duijie.registry.register import Register


@dataclass(frozen=True, slots=True)
class OwnerThen:
    """Whose a record was: the number of the organisation where it was registered, and its name on that day."""

    number: int | None
    name: str


def names_on(numbers: Iterable[int], day: date) -> dict[int, str]:
    """What the organisations with these numbers were called on ``day``. Two queries."""
    wanted = set(numbers)
    names = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))  # door: numbers are the caller's
    held = FormerName.objects.filter(organisation__in=wanted, is_merged=False, to_on__gte=day)
    for number, name, since in held.order_by("-to_on", "-pk").values_list("organisation", "name", "from_on"):
        if since is None or since <= day:
            names[number] = name  # the one that ended first on or after the day comes last
    return names


def owners_on(register: Register, numbers: Iterable[int], day: date) -> dict[int, OwnerThen]:
    """Whose the records with these numbers were at the end of ``day``; those that were not there yet are left out.

    Read from the history, so that records of a merged organisation are still its own. Three queries.
    """
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    history: Any = register.model.history.model
    rows = history.objects.filter(id__in=set(numbers), history_date__lt=ends).order_by("id", "history_date", "pk")
    last = {
        number: (owner, written)
        for number, owner, written in rows.values_list("id", "organisation_id", "organisation_name")
    }
    names = names_on((owner for owner, _written in last.values() if owner is not None), day)
    return {number: OwnerThen(owner, names.get(owner, written)) for number, (owner, written) in last.items()}
