"""The ledger, counted logs and verified yields are kept by the database itself, whoever writes to it."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories.programmes import PDF
from tests.integration.programmes.test_ledger import enter
from tests.integration.programmes.test_work_logs import World

from duijie.common import clock
from duijie.programmes import service_triggers
from duijie.programmes.domain.money.ledger import reverse_entry
from duijie.programmes.domain.results.yields import add_evidence, add_yield, take_yield_step
from duijie.programmes.domain.worklogs.approvals import approve_log
from duijie.programmes.domain.worklogs.confirmations import answer_log
from duijie.programmes.domain.worklogs.work_logs import correct_log
from duijie.programmes.models import LedgerEntry, WorkLog, Yield

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def is_kept(deed) -> bool:
    """Whether the database refuses, for this reason."""
    try:
        with transaction.atomic():
            deed()
    except DatabaseError as error:
        return service_triggers.SAID in str(error)
    return False


def test_the_database_changes_nothing_that_was_counted_or_paid(world):
    log = approve_log(log=world.confirmed(), version=None, by=world.county)
    entry = enter(world, "100")
    values = {"kind": "report", "title": "变形控制", "happened_on": clock.today()}
    made = add_yield(posting=world.posting, values=values, by=world.author)
    Yield.objects.filter(pk=made.pk).update(title="渗碳层变形控制")  # not verified yet
    add_evidence(service_yield=made, kind="test", name="r.pdf", chunks=[PDF], by=world.author)
    made.refresh_from_db()
    made = take_yield_step(service_yield=made, verb="verify", version=made.version, by=world.county)
    rows = {
        LedgerEntry: (entry.pk, {"amount": 1, "note": "x", "document": "x"}, {}),
        WorkLog: (log.pk, {"minutes": 1, "title": "x", "state": "draft", "counted_at": None}, {"reason": "x"}),
        Yield: (made.pk, {"persons": 9, "title": "x", "thing": "x", "state": "entered"}, {"firm": world.posting.home}),
    }
    for model, (pk, fixed, open_) in rows.items():
        row = model.objects.filter(pk=pk)
        for name, value in fixed.items():
            assert is_kept(lambda row=row, name=name, value=value: row.update(**{name: value})), (model, name)
        assert is_kept(lambda row=row: row._raw_delete(row.db)), model
        for name, value in open_.items():
            assert not is_kept(lambda row=row, name=name, value=value: row.update(**{name: value})), (model, name)
    # the steps that there are go on: counter-entries, corrections
    reverse_entry(entry=entry, reason="重复", by=world.county)
    other = correct_log(log=log, values={"minutes": 60}, reason="多记", by=world.author)
    other = answer_log(log=other, confirmed=True, version=None, by=world.contact)
    approve_log(log=other, version=None, by=world.county)
    log.refresh_from_db()
    assert log.state == "corrected"
    service_triggers.ensure(connection)  # there already: nothing happens
    service_triggers.remove(connection)
    service_triggers.ensure(connection)
    assert is_kept(lambda: LedgerEntry.objects.update(note="x"))
