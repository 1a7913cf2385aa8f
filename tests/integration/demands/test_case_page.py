"""The page of a case: which step stands first, what closing ends, and names in the language of the page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.clock_policies import shipped
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.queries.clocks import demands_with
from duijie.demands.domain.supervisions import supervise_demand
from duijie.demands.models import Demand, Supervision
from duijie.demands.states import STEPS, DemandState, steps_from

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def region():
    return make_region()


def page(user, demand, language):
    browser = Client(headers={"Accept-Language": language})
    browser.force_login(user)
    return browser.get(f"/demands/{demand.pk}/").content.decode()


def buttons(text):
    """The steps offered on a page: verb, and whether it is the first button."""
    found = re.findall(r'class="btn (btn-[a-z-]+)" href="/demands/\d+/step/([a-z_]+)/"', text)
    return [(verb, style == "btn-primary") for style, verb in found]


def test_what_takes_a_case_back_is_never_offered_first(region):
    officer = make_user(role="county_officer", area=region.north)
    firm = make_organisation(area=region.north)
    for state, first in (("solving", "solved"), ("matched", "contact"), ("solved", "close"), ("closed", None)):
        demand = make_demand(organisation=firm, area=region.north, state=state, handler=officer)
        shown = buttons(page(officer, demand, "zh-hans"))
        back = {one.verb for one in STEPS.values() if not one.goes_on}
        assert {verb for verb, _first in shown} == {
            one.verb for one in steps_from(state) if one.field == "state"
        }, state  # fmt: skip
        assert [verb for verb, is_first in shown if is_first] == ([first] if first else []), state
        places = [verb in back for verb, _first in shown]
        assert places == sorted(places), state
    assert {one for one in DemandState if steps_from(one)} == {*DemandState}


def test_closing_ends_supervised_handling(region):
    city, officer = (
        make_user(role="city_officer", area=region.city),
        make_user(role="county_officer", area=region.north),
    )
    demand = make_demand(organisation=make_organisation(area=region.north), area=region.north, state="solved")
    Demand.objects.filter(pk=demand.pk).update(state="solving")
    demand.refresh_from_db()
    supervise_demand(demand=demand, reason="久拖未决", by=city)
    Demand.objects.filter(pk=demand.pk).update(state="solved")
    demand.refresh_from_db()
    assert demands_with(Demand.objects.all(), "supervised", by=city).count() == 1
    assert "久拖未决" in page(officer, demand, "zh-hans")
    with clock.at(clock.now() + timedelta(days=1)):
        demand = take_step(demand=demand, verb="close", version=demand.version, by=officer)
    kept = Supervision.objects.get()
    assert (kept.lifted_by, kept.ended_with_case, kept.lifted_at is None) == (officer, True, False)
    assert demands_with(Demand.objects.all(), "supervised", by=city).count() == 0
    assert "自" not in re.findall(r"alert-warning[^<]*", page(officer, demand, "zh-hans"))
    assert "Under supervised handling" not in page(officer, demand, "en")
    assert AuditEvent.objects.filter(verb="demand.lift").count() == 1
    assert list(demand.events.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "close", "lift",
    ]  # fmt: skip
    # one that was closed before closing ended it
    Supervision.objects.update(lifted_at=None)
    assert demands_with(Demand.objects.all(), "supervised", by=city).count() == 0
    assert "Under supervised handling" not in page(city, demand, "en")


def test_names_are_in_the_language_of_the_page(region):
    region.north.name_en = "Beidu County"
    region.north.save()
    officer = make_user(role="county_officer", area=region.north)
    city = make_user(role="city_officer", area=region.city)
    policy = shipped()
    assert (policy.name, policy.audit_label) == ("默认时限", "默认时限")
    demand = make_demand(organisation=make_organisation(area=region.north), area=region.north, state="verified")
    assert "Beidu County" in page(officer, demand, "en")
    chinese = page(officer, demand, "zh-hans")
    assert region.north.name in chinese
    assert "Beidu County" not in chinese
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(city)
    shown = browser.get("/clock-policies/").content.decode()
    assert ("Default deadlines" in shown, "默认时限" in shown) == (True, False)
