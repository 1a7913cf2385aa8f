"""SMS by a provider, which is a real HTTP server here: what it is asked, and what becomes of each of its answers."""

import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import transaction
from tests.factories.accounts import make_user

from duijie.common import clock, outbox
from duijie.common.models import OutboxMessage, OutboxState
from duijie.messaging.channels.sms import provider
from duijie.messaging.domain import choices
from duijie.messaging.domain.messages import send
from duijie.messaging.models import Delivery, Message

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 18, 1, tzinfo=UTC)


class Operator:
    """Keeps what it was asked and answers as the test says: status, body, headers."""

    def __init__(self):
        self.asked, self.answers = [], []
        operator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                operator.asked.append((dict(self.headers), body))
                status, answer, headers = operator.answers.pop(0) if operator.answers else (200, {"number": "77"}, {})
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/sms"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@pytest.fixture
def operator(settings):
    made = Operator()
    settings.DUIJIE_SMS_URL, settings.DUIJIE_SMS_KEY, settings.DUIJIE_SMS_SECRET = made.address, "city", "geheim"
    settings.DUIJIE_SMS_SIGN, settings.DUIJIE_SMS_TIMEOUT = "科创对接", 2
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def reader():
    return make_user(mobile="13800000001", name="王敏")


def tell(reader, key="k"):
    with clock.at(MORNING), transaction.atomic():
        context = {"demand": "深冷球阀", "clock": "response", "due": "2026-03-17 17:30"}
        send(key=key, template="clock.urged", to=reader, context=context, link="/help/")


def deliver(at=MORNING):
    with clock.at(at):
        outbox.deliver_waiting()


def test_the_provider_is_asked_once_signed_and_with_one_reference(operator, reader):
    tell(reader)
    deliver()
    deliver()
    ((headers, body),) = operator.asked
    told = json.loads(body)
    assert (told["to"], headers["X-Key"]) == ("13800000001", "city")
    assert told["text"].startswith(
        "【科创对接】【催办】需求“深冷球阀”首次响应已于2026-03-17 17:30逾期，请尽快办理。 http"
    )
    signed = hmac.new(b"geheim", headers["X-Timestamp"].encode() + b"\n" + body, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == signed
    sent = Delivery.objects.get()
    assert (sent.channel, sent.state, sent.provider_number) == ("sms", "sent", "77")


def test_no_telephone_rings_at_night_however_urgent(operator, reader):
    night = MORNING - timedelta(hours=2)
    with clock.at(night), transaction.atomic():
        context = {"demand": "深冷球阀", "reason": "两次逾期", "by": "李建国"}
        send(key="k", template="clock.supervised", to=reader, context=context, link="/help/")
    deliver(night)
    assert operator.asked == []
    deliver()
    assert [json.loads(body)["to"] for _headers, body in operator.asked] == ["13800000001"]


def test_no_answer_is_asked_again_with_the_same_reference(operator, reader):
    operator.answers += [
        (503, {"message": "busy"}, {}),
        (200, b"<html>", {}),
        (302, b"", {"Location": "http://x.org/"}),
    ]
    tell(reader)
    for minutes in (0, 5, 10, 15):
        deliver(MORNING + timedelta(minutes=minutes))
    assert len({json.loads(body)["reference"] for _headers, body in operator.asked}) == 1
    assert (len(operator.asked), Delivery.objects.get().state) == (4, "sent")


def test_a_refusal_is_kept_with_its_words_and_not_tried_again(operator, reader):
    operator.answers.append((422, {"message": "空号"}, {}))
    tell(reader)
    deliver()
    deliver(MORNING + timedelta(hours=1))
    refused = Delivery.objects.get()
    assert (refused.state, refused.note, len(operator.asked)) == ("refused", "SMS provider, 422: 空号", 1)


def test_a_limit_is_waited_for_and_costs_no_attempt(operator, reader):
    operator.answers.append((429, {}, {"Retry-After": "600"}))
    tell(reader)
    deliver()
    waiting = OutboxMessage.objects.get()
    assert (waiting.due_at, waiting.attempts) == (MORNING + timedelta(seconds=600), 0)
    deliver(MORNING + timedelta(seconds=601))
    assert Delivery.objects.get().state == "sent"


def test_a_server_that_is_gone_or_an_address_in_clear_is_told_and_tried_again(operator, reader, settings):
    operator.server.shutdown()
    operator.server.server_close()
    tell(reader)
    deliver()
    waiting = OutboxMessage.objects.get()
    assert (waiting.state, "did not answer" in waiting.error) == (OutboxState.WAITING, True)
    settings.DUIJIE_SMS_URL = "http://sms.example.org/"
    deliver(MORNING + timedelta(minutes=5))
    waiting.refresh_from_db()
    assert "must begin with https://" in waiting.error


def test_without_a_provider_or_wish_nothing_is_sent(operator, reader, settings):
    choices.choose(values={"clock.urged": ("never", False)}, by=reader)
    tell(reader)
    deliver()
    assert (operator.asked, Delivery.objects.get().state) == ([], "unwanted")
    settings.DUIJIE_SMS_URL = ""
    tell(reader, key="second")
    deliver()
    assert (provider(), operator.asked, Message.objects.count()) == (None, [], 2)
