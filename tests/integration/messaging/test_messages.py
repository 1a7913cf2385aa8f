"""Messages are sent once, in the caller's transaction, and kept by their reader alone."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller

from duijie.common.models import OutboxMessage
from duijie.messaging.domain.messages import mark, send
from duijie.messaging.domain.queries.messages import count_unread, list_inbox
from duijie.messaging.domain.wordings import reset_wording, write_wording
from duijie.messaging.kinds import kind_of, kinds
from duijie.messaging.models import Message
from duijie.messaging.texts import preview

pytestmark = pytest.mark.django_db
CONTEXT = {"demand": "深冷球阀", "supply": "密封技术", "state": "interest_demand"}


def tell(*people, key="k1", template="proposal.answered", context=CONTEXT, **more):
    with transaction.atomic():
        return send(key=key, template=template, to=people, context=context, **more)


def browser_of(user, language="zh-hans"):
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(user)
    return client


def test_a_message_is_sent_once_however_often_the_caller_runs():
    one, two = make_user(email="a@example.org", mobile="13800000001"), make_user()
    gone = make_user(is_active=False)
    assert tell(one, two, one, gone, None, link="/proposals/1/") == 2
    assert (tell(one, two), tell(one, key="k2")) == (0, 1)
    assert [Message.objects.filter(account=person).count() for person in (one, two, gone)] == [2, 1, 0]
    # Who has neither address is found in the inbox alone.
    assert sorted(OutboxMessage.objects.values_list("topic", flat=True)) == ["message.mail"] * 2 + ["message.sms"] * 2


def test_it_stands_or_falls_with_the_transaction_of_what_it_tells_of():
    reader = make_user(email="a@example.org")

    def fail():
        with transaction.atomic():
            send(key="k", template="proposal.answered", to=reader, context=CONTEXT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (Message.objects.count(), OutboxMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "wrong, error",
    [
        ({"context": {"demand": "x"}}, ValueError),
        ({"context": {**CONTEXT, "more": 1}}, ValueError),
        ({"link": "https://elsewhere.example/"}, ValueError),
        ({"link": "//elsewhere.example/"}, ValueError),
        ({"template": "no.such"}, KeyError),
    ],
)
def test_a_wrong_call_sends_nothing(wrong, error):
    with pytest.raises(error):
        tell(make_user(), **wrong)
    assert Message.objects.count() == 0


def test_every_kind_reads_well_in_both_languages():
    for kind in kinds():
        for language, text in kind.texts.items():
            shown = preview(kind, text, language=language)
            assert all(shown.values())
            assert not {"{", "}"} & set("".join(shown.values())), kind.key
            assert len(shown["short"]) <= 200


def test_it_speaks_the_language_of_whoever_reads_it():
    reader = make_user(name="王敏", name_en="Wang Min")
    tell(reader)
    message = Message.objects.get()
    assert message.said("short", "zh-hans") == "“深冷球阀”与“密封技术”的推荐已有答复：企业有意向。"
    assert message.said("subject", "en") == "Proposal “深冷球阀”: the firm is interested"
    assert message.said("body", "zh-hans").startswith("王敏，您好")
    assert message.said("body", "en").startswith("Dear Wang Min")


def test_an_inbox_is_its_readers_alone():
    reader, sender, other = make_user(), make_user(), make_user()
    tell(reader, by=sender, link="/help/")
    message = Message.objects.get()
    for person, listed, opened in ((reader, 1, 200), (sender, 0, 200), (other, 0, 404)):
        browser = browser_of(person)
        assert browser.get("/messages/").context["table"].page.paginator.count == listed
        assert browser.get(f"/messages/{message.pk}/").status_code == opened
    assert list(Message.objects.visible_to(other)) == []
    assert mark(numbers=[message.pk], verb="archive", by=sender) == 0
    assert mark(numbers=[message.pk], verb="archive", by=other) == 0
    sent = browser_of(sender).get("/messages/sent/")
    assert "深冷球阀" in sent.content.decode()
    assert "深冷球阀" in b"".join(browser_of(sender).get("/messages/sent/export/?format=csv")).decode()
    pictures = [browser_of(person).get(f"/messages/{message.pk}/qr.png") for person in (sender, other)]
    assert (pictures[0].content[:4], pictures[1].status_code) == (b"\x89PNG", 404)


def test_reading_archiving_and_back():
    reader = make_user()
    for number in range(3):
        tell(reader, key=f"k{number}")
    browser = browser_of(reader)
    first, second, third = Message.objects.order_by("pk")
    assert count_unread(by=reader) == 3
    browser.post("/messages/mark/", {"action": "read", "row": [first.pk, second.pk]})
    assert count_unread(by=reader) == 1
    browser.post("/messages/mark/", {"action": "unread", "row": [first.pk]})
    browser.post("/messages/mark/", {"action": "archive", "row": [third.pk, "x"]})
    assert count_unread(by=reader) == 1
    listed = browser.get("/messages/?read=no").context["table"].data.data
    assert [one.pk for one in listed] == [first.pk]
    archived = browser.get("/messages/?archived=yes&kind=proposal.answered&q=深冷").context["table"].data.data
    assert [one.pk for one in archived] == [third.pk]
    browser.post("/messages/mark/", {"action": "restore", "row": [third.pk]})
    browser.post("/messages/mark/", {"action": "read_all"})
    assert (count_unread(by=reader), list_inbox(by=reader).filter(archived_at=None).count()) == (0, 3)
    assert browser.post("/messages/mark/", {"action": "drop"}).status_code == 404
    with pytest.raises(ValidationError):
        mark(numbers=range(1, 600), verb="read", by=reader)


def test_the_short_address_leads_to_the_page_and_gives_nobody_more_rights():
    reader, other = make_user(), make_user()
    tell(reader, link="/help/")
    message = Message.objects.get()
    stranger = Client().get(f"/m/{message.code}/")
    assert (stranger.status_code, "/accounts/" in stranger["Location"]) == (302, True)
    assert browser_of(other).get(f"/m/{message.code}/")["Location"] == "/help/"
    assert count_unread(by=reader) == 1  # a forwarded link does not mark it read
    assert browser_of(reader).get(f"/m/{message.code}/")["Location"] == "/help/"
    assert count_unread(by=reader) == 0
    assert browser_of(reader).get("/m/abcdefghjkmn/").status_code == 404
    tell(reader, key="without a page")
    bare = Message.objects.get(key="without a page")
    assert browser_of(other).get(f"/m/{bare.code}/").status_code == 404


def test_one_count_of_queries_for_one_message_and_for_many(django_assert_max_num_queries):
    reader, sender = make_user(), make_user()
    browser, counts = browser_of(reader), []
    browser.get("/messages/")
    for number in (1, 12):
        for each in range(number):
            tell(reader, key=f"{number}-{each}", by=sender)
        with django_assert_max_num_queries(30) as asked:
            browser.get("/messages/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_staff_words_hold_for_later_messages_and_can_be_taken_back():
    officer, reader = make_user(role="system_administrator"), make_user()
    kind = kind_of("proposal.answered")
    texts = {"subject": "答复 {demand}", "body": "{name}：{state}", "short": "{supply}有答复"}
    tell(reader, key="before")
    made = write_wording(kind=kind, language="zh-hans", texts=texts, number=0, by=officer)
    tell(reader, key="after")
    reset_wording(kind=kind, language="zh-hans", number=made.number, by=officer)
    tell(reader, key="reset")
    said = dict(Message.objects.values_list("key", "texts__zh-hans__subject"))
    assert said == {
        "before": "推荐已答复：深冷球阀", "after": "答复 深冷球阀", "reset": "推荐已答复：深冷球阀"
    }  # fmt: skip


@pytest.mark.parametrize(
    "field, text, code",
    [
        ("body", "{{ settings.SECRET_KEY }}", "brace"),
        ("body", "{name.password}", "variable"),
        ("subject", "{nobody}", "variable"),
        ("short", "{demand", "brace"),
        ("short", "x" * 301, "length"),
        ("subject", " \0 ", "required"),
    ],
)
def test_what_a_text_must_not_have_is_refused_by_field(field, text, code):
    officer, kind = make_user(role="system_administrator"), kind_of("proposal.answered")
    texts = {"subject": "a", "body": "b", "short": "c", field: text}
    with pytest.raises(ValidationError) as refused:
        write_wording(kind=kind, language="en", texts=texts, number=0, by=officer)
    assert code in [one.code for one in refused.value.error_dict[field]]


def test_the_api_shows_and_marks_ones_own_alone():
    cache.clear()
    reader, sender, other = (make_user(role="system_administrator") for _number in range(3))
    tell(reader, by=sender, link="/help/")
    tell(other, key="of another")
    mine, theirs = Message.objects.get(account=reader), Message.objects.get(account=other)
    call, call_as_sender = caller(Client(), reader), caller(Client(), sender)
    status, page = call("get", "/messages?read=no&kind=proposal.answered")
    assert (status, [one["id"] for one in page["items"]], page["items"][0]["link"]) == (200, [mine.pk], "/help/")
    assert call("get", f"/messages/{theirs.pk}")[0] == 404
    assert call("post", f"/messages/{theirs.pk}/receipt")[0] == 404
    assert call("post", "/messages/mark", {"ids": [mine.pk, theirs.pk], "action": "read"}) == (200, {"count": 1})
    assert call("post", "/messages/mark", {"ids": [mine.pk], "action": "archive"})[1] == {"count": 1}
    assert (call("get", "/messages")[1]["count"], call("get", "/messages?archived=yes")[1]["count"]) == (0, 1)
    assert (call("post", "/messages/read-all")[1], count_unread(by=other)) == ({"count": 0}, 1)
    assert call("put", "/messages/choices/proposal.answered", {"mail": "daily", "sms": False})[1]["mail"] == "daily"
    assert call("put", "/messages/choices/no.such", {"mail": "daily", "sms": False})[0] == 422
    assert len(call("get", "/messages/choices")[1]) == len(kinds())
    assert call_as_sender("get", "/messages")[1]["count"] == 0
    assert caller(Client(), reader, ["area.view"])("get", "/messages")[0] == 403
    status, told = call_as_sender("post", f"/messages/{mine.pk}/receipt")
    assert (status, told["received_at"]) == (200, None)  # only the reader can confirm
