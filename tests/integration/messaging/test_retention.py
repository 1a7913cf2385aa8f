"""Old messages are removed after the days that the setting names."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.factories.accounts import make_user

from duijie.common import clock
from duijie.messaging.domain.messages import send
from duijie.messaging.domain.retention import forget_old_messages
from duijie.messaging.models import Channel, Delivery, DeliveryState, Message

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def test_messages_go_with_what_became_of_them_when_their_time_is_over(settings):
    reader = make_user(role="leader")
    context = {"demand": "裂纹", "supply": "视觉检测", "state": "mutual"}
    for days in (900, 731, 700, 0):
        with clock.at(clock.now() - timedelta(days=days)), transaction.atomic():
            send(key=f"old:{days}", template="proposal.answered", to=reader, context=context)
    for one in Message.objects.all():
        Delivery.objects.create(message=one, channel=Channel.MAIL, state=DeliveryState.SENT)
    settings.DUIJIE_KEEP_MESSAGES = 0
    assert forget_old_messages() == 0
    settings.DUIJIE_KEEP_MESSAGES = 730
    assert (forget_old_messages(), forget_old_messages()) == (2, 0)
    assert list(Message.objects.order_by("pk").values_list("key", flat=True)) == ["old:700", "old:0"]
    assert Delivery.objects.count() == 2
