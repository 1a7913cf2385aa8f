"""The audit: what is written stays as it was, and a chain of seals shows when it did not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common import clock, facts
from duijie.common.domain import audit, seals
from duijie.common.models import AppendOnly, AuditEvent, AuditPurge, AuditSeal
from duijie.programmes.models import RecommendingUnit

pytestmark = pytest.mark.django_db


class At:
    paths = ("42/4211/",)


def test_what_a_thing_is_called_does_not_depend_on_the_language_of_who_acted() -> None:
    """A recommending unit and an area have a name in each language; kept is the Chinese one."""
    user, area = make_user(), make_region().north
    for language in ("zh-hans", "en"):
        with translation.override(language):
            unit = RecommendingUnit(area=area)
            assert str(unit) == {"zh-hans": area.name, "en": area.name_en}[language]
            audit.record(by=user, verb="round.edit", target=unit)
            audit.record(by=user, verb="round.edit", target=area)
    assert {*AuditEvent.objects.filter(verb="round.edit").values_list("target_label", flat=True)} == {area.name}


def test_an_entry_says_who_did_what_to_what_from_where() -> None:
    user, target = make_user(name="王芳"), make_user(name="李雷")
    with facts.acting(surface="page", ip="192.0.2.7", agent="Browser\0", request_id="abc"):
        audit.record(by=user, verb="account.edit", target=target, place=At(), detail={"fields": ["name"]})
    entry = AuditEvent.objects.get()
    assert (entry.actor, entry.actor_label, entry.verb) == (user, "王芳", "account.edit")
    assert (entry.target_type, entry.target_id, entry.target_label) == ("accounts.user", str(target.pk), "李雷")
    assert (entry.area_path, entry.surface, entry.ip, entry.agent) == ("42/4211/", "page", "192.0.2.7", "Browser")
    assert (entry.request_id, entry.detail) == ("abc", {"fields": ["name"]})


def test_an_entry_is_neither_changed_nor_removed_by_our_code() -> None:
    entry = audit.record(by=None, verb="test", target=None)
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(verb="other")


@pytest.mark.parametrize("table", ["common_auditevent", "common_auditseal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_nor_by_whoever_else_reaches_the_database(table: str, statement: str) -> None:
    audit.record(by=None, verb="test", target=None)
    seals.seal_audit()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert seals.verify_chain().broken == ""


@pytest.mark.parametrize("table", ["common_auditevent", "common_auditseal"])
def test_nor_by_putting_another_row_in_its_place(table: str) -> None:
    audit.record(by=None, verb="test", target=None)
    seals.seal_audit()
    statements = [
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET id = excluded.id"
    ]
    if connection.vendor == "sqlite":
        names = [str(field.column) for field in AuditSeal._meta.fields if field.name != "id"]
        statements += [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR REPLACE INTO common_auditseal SELECT id + 9, {', '.join(names)} FROM common_auditseal",
        ]
    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_chain_covers_every_entry_once() -> None:
    for number in range(3):
        audit.record(by=None, verb=f"test.{number}", target=None)
    assert seals.seal_audit() == 3
    assert seals.seal_audit() == 0
    audit.record(by=None, verb="later", target=None, detail={"文": "字"})
    verdict = seals.verify_chain()
    assert (verdict.seals, verdict.entries, verdict.unsealed, verdict.broken) == (1, 3, 1, "")
    assert seals.seal_audit() == 1
    assert (seals.verify_chain().seals, seals.verify_chain().last) == (2, AuditSeal.objects.get(count=1).digest)


@pytest.mark.parametrize(
    "forgery, reason",
    [
        ("UPDATE common_auditevent SET verb = 'nothing' WHERE verb = 'test.1'", "an entry was changed"),
        ("DELETE FROM common_auditevent WHERE verb = 'test.1'", "2 entries were sealed and 1 are there"),
        ("DELETE FROM common_auditseal WHERE count = 2", "a seal before it is missing or was changed"),
    ],
)
def test_a_forgery_past_the_triggers_shows(forgery: str, reason: str, without_triggers: None) -> None:
    for number in range(2):
        audit.record(by=None, verb=f"test.{number}", target=None)
    seals.seal_audit()
    audit.record(by=None, verb="later", target=None)
    seals.seal_audit()
    with connection.cursor() as cursor:
        cursor.execute(forgery)
    with translation.override("en"):
        assert seals.verify_chain().broken.endswith(reason)


def test_entries_are_kept_for_the_set_time_and_then_removed_up_to_a_seal(settings: Any) -> None:
    settings.DUIJIE_AUDIT_KEEP_DAYS = 200
    audit.record(by=None, verb="old", target=None)
    seals.seal_audit()
    assert seals.remove_old_entries() == 0
    with clock.at(clock.now() + timedelta(days=201)):
        audit.record(by=None, verb="young", target=None)
        seals.seal_audit()
        assert seals.remove_old_entries() == 1
        assert seals.remove_old_entries() == 0
        verdict = seals.verify_chain()
    assert [entry.verb for entry in AuditEvent.objects.all()] == ["young"]
    assert (verdict.seals, verdict.entries, verdict.broken) == (1, 1, "")


@pytest.mark.parametrize("days, digest, ahead", [(0, None, 0), (201, "f" * 64, 0), (0, None, 201)])
def test_a_removal_that_was_not_retentions_shows(days: int, digest: str | None, ahead: int) -> None:
    """Who reaches the database may pretend that the time was over, and the triggers let go of the entries."""
    audit.record(by=None, verb="old", target=None)
    seals.seal_audit()
    seal = AuditSeal.objects.get()
    with clock.at(clock.now() + timedelta(days=days)):
        pretended = clock.now() + timedelta(days=ahead)
        AuditPurge.objects.create(last=seal.last, digest=digest or seal.digest, at=pretended)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM common_auditevent")
        with translation.override("en"):
            assert seals.verify_chain().broken == f"1–{seal.last}: entries were removed before their time"


def test_reads_of_personal_data_are_noted_once_a_request() -> None:
    reader, first, second = make_user(), make_user(), make_user()
    with facts.acting(surface="page", reads={}) as here:
        audit.note_read(by=reader, targets=[first], purpose="list")
        audit.note_read(by=reader, targets=[first, second], purpose="list")
        assert AuditEvent.objects.count() == 0
        assert here.reads is not None
        audit.write_reads(here.reads)
    entry = AuditEvent.objects.get()
    assert (entry.verb, entry.target_type, entry.surface) == ("personal_data.read", "accounts.user", "page")
    assert entry.detail == {"purpose": "list", "ids": sorted([str(first.pk), str(second.pk)])}


def test_outside_a_request_a_read_is_noted_at_once() -> None:
    reader = make_user()
    audit.note_read(by=reader, targets=[reader], purpose="export")
    assert AuditEvent.objects.get().target_id == str(reader.pk)


def test_every_answer_carries_the_number_of_its_request(client: Client) -> None:
    assert len(client.get("/nothing-here/").headers["X-Request-ID"]) == 16


def test_only_audit_administrators_see_entries() -> None:
    audit.record(by=None, verb="test", target=None)
    assert AuditEvent.objects.visible_to(make_user(role="audit_administrator")).count() == 1
    assert AuditEvent.objects.visible_to(make_user(role="system_administrator")).count() == 0
    assert AuditEvent.objects.visible_to(None).count() == 0
