"""Killed at drawn points while messages are sent, mailed, sent by SMS and gathered: none is lost, none is another one.

Two points by default; ``./run test --full`` kills at a hundred.
"""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.factories.accounts import make_user
from tests.factories.kills import killer, let_leases_end, points
from tests.integration.matching.test_kills import mails
from tests.integration.messaging.test_sms import operator

from duijie.accounts.models import User
from duijie.common import clock, outbox
from duijie.common.models import OutboxMessage
from duijie.messaging.domain.choices import choose
from duijie.messaging.domain.messages import send
from duijie.messaging.models import Delivery, Digest, Message

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.integration.messaging.test_kills"
SMS_SETTINGS = ("DUIJIE_SMS_URL", "DUIJIE_SMS_KEY", "DUIJIE_SMS_SECRET", "DUIJIE_SMS_SIGN", "DUIJIE_SMS_TIMEOUT")
__all__ = ["operator"]


def tell(number: int, readers: list[int]) -> None:
    """In the process that is killed: urge two people, as a clock does."""
    with transaction.atomic():
        context = {"demand": f"需求{number}", "clock": "response", "due": "2026-03-17 17:30"}
        send(key=f"k{number}", template="clock.urged", to=User.objects.filter(pk__in=readers), context=context)


@points("postgres", few=2)
def test_a_killed_message_is_sent_whole_and_reaches_each_reader_as_one(
    tmp_path: Path, settings, operator, points: int
) -> None:
    people = [make_user(email=f"p{number}@example.org", mobile=f"1380000000{number}") for number in range(2)]
    readers = [one.pk for one in people]
    values = {f"django__conf__settings__{name}": getattr(settings, name) for name in SMS_SETTINGS}
    values |= {
        "django__conf__settings__EMAIL_FILE_PATH": tmp_path / "mail",
        "django__conf__settings__EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "django__conf__settings__DUIJIE_MESSAGE_HOURS": "",
    }
    twice, deliver = 0, "duijie.common.outbox.deliver_waiting"
    with killer(67, tmp_path, **values) as process:
        for number in range(points + 1):
            before, asked = mails(tmp_path / "mail"), len(operator.asked)
            told = {"number": number, "readers": readers}
            if number == 0:
                process.measure("send", f"{HERE}.tell", **told)
                process.measure("deliver", deliver)
            else:
                process.kill("send", f"{HERE}.tell", **told)
                made = Message.objects.filter(key=f"k{number}").count()
                assert (made, OutboxMessage.objects.filter(state="waiting").count()) in ((0, 0), (2, 4))
                process.run(f"{HERE}.tell", **told)  # whoever called calls again, and it stays one
                process.kill("deliver", deliver)
                let_leases_end()
                process.run(deliver)
            new = mails(tmp_path / "mail") - before
            texts = [json.loads(body) for _headers, body in operator.asked[asked:]]
            by_mail = Counter(address for address, _id in new)
            by_sms = Counter(to for to, _reference in {(one["to"], one["reference"]) for one in texts})
            assert by_mail == Counter(one.email for one in people)
            assert by_sms == Counter(one.mobile for one in people)
            repeated = [*new.values(), *Counter(one["reference"] for one in texts).values()]
            assert max(repeated) <= 2  # what went out just before the end goes again, as the same
            twice += sum(count > 1 for count in repeated)
            assert Message.objects.count() == 2 * (number + 1)
            assert Delivery.objects.filter(state="sent").count() == Delivery.objects.count() == 4 * (number + 1)
            assert not OutboxMessage.objects.exclude(state="delivered").exists()
        assert process.killed >= points  # of twice as many
    assert twice <= process.killed


@pytest.mark.slow
@pytest.mark.parametrize("points", [100])
def test_a_killed_daily_mail_is_sent_whole_and_is_one(tmp_path: Path, settings, points: int) -> None:
    settings.DUIJIE_MESSAGE_HOURS = ""
    people = [make_user(email=f"p{number}@example.org") for number in range(3)]
    for one in people:
        choose(values={"proposal.answered": ("daily", False)}, by=one)
    values = {
        "django__conf__settings__EMAIL_FILE_PATH": tmp_path / "mail",
        "django__conf__settings__EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "django__conf__settings__DUIJIE_MESSAGE_HOURS": "",
    }
    steps = {
        "make": "duijie.messaging.domain.deliveries.make_digests", "send": "duijie.common.outbox.deliver_waiting",
    }  # fmt: skip
    twice = 0
    with killer(6, tmp_path, **values) as process:
        for number in range(points + 1):
            before = mails(tmp_path / "mail")
            with transaction.atomic():
                context = {"demand": f"需求{number}", "supply": "x", "state": "mutual"}
                send(key=f"k{number}", template="proposal.answered", to=people, context=context)
            outbox.deliver_waiting()
            for name, call in steps.items():
                if number == 0:
                    process.measure(name, call)
                else:
                    process.kill(name, call)
                    let_leases_end()
                    process.run(call)
            new = mails(tmp_path / "mail") - before
            assert Counter(address for address, _id in new) == Counter(one.email for one in people)
            assert max(new.values()) <= 2  # the mail that went out just before the end goes again, as the same mail
            twice += sum(count > 1 for count in new.values())
            assert Delivery.objects.exclude(state="sent").count() == 0
            assert Delivery.objects.count() == Message.objects.count() == 3 * (number + 1)
            # The next round is the next day.
            for digest in Digest.objects.filter(day=clock.today()):
                digest.day -= timedelta(days=number + 1)
                digest.save()
        assert process.killed >= points // 2
        assert twice <= process.killed
