"""How each person gets each kind of message: chosen on a page, or stopped by the link in a mail."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.links import refuse_guesser, refuse_link
from duijie.common.transactions import in_transaction
from duijie.messaging.kinds import MailChoice, MessageKind, find_kind, kinds
from duijie.messaging.models import ChannelChoice

STOP = "message.stop"
STOP_REFUSED = "message.stop_refused"
STOP_DAYS = 366
"""A mail can be found again for so long; later one signs in."""


def choices_of(account: User, among: Iterable[MessageKind] | None = None) -> dict[str, ChannelChoice]:
    """For each kind what holds for ``account``; one that nothing was chosen for is not saved."""
    wanted = list(kinds() if among is None else among)
    chosen = {one.kind: one for one in ChannelChoice.objects.filter(account=account, kind__in=[k.key for k in wanted])}
    return {
        one.key: chosen.get(one.key) or ChannelChoice(account=account, kind=one.key, mail=one.mail, sms=one.sms)
        for one in wanted
    }


def choice_of(account: User, kind: str) -> ChannelChoice:
    """What holds for one kind; nothing by mail or SMS for a kind that is not declared any more."""
    declared = find_kind(kind)
    if declared is None:
        return ChannelChoice(account=account, kind=kind, mail=MailChoice.NEVER, sms=False)
    return choices_of(account, [declared])[kind]


@in_transaction
def choose(*, values: Mapping[str, tuple[str, bool]], by: User) -> int:
    """Set mail and SMS of ``by`` for the kinds that are named. Returns how many were changed.

    Raises ``ValidationError`` for an unknown kind (code ``kind``) or way of mailing (code ``mail``).
    """
    known = {one.key: one for one in kinds()}
    for key, (mail, _sms) in values.items():
        if key not in known:
            words = _("There is no kind “%(kind)s”.")
            raise ValidationError({"kind": [ValidationError(words, code="kind", params={"kind": key})]})
        if mail not in MailChoice.values:
            raise ValidationError({key: [ValidationError(_("This is none of the choices."), code="mail")]})
    before = choices_of(by)
    changed = {key: value for key, value in values.items() if (before[key].mail, before[key].sms) != value}
    for key, (mail, sms) in changed.items():
        ChannelChoice.objects.update_or_create(account=by, kind=key, defaults={"mail": mail, "sms": sms})
    if changed:
        detail = {key: {"mail": mail, "sms": sms} for key, (mail, sms) in changed.items()}
        audit.record(by=by, verb="message.choose", target=by, detail=detail)
    return len(changed)


def stop_token(account: User, kind: str) -> str:
    """For the link in a mail: whoever has the mail may stop the kind, and let it come again, without signing in."""
    return signing.dumps([account.pk, kind, clock.today().toordinal()], salt=STOP, compress=False)


def read_stop_token(token: str, *, by: Any) -> tuple[User, str]:
    """Whose mails of which kind. ``by`` is whoever is signed in, or anybody. Raises ``LinkRefusedError``, which is
    audited, for a token that is not ours, is too old, was sent to another account or one that is closed."""
    refuse_guesser()
    try:
        number, kind, day = signing.loads(token, salt=STOP)
    except (signing.BadSignature, ValueError, TypeError):
        refuse_link(STOP_REFUSED, "unknown", secret=token, by=by)
    account = User.objects.filter(pk=number, is_active=True).first()
    if account is None:
        refuse_link(STOP_REFUSED, "unknown", secret=token, by=by)
    if getattr(by, "is_authenticated", False) and by.pk != account.pk:
        refuse_link(STOP_REFUSED, "forwarded", secret=token, by=by, target=account)
    if clock.today().toordinal() - day > STOP_DAYS:
        refuse_link(STOP_REFUSED, "expired", secret=token, by=by, target=account)
    return account, kind


@in_transaction
def stop(*, account: User, kind: str) -> str:
    """No mails of ``kind`` any more. Returns how they came before; done twice, it changes nothing."""
    return _set_mail(account, kind, MailChoice.NEVER, "message.stop")


@in_transaction
def resume(*, account: User, kind: str, mail: str = "") -> None:
    """Mails of ``kind`` again: as ``mail`` says, which ``stop`` returned, else as the kind has it."""
    declared = find_kind(kind)
    if declared is not None:
        again = mail if mail in {MailChoice.AT_ONCE, MailChoice.DAILY} else declared.mail
        _set_mail(account, kind, again, "message.resume")


def _set_mail(account: User, kind: str, mail: str, verb: str) -> str:
    now = choice_of(account, kind)
    before = now.mail
    if before != mail:
        now.mail = mail
        now.save()
        audit.record(by=account, verb=verb, target=account, detail={"kind": kind})
    return before
