"""Messages as JSON."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.messaging.domain.messages import MOST
from duijie.messaging.models import ChannelChoice, Message


class MessageOut(Schema):
    id: int
    kind: str
    urgency: str
    subject: str = Field(description="In the language of Accept-Language, as body and short")
    body: str
    short: str = Field(description="One sentence, for a chat")
    link: str = Field(description="A page of the platform; empty when there is none")
    sent_at: datetime
    read_at: datetime | None
    archived_at: datetime | None
    received_at: datetime | None = Field(description="When its reader confirmed receipt, where the kind asks for it")


class MessagePage(Schema):
    items: list[MessageOut]
    count: int
    page: int
    page_size: int


class MessageQuery(PageQuery):
    """The filters of the inbox."""

    q: str = Field("", max_length=100, description="Words of subject and text")
    read: Literal["", "yes", "no"] = ""
    kind: str = Field("", max_length=40)
    urgency: Literal["", "ordinary", "urgent"] = ""
    since: date | None = None
    until: date | None = None
    archived: Literal["", "yes", "all"] = Field("", description="Empty: what lies in the inbox")


class MarkIn(Strict):
    ids: list[Number] = Field(min_length=1, max_length=MOST)
    action: Literal["read", "unread", "archive", "restore"]


class CountOut(Schema):
    count: int


class ChannelOut(Schema):
    kind: str
    mail: str
    sms: bool


class ChannelIn(Strict):
    mail: Literal["at_once", "daily", "never"]
    sms: bool


def show_message(message: Message) -> MessageOut:
    return MessageOut(
        id=message.pk, kind=message.kind, urgency=message.urgency, subject=message.subject, body=message.body,
        short=message.short, link=message.link, sent_at=message.created_at, read_at=message.read_at,
        archived_at=message.archived_at, received_at=message.received_at,
    )  # fmt: skip


def show_choice(choice: ChannelChoice) -> ChannelOut:
    return ChannelOut(kind=choice.kind, mail=choice.mail, sms=choice.sms)
