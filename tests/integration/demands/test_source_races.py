"""Two at the same moment over what firms filed and what is logged: one winner, nothing twice.

A seeded sample in CI; ``./run test --full`` runs two thousand of each.
"""

import itertools
import random
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import Membership
from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.common.models import PublicTry
from duijie.common.public_forms import make_token
from duijie.demands.domain.filings import accept, decide, file_publicly
from duijie.demands.domain.visits import log_visit
from duijie.demands.models import Demand, Filing, Visit

pytestmark = pytest.mark.django_db(transaction=True)
of_each = rounds(3)
CODE = "91330100799655058B"
mobiles = itertools.count(13900000000)


@pytest.fixture
def office(settings):
    region = make_region()
    name_site(values={"public_forms": "open"}, by=None)
    return make_user(role="county_officer", area=region.north), region


def filed(kind, region):
    with clock.at(clock.now() - timedelta(minutes=1)):
        token = make_token(kind)
    values = {
        "firm_name": "云溪新风轴承有限公司", "uscc": CODE, "area": region.north, "contact_name": "李工",
        "contact_phone": str(next(mobiles)), "title": "钢球淬火裂纹", "body": "每批约百分之五有裂纹",
    }  # fmt: skip
    return lambda: file_publicly(kind=kind, token=token, values=values)


def refused(found):
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, ValidationError)] == []
    return [one for one in found if isinstance(one, ValidationError)]


@of_each
def test_a_filing_is_decided_once(office, times):
    (officer, region), dice = office, random.Random(6)
    make_organisation(area=region.north, uscc=CODE)
    for number in range(times):
        with clock.at(clock.now() + timedelta(days=2 * number)):
            filing = filed("demand", region)()[0]
        words = [
            lambda: accept(filing=filing, by=officer),  # noqa: B023 – called before the loop goes on
            lambda: decide(filing=filing, verb="refuse", reason="不符", by=officer),  # noqa: B023 – as above
        ]
        found = at_once(*(dice.choice(words) for _each in range(2)))
        assert len(refused(found)) == 1
        filing.refresh_from_db()
        assert (filing.state == "accepted") == Demand.objects.filter(filings=filing).exists()


@of_each
def test_two_contacts_of_a_firm_get_an_account_each(office, times):
    officer, region = office
    firm = make_organisation(area=region.north, uscc=CODE)
    for number in range(times):
        with clock.at(clock.now() + timedelta(days=2 * number)):
            claims = [filed("account", region)()[0] for _each in range(2)]
        found = at_once(*(lambda one=one: accept(filing=one, by=officer) for one in claims))
        assert refused(found) == []
    assert Membership.objects.filter(organisation=firm).count() == 2 * times


@of_each
def test_a_form_sent_twice_at_once_is_one_filing_and_one_visit(office, times):
    officer, region = office
    firm = make_organisation(area=region.north)
    for number in range(times):
        PublicTry.objects.all().delete()
        send = filed("demand", region)
        found = at_once(send, send)
        assert refused(found) == []
        assert len({filing.pk for filing, _secret in found}) == 1
        values = {"organisation": firm, "title": "一切正常"}
        visits = at_once(*[lambda: log_visit(values=values, by=officer, submission=f"n{number}")] * 2)  # noqa: B023
        assert len({one.pk for one in visits}) == 1
    assert (Filing.objects.count(), Visit.objects.count()) == (times, times)
