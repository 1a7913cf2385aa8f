"""The host's word on a work log: by account, by a link without one, or by a printed slip that was stamped.

Who may speak for the host is a contact whom the county has verified and who is not posted there. Whoever tries
otherwise is refused, and that is audited outside of the transaction, which would take it back.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.links import refuse_guesser, refuse_link
from duijie.common.transactions import hold, in_transaction
from duijie.messaging.secrets import MARK
from duijie.programmes.domain.rounds import require_reason, require_source
from duijie.programmes.domain.worklogs.log_messages import contacts_of_log, send_link_to, tell_author
from duijie.programmes.domain.worklogs.log_photos import Photo, add_photos
from duijie.programmes.domain.worklogs.log_rows import end_links, is_posted, lock_log, lock_own, move_log
from duijie.programmes.models import ConfirmationLink, ConfirmationSlip, ConfirmedBy, HostContact, WorkLog
from duijie.programmes.models.worklogs.service_rules import rules_of
from duijie.programmes.numbers.certificates import draw_code, read_code
from duijie.programmes.service_states import LOG_STEPS, LogState

REFUSED = "work_log.link_refused"


def answer_log(*, log: WorkLog, confirmed: bool, version: int | None, by: Any, reason: str = "") -> WorkLog:
    """The word of a contact with an account. Raises ``PermissionDenied``, ``ValidationError`` (``state``,
    ``reason``)."""
    contact = contact_for(log, by=by)
    if contact is None:
        why = "own" if log.by_id == by.pk or is_posted(log.posting, by) else "contact"
        audit.record(by=by, verb="work_log.refused", target=log, place=log.place, detail={"reason": why})
        raise PermissionDenied(_("Only a contact of the host unit whom the county has verified says so."))
    return _answer(log, contact, confirmed=confirmed, version=version, by=by, reason=reason, how=ConfirmedBy.ACCOUNT)


def contact_for(log: WorkLog, *, by: Any) -> HostContact | None:
    """As whom ``by`` may speak for the host of ``log``."""
    if not can(by, Permission.WORK_LOG_CONFIRM, log.posting.host.place) or is_posted(log.posting, by):
        return None
    found: HostContact | None = contacts_of_log(log).filter(account=by).first()
    return found


@in_transaction
def send_link(*, log: WorkLog, contact: HostContact, base: str, by: Any) -> ConfirmationLink:
    """Mail a link to a verified contact; an earlier one to them is replaced. By whoever wrote the log, or may approve
    it.

    ``base`` is the address of the site. The secret is shown to nobody but the contact: it is put into the mail when
    that goes out, and stands in no message that is kept. Raises ``ValidationError`` with
    codes ``contact``, ``own`` (the address is that of somebody posted), ``address`` and ``state``.
    """
    current = lock_log(log, version=None)
    if current.by_id != by.pk and not can(by, Permission.WORK_LOG_APPROVE, current.posting.host.place):
        raise PermissionDenied
    if current.state != LogState.SUBMITTED:
        raise ValidationError(_("There is nothing to be confirmed."), code="state")
    known = contacts_of_log(current).filter(pk=contact.pk).first()
    if known is None:
        raise ValidationError(_("The county has not verified this contact of the host unit."), code="contact")
    if not known.email:
        raise ValidationError(_("This contact has no e-mail. Print a slip, or let the county add one."), code="address")
    if known.email.casefold() in addresses_of(current):
        raise ValidationError(_("This is the address of somebody who is posted there."), code="own")
    ConfirmationLink.objects.filter(log=current, contact=known, used_at=None, replaced_at=None).update(
        replaced_at=clock.now()
    )
    seed, now = secrets.token_hex(16), clock.now()
    days = rules_of(current.posting.call).link_days
    made: ConfirmationLink = ConfirmationLink.objects.create(
        seed=seed, digest=digest_of(secret_of(seed)), log=current, contact=known, by=by, created_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    address = base.rstrip("/") + reverse("work_log_by_link", args=["secret"]).replace("/secret/", f"/{MARK}/")
    send_link_to(current, known, address=address, number=made.pk, by=by)
    audit.record(
        by=by, verb="work_log.link", target=current, place=current.place, detail={"contact": known.pk, "days": days}
    )
    return made


def secret_of(seed: str) -> str:
    """What a link that was made with ``seed`` opens by."""
    return salted_hmac("work_log.link", seed, algorithm="sha256").hexdigest()[:48]


def secret_to_mail(key: str) -> str | None:
    """The secret of the link that the message with ``key`` is about, while it is in force; None after that."""
    number = key.rpartition(":")[2]
    link = ConfirmationLink.objects.filter(
        pk=int(number) if number.isdecimal() else 0, used_at=None, replaced_at=None, expires_at__gt=clock.now()
    ).first()
    if link is None:
        return None
    secret = secret_of(link.seed)
    if link.digest != digest_of(secret):  # the key of the site is another one since
        ConfirmationLink.objects.filter(pk=link.pk).update(digest=digest_of(secret))
    return secret


def find_link(secret: str, *, by: Any) -> ConfirmationLink:
    """The living link of a secret. Whoever is signed in as somebody posted there, or as another than its contact, is
    refused. Raises ``LinkRefusedError``, which is audited."""
    refuse_guesser()
    rows = ConfirmationLink.objects.select_related(
        "contact", "log__by", "log__posting__host__area", "log__posting__host__zone", "log__posting__home",
        "log__posting__person", "log__posting__call__round__programme__area",
    )  # fmt: skip
    found = rows.filter(digest=digest_of(secret)).first()
    if reason := _fault(found, by=by):
        refuse_link(REFUSED, reason, secret=secret, by=by, target=found.log if found is not None else None)
    assert found is not None
    return found


def answer_by_link(secret: str, *, confirmed: bool, by: Any, reason: str = "") -> WorkLog:
    """What the contact says, once. Raises as ``find_link``; ``ValidationError`` for a dispute without a reason."""
    link = find_link(secret, by=by)
    used = _use(link, confirmed=confirmed, by=by, reason=reason)
    if used is None:
        refuse_link(REFUSED, "used", secret=secret, by=by, target=link.log)
    return used


@in_transaction
def print_slip(*, log: WorkLog, by: Any) -> ConfirmationSlip:
    """The slip of the log as it stands; the same one again while nothing has changed."""
    current = lock_own(log, version=None, by=by)
    if current.state != LogState.SUBMITTED:
        raise ValidationError(_("There is nothing to be confirmed."), code="state")
    content = content_of(current)
    known = ConfirmationSlip.objects.filter(log=current, content=content).first()
    if known is not None:
        return known
    made: ConfirmationSlip = ConfirmationSlip.objects.create(
        log=current, code=draw_code(), content=content, by=by, printed_at=clock.now()
    )
    audit.record(by=by, verb="work_log.print", target=current, place=current.place, detail={"slip": made.pk})
    return made


def hand_in_slip(*, log: WorkLog, code: str, photo: Photo, version: int | None, by: Any) -> WorkLog:
    """The photo of the stamped slip. The county looks at it before it approves, log by log. Raises ``ValidationError``
    for ``code`` (of another log, or of what the log said before) and ``photos``."""
    _refuse_code(log, code)
    add_photos(log=log, photos=[photo], by=by, is_slip=True)
    return _take_slip(log, code, version, by=by)


def find_slip(code: str, *, by: Any) -> ConfirmationSlip:
    """The slip to which a QR code leads. Raises ``LinkRefusedError``, which is audited."""
    refuse_guesser()
    read = read_code(code)
    rows = ConfirmationSlip.objects.select_related("log__posting__host", "log__by")
    found = rows.filter(code=read).first() if read else None
    if found is None:
        refuse_link(REFUSED, "unknown", secret=code[:200], by=by)
    return found


def content_of(log: WorkLog) -> str:
    """The digest of what a slip says."""
    said = (log.pk, log.posting_id, log.by_id, log.kind, str(log.worked_on), log.minutes, log.venue, log.title)
    return hashlib.sha256("\x1f".join(str(one) for one in said).encode()).hexdigest()


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def addresses_of(log: WorkLog) -> set[str]:
    """The e-mail addresses of whoever is posted there: no link goes to them."""
    people = [log.posting.person, *(one.person for one in log.posting.people.select_related("person__account"))]
    known = [log.by.email]
    for one in people:
        if one is not None:
            known += [one.email, one.account.email if one.account is not None else ""]
    return {one.casefold() for one in known if one}


@in_transaction
def _answer(
    log: WorkLog, contact: HostContact, *, confirmed: bool, version: int | None, by: Any, reason: str, how: str
) -> WorkLog:  # fmt: skip
    current = lock_log(log, version=version)
    step = LOG_STEPS["confirm" if confirmed else "dispute"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    current.contact, current.confirmed_how, current.answered_at = contact, how, clock.now()
    end_links(current)
    actor = by if getattr(by, "is_authenticated", False) else None
    move_log(current, step, by=actor, reason=reason, detail={"contact": contact.pk, "how": how})
    if not confirmed:
        tell_author(current, by=actor)
    return current


@in_transaction
def _use(link: ConfirmationLink, *, confirmed: bool, by: Any, reason: str) -> WorkLog | None:
    """None where somebody was first."""
    hold(WorkLog, link.log_id)
    hold(ConfirmationLink, link.pk)
    living = ConfirmationLink.objects.filter(pk=link.pk, used_at=None, replaced_at=None)
    if not living.exists() or not WorkLog.objects.filter(pk=link.log_id, state=LogState.SUBMITTED).exists():
        return None
    if not confirmed:
        require_reason(LOG_STEPS["dispute"], reason)
    living.update(used_at=clock.now())
    return _answer(
        link.log, link.contact, confirmed=confirmed, version=None, by=by, reason=reason, how=ConfirmedBy.LINK
    )


def _fault(link: ConfirmationLink | None, *, by: Any) -> str:
    if link is None:
        return "unknown"
    if getattr(by, "is_authenticated", False) and (
        is_posted(link.log.posting, by) or by.pk in (link.log.by_id, link.by_id) or by.pk != link.contact.account_id
    ):
        return "forwarded"
    if link.used_at is not None:
        return "used"
    if link.replaced_at is not None or link.contact.ended_at is not None:
        return "replaced"
    return "expired" if link.expires_at < clock.now() else ""


def _refuse_code(log: WorkLog, code: str) -> None:
    read = read_code(code)
    slip = ConfirmationSlip.objects.filter(log=log, code=read).first() if read else None
    fresh = slip is not None and slip.content == content_of(WorkLog.objects.get(pk=log.pk))
    if not fresh:
        words = _("This is not the code of the slip of this log as it stands. Print it anew and have it stamped.")
        raise ValidationError({"code": [ValidationError(words, code="slip")]})


@in_transaction
def _take_slip(log: WorkLog, code: str, version: int | None, *, by: Any) -> WorkLog:
    current = lock_own(log, version=version, by=by)
    step = LOG_STEPS["slip"]
    require_source(step, current.state, current.get_state_display())
    _refuse_code(current, code)
    current.confirmed_how, current.answered_at = ConfirmedBy.SLIP, clock.now()
    end_links(current)
    move_log(current, step, by=by, detail={"how": ConfirmedBy.SLIP})
    return current
