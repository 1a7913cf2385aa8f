"""Mail and daily mail: in office hours, as each person chose, once; what is stopped by a link, and one-click links."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from tests.factories.accounts import make_user

from duijie.common import clock, outbox
from duijie.common.domain.links import LinkRefusedError
from duijie.common.models import AuditEvent, OutboxMessage, OutboxState
from duijie.messaging.domain import choices, deliveries
from duijie.messaging.domain.messages import mark, send
from duijie.messaging.domain.one_click import find_link, make_link
from duijie.messaging.models import Delivery, Digest, Message, OneClickLink
from duijie.messaging.sending_hours import next_opening

pytestmark = pytest.mark.django_db
KIND, URGENT = "proposal.answered", "clock.supervised"
CONTEXT = {"demand": "深冷球阀", "supply": "密封技术", "state": "interest_demand"}
SUPERVISED = {"demand": "深冷球阀", "reason": "两次逾期", "by": "李建国"}
MORNING = datetime(2026, 3, 18, 1, tzinfo=UTC)  # nine of a Wednesday in China
EVENING = datetime(2026, 3, 18, 13, tzinfo=UTC)  # nine in the evening
FRIDAY_NIGHT = datetime(2026, 3, 20, 15, tzinfo=UTC)
MONDAY_OPENING = datetime(2026, 3, 23, 0, tzinfo=UTC)  # eight in the morning


@pytest.fixture
def reader():
    return make_user(email="reader@example.org", name="王敏")


def tell(reader, at, key="k", template=KIND, context=CONTEXT):
    with clock.at(at), transaction.atomic():
        send(key=key, template=template, to=reader, context=context, link="/help/")
    return Message.objects.get(key=key, account=reader)


def deliver(at):
    with clock.at(at):
        return outbox.deliver_waiting()


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "moment, opening",
    [
        (MORNING, MORNING),
        (EVENING, datetime(2026, 3, 19, 0, tzinfo=UTC)),
        (FRIDAY_NIGHT, MONDAY_OPENING),
        (datetime(2026, 2, 28, 3, tzinfo=UTC), datetime(2026, 2, 28, 3, tzinfo=UTC)),  # a make-up Saturday
        (datetime(2026, 10, 1, 3, tzinfo=UTC), datetime(2026, 10, 8, 0, tzinfo=UTC)),  # National Day
    ],
)
def test_the_hours_follow_the_working_days_of_the_calendar(moment, opening):
    assert next_opening(moment) == opening


def test_a_mail_waits_for_the_morning_and_then_goes_out_once(reader, mailoutbox):
    tell(reader, FRIDAY_NIGHT)
    assert (deliver(FRIDAY_NIGHT), deliver(FRIDAY_NIGHT), mailoutbox) == (1, 0, [])
    waiting = OutboxMessage.objects.get()
    assert (waiting.due_at, waiting.attempts, waiting.state) == (MONDAY_OPENING, 0, OutboxState.WAITING)
    deliver(MONDAY_OPENING)
    deliver(MONDAY_OPENING + timedelta(hours=1))
    deliveries.deliver_mail(number=Message.objects.get().pk)  # the outbox may call twice
    assert [one.to for one in mailoutbox] == [["reader@example.org"]]
    assert Message.objects.get().code in mailoutbox[0].body
    assert Delivery.objects.get().state == "sent"


def test_nothing_goes_out_at_night_however_urgent(reader, mailoutbox):
    choices.choose(values={URGENT: ("daily", False)}, by=reader)
    message = tell(reader, FRIDAY_NIGHT, template=URGENT, context=SUPERVISED)
    deliver(FRIDAY_NIGHT)
    inbox = browser_of(reader).get("/messages/").content.decode()
    assert ("深冷球阀" in inbox, mailoutbox, message.is_urgent) == (True, [], True)  # in the inbox at once
    deliver(MONDAY_OPENING - timedelta(minutes=1))
    assert mailoutbox == []
    deliver(MONDAY_OPENING)
    assert mailoutbox[0].subject == "督办通知：深冷球阀"  # not with the daily mail, which the reader chose for the kind


def test_what_was_read_while_it_waited_is_not_mailed(reader, mailoutbox):
    message = tell(reader, EVENING)
    deliver(EVENING)
    mark(numbers=[message.pk], verb="read", by=reader)
    deliver(EVENING + timedelta(hours=12))
    assert (mailoutbox, Delivery.objects.get().state) == ([], "read_before")


def test_each_chooses_what_comes_by_mail(reader, mailoutbox):
    browser = browser_of(reader)
    values = {f"{kind}:mail": one.mail for kind, one in choices.choices_of(reader).items()}
    browser.post("/messages/choices/", {**values, f"{KIND}:mail": "never", "clock.urged:sms": "on"})
    now = choices.choices_of(reader)
    assert (now[KIND].mail, now["clock.urged"].sms, now["proposal.shown"].mail) == ("never", True, "at_once")
    assert "wrong" in str(
        browser.post("/messages/choices/", {**values, f"{KIND}:mail": "wrong"}).context["form"].errors
    )
    tell(reader, MORNING)
    deliver(MORNING)
    assert (mailoutbox, Delivery.objects.get().state, Message.objects.count()) == ([], "unwanted", 1)


def test_one_daily_mail_a_day_however_often_the_job_runs(reader, mailoutbox):
    choices.choose(values={KIND: ("daily", False)}, by=reader)
    for number in range(3):
        tell(reader, EVENING, key=f"k{number}")
    assert deliver(EVENING) == 3
    next_day = EVENING + timedelta(hours=12)
    with clock.at(EVENING):
        assert not deliveries.digests_due(None)
    with clock.at(next_day):
        assert deliveries.digests_due(None)
        assert (deliveries.make_digests(), deliveries.make_digests()) == (1, 0)
        tell(reader, next_day, key="later")
        outbox.deliver_waiting()
        assert not deliveries.digests_due(None)  # what came today waits for tomorrow
        assert (deliveries.make_digests(), outbox.deliver_waiting()) == (0, 0)
    assert [one.body.count("/m/") for one in mailoutbox] == [3]
    deliveries.deliver_digest(number=Digest.objects.get().pk)
    with clock.at(next_day + timedelta(days=1)):
        assert deliveries.make_digests() == 1
        outbox.deliver_waiting()
    assert [one.body.count("/m/") for one in mailoutbox] == [3, 1]
    assert {*Delivery.objects.values_list("state", flat=True)} == {"sent"}


def test_a_daily_mail_of_what_was_read_is_not_sent(reader, mailoutbox):
    choices.choose(values={KIND: ("daily", False)}, by=reader)
    message = tell(reader, EVENING)
    deliver(EVENING)
    mark(numbers=[message.pk], verb="archive", by=reader)
    with clock.at(EVENING + timedelta(hours=12)):
        assert deliveries.make_digests() == 1
        outbox.deliver_waiting()
    assert (mailoutbox, Delivery.objects.get().state) == ([], "read_before")
    assert Digest.objects.exclude(sent_at=None).count() == 1


def test_the_link_in_a_mail_stops_its_kind_and_lets_it_come_again(reader, mailoutbox):
    tell(reader, MORNING)
    deliver(MORNING)
    address = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert address in mailoutbox[0].body
    path, browser = "/" + address.split("/", 3)[3], Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 200
    assert choices.choice_of(reader, KIND).mail == "at_once"  # looking stops nothing
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert choices.choice_of(reader, KIND).mail == "never"
    browser.post(path, {"action": "resume"})
    assert choices.choice_of(reader, KIND).mail == "at_once"
    browser.post(path)
    browser.post(path, {"action": "resume", "before": "daily"})
    assert choices.choice_of(reader, KIND).mail == "daily"
    assert browser.get(path[:-3] + "x/").status_code == 404
    assert AuditEvent.objects.filter(verb__in=["message.stop", "message.resume"]).count() == 4


def secret_of(mail):
    return re.search(r"/r/([\w-]+)/", mail.body)[1]


def test_receipt_is_confirmed_once_by_the_link_without_signing_in(reader, mailoutbox):
    message = tell(reader, MORNING, template=URGENT, context=SUPERVISED)
    deliver(MORNING)
    secret = secret_of(mailoutbox[0])
    assert not OneClickLink.objects.filter(digest=secret).exists()  # only a digest is kept
    with clock.at(MORNING):
        assert Client().get(f"/r/{secret}/").status_code == 200
        message.refresh_from_db()
        assert message.received_at is None
        assert Client().post(f"/r/{secret}/").status_code == 200
        message.refresh_from_db()
        assert (message.received_at, message.read_at) == (MORNING, MORNING)
        assert Client().post(f"/r/{secret}/").status_code == 404
    refused = AuditEvent.objects.filter(verb="message.link_refused").values_list("detail", flat=True)
    assert [one["reason"] for one in refused] == ["used"]


@pytest.mark.parametrize(
    "days, signed_in, guessed, reason",
    [(8, False, False, "expired"), (0, True, False, "forwarded"), (0, False, True, "unknown")],
)
def test_a_link_that_came_late_was_forwarded_or_guessed_is_refused_and_audited(
    reader, days, signed_in, guessed, reason
):
    message = tell(reader, MORNING, template=URGENT, context=SUPERVISED)
    with clock.at(MORNING):
        secret = make_link(message=message, purpose="receipt")
    browser = browser_of(make_user()) if signed_in else Client()
    with clock.at(MORNING + timedelta(days=days)):
        for method in (browser.get, browser.post):
            assert method(f"/r/{'x' * 32 if guessed else secret}/").status_code == 404
    message.refresh_from_db()
    assert message.received_at is None
    told = AuditEvent.objects.filter(verb="message.link_refused").values_list("detail", flat=True)
    assert [one["reason"] for one in told] == [reason, reason]
    with clock.at(MORNING), pytest.raises(LinkRefusedError):
        find_link("", by=None)
