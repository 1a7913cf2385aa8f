"""The ledger: entries under ceilings, taken back by counter-entries, never changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation
from tests.factories.service import make_posting
from tests.integration.programmes.test_work_logs import World, refused

from duijie.common import clock
from duijie.programmes.domain.money.ledger import enter_money, reverse_entry
from duijie.programmes.domain.queries.ledger import balances, list_entries, sums
from duijie.programmes.domain.worklogs.service_rules import edit_service_rules
from duijie.programmes.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def enter(world, amount, *, posting=None, by=None, **values):
    said = {"kind": "subsidy", "stage": "paid", "booked_on": clock.today(), "document": "云科发〔2026〕3号"}
    return enter_money(
        posting=posting or world.posting, values={**said, "amount": amount, **values}, by=by or world.county,
        submission=values.pop("submission", ""), file=("p.pdf", [PDF]),
    )  # fmt: skip


def test_entries_stay_under_the_ceiling_of_a_person_and_a_year(world):
    edit_service_rules(call=world.call, values={"subsidy_most": Decimal(10_000)}, version=0, by=world.city)
    first = enter(world, "6000")
    second = make_posting(
        call=world.call, host=make_organisation(area=world.region.south), by=world.city, account=world.author,
        home=world.posting.home,
    )  # fmt: skip
    assert refused(lambda: enter(world, "4000.01", posting=second, by=world.city)) == {"ceiling"}
    enter(world, "4000", posting=second, by=world.city)
    enter(world, "10000", stage="planned")
    enter(world, "99999", kind="insurance")
    back = reverse_entry(entry=first, reason="重复发放", by=world.county)
    assert (back.amount, back.reverses) == (Decimal("-6000.00"), first)
    assert refused(lambda: reverse_entry(entry=first, reason="再退", by=world.county)) == {"twice"}
    assert refused(lambda: reverse_entry(entry=back, reason="再退", by=world.county)) == {"counter"}
    enter(world, "6000")
    rows = list_entries(by=world.city)
    told = sums(rows.filter(kind="subsidy"))
    assert (told["planned"], told["paid"], told["left"]) == (10_000, 10_000, 0)
    assert [(row["name"], row["paid"]) for row in balances("person", rows.filter(kind="subsidy", posting=second))] == [
        (second.name, 4000)
    ]


def test_what_is_wrong_is_said_and_nothing_is_kept(world):
    tomorrow = clock.today() + timedelta(days=1)
    for amount in ("0", "-5", "1.005", "NaN", "1e400", None):
        assert refused(lambda amount=amount: enter(world, amount)) == {"amount"}
    assert refused(lambda: enter(world, "1", booked_on=tomorrow, document=" ")) == {"future", "required"}
    assert refused(lambda: enter(world, "1", kind="gift", stage="lent")) == {"kind"}
    assert refused(lambda: enter(world, "1", by=world.author)) == {"denied"}
    assert refused(lambda: enter(world, "1", by=world.contact)) == {"denied"}
    assert LedgerEntry.objects.count() == 0
