"""All that is held about a person, as a zip of JSON and a workbook; made by a job, kept for a week."""

import json
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.exports import as_cell
from duijie.common.models import AuditEvent, PersonalDataRead
from duijie.common.transactions import in_transaction
from duijie.registry.domain.erasure import parts_of_persons
from duijie.registry.domain.queries.contacts import Found, find_contacts, identity_of
from duijie.registry.models import Person, PersonalRequest
from duijie.registry.personal_states import RequestState
from duijie.registry.registers.persons import PERSONS
from duijie_match.lists.writing import write_table

KEEP = timedelta(days=7)
FOLDER = "personal"
MOST_DEEDS = 10_000
_NEVER = {"password", "digest"}  # what signs in is nobody's to read, not even the owner's

Section = tuple[str, list[dict[str, Any]]]


def make_copy(*, request_id: int, by: Any) -> dict[str, Any]:
    """Make the file of a request and mark it as done. Called again, it makes it anew."""
    found = PersonalRequest.objects.select_related("account", "person", "area").get(pk=request_id)
    if found.state not in (RequestState.ASKED, RequestState.DONE):
        return {"sections": 0}
    sections = list(sections_of(found))
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.zip"
    try:
        _write(folder / name, sections)
        return _finish(found, f"{FOLDER}/{name}", len(sections), by=by)
    except BaseException:
        (folder / name).unlink(missing_ok=True)
        raise


@in_transaction
def _finish(found: PersonalRequest, stored: str, count: int, *, by: Any) -> dict[str, Any]:
    current = PersonalRequest.objects.select_for_update().get(pk=found.pk)
    if current.file:
        (Path(settings.MEDIA_ROOT) / current.file).unlink(missing_ok=True)
    current.file, current.file_until = stored, clock.now() + KEEP
    current.state, current.decided_at = RequestState.DONE, clock.now()
    current.save()
    audit.record(by=by, verb="personal_request.copy", target=current, detail={"sections": count})
    return {"sections": count}


def remove_old_copies() -> int:
    """Remove copies whose week is over. How many."""
    due = PersonalRequest.objects.exclude(file="").filter(file_until__lt=clock.now())
    for one in due:
        (Path(settings.MEDIA_ROOT) / one.file).unlink(missing_ok=True)
    return int(due.update(file=""))


def sections_of(request: PersonalRequest) -> Iterator[Section]:
    """What is held, kind by kind: every table in which the account or the person is the one it is about."""
    person, account = request.person, request.account
    if person is not None:
        yield str(PERSONS.label_one), [_row(person)]
        for part in parts_of_persons():
            yield str(part.label), [_row(one) for one in getattr(person, part.accessor).all()]
        yield _("Earlier states of the record"), [_row(one) for one in Person.history.filter(id=person.pk)]
    if account is not None:
        yield str(account._meta.verbose_name), [_row(account)]
        for relation in ("memberships", "consents", "undertaking_signatures", "access_requests", "saved_views",
                         "api_tokens", "personal_requests", "visit_positions"):  # fmt: skip
            rows = getattr(account, relation).all()
            yield str(rows.model._meta.verbose_name_plural), [_row(one) for one in rows]
        deeds = AuditEvent.objects.filter(actor=account).order_by("-pk")[:MOST_DEEDS]
        names = ("at", "verb", "target_type", "target_id", "surface", "ip")
        yield _("Own deeds in the audit log"), [{name: getattr(one, name) for name in names} for one in deeds]
    found = find_contacts(identity_of(request), area=request.area)
    yield from _contact_sections(found)
    targets = [("registry.person", person), ("accounts.user", account)]
    reads = PersonalDataRead.objects.none()
    for kind, target in targets:
        if target is not None:
            reads |= PersonalDataRead.objects.filter(target_type=kind, target_id=str(target.pk))
    for one in found:
        numbers = [str(row["pk"]) for row in one.rows]
        reads |= PersonalDataRead.objects.filter(target_type=one.columns.model._meta.label_lower, target_id__in=numbers)
    yield (
        _("Who read contact data"),
        [{"at": one.at, "reader": one.reader_label, "purpose": one.purpose} for one in reads.order_by("-pk")],
    )


def _contact_sections(found: list[Found]) -> Iterator[Section]:
    """As whose contact somebody is named: by number, for the rest of the row is not about the person."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        name = _("Contact person: %(where)s") % {"where": one.columns.model._meta.verbose_name_plural}
        for row in (*one.rows, *one.earlier):
            said = {key: row[key] for key in one.columns.columns if row[key]}
            until = {"history_date": row["history_date"]} if "history_date" in row else {}
            sections.setdefault(name, []).append({"number": row.get("id", row["pk"]), **said, **until})
    yield from sections.items()


def _row(row: models.Model) -> dict[str, Any]:
    return {
        one.attname: getattr(row, one.attname)
        for one in row._meta.concrete_fields
        if one.name not in _NEVER and getattr(row, one.attname) not in (None, "")
    }


def _write(path: Path, sections: list[Section]) -> None:
    text = json.dumps(dict(sections), ensure_ascii=False, indent=1, default=str)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        book = Path(folder) / "data.xlsx"
        cells = (
            [name, number, field, as_cell(value if isinstance(value, int | float) else str(value))]
            for name, rows in sections
            for number, row in enumerate(rows, 1)
            for field, value in row.items()
        )
        write_table(book, [_("Kind"), _("Number"), _("Field"), _("Value")], cells, sheet="data")
        archive.writestr("data.json", text)
        archive.write(book, "data.xlsx")
