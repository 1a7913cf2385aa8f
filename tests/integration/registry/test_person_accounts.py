"""Which account a person of the register signs in with."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.domain.records import add_record
from duijie.registry.models import Person
from duijie.registry.registers.persons import EXPERTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(role="city_officer", area=make_region().city)


@pytest.fixture
def person(officer):
    return add_record(register=EXPERTS, values={"area": make_region().north, "name": "云一"}, by=officer)


def test_account_is_set_and_taken_back(officer, person):
    account = make_user()
    current = set_person_account(person=person, account=account, version=1, by=officer)
    assert (current.account, current.version, account.person) == (account, 2, person)
    assert set_person_account(person=person, account=account, version=2, by=officer).version == 2
    assert set_person_account(person=person, account=None, version=2, by=officer).account is None
    entries = AuditEvent.objects.filter(verb="person.edit").values_list("detail", flat=True)
    assert [entry["fields"] for entry in entries] == [["account"], ["account"]]


def test_account_of_another_person_is_refused(officer, person):
    account = make_user()
    other = add_record(register=EXPERTS, values={"area": make_region().north, "name": "云二"}, by=officer)
    set_person_account(person=person, account=account, version=1, by=officer)
    with pytest.raises(ValidationError) as found:
        set_person_account(person=other, account=account, version=1, by=officer)
    assert [error.code for error in found.value.error_dict["account"]] == ["taken"]
    assert Person.objects.get(pk=other.pk).version == 1


def test_late_or_without_permission_it_is_refused(officer, person):
    with pytest.raises(StaleError):
        set_person_account(person=person, account=make_user(), version=7, by=officer)
    neighbour = make_user(role="county_officer", area=make_region().south)
    with pytest.raises(PermissionDenied):
        set_person_account(person=person, account=make_user(), version=1, by=neighbour)
