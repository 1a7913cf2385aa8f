"""What is no matter of technology goes to the department that answers it: suggested, told, in the course, urged."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.integration.portal.test_clock_pages import TERMS, opened

from duijie.accounts.models import Department, Membership
from duijie.common import clock, regular
from duijie.common.jobs import run_job
from duijie.common.models import Job
from duijie.demands.domain.clock_policies import add_policy, change_policy
from duijie.demands.domain.department_answers import is_any_department_late, suggest, urge_departments
from duijie.demands.models import CaseEvent, ClockPolicy
from duijie.demands.registers import DEMANDS
from duijie.messaging.models import Message
from duijie.registry.domain.records import add_record, edit_record

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def at(day: int, *hours: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(*(hours or (10,))), timezone.get_current_timezone())


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def city(region):
    return make_user(role="city_officer", area=region.city, username="city")


@pytest.fixture
def finance():
    return Department.objects.create(key="finance", name="市财政局", name_en="Finance Bureau")


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north, username="officer")


def member(region, department, name, area=None):
    user = make_user(role="county_officer", area=area or region.north, username=name)
    Membership.objects.filter(user=user).update(department=department)
    return user


def written(region, officer, finance, day=0, **more):
    firm = make_organisation(area=region.north)
    values = {
        "title": "贷款贴息", "body": "申请贴息", "kind": "finance", "organisation": firm,
        "department": finance, "due_on": MONDAY + timedelta(days=4), **more,
    }  # fmt: skip
    with clock.at(at(day)):
        return add_record(register=DEMANDS, values=values, by=officer)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("account__username", flat=True))


def test_the_city_says_which_department_answers_a_kind_and_the_form_suggests_it(client, region, city, officer, finance):
    browser = opened(client, city)
    form = {
        **TERMS,
        "area": region.city.code,
        "name": "资金需求",
        "kind": "finance",
        "department": finance.pk,
        "answer_days": "5",
    }
    made = browser.post("/clock-policies/add/", form)
    assert made.status_code == 302, made.context["form"].errors
    policy = ClockPolicy.objects.get(kind="finance")
    assert (policy.department, policy.answer_days) == (finance, 5)
    assert "Finance Bureau" in browser.get(f"/clock-policies/{policy.pk}/").content.decode()
    assert "Finance Bureau" in browser.get("/clock-policies/").content.decode()
    assert browser.get(f"/api/v1/clock-policies/{policy.pk}").json()["department"] == "finance"
    refused = browser.post("/clock-policies/add/", form | {"kind": "technology"}).content.decode()
    assert "A department answers demands of one kind, other than technology" in refused

    opened(client, officer)
    with clock.at(at(0)):
        due = f"{MONDAY + timedelta(days=7):%Y-%m-%d}"
        for said, found in (
            ({"kind": "finance", "area": "970121"}, True), ({"kind": "finance"}, True), ({"kind": "talent"}, False),
            ({"kind": "technology"}, False), ({"kind": "nonsense", "area": "x\0"}, False),
        ):  # fmt: skip
            page = browser.post("/demands/guide/", said).content.decode()
            assert ("Finance Bureau" in page, due in page, "data-fill" in page) == (found, found, found), said
        page = browser.post("/demands/guide/", {"kind": "finance", "department": str(finance.pk)}).content.decode()
        assert ("Finance Bureau" in page, "data-fill" in page) == (True, False)
        body = {"name": "县资金", "area": "970121", "kind": "finance", "response": 2, "department": "nothing"}
        answer = opened(client, city).post("/api/v1/clock-policies", body, content_type="application/json")
        assert answer.json()["errors"][0]["field"] == "department"


def test_the_deepest_policy_that_names_a_department_counts(region, city, finance):
    keeper, place = make_user(role="system_administrator"), make_organisation(area=region.north).place
    other = Department.objects.create(key="jr", name="县金融办")
    values = {"name": "市", "area": region.city, "kind": "finance", "response": 3, "department": finance}
    policy = add_policy(values=values, by=city)
    county = add_policy(values={"name": "县", "area": region.north, "kind": "finance", "response": 2}, by=keeper)
    assert suggest(kind="finance", place=place).department == finance
    change_policy(policy=county, values={"department": other, "answer_days": None}, by=keeper, reason="分工")
    assert (suggest(kind="finance", place=place).department, suggest(kind="finance", place=place).due_on) == (
        other,
        None,
    )
    Department.objects.update(archived_at=at(0))
    assert suggest(kind="finance", place=place) is None
    with pytest.raises(ValidationError):
        change_policy(policy=policy, values={"name": ""}, by=keeper, reason="试")


def test_people_of_the_department_are_told_and_the_course_says_so(client, region, officer, finance):
    member(region, finance, "banker")
    member(region, finance, "far", area=region.south)  # does not see the demands of the county
    other = Department.objects.create(key="hr", name="县人社局")
    member(region, other, "hr")
    demand = written(region, officer, finance)
    assert told("demand.to_department") == ["banker"]
    with clock.at(at(1)):
        same = edit_record(register=DEMANDS, record=demand, version=1, values={"title": "贷款贴息申请"}, by=officer)
        moved = edit_record(
            register=DEMANDS, record=same, version=2, values={"department": other, "due_on": at(8).date()}, by=officer
        )
        edit_record(register=DEMANDS, record=moved, version=3, values={"department": None, "due_on": None}, by=officer)
    assert told("demand.to_department") == ["banker", "hr"]
    course = CaseEvent.objects.filter(demand=demand).order_by("pk").values_list("verb", "reason", "by")
    assert list(course) == [
        ("to_department", "市财政局", officer.pk), ("to_department", "县人社局", officer.pk),
        ("no_department", "", officer.pk),
    ]  # fmt: skip
    page = opened(client, officer).get(f"/demands/{demand.pk}/").content.decode()
    assert ("Handed to a department" in page, "县人社局" in page) == (True, True)
    written(region, officer, None, kind="technology", due_on=None)
    assert CaseEvent.objects.count() == 3


def test_a_department_that_lets_its_day_pass_is_urged_once(region, officer, finance):
    member(region, finance, "banker")
    make_user(role="leader", area=region.north, username="head")
    demand = written(region, officer, finance)  # to be answered on Friday

    def urged(moment: datetime) -> list[str]:
        before = Message.objects.filter(kind="demand.department_urged").count()
        with clock.at(moment):
            for _again in range(2):
                urge_departments()
        rows = Message.objects.filter(kind="demand.department_urged").order_by("pk")
        return sorted(one.account.username for one in rows[before:])

    assert urged(at(4, 17)) == []
    assert urged(at(5)) == []  # a Saturday
    with clock.at(at(7, 7)):
        assert is_any_department_late() is False  # the office is shut
    with clock.at(at(7)):
        assert is_any_department_late() is True
    assert urged(at(7)) == ["banker", "head"]
    assert urged(at(9)) == []
    with clock.at(at(9)):
        later = {"due_on": at(10).date()}
        demand = edit_record(register=DEMANDS, record=demand, version=1, values=later, by=officer)
    assert urged(at(11)) == ["banker", "head"]
    demand.state = "closed"
    demand.due_on = at(14).date()
    demand.save()
    assert urged(at(15)) == []
    assert CaseEvent.objects.filter(demand=demand, verb="urge_department").count() == 2


def test_the_worker_looks_for_late_departments_like_for_clocks(region, officer, finance):
    member(region, finance, "banker")
    written(region, officer, finance)
    with clock.at(at(7)):
        regular.start_due()
        run_job(Job.objects.get(kind="demands.tick").pk)
    assert told("demand.department_urged") == ["banker"]
