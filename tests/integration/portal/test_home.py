"""My work: what waits, in the order of its deadlines, my figures, and what to do first – for every role."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import grant, make_user
from tests.factories.records import make_achievement, make_carrier, make_demand, make_expert, make_service
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import Department
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.demands.domain.demands import take_step
from duijie.demands.requirements import CHECKS
from duijie.portal.shell import waiting
from duijie.portal.shell.home import Waiting
from duijie.registry.models import OrganisationTag

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def seat(role: str):
    region = make_region()
    if ROLES[role].reach is Reach.AREA:
        return make_user(role=role, area=region.north)
    if ROLES[role].reach is Reach.ORGANISATION:
        return make_user(role=role, organisation=make_organisation())
    return make_user(role=role)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_meets_an_empty_page(client: Client, role: str) -> None:
    client.force_login(seat(role))
    page = client.get("/")
    assert (page.status_code, bool(page.context["steps"])) == (200, True)
    assert [client.get(step.address).status_code for step in page.context["steps"]] == [200] * len(
        page.context["steps"]
    )


@pytest.mark.parametrize("role", ROLES)
def test_figures_are_the_counts_of_their_lists(client: Client, role: str) -> None:
    user = seat(role)
    own = user.memberships.get().organisation
    for organisation in (own, None):
        for make in (make_demand, make_achievement, make_expert, make_service, make_carrier):
            make(organisation=organisation)
            make(organisation=organisation, disclosure="internal")
    make_demand(state="published", organisation=own)
    make_demand(state="solving", archived_at=clock.now())
    client.force_login(user)
    figures = client.get("/").context["figures"]
    wrong = {}
    for figure in figures:
        answer = client.get(figure.address)
        table = answer.context.get("table")
        if table is not None and "/audit/" not in figure.address and table.paginator.count != figure.value:
            wrong[figure.address] = (figure.value, table.paginator.count)
    assert wrong == {}
    assert bool(figures) == (role != "reviewer")


def test_what_waits_for_an_officer_stands_in_the_order_of_deadlines(client: Client) -> None:
    with clock.at(NOW):
        region = make_region()
        bureau = Department.objects.create(key="hr", name="人社局")
        officer = make_user(role="county_officer", area=region.north, department=bureau)
        firm = make_organisation(name="云溪轴承")
        OrganisationTag.objects.create(organisation=firm, kind="hnte", to_on=date(2026, 7, 10))
        OrganisationTag.objects.create(organisation=firm, kind="listed", to_on=date(2026, 7, 10))
        OrganisationTag.objects.create(organisation=firm, kind="listed", from_on=date(2026, 7, 11))
        found = make_demand(title="低温密封", deadline=date(2026, 6, 30))
        later = make_demand(title="精密铸造")
        published = make_demand(title="阀杆镀层", state="published")
        handed = make_demand(
            title="招工程师", kind="talent", state="verified", department=bureau, due_on=date(2026, 6, 18)
        )
        make_demand(kind="talent", state="solved", department=bureau, due_on=date(2026, 6, 1))
        make_demand(title="别县的", area=region.south)
        make_achievement(title="空的", body="")
        client.force_login(officer)
        shown = client.get("/").context["waiting"]
    assert [(one.address, one.due, one.late) for one in shown] == [
        (f"/demands/{handed.pk}/", date(2026, 6, 18), True),
        (f"/demands/{found.pk}/step/verify/", date(2026, 6, 30), False),
        (f"/organisations/{firm.pk}/#tags", date(2026, 7, 10), False),
        (f"/demands/{later.pk}/step/verify/", None, False),
        (f"/demands/{published.pk}/", None, False),
        ("/achievements/?text=no", None, False),
    ]
    assert [client.get(one.address).status_code for one in shown] == [200] * 6


def test_one_click_leads_to_the_action(client: Client) -> None:
    demand = make_demand()
    client.force_login(make_user(role="county_officer", area=make_region().north))
    (one,) = [one for one in client.get("/").context["waiting"] if "verify" in one.address]
    client.post(one.address, {"checks": list(CHECKS)})
    demand.refresh_from_db()
    assert demand.state == "verified"


def test_who_submitted_a_demand_is_not_asked_to_check_it(client: Client) -> None:
    demand = make_demand()
    first, second = (make_user(role="county_officer", area=make_region().north) for _number in range(2))
    take_step(demand=demand, verb="draft", version=demand.version, by=first)
    asked = []
    for user in (first, second):
        client.force_login(user)
        asked.append([one.address for one in client.get("/").context["waiting"] if "/demands/" in one.address])
    assert asked == [[f"/demands/{demand.pk}/"], [f"/demands/{demand.pk}/step/verify/"]]


def test_what_is_handed_to_another_department_or_area_waits_for_others(client: Client) -> None:
    bureau, other = (Department.objects.create(key=key, name=key) for key in ("hr", "tax"))
    region = make_region()
    make_demand(kind="talent", state="verified", department=other, due_on=date(2026, 6, 18))
    make_demand(kind="talent", state="verified", department=bureau, due_on=date(2026, 6, 18), area=region.south)
    client.force_login(make_user(role="county_officer", area=region.north, department=bureau))
    assert client.get("/").context["waiting"] == []


def test_other_rooms_hand_out_work_too(client: Client, monkeypatch) -> None:
    due = clock.today() - timedelta(days=1)
    monkeypatch.setattr(
        waiting, "WAITING", [*waiting.WAITING, lambda user: [Waiting("推荐", "/help/", None, due, True)]]
    )
    client.force_login(make_user(role="expert", organisation=make_organisation()))
    (one,) = client.get("/").context["waiting"]
    assert (one.text, one.due) == ("推荐", due)


def test_the_same_queries_for_one_and_for_three(client: Client) -> None:
    region = make_region()
    bureau = Department.objects.create(key="hr", name="人社局")
    user = make_user(role="county_officer", area=region.north, department=bureau)
    grant(user, "leader", area=region.city)
    client.force_login(user)
    counts = []
    for copies in (1, 2):
        for _copy in range(copies):
            make_demand()
            make_demand(state="published")
            make_demand(kind="talent", department=bureau, due_on=date(2026, 6, 18), state="verified")
            make_achievement(body="")
            OrganisationTag.objects.create(organisation=make_organisation(), kind="hnte", to_on=clock.today())
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts == [counts[0]] * 2
