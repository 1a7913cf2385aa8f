"""Agreements (协议): drawn up for a posting, signed by two or three parties, filed with the stamped scan, extended,
replaced."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.agreements.agreement_rows import (
    EDIT,
    JOINED,
    agreement_in_force,
    keep_agreement,
    lock_agreement,
    new_agreement,
)
from duijie.programmes.domain.agreements.cancelling import move_agreement
from duijie.programmes.domain.agreements.filing import follow_filing
from duijie.programmes.domain.conflicts import conflict_in_posting, refuse_conflict
from duijie.programmes.domain.postings.postings import lock_posting, move_posting
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.forms.definition import FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.forms.papers import check_paper
from duijie.programmes.models import (
    Agreement,
    AgreementSignature,
    AgreementTemplate,
    Posting,
    PostingCall,
    SigningMeeting,
)
from duijie.programmes.posting_states import AGREEMENT_STEPS, OVER, POSTING_STEPS, SIGNS, AgreementState, Party
from duijie.programmes.words import Words
from duijie.registry.domain.annexes import new_file

FOLDER = "agreements"
SCAN = FormField(
    key="scan", kind=FieldKind.FILE, label=Words("盖章扫描件", "Stamped scan"),
    suffixes=(".pdf", ".jpg", ".jpeg", ".png"), most=20,
)  # fmt: skip


@in_transaction
def draw_up(
    *, posting: Posting, version: int, by: Any, tasks: str = "", template: AgreementTemplate | None = None,
    language: str = "zh-hans", is_demo: bool = False,
) -> Agreement:  # fmt: skip
    """The agreement of a posting to which both sides have agreed; its document is filled from the template."""
    current = lock_posting(posting, version=version)
    require(by, EDIT, current.place)
    step = POSTING_STEPS["draw_up"]
    require_source(step, current.state, current.get_state_display())
    made = new_agreement(
        current, tasks=tasks, template=template, language=language, from_on=current.from_on, to_on=current.to_on,
        by=by, is_demo=is_demo,
    )  # fmt: skip
    keep_agreement(made, by=by, verb="agreement.draw_up")
    move_posting(current, step, by=by, detail={"agreement": made.pk})
    return made


@refused_aloud("agreement.refused")
@in_transaction
def sign(
    *, agreement: Agreement, party: str, signed_on: date, version: int, by: Any, signer: str = ""
) -> Agreement:  # fmt: skip
    """``party`` has signed. They sign in the order of the parties; the last makes it signed."""
    current = lock_agreement(agreement, version=version, by=by)
    _sign(current, party, signed_on=signed_on, signer=signer, by=by)
    return current


@refused_aloud("agreement.refused")
@in_transaction
def sign_at_meeting(
    *, call: PostingCall, title: str, held_on: date, agreements: Sequence[Agreement], by: Any, venue: str = ""
) -> SigningMeeting:  # fmt: skip
    """A meeting at which all parties of several agreements sign; all of them or none."""
    current = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    require(by, EDIT, current.place)
    if held_on > clock.today():
        raise ValidationError({"held_on": [ValidationError(_("This day has not come yet."), code="order")]})
    title = tidy(title, 120)
    if not title:
        raise ValidationError({"title": [ValidationError(_("This is needed."), code="required")]})
    if not agreements:
        raise ValidationError(_("Choose the agreements that were signed."), code="empty")
    made: SigningMeeting = SigningMeeting.objects.create(
        call=current, title=title, held_on=held_on, venue=tidy(venue, 120), by=by, at=clock.now()
    )
    for one in sorted(agreements, key=lambda each: each.pk):
        agreed = lock_agreement(one, version=None, by=by)
        if agreed.posting.call_id != current.pk:
            raise ValidationError(_("Agreement %(pk)d is of another call."), code="call", params={"pk": one.pk})
        agreed.meeting = made
        signed = set(agreed.signatures.values_list("party", flat=True))
        for party in agreed.party_list:
            if party not in signed:
                _sign(agreed, party, signed_on=held_on, signer="", by=by)
    detail = {"agreements": [one.pk for one in agreements], "held_on": str(held_on)}
    audit.record(by=by, verb="signing_meeting.add", target=made, place=current.place, detail=detail)
    return made


@refused_aloud("agreement.refused")
def file_agreement(
    *, agreement: Agreement, number: str, filed_on: date, scan: tuple[str, Iterable[bytes]], version: int, by: Any
) -> Agreement:  # fmt: skip
    """File it with its number and the scan of what was signed and stamped. The posting is filed, extended, or takes the
    dates of what replaces the agreement before.

    Raises ``ValidationError`` by field (``number``, ``scan``, ``filed_on``) and with ``state``.
    """
    asked = Agreement.objects.select_related(*JOINED).get(pk=agreement.pk)
    require(by, EDIT, asked.place)
    refuse_conflict(conflict_in_posting(asked.posting, by=by))
    name, chunks = scan
    try:
        paper = check_paper(SCAN, name, chunks)
    except ValidationError as error:
        raise ValidationError({"scan": getattr(error, "error_list", [error])}) from error
    path = new_file(FOLDER, f"{secrets.token_hex(16)}{PurePath(paper.name).suffix.lower()}")
    path.write_bytes(paper.content)
    stored = {
        "scan": f"{FOLDER}/{path.name}", "scan_name": paper.name, "scan_size": len(paper.content),
        "scan_sha256": paper.sha256,
    }  # fmt: skip
    try:
        return _file(agreement=agreement, number=number, filed_on=filed_on, stored=stored, version=version, by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@in_transaction
def extend(
    *, posting: Posting, to_on: date, reason: str, version: int, by: Any, tasks: str = ""
) -> Agreement:  # fmt: skip
    """Draw up an agreement that extends the service; it holds once it is signed and filed."""
    current = lock_posting(posting, version=version)
    require(by, EDIT, current.place)
    step = POSTING_STEPS["extend"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    if to_on <= current.to_on:
        words = _("It lasts until %(day)s already.")
        raise ValidationError({"to_on": [ValidationError(words, code="order", params={"day": current.to_on})]})
    if to_on > current.certificate.to_on:
        words = _("The certificate is valid until %(day)s. Extend its term first.")
        raise ValidationError(
            {"to_on": [ValidationError(words, code="term", params={"day": current.certificate.to_on})]}
        )
    before = agreement_in_force(current)
    made = new_agreement(
        current, tasks=tasks or before.tasks, template=before.template, language=before.language,
        from_on=current.to_on, to_on=to_on, by=by, is_demo=current.is_demo,
    )  # fmt: skip
    made.extends, made.reason = before, reason
    keep_agreement(made, by=by, verb="agreement.extend")
    return made


@in_transaction
def replace(
    *, agreement: Agreement, tasks: str, to_on: date, reason: str, version: int, by: Any
) -> Agreement:  # fmt: skip
    """Draw up another agreement in the place of a filed one, with other tasks or another end."""
    current = lock_agreement(agreement, version=version, by=by)
    step = AGREEMENT_STEPS["replace"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    posting = current.posting
    if posting.state in OVER:
        raise ValidationError(_("The term of this posting is over. Extend it instead."), code="state")
    if not current.from_on <= to_on <= posting.certificate.to_on:
        words = _("The end lies between %(first)s and %(last)s.")
        params = {"first": current.from_on, "last": posting.certificate.to_on}
        raise ValidationError({"to_on": [ValidationError(words, code="term", params=params)]})
    made = new_agreement(
        posting, tasks=tasks, template=current.template, language=current.language, from_on=current.from_on,
        to_on=to_on, by=by, is_demo=current.is_demo,
    )  # fmt: skip
    made.replaces, made.reason = current, reason
    keep_agreement(made, by=by, verb="agreement.replace")
    return made


@in_transaction
def _file(
    *, agreement: Agreement, number: str, filed_on: date, stored: dict[str, Any], version: int, by: Any
) -> Agreement:
    current = lock_agreement(agreement, version=version, by=by)
    step = AGREEMENT_STEPS["file"]
    require_source(step, current.state, current.get_state_display())
    number = tidy(number, 60)
    wrong: dict[str, Any] = {}
    if not number:
        wrong["number"] = [ValidationError(_("This is needed."), code="required")]
    last = max(current.signatures.values_list("signed_on", flat=True))
    if not last <= filed_on <= clock.today():
        words = _("The day lies between the last signature, %(day)s, and today.")
        wrong["filed_on"] = [ValidationError(words, code="order", params={"day": last})]
    if wrong:
        raise ValidationError(wrong)
    current.number, current.filed_on = number, filed_on
    for name, value in stored.items():
        setattr(current, name, value)
    try:
        with transaction.atomic():
            move_agreement(current, step, by=by, detail={"number": number, "sha256": stored["scan_sha256"]})
    except IntegrityError as error:
        words = _("Another agreement has this number already.")
        raise ValidationError({"number": [ValidationError(words, code="twice")]}) from error
    follow_filing(current, by=by)
    return current


def _sign(current: Agreement, party: str, *, signed_on: date, signer: str, by: Any) -> None:
    refuse_conflict(conflict_in_posting(current.posting, by=by))
    if current.state != AgreementState.DRAFT:
        raise ValidationError(_("It is “%(state)s”."), code="state", params={"state": current.get_state_display()})
    signed = list(current.signatures.values_list("party", flat=True))
    waiting = [one for one in current.party_list if one not in signed]
    if not waiting or waiting[0] != party:
        words = _("The next to sign is: %(party)s.")
        raise ValidationError(words, code="order", params={"party": waiting[0].label if waiting else "–"})
    if signed_on > clock.today():
        raise ValidationError({"signed_on": [ValidationError(_("This day has not come yet."), code="order")]})
    AgreementSignature.objects.create(
        agreement=current, party=party, signed_on=signed_on, signer=tidy(signer, 60), number=len(signed) + 1, by=by,
        at=clock.now(),
    )  # fmt: skip
    detail = {"party": str(party), "signed_on": str(signed_on)}
    if len(waiting) == 1:
        move_agreement(current, AGREEMENT_STEPS["sign"], by=by, detail=detail)
    else:
        current.changed_at, current.version = clock.now(), current.version + 1
        current.save()
        audit.record(by=by, verb="agreement.sign", target=current, place=current.place, detail=detail)
    posting = lock_posting(current.posting, version=None)
    step = POSTING_STEPS[SIGNS[Party(party)]]
    if current.extends is None and current.replaces is None:  # a further one is signed while the service goes on
        require_source(step, posting.state, posting.get_state_display())
        move_posting(posting, step, by=by, detail={"agreement": current.pk})
