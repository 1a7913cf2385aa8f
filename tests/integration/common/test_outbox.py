"""The outbox: what a transaction leaves there is delivered, at least once, or becomes visible as given up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from tests.factories.accounts import make_user

from duijie.common import clock, outbox
from duijie.common.domain.outbox import put, remove_old, try_again
from duijie.common.models import OutboxMessage

pytestmark = pytest.mark.django_db
seen: list[dict[str, int]] = []


def deliver(message: OutboxMessage) -> None:
    if message.payload.get("fail"):
        raise RuntimeError("the other side is away")
    seen.append(message.payload)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    seen.clear()
    outbox.handles("test.topic")(deliver)
    yield
    outbox._handlers.pop("test.topic")


def test_a_message_is_delivered_once() -> None:
    put(topic="test.topic", key="1", payload={"n": 1})
    put(topic="test.topic", key="1", payload={"n": 2})
    put(topic="test.topic", key="2", payload={"n": 3})
    assert outbox.deliver_waiting() == 2
    assert outbox.deliver_waiting() == 0
    assert seen == [{"n": 1}, {"n": 3}]


def test_what_is_rolled_back_was_never_put() -> None:
    with transaction.atomic():
        put(topic="test.topic", key="1", payload={})
        transaction.set_rollback(True)
    assert outbox.deliver_waiting() == 0


def test_a_failure_is_tried_later_and_in_the_end_given_up() -> None:
    put(topic="test.topic", key="1", payload={"fail": True})
    assert outbox.deliver_waiting() == 1
    assert outbox.deliver_waiting() == 0
    for day in range(1, outbox.MOST_ATTEMPTS):
        with clock.at(clock.now() + timedelta(days=day)):
            assert outbox.deliver_waiting() == 1
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == ("dead", outbox.MOST_ATTEMPTS)
    assert message.error == "RuntimeError: the other side is away"

    try_again(message=message, by=make_user(role="system_administrator"))
    assert outbox.deliver_waiting() == 1


def test_a_message_of_a_dispatcher_that_died_is_delivered_by_the_next() -> None:
    put(topic="test.topic", key="1", payload={"n": 1})
    assert outbox._claim(OutboxMessage.objects.get())
    assert outbox.deliver_waiting() == 0
    with clock.at(clock.now() + outbox.LEASE + timedelta(seconds=1)):
        assert outbox.deliver_waiting() == 1
    assert seen == [{"n": 1}]


def test_two_dispatchers_do_not_claim_the_same_message() -> None:
    put(topic="test.topic", key="1", payload={})
    first, second = OutboxMessage.objects.get(), OutboxMessage.objects.get()
    assert outbox._claim(first)
    assert not outbox._claim(second)


def test_what_was_delivered_long_ago_is_removed() -> None:
    put(topic="test.topic", key="1", payload={})
    outbox.deliver_waiting()
    assert remove_old() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert remove_old() == 1
