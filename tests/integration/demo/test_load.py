"""The demo's records and accounts."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Count
from django.test import Client
from tests.factories.lists import addresses, said

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.models import CommonProblem, Demand, ExternalReference
from duijie.demo import embeddings, load
from duijie.demo.accounts import FOUNDRY
from duijie.demo.load import load_demo
from duijie.demo.reading import lines
from duijie.matching.domain.matching_registers import read_demands, read_supply
from duijie.matching.models import MatchRun, Proposal
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.models import Achievement, Area, Carrier, Organisation, OrganisationTag, Person, Service
from duijie.registry.models.tag import tagged_on
from duijie_match.progress import silent
from duijie_match.ranking.sides import read_sides

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]  # PostgreSQL: test_load_from_nothing
Accounts = tuple[load.DemoAccount, ...]

COUNTED = ("organisation", "achievement", "person", "service", "carrier", "demand")
ORGANISATIONS = 155
READERS = ("city_officer", "system_administrator", "security_administrator")
LISTS = 60
"""Lists and exports that are read at least: with fewer, addresses are called otherwise, and too little is read."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Accounts]:
    """The demo, loaded once for all tests that only look or change a little; each takes back what it did."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        began = time.monotonic()
        accounts = load_demo()
        sys.stdout.write(f"loaded in {time.monotonic() - began:.1f} s\n")
    yield accounts
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def contents() -> dict[str, int]:
    """How many rows there are of everything that the registers hold, with history and audit."""
    models = [*apps.get_app_config("registry").get_models(), *apps.get_app_config("demands").get_models(), AuditEvent]
    return {model.__name__: model._default_manager.count() for model in models}


def test_loading_makes_the_region_its_registers_and_an_account_a_role(loaded: Accounts):
    assert sorted(account.login for account in loaded) == sorted(ROLES)
    assert Area.objects.filter(is_demo=True, kind="county").count() == 9
    assert (Area.objects.filter(kind="city").count(), Area.objects.filter(kind="zone").count()) == (1, 1)
    assert Organisation.objects.filter(uscc_confirmed=True).count() == 2
    added = {noun: AuditEvent.objects.filter(verb=f"{noun}.add").count() for noun in COUNTED}
    assert added == {
        "organisation": ORGANISATIONS, "achievement": 240, "person": 96, "service": 60, "carrier": 36, "demand": 120,
    }  # fmt: skip
    for account in loaded:
        user = User.objects.get(username=account.login)
        assert (user.check_password(account.password), user.must_change_password) == (True, False)
    seen = {
        login: list_organisations(by=User.objects.get(username=login)).count() for login in ("city_officer", "leader")
    }
    assert seen == {"city_officer": ORGANISATIONS, "leader": ORGANISATIONS}
    assert 0 < list_organisations(by=User.objects.get(username="zone_officer")).count() < ORGANISATIONS


def test_every_record_is_marked_as_demo_and_lies_in_the_region(loaded: Accounts):
    for model in (Area, Organisation, Achievement, Person, Service, Carrier, Demand):
        assert model.objects.exclude(is_demo=True).count() == 0
    for model in (Organisation, Achievement, Person, Service, Carrier, Demand):
        assert model.objects.exclude(area__path__startswith="99/").count() == 0


def test_parts_are_there_with_their_records(loaded: Accounts):
    experts = {line["name"]: len(line["works"]) for line in lines("experts")}
    assert {one.name: one.works.count() for one in Person.objects.all()} == experts
    assert Person.objects.filter(titles=None).count() == Person.objects.filter(affiliations=None).count() == 0
    assert Achievement.objects.filter(trl_evidence=None).count() == 0
    assert Carrier.objects.filter(members=None).count() == 0
    held = OrganisationTag.objects.values("organisation", "kind").distinct().count()
    assert held == sum(len(line["tags"]) for line in lines("organisations"))
    assert all(tag.from_on and tag.source for tag in OrganisationTag.objects.all())
    today = clock.today()
    firms = Counter(word for line in lines("organisations") for word in line["tags"])["高新技术企业"]
    assert Organisation.objects.filter(tagged_on("hnte", today)).count() == firms


def test_demands_took_their_steps_one_after_the_other_and_none_tomorrow(loaded: Accounts):
    states = {line["title"]: line["state"] for line in lines("demands")}
    assert dict(Demand.objects.values_list("title", "state")) == states
    now, today = clock.now(), clock.today()
    for demand in Demand.objects.all():
        told = [(row.history_date, row.version) for row in demand.history.order_by("version")]
        assert [moment for moment, _version in told] == sorted(moment for moment, _version in told)
        assert abs(told[-1][0] - demand.updated_at) < timedelta(milliseconds=1)
        assert demand.updated_at <= now
        assert demand.created_at.date() - demand.found_on <= timedelta(days=1)
        assert demand.found_on < today
    reasons = Demand.history.filter(state__in=["solved", "unsolved"]).values_list("history_change_reason", flat=True)
    assert len([reason for reason in reasons if reason]) == 8


def test_accounts_belong_to_people_of_the_story(loaded: Accounts):
    for login in ("expert", "commissioner"):
        account = User.objects.get(username=login)
        assert (account.person.name, account.person.is_expert) == (account.name, True)
        assert account.memberships.get().organisation == account.person.organisation
    for login in ("firm_contact", "liaison_officer"):
        firm = User.objects.get(username=login).memberships.get().organisation
        assert (firm.name, firm.demands.exists()) == (FOUNDRY, True)
    carriers = User.objects.get(username="carrier_operator").memberships.get().organisation.carriers
    assert carriers.exists()
    county = User.objects.get(username="county_officer").memberships.get().area
    assert Organisation.objects.get(name=FOUNDRY).area == county


def test_loading_twice_changes_nothing(loaded: Accounts):
    before = contents()
    assert load_demo() == ()
    assert contents() == before


def test_what_a_person_did_since_is_left_alone(loaded: Accounts):
    demand = Demand.objects.filter(state="published").first()
    Demand.objects.filter(pk=demand.pk).update(state="verified", updated_at=clock.now())
    load_demo()
    assert Demand.objects.get(pk=demand.pk).state == "verified"


def test_batches_are_whole_or_not_there():
    assert [len(part) for part in load._batches(list(range(130)))] == [60, 60, 10]


def test_what_the_platform_matches_has_its_vectors_shipped(loaded: Accounts):
    officer = User.objects.get(username="city_officer")
    demands, owners = read_demands(Area.objects.get(kind="city"), by=officer)
    supply = list(read_supply(owners, by=officer, progress=silent))
    sides = read_sides(demands, supply)
    texts = embeddings.texts()
    read = [*sides.demand_passages, *sides.supply_passages]
    assert [passage.text for passage in read if passage.text not in texts] == []
    assert (len(demands) > 60, len(supply)) == (True, 432)


def test_firms_share_problems(loaded: Accounts):
    found = dict(CommonProblem.objects.values_list("state").annotate(n=Count("pk")))
    assert found == {"suggested": 1, "solving": 1, "solved": 1}
    assert CommonProblem.objects.get(state="suggested").title.startswith("首次库仑效率")


def test_external_platforms_have_answered(loaded: Accounts):
    found = dict(ExternalReference.objects.exclude(number="").values_list("system__code").annotate(n=Count("pk")))
    assert found == {"kczg": 6, "tianwang": 2}
    assert ExternalReference.objects.get(state="solved").evidence is not None


def test_there_are_proposals_and_a_match_run_waits(loaded: Accounts):
    states = Counter(Proposal.objects.values_list("state", flat=True))
    assert states == {
        "shown": 2, "interest_demand": 1, "interest_supply": 1, "mutual": 1, "declined": 2, "meeting": 1,
    }  # fmt: skip
    assert [run.area.kind for run in MatchRun.objects.select_related("area")] == ["city"]


def test_no_list_filter_or_export_names_an_area_in_chinese_on_english_pages(loaded: Accounts):
    """Names inside the names of firms stay: what is compared is a whole cell, choice, or part of a line."""
    names = set(Area.objects.exclude(name_en="").values_list("name", flat=True))
    User.objects.filter(username__in=READERS).update(language="en")
    clients = [Client(headers={"accept-language": "en"}) for _login in READERS]
    for client, login in zip(clients, READERS, strict=True):
        client.force_login(User.objects.get(username=login))
    faults, read, english = {}, 0, 0
    for name, address in addresses().items():
        answers = (one.get(address, {"format": "csv"} if "export" in name else {}) for one in clients)
        answer = next((one for one in answers if one.status_code == 200), None)
        if answer is not None:
            words = said(answer)
            read, english = read + 1, english + ("Qining City" in words)
            if left := words & names:
                faults[name] = sorted(left)
    assert faults == {}
    assert (read >= LISTS, english >= LISTS // 4) == (True, True), (read, english)
