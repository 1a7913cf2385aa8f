"""Messages to accounts, and to addresses of people without one: sending them within the transaction of what they tell
of, and keeping one's inbox."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import User
from duijie.common import clock, site
from duijie.common.domain import outbox
from duijie.common.domain.links import note_refusal
from duijie.common.transactions import in_transaction
from duijie.messaging.domain.wordings import texts_in_force
from duijie.messaging.kinds import LANGUAGES, MessageKind, kind_of
from duijie.messaging.models import Message
from duijie.messaging.texts import fill

MAIL = "message.mail"
SMS = "message.sms"
CODE_REFUSED = "message.code_refused"
MOST = 500
"""Messages that are marked at once."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody without an account: an address for mails, a name, and the language in which to write."""

    address: str
    name: str
    language: str = ""


def send(
    *, key: str, template: str, to: User | Iterable[User | None] | None, context: Mapping[str, Any], link: str = "",
    by: Any = None, target: models.Model | None = None, urgency: str = "",
) -> int:  # fmt: skip
    """One message to each account of ``to`` that is active, with what delivers it, in the caller's transaction.

    ``key`` names what happened (``proposal:17:shown``): the same key to the same account again changes nothing, so a
    caller may run twice. ``template`` is the key of a kind, ``context`` the values of its variables – all of them, as
    JSON –, ``link`` a page of the platform (a path), ``by`` whose deed it was, who finds it among what was sent;
    ``target`` what it is about. Returns how many messages are new. Raises ``ValueError`` for values that are not those
    of the kind, or a link that leads elsewhere; ``KeyError`` for an unknown kind; ``RuntimeError`` outside a
    transaction.
    """
    kind = _checked(template, context, link)
    accounts = _readers(to)
    known = {*Message.objects.filter(key=key, account__in=accounts).values_list("account_id", flat=True)}
    accounts = [one for one in accounts if one.pk not in known]
    if not accounts:
        return 0
    shared: dict[str, Any] = {"key": key, "link": link, "by": by, "urgency": urgency or kind.urgency, **_about(target)}
    names = [{language: _name(one, language) for language in LANGUAGES} for one in accounts]
    filled = _filled(kind, context, names)
    rows = [
        Message(account=one, kind=kind.key, context=dict(context), created_at=clock.now(), texts=texts, **shared)
        for one, texts in zip(accounts, filled, strict=True)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    # Read back: another transaction may have been first, and then its rows are there and not these.
    ours = {row.code: account for row, account in zip(rows, accounts, strict=True)}
    made = Message.objects.filter(key=key, code__in=ours).values_list("pk", "code")
    for number, code in made:
        _put(number, ours[code])
    return len(made)


def send_to_address(
    *, key: str, template: str, to: Addressee, context: Mapping[str, Any], by: Any = None,
    target: models.Model | None = None,
) -> bool:  # fmt: skip
    """One mail to somebody without an account, by the rules of ``send``; it leads to no page of the platform. Nobody
    can have chosen anything for such a reader: what holds is what the kind says. Returns whether it is new."""
    kind = _checked(template, context, "")
    texts = _filled(kind, context, [dict.fromkeys(LANGUAGES, to.name)])[0]
    row = Message(
        address=to.address, addressee=to.name[:120], language=to.language[:10], key=key, kind=kind.key, by=by,
        context=dict(context), created_at=clock.now(), texts=texts, urgency=kind.urgency, **_about(target),
    )  # fmt: skip
    Message.objects.bulk_create([row], ignore_conflicts=True)
    made = Message.objects.filter(key=key, code=row.code).first()
    if made is not None:
        outbox.put(topic=MAIL, key=str(made.pk), payload={"message": made.pk})
    return made is not None


def _checked(template: str, context: Mapping[str, Any], link: str) -> MessageKind:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message is written inside the transaction of what it tells of")
    kind = kind_of(template)
    if {*context} != (wanted := {one.key for one in kind.variables}):
        raise ValueError(f"{template} needs the values {sorted(wanted)}, not {sorted(context)}")
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError(f"{link} is no page of the platform")
    return kind


def _about(target: models.Model | None) -> dict[str, str]:
    return {} if target is None else {"target_type": target._meta.label_lower, "target_id": str(target.pk)}


def _filled(
    kind: MessageKind, context: Mapping[str, Any], names: Iterable[Mapping[str, str]]
) -> list[dict[str, dict[str, str]]]:
    """The texts by language for readers of these names, which are given by language."""
    texts = {language: text for (_key, language), text in texts_in_force([kind]).items()}
    site_names = _names_of_site()
    return [
        {
            language: fill(
                kind, texts[language], {**context, "name": name[language], "site": site_names[language]},
                language=language,
            )
            for language in LANGUAGES
        }
        for name in names
    ]  # fmt: skip


def _put(number: int, account: User) -> None:
    """Whether it is wanted is asked when it is delivered; what has no address at all is not put."""
    if account.email:
        outbox.put(topic=MAIL, key=str(number), payload={"message": number})
    if account.mobile:
        outbox.put(topic=SMS, key=str(number), payload={"message": number})


def _readers(to: User | Iterable[User | None] | None) -> list[User]:
    """Each once, in a fixed order."""
    given = [to] if isinstance(to, User) else list(to or ())
    found = {one.pk: one for one in given if one is not None and one.is_active}
    return [found[number] for number in sorted(found)]


def _names_of_site() -> dict[str, str]:
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = site.current().name
    return names


def _name(account: User, language: str) -> str:
    return (account.name_en if language == "en" else "") or account.name or account.username


@in_transaction
def mark(*, numbers: Collection[int], verb: str, by: Any) -> int:
    """``read``, ``unread``, ``archive`` or ``restore`` those of one's own messages. Returns how many were changed.

    ``KeyError`` for an unknown verb; ``ValidationError`` for too many at once.
    """
    if len(numbers) > MOST:
        raise ValidationError(_("At most %(most)d at once."), code="many", params={"most": MOST})
    return _mark(Message.objects.visible_to(by).filter(account=by, pk__in=numbers), verb)


@in_transaction
def mark_all_read(*, by: Any) -> int:
    """All that lies unread in the inbox. Returns how many."""
    return _mark(Message.objects.visible_to(by).filter(account=by).unread(), "read")


def _mark(rows: Any, verb: str) -> int:
    now = clock.now()
    field, before, after = {
        "read": ("read_at", True, now),
        "unread": ("read_at", False, None),
        "archive": ("archived_at", True, now),
        "restore": ("archived_at", False, None),
    }[verb]
    return int(rows.filter(**{f"{field}__isnull": before}).update(**{field: after}))


def note_read(message: Message, *, by: Any) -> None:
    """Its own reader has opened it; anybody else's looking changes nothing."""
    if message.account_id == by.pk and message.read_at is None:
        message.read_at = clock.now()
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=message.read_at)


def follow_code(code: str, *, by: Any) -> Message | None:
    """The message of a short address, which ``by``, who is signed in, has followed; None where there is none.

    Its reader has read it then. Whoever else follows it – it may have been forwarded – gets to its page as oneself, and
    the page asks by itself who may see it; the audit says that it went on, or that there is no such address.
    """
    found = Message.objects.filter(code=code).first()
    if found is None:
        note_refusal(CODE_REFUSED, "unknown", secret=code, by=by)
    elif by.pk not in (found.account_id, found.by_id):
        note_refusal(CODE_REFUSED, "forwarded", secret=code, by=by, target=found)
    else:
        note_read(found, by=by)
    return found
