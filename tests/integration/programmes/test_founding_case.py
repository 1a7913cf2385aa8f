"""A founding case is looked at as of its day, with an account for each role."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.accounts.models import User
from duijie.common import clock
from duijie.programmes.management.commands.scenario import seats

pytestmark = pytest.mark.django_db


def test_the_platform_stands_at_its_day(settings):
    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)
    settings.DUIJIE_AS_OF = date(2022, 12, 30)
    assert clock.today() == date(2022, 12, 30)
    assert timezone.localtime(clock.now()).hour in {timezone.localtime().hour, (timezone.localtime().hour - 1) % 24}


def test_every_page_says_so(settings):
    client = Client()
    client.force_login(
        make_user(role="leader", area=make_region().city), backend="duijie.accounts.backends.LoginNameBackend"
    )
    assert "as of" not in client.get("/", headers={"Accept-Language": "en"}).content.decode()
    settings.DUIJIE_AS_OF = date(2022, 12, 30)
    said = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "This is an invented founding case, shown as of 2022-12-30." in said
    settings.DUIJIE_AS_OF = None


def test_one_account_a_role_with_a_password_of_its_own():
    region = make_region()
    first = make_user(role="city_officer", area=region.city)
    make_user(role="city_officer", area=region.city)
    other = make_user(role="county_officer", area=region.north)
    taken = seats()
    assert [seat.login for seat in taken] == [first.username, other.username]
    assert len({seat.password for seat in taken}) == 2
    for seat in taken:
        assert User.objects.get(username=seat.login).check_password(seat.password)
