"""Who broke its word in a challenge is out for the years of the rules: announcing, bidding, winning; and back again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region
from tests.integration.demands.test_challenges import GOOD, OFFER

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.breaches import record_breach, undo_breach
from duijie.demands.domain.challenges import award, bid, prepare, take_challenge_step
from duijie.demands.domain.queries.breaches import list_breaches, sides_open
from duijie.demands.models import Breach
from duijie.registry.domain.merges import merge_records
from duijie.registry.registers.organisations import ORGANISATIONS

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


class World:
    """A firm, an institute that bids, the office of the county and that of another."""

    def __init__(self) -> None:
        self.region = make_region()
        self.by = make_user(role="county_officer", area=self.region.north)
        self.other = make_user(role="county_officer", area=self.region.south)
        self.firm = make_organisation(name="云溪阀门厂", area=self.region.north)
        self.school = make_organisation(name="云溪理工大学", area=self.region.south, kind="institute")
        self.bidder = make_user(role="institution_officer", organisation=self.school)

    def prepared(self, **values: Any) -> Any:
        demand = make_demand(
            title="难题", organisation=self.firm, state="published", disclosure="registered", area=self.region.north
        )
        closes = clock.today() + timedelta(days=15)
        return prepare(demand=demand, values={**GOOD, "closes_on": closes, **values}, by=self.by)

    def step(self, challenge: Any, verb: str) -> Any:
        return take_challenge_step(
            challenge=challenge, verb=verb, version=challenge.version, by=self.by, reason="发榜方资金未到位"
        )

    def bid(self, challenge: Any) -> Any:
        return bid(challenge=challenge, organisation=self.school, values=OFFER, by=self.bidder)

    def awarded(self) -> Any:
        made = self.step(self.prepared(), "announce")
        given = self.bid(made)
        with clock.at(clock.now() + timedelta(days=16)):
            return award(bid=given, version=made.version, by=self.by, reason="方案成熟")

    def record(self, challenge: Any, side: str, on: date = TODAY, **more: Any) -> Breach:
        return record_breach(challenge=challenge, side=side, on=on, **{"reason": "逾期未付款", "by": self.by, **more})


@pytest.fixture
def world() -> World:
    return World()


def refused(act: Any) -> str:
    with pytest.raises(ValidationError) as error:
        act()
    if hasattr(error.value, "error_dict"):
        return next(one.code for errors in error.value.error_dict.values() for one in errors)
    return str(error.value.code)


def test_a_firm_that_broke_its_word_announces_nothing_for_years_or_until_it_is_taken_back(world: World) -> None:
    cancelled = world.step(world.step(world.prepared(), "announce"), "cancel")
    made = world.record(cancelled, "firm")
    waiting = world.prepared()
    assert refused(lambda: world.step(waiting, "announce")) == "clean_record"
    with clock.at(NOW + timedelta(days=3 * 365)):  # 31 May 2029: the third year is not over
        late = world.prepared(closes_on=clock.today() + timedelta(days=20))
        assert refused(lambda: world.step(late, "announce")) == "clean_record"
    with clock.at(NOW + timedelta(days=3 * 365 + 1)):
        assert world.step(late, "announce").state == "announced"
    undo_breach(breach=made, reason="资金已补足，信用修复", by=world.by)
    assert world.step(waiting, "announce").state == "announced"
    assert refused(lambda: undo_breach(breach=made, reason="再次", by=world.by)) == "state"
    world.record(cancelled, "firm")  # it can be recorded anew
    verbs = AuditEvent.objects.filter(verb__in=["challenge.breach", "challenge.unbreach"]).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["challenge.breach", "challenge.unbreach", "challenge.breach"]
    events = [one.verb for one in cancelled.demand.events.order_by("pk")][-3:]
    assert events == ["challenge_breach", "challenge_unbreach", "challenge_breach"]


def test_a_winner_that_broke_the_contract_neither_bids_nor_wins(world: World) -> None:
    broken = world.awarded()
    running = world.step(world.prepared(), "announce")
    given = world.bid(running)
    assert refused(lambda: world.record(broken, "winner", TODAY + timedelta(days=1))) == "date"
    made = world.record(broken, "winner")
    assert made.organisation == world.school
    assert refused(lambda: world.bid(running)) == "breach"
    with clock.at(NOW + timedelta(days=16)):
        assert refused(lambda: award(bid=given, version=running.version, by=world.by, reason="x")) == "breach"
        undo_breach(breach=made, reason="查无此事", by=world.by)
        assert award(bid=given, version=running.version, by=world.by, reason="方案成熟").state == "awarded"


def test_what_cannot_be_recorded_and_who_may(world: World) -> None:
    open_one = world.step(world.prepared(), "announce")
    assert [refused(lambda side=side: world.record(open_one, side)) for side in ("firm", "winner", "x")] == [
        "state", "state", "choice",
    ]  # fmt: skip
    done = world.awarded()
    assert [str(one) for one in sides_open(done, by=world.by)] == ["firm", "winner"]
    assert (sides_open(done, by=world.other), sides_open(done, by=world.bidder)) == ([], [])
    for by in (world.other, world.bidder):
        with pytest.raises(PermissionDenied):
            world.record(done, "winner", by=by)
    assert refused(lambda: world.record(done, "winner", reason=" ")) == "reason"
    made = world.record(done, "winner")
    assert refused(lambda: world.record(done, "winner")) == "twice"
    with pytest.raises(PermissionDenied):
        undo_breach(breach=made, reason="x", by=world.other)
    stranger = make_user(role="institution_officer", organisation=make_organisation(area=world.region.south))
    seen = {who: list(list_breaches(by=who)) for who in (world.by, world.other, world.bidder, stranger)}
    # The other county has the institute; the institute reads what is said of it; others read nothing.
    assert list(seen.values()) == [[made], [made], [made], []]
    nobody = make_demand(
        organisation_name="未登记企业", state="published", disclosure="registered", area=world.region.north
    )
    gone = prepare(demand=nobody, values=GOOD, by=world.by)
    assert refused(lambda: world.record(world.step(gone, "cancel"), "firm")) == "unregistered"


def test_a_merge_takes_the_breach_along(world: World) -> None:
    world.record(world.awarded(), "winner")
    whole = make_organisation(name="云溪大学", area=world.region.south, kind="institute")
    chief = make_user(role="city_officer", area=world.region.city)
    merge_records(register=ORGANISATIONS, kept=whole, merged=world.school, choices={}, versions=(1, 1), by=chief)
    assert Breach.objects.get().organisation_id == whole.pk


def test_the_ratio_of_research_needs_a_proof_where_the_rules_ask_for_it(world: World) -> None:
    made = world.prepared(rd_proof=" ")
    assert refused(lambda: world.step(made, "announce")) == "rd_ratio"
    made = prepare(demand=made.demand, values={"rd_proof": "2025年度专项审计报告"}, by=world.by, version=made.version)
    assert world.step(made, "announce").rules["needs_rd"] is True


def test_the_pages_and_the_api(world: World, client: Client) -> None:
    done = world.awarded()
    address = f"/demands/{done.demand_id}/challenge/"
    client.force_login(world.by)
    assert f"{address}breach/" in client.get(address).content.decode()
    form = {"side": "winner", "on": "2026-06-01", "reason": "逾期未交付"}
    assert client.post(f"{address}breach/", {**form, "reason": ""}).status_code == 200
    assert client.post(f"{address}breach/", {**form, "on": "2026-06-02"}).status_code == 200
    assert client.post(f"{address}breach/", form).status_code == 302
    made = Breach.objects.get()
    page = client.get(address).content.decode()
    assert ("逾期未交付" in page, f"{address}breaches/{made.pk}/undo/" in page) == (True, True)
    listed = client.get("/challenges/breaches/?side=winner&standing=yes&q=理工")
    assert [row.record for row in listed.context["table"].paginated_rows] == [made]
    assert list(client.get("/challenges/breaches/?standing=no").context["table"].paginated_rows) == []
    assert "逾期未交付" in client.get("/challenges/breaches/export/?format=csv").content.decode("utf-8-sig")
    assert client.post(f"{address}breaches/{made.pk}/undo/", {"reason": "已补交"}).status_code == 302
    assert client.get(f"{address}breaches/{made.pk + 1}/undo/").status_code == 404
    assert "已补交" in client.get(address).content.decode()
    told = client.post(f"/api/v1/challenges/{done.demand_id}/breaches", form, content_type="application/json").json()
    assert (told["organisation"], told["undone_at"]) == (world.school.pk, None)
    assert client.get("/api/v1/challenges/breaches?standing=true").json()["count"] == 1
    undone = client.post(
        f"/api/v1/challenges/breaches/{told['id']}/undo", {"reason": "误记"}, content_type="application/json"
    )
    assert undone.json()["undone_reason"] == "误记"
    client.force_login(world.bidder)
    assert client.get(f"{address}breach/").status_code == 403
    assert "逾期未交付" in client.get("/challenges/breaches/").content.decode()
    client.force_login(make_user(role="reviewer"))
    assert client.get("/challenges/breaches/").status_code == 403
