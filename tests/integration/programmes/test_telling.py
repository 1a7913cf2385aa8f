"""Who hears of the steps: applicants of theirs, recommending units of what they have to do, each once."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.programmes import apply, open_round
from tests.factories.registry import make_organisation, make_person, make_region
from tests.integration.programmes.test_printing import CLOSES, OPENS, World
from tests.integration.programmes.test_rounds import on

from duijie.common.models import OutboxMessage
from duijie.common.outbox import deliver_waiting
from duijie.messaging.models import Message
from duijie.programmes.domain import recommendations, telling
from duijie.programmes.domain.applications import withdraw
from duijie.programmes.models import Application, Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def told(account):
    """Kind and step of what an account was told, oldest first."""
    rows = Message.objects.filter(account=account).order_by("pk")
    return [(one.kind.partition(".")[2], one.context["step"]) for one in rows]


def test_applicants_and_units_are_told_of_every_step(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World(2)
    contact = Application.objects.first().by
    deliver_waiting()
    first = told(contact)
    assert sorted(first) == sorted([("application", one) for one in ("recommend", "pass", "approve")] * 2)
    # the county is told of the call, of what was submitted and of the decision, never of its own deeds
    steps = told(world.county)
    assert sorted(steps) == sorted([("round", "open"), ("unit", "submit"), ("unit", "submit"), ("round", "decide")])
    assert Message.objects.filter(account=world.city).count() == 0
    world.recognise()
    deliver_waiting()
    assert told(contact)[6:] == [("application", "recognise")] * 2
    assert told(world.county)[4:] == [("round", "recognise")]
    message = Message.objects.filter(account=contact).order_by("pk").last()
    assert message.texts["en"]["subject"].endswith("Recognise")
    assert "认定" in message.texts["zh-hans"]["subject"] + message.texts["zh-hans"]["body"]
    assert Certificate.objects.count() == 2
    before = Message.objects.count()
    for one in OutboxMessage.objects.filter(topic=telling.APPLICANTS):
        telling.tell_applicants(**one.payload)  # delivered again: nothing new
    assert Message.objects.count() == before


def test_a_return_tells_all_defects_and_the_person_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    region = make_region()
    city, county = make_user(role="city_officer", area=region.city), make_user(role="county_officer", area=region.north)
    firm = make_organisation(area=region.north)
    contact, own = make_user(role="firm_contact", organisation=firm), make_user(role="expert", organisation=firm)
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
        person = make_person(name="阮联", organisation=firm, account=own)
        made = apply(round=round_, organisation=firm, by=contact, name="阮联", person=person)
        made = recommendations.return_application(
            application=made, defects=["缺公章", "日期不清"], version=made.version, by=county
        )
        deliver_waiting()
        withdraw(application=made, version=made.version, reason="调离", by=contact)
        deliver_waiting()
    assert told(contact) == [("application", "return")]
    assert told(own) == [("application", "submit"), ("application", "return"), ("application", "withdraw")]
    returned = Message.objects.get(account=contact)
    assert "缺公章；日期不清" in returned.texts["zh-hans"]["body"]
    assert [step for _kind, step in told(county)] == ["open", "submit", "withdraw"]
