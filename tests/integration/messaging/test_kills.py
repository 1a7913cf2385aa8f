"""Killed at drawn points while daily mails are made and sent: none is lost, and nobody gets two of one day."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.factories.accounts import make_user
from tests.factories.kills import killer, let_leases_end
from tests.integration.matching.test_kills import mails

from duijie.common import clock, outbox
from duijie.messaging.domain.choices import choose
from duijie.messaging.domain.messages import send
from duijie.messaging.models import Delivery, Digest, Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
POINTS = 100


def test_a_killed_daily_mail_is_sent_whole_and_is_one(tmp_path: Path, settings) -> None:
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
        for number in range(POINTS + 1):
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
        assert process.killed >= POINTS // 2
        assert twice <= process.killed
