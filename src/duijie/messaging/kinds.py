"""The kinds of message as a table. An app declares its own in ``message_kinds.py``: ``declare(MessageKind(…), …)``.

What a message says is a text with variables in braces, in each language; staff may write another one
(``domain.wordings``). Only the variables of the kind, and those of all kinds, are put in: nothing else is understood.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("zh-hans", "en")


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    URGENT = "urgent", _("urgent")


class MailChoice(models.TextChoices):
    """When a kind of message comes by mail."""

    AT_ONCE = "at_once", _("at once, in office hours")
    DAILY = "daily", _("once a day, all together")
    NEVER = "never", _("never")


@dataclass(frozen=True, slots=True)
class Variable:
    """``{key}`` in a text. ``example`` by language is what a preview shows; ``speak`` says a value that is a key in the
    language of the reader."""

    key: str
    label: Any
    example: Mapping[str, str]
    speak: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """``short`` is one sentence, for SMS and chats; ``subject`` one line."""

    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True)
class MessageKind:
    """``mail`` and ``sms`` are what holds until somebody chooses otherwise for themselves. Urgent ones do not wait for
    the daily mail. ``needs_receipt``: the reader is asked to confirm that it was received."""

    key: str
    label: Any
    variables: tuple[Variable, ...]
    texts: Mapping[str, Text]
    urgency: Urgency = Urgency.ORDINARY
    mail: MailChoice = MailChoice.AT_ONCE
    sms: bool = False
    needs_receipt: bool = False

    @property
    def all_variables(self) -> tuple[Variable, ...]:
        return (*self.variables, *COMMON)


COMMON = (
    Variable("name", _("name of the reader"), {"zh-hans": "张敏", "en": "Zhang Min"}),
    Variable("site", _("name of the platform"), {"zh-hans": "科创对接", "en": "Innovation Matching"}),
)
"""Variables of every kind; the sender need not give them."""
_kinds: dict[str, MessageKind] = {}


def declare(*kinds: MessageKind) -> None:
    """Take ``kinds`` into the table. Raises ``ValueError`` for a key that another one has, or a missing language."""
    for kind in kinds:
        if _kinds.get(kind.key, kind) != kind:
            raise ValueError(f"{kind.key} is declared twice")
        if {*kind.texts} != {*LANGUAGES}:
            raise ValueError(f"{kind.key} needs a text in each of {LANGUAGES}")
        _kinds[kind.key] = kind


def kinds() -> tuple[MessageKind, ...]:
    """All of them, by their keys."""
    _discover()
    return tuple(_kinds[key] for key in sorted(_kinds))


def kind_of(key: str) -> MessageKind:
    """Raises ``KeyError`` for one that nobody declared."""
    _discover()
    return _kinds[key]


def find_kind(key: str) -> MessageKind | None:
    """None for one that is not declared, or not any more: old messages of it stay."""
    _discover()
    return _kinds.get(key)


def label_of(key: str) -> Any:
    """What a kind is called; its key where it is not declared any more."""
    kind = find_kind(key)
    return kind.label if kind is not None else key


@cache
def _discover() -> None:
    autodiscover_modules("message_kinds")
