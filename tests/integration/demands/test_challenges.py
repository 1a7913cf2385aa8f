"""Open-bid challenges: all rules at once, sealed bids, one winner, and nobody reads or does more than they may."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.demands.challenge_checks import CHALLENGE_CHECKS
from duijie.demands.challenge_states import CHALLENGE_STEPS, ChallengeState
from duijie.demands.domain.challenges import award, bid, prepare, save_rules, take_challenge_step, withdraw_bid
from duijie.demands.domain.queries.challenges import list_bids, list_challenges, rules_in, to_be_awarded
from duijie.demands.models import Bid

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
GOOD = {
    "firm_amount": Decimal(400), "grant": Decimal(100), "cash_to_solver": Decimal(40), "months": 36,
    "closes_on": date(2026, 6, 16), "beyond_ability": True, "clean_record": True,
    "rd_ratio": True, "rd_proof": "2025年度研发费用专项审计报告",
}  # fmt: skip
BAD = {
    "beyond_ability": False, "clean_record": False, "rd_ratio": False, "months": 37, "firm_amount": Decimal("399.99"),
    "cash_to_solver": Decimal("39.99"), "closes_on": date(2026, 6, 15),
}  # fmt: skip
OFFER = {"lead": "阮工", "plan": "激光熔覆替代堆焊", "amount": Decimal(80), "months": 12, "contact": "阮工 0571-000"}


@pytest.fixture(autouse=True)
def now():
    with clock.at(NOW):
        yield


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def firm(region):
    return make_organisation(area=region.north)


@pytest.fixture
def institute(region):
    return make_organisation(area=region.south, kind="institute")


@pytest.fixture
def bidder(institute):
    return make_user(role="institution_officer", organisation=institute)


@pytest.fixture
def demand(firm):
    return make_demand(organisation=firm, state="published", disclosure="registered")


def announce(demand, officer, **values):
    made = prepare(demand=demand, values={**GOOD, **values}, by=officer)
    return take_challenge_step(challenge=made, verb="announce", version=made.version, by=officer)


def later(days=16):
    return clock.at(NOW + timedelta(days=days))


def test_every_rule_that_is_missed_is_told_at_once(demand, officer):
    made = prepare(demand=demand, values={**GOOD, **BAD}, by=officer)
    with pytest.raises(ValidationError) as refused:
        take_challenge_step(challenge=made, verb="announce", version=1, by=officer)
    told = {field: [one.code for one in errors] for field, errors in refused.value.error_dict.items()}
    assert told == {one.field: [one.key] for one in CHALLENGE_CHECKS}
    assert set(BAD) == set(told)
    made.refresh_from_db()
    assert made.state == "draft"


@pytest.mark.parametrize("field", BAD)
def test_each_rule_holds_to_its_number(field, demand, officer):
    made = prepare(demand=demand, values={**GOOD, field: BAD[field]}, by=officer)
    with pytest.raises(ValidationError) as refused:
        take_challenge_step(challenge=made, verb="announce", version=1, by=officer)
    assert list(refused.value.error_dict) == [field]
    made = prepare(demand=demand, values=GOOD, by=officer, version=1)
    assert take_challenge_step(challenge=made, verb="announce", version=2, by=officer).state == "announced"


def test_the_numbers_of_the_nearest_area_hold_and_are_kept(region, demand, officer):
    chief = make_user(role="city_officer", area=region.city)
    given = {"most_months": 24, "least_ratio": Decimal(2), "least_cash_share": 50, "clean_years": 5, "least_days": 10}
    given["needs_rd"] = True
    save_rules(area=region.city, values=given, by=chief)
    assert rules_in(region.north).most_months == 24
    save_rules(area=region.north, values={**given, "most_months": 12}, by=chief)
    assert (rules_in(region.north).most_months, rules_in(region.south).most_months) == (12, 24)
    with pytest.raises(PermissionDenied):
        save_rules(area=region.north, values=given, by=officer)
    done = announce(demand, officer, months=12, cash_to_solver=Decimal(50))
    save_rules(area=region.north, values={**given, "most_months": 6}, by=chief)
    done.refresh_from_db()
    assert done.rules["most_months"] == 12


def test_bids_are_sealed_until_the_last_day_is_over(demand, officer, bidder, institute, firm):
    made = announce(demand, officer)
    contact = make_user(role="firm_contact", organisation=firm)
    stranger = make_user(role="institution_officer", organisation=make_organisation(area=demand.area))
    given = bid(challenge=made, organisation=institute, values=OFFER, by=bidder)
    seen = {who: list(list_bids(made, by=who)) for who in (officer, bidder, contact, stranger)}
    assert seen == {officer: [], bidder: [given], contact: [], stranger: []}
    with later():
        seen = {who: list(list_bids(made, by=who)) for who in (officer, bidder, contact, stranger)}
    assert seen == {officer: [given], bidder: [given], contact: [given], stranger: []}


def test_a_bid_is_changed_and_taken_back_until_then_and_not_after(demand, officer, bidder, institute):
    made = announce(demand, officer)
    bid(challenge=made, organisation=institute, values=OFFER, by=bidder)
    given = bid(challenge=made, organisation=institute, values={**OFFER, "amount": Decimal(70)}, by=bidder)
    assert Bid.objects.get().amount == 70
    assert withdraw_bid(bid=given, by=bidder).state == "withdrawn"
    given = bid(challenge=made, organisation=institute, values=OFFER, by=bidder)
    with later():
        for act in (
            lambda: bid(challenge=made, organisation=institute, values=OFFER, by=bidder),
            lambda: withdraw_bid(bid=given, by=bidder),
        ):
            with pytest.raises(ValidationError) as refused:
                act()
            assert refused.value.code == "closed"


def test_who_may_not_bid(demand, officer, bidder, firm, region):
    made = announce(demand, officer)
    contact = make_user(role="firm_contact", organisation=firm)
    with pytest.raises(ValidationError) as refused:
        bid(challenge=made, organisation=firm, values=OFFER, by=contact)
    assert refused.value.code == "own"
    for by in (bidder, officer):
        with pytest.raises(PermissionDenied):
            bid(challenge=made, organisation=make_organisation(area=region.north), values=OFFER, by=by)


def test_one_bid_is_chosen_after_the_last_day(demand, officer, bidder, institute, region):
    made = announce(demand, officer)
    other = make_organisation(area=region.north)
    first = bid(challenge=made, organisation=institute, values=OFFER, by=bidder)
    second = bid(
        challenge=made, organisation=other, values=OFFER, by=make_user(role="carrier_operator", organisation=other)
    )
    with pytest.raises(ValidationError):
        award(bid=first, version=made.version, by=officer, reason="方案成熟")
    with later():
        assert list(to_be_awarded(by=officer)) == [made]
        with pytest.raises(PermissionDenied):
            award(bid=first, version=made.version, by=bidder, reason="方案成熟")
        done = award(bid=first, version=made.version, by=officer, reason="方案成熟")
        with pytest.raises((ValidationError, StaleError)):
            award(bid=second, version=made.version, by=officer, reason="方案成熟")
    assert (done.state, {one.organisation: one.state for one in Bid.objects.all()}) == (
        "awarded", {institute: "chosen", other: "refused"},
    )  # fmt: skip
    demand.refresh_from_db()
    assert demand.state == "contacted"
    assert [one.verb for one in demand.events.order_by("pk")] == ["challenge_announce", "challenge_award", "contact"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.update(state="chosen")


@pytest.mark.parametrize("state", ChallengeState)
@pytest.mark.parametrize("verb", CHALLENGE_STEPS)
def test_every_state_with_every_step(state, verb, demand, officer):
    made = prepare(demand=demand, values=GOOD, by=officer)
    type(made).objects.update(state=state)
    step = CHALLENGE_STEPS[verb]
    if state not in step.sources:
        with pytest.raises(ValidationError) as refused:
            take_challenge_step(challenge=made, verb=verb, version=1, by=officer, reason="因为")
        assert refused.value.code == "state"
        return
    if step.needs_reason:
        with pytest.raises(ValidationError):
            take_challenge_step(challenge=made, verb=verb, version=1, by=officer)
    assert take_challenge_step(challenge=made, verb=verb, version=1, by=officer, reason="因为").state == step.target
    with pytest.raises(StaleError):
        take_challenge_step(challenge=made, verb=verb, version=1, by=officer, reason="因为")


def test_what_is_prepared_is_for_those_who_reach_the_demand(demand, officer, bidder):
    made = prepare(demand=demand, values=GOOD, by=officer)
    assert (list(list_challenges(by=officer)), list(list_challenges(by=bidder))) == ([made], [])
    take_challenge_step(challenge=made, verb="announce", version=1, by=officer)
    assert list(list_challenges(by=bidder)) == [made]


def test_the_pages_and_the_api(client, demand, officer, bidder, institute, region):
    client.force_login(officer)
    address = f"/demands/{demand.pk}/challenge/"
    assert client.get(address).status_code == 404
    assert f"{address}edit/" in client.get(f"/demands/{demand.pk}/").content.decode()
    form = {**GOOD, "closes_on": "2026-06-16", "version": 0}
    assert client.post(f"{address}edit/", form).status_code == 302
    assert client.post(f"{address}step/announce/", {"version": 1}).status_code == 302
    assert client.get("/challenges/?bidding=yes").context["table"].paginated_rows[0].record.demand == demand
    assert client.get("/challenges/export/?format=csv").status_code == 200
    client.force_login(bidder)
    assert client.post(f"{address}bid/", OFFER).status_code == 302
    page = client.get(address)
    assert (page.context["has_bid"], OFFER["plan"] in page.content.decode()) == (True, True)
    assert client.get("/api/v1/challenges").json()["items"][0]["is_open"] is True
    row = Bid.objects.get().pk
    assert client.get(f"{address}bids/{row}/award/").status_code == 403
    client.force_login(officer)
    assert OFFER["plan"] not in client.get(address).content.decode()
    assert client.get(f"/api/v1/challenges/{demand.pk}/bids").json() == []
    with later():
        assert address in [one.address for one in client.get("/").context["waiting"]]
        client.post(f"{address}bids/{row}/award/", {"version": 2, "reason": "方案成熟"})
        assert client.get(f"/api/v1/challenges/{demand.pk}").json()["state"] == "awarded"
    assert client.get("/challenges/rules/").status_code == 200
    assert client.post("/challenges/rules/", {}).status_code == 403
    client.force_login(make_user(role="reviewer"))
    assert client.get("/challenges/").status_code == 403
