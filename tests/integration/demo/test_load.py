"""The demo's records and accounts."""

import pytest

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES
from duijie.common.models import AuditEvent
from duijie.demo.load import load_demo
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.models import Area, Organisation

pytestmark = pytest.mark.django_db


def test_loading_makes_the_region_its_organisations_and_an_account_a_role():
    accounts = load_demo()
    assert sorted(account.login for account in accounts) == sorted(ROLES)
    assert Area.objects.filter(is_demo=True, kind="county").count() == 9
    assert (Area.objects.filter(kind="city").count(), Area.objects.filter(kind="zone").count()) == (1, 1)
    assert Organisation.objects.filter(is_demo=True).count() == 71
    assert Organisation.objects.filter(uscc_confirmed=True).count() == 2
    assert AuditEvent.objects.filter(verb="organisation.add").count() == 71
    for account in accounts:
        user = User.objects.get(username=account.login)
        assert (user.check_password(account.password), user.must_change_password) == (True, False)
    seen = {
        login: list_organisations(by=User.objects.get(username=login)).count() for login in ("city_officer", "leader")
    }
    assert seen == {"city_officer": 71, "leader": 71}
    assert 0 < list_organisations(by=User.objects.get(username="zone_officer")).count() < 71


def test_loading_twice_changes_nothing():
    load_demo()
    before = AuditEvent.objects.count()
    assert load_demo() == ()
    assert AuditEvent.objects.count() == before
