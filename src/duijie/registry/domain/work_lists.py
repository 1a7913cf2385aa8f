"""The bulk verbs of works: add some hundred works of a list to their experts, and take them away again.

Each expert who gets works gets one new version, so whoever edits the expert meanwhile is told.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.common.importing.nouns import RowToRevert, RowToWrite, WrittenRow
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.record_parts import MOST_PARTS
from duijie.registry.domain.records import links_of, touch
from duijie.registry.domain.row_sets import change_rows, lock_rows
from duijie.registry.models import Area, Person, Work, WorkKind
from duijie.registry.register import keys_of
from duijie.registry.registers.persons import EXPERTS
from duijie.search.domain.changes import note_changes


@transaction.atomic
def write_works(rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
    """Add the works in one transaction. What is there already, or has no expert any more, comes back."""
    persons = _persons(row.values.get("person") for row in rows)
    known = set(Work.objects.filter(person__in=persons).values_list("person_id", "title", "year"))
    counts = dict.fromkeys(persons, 0)
    for pk, _title, _year in known:
        counts[pk] += 1
    made: list[tuple[RowToWrite, Work]] = []
    results: list[WrittenRow] = []
    for row in rows:
        person = persons.get(row.values.get("person") or 0)
        if person is None or person.archived_at is not None:
            results.append(
                WrittenRow(row.number, error=finding("gone", _("The expert is gone. Check the list again.")))
            )
            continue
        if not inside(person.place, area) or not can(by, EXPERTS.permission("import"), person.place):
            words = _("Your roles do not permit changing this record.")
            results.append(WrittenRow(row.number, error=finding("permission", words)))
            continue
        key = (person.pk, row.values["title"], row.values.get("year"))
        if key in known:
            results.append(WrittenRow(row.number, error=finding("twice", _("This work is there already."))))
            continue
        if counts[person.pk] >= MOST_PARTS:
            results.append(WrittenRow(row.number, error=finding("too-many", _("There are too many already."))))
            continue
        known.add(key)
        counts[person.pk] += 1
        fields = {name: row.values[name] for name in ("kind", "title", "body", "year") if name in row.values}
        made.append((row, Work(person=person, **{"kind": WorkKind.PAPER, **fields})))
    works = Work.objects.bulk_create([work for _row, work in made])
    _touch({work.person_id: work.person for work in works}.values(), by=by, reason=reason)
    results += [WrittenRow(row.number, work.pk, 1) for (row, _old), work in zip(made, works, strict=True)]
    return results


@transaction.atomic
def revert_works(rows: Sequence[RowToRevert], *, by: Any, reason: str) -> list[WrittenRow]:
    """Take the works of a list away again; those of experts one may no longer change stay."""
    works = {one.pk: one for one in Work.objects.filter(pk__in=[row.record for row in rows])}
    persons = _persons(one.person_id for one in works.values())
    results: list[WrittenRow] = []
    gone: list[Work] = []
    for row in rows:
        work = works.get(row.record)
        if work is not None and not can(by, EXPERTS.permission("import"), persons[work.person_id].place):
            words = _("Your roles do not permit changing this record.")
            results.append(WrittenRow(row.number, error=finding("permission", words)))
            continue
        if work is not None:
            gone.append(work)
        results.append(WrittenRow(row.number, row.record, row.version))
    Work.objects.filter(pk__in=[work.pk for work in gone]).delete()
    _touch({work.person_id: persons[work.person_id] for work in gone}.values(), by=by, reason=reason)
    return results


def _persons(keys: Iterable[Any]) -> dict[int, Person]:
    return lock_rows(Person, (key or None for key in keys), links_of(Person))


def _touch(persons: Iterable[Person], *, by: Any, reason: str) -> None:
    touched = list(persons)
    for person in touched:
        touch(person)
    change_rows(Person, touched, ["version", "updated_at"], by=by, reason=reason)
    for key in keys_of(Person):
        note_changes(key, [person.pk for person in touched])
