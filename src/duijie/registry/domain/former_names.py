"""Keeping what an organisation was called before. Part of the verbs that change the name: it stands or falls with them.

Whoever writes a report of an earlier time asks ``queries.as_of``.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.registry.models import FormerName, Merge, Organisation
from duijie.registry.names import name_key


def check_renamed_on(day: date | None) -> None:
    """Raise ``ValidationError`` for a day of renaming that is still to come, or before anything was kept."""
    if day is not None and not date(1900, 1, 2) <= day <= clock.today():
        raise ValidationError({"renamed_on": [ValidationError(_("A day in the past is needed."), code="date")]})


def keep_former_names(renamed: Iterable[tuple[Organisation, str]], *, on: date, is_said: bool) -> None:
    """Keep the name that each organisation had until the day before ``on``. The organisations are written already.

    ``is_said``: a person said that they were renamed; else names that are only written otherwise are left out.
    """
    rows = []
    for organisation, old in renamed:
        if not old or old == organisation.name or not (is_said or name_key(old) != name_key(organisation.name)):
            continue
        rows.append(
            FormerName(
                organisation=organisation,
                name=old,
                name_key=name_key(old),
                to_on=on - timedelta(days=1),
                at_version=organisation.version,
            )
        )
    starts = _last_days([row.organisation_id for row in rows])
    for row in rows:
        start = starts.get(row.organisation_id)
        if start is not None and row.to_on is not None and start < row.to_on:
            row.from_on = start + timedelta(days=1)
    FormerName.objects.bulk_create(rows)


def _last_days(numbers: list[int]) -> dict[int, date]:
    """Until when the last kept name of each was held."""
    if not numbers:
        return {}
    held = FormerName.objects.filter(organisation__in=numbers, is_merged=False).exclude(to_on=None).order_by("to_on")
    return {number: day for number, day in held.values_list("organisation", "to_on") if day is not None}


def keep_merged_name(kept: Organisation, name: str, *, is_own: bool) -> FormerName | None:
    """Keep a name that a merge ends: of the merged one, or with ``is_own`` that of the kept one, which took another."""
    key = name_key(name)
    if not key or key == name_key(kept.name) or FormerName.objects.filter(organisation=kept, name_key=key).exists():
        return None
    made: FormerName = FormerName.objects.create(
        organisation=kept, name=name, name_key=key, to_on=clock.today() - timedelta(days=1), is_merged=not is_own,
        at_version=kept.version,
    )  # fmt: skip
    return made


def without_lasting_names(kept: Any, current: Merge) -> list[dict[str, Any]]:
    """What is put back: all, but the kept organisation's own name of before the merge stays a former one where it was
    renamed again since and does not get that name back."""
    said = current.after["kept"].get("name")
    if not isinstance(kept, Organisation) or said is None or said == kept.name:
        return list(current.moved)
    label = FormerName._meta.label_lower
    made = [one["pk"] for one in current.moved if one["model"] == label and one.get("made")]
    own = set(FormerName.objects.filter(pk__in=made, is_merged=False).values_list("pk", flat=True))
    return [one for one in current.moved if not (one["model"] == label and one["pk"] in own)]


def forget_rename(renamed: Iterable[tuple[int, int]]) -> None:
    """An import is taken back: the names come back that it had ended. Number and version of each organisation."""
    ended = set(renamed)
    rows = FormerName.objects.filter(organisation__in={number for number, _version in ended})
    known = rows.values_list("pk", "organisation", "at_version")
    FormerName.objects.filter(pk__in=[pk for pk, number, version in known if (number, version) in ended]).delete()
