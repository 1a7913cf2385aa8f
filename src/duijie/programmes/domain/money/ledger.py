"""The ledger: entries are made and taken back by counter-entries; nothing is changed. Ceilings are settings."""

import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.conflicts import conflict_in_posting, refuse_conflict
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.models import LedgerEntry, MoneyKind, MoneyStage, Posting, PostingCall
from duijie.programmes.models.worklogs.service_rules import rules_of
from duijie.registry.domain.annexes import new_file, store_checked

FOLDER = "ledger"
CEILINGS = {
    MoneyKind.SUBSIDY: "subsidy_most", MoneyKind.INSURANCE: "insurance_most", MoneyKind.PROJECT: "project_most",
}  # fmt: skip
"""The setting that bounds a kind for a person and a calendar year."""
LARGEST = Decimal(1_000_000_000)
JOINED = ("host__area", "host__zone", "home", "call__round__programme__area", "person")

File = tuple[str, Iterable[bytes]]
"""A file's name and its bytes."""


@refused_aloud("ledger.refused")
def enter_money(
    *, posting: Posting, values: Mapping[str, Any], by: Any, submission: str = "", file: File | None = None,
    is_demo: bool = False,
) -> LedgerEntry:  # fmt: skip
    """An entry: ``kind``, ``stage``, ``amount`` (yuan), ``booked_on``, ``document``, ``note``, with a document as
    ``file``.

    Sent again with the same ``submission`` it gives the entry that was made. Raises ``ValidationError`` by field:
    ``amount`` with code ``ceiling`` beyond the setting for a person and a year; planned and paid are bounded apart.
    """
    stored = _store(file)
    try:
        return _enter(posting, values, submission.strip()[:36], stored, by=by, is_demo=is_demo)
    except BaseException:
        if stored:
            new_file(FOLDER, stored["stored"].rpartition("/")[2]).unlink(missing_ok=True)
        raise


@refused_aloud("ledger.refused")
@in_transaction
def reverse_entry(*, entry: LedgerEntry, reason: str, by: Any) -> LedgerEntry:
    """The counter-entry of the whole amount, dated today. Raises ``ValidationError`` (``twice``, ``counter``,
    ``reason``)."""
    _hold_money(entry.posting)
    current = LedgerEntry.objects.select_related(*(f"posting__{one}" for one in JOINED)).get(pk=entry.pk)
    require(by, Permission.LEDGER_WRITE, current.place)
    refuse_conflict(conflict_in_posting(current.posting, by=by))
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if current.reverses_id is not None:
        raise ValidationError(_("A counter-entry is not taken back; make a new entry."), code="counter")
    made = LedgerEntry(
        posting=current.posting, kind=current.kind, stage=current.stage, amount=-current.amount,
        booked_on=clock.today(), document=current.document, note=reason, reverses=current, by=by, at=clock.now(),
        is_demo=current.is_demo,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise ValidationError(_("This entry was taken back already."), code="twice") from error
    detail = {"reverses": current.pk, "amount": str(made.amount), "reason": reason}
    audit.record(by=by, verb="ledger.reverse", target=made, place=made.place, detail=detail)
    return made


@in_transaction
def _enter(
    posting: Posting, values: Mapping[str, Any], submission: str, stored: Mapping[str, str], *, by: Any, is_demo: bool
) -> LedgerEntry:  # fmt: skip
    _hold_money(posting)
    current = Posting.objects.select_related(*JOINED).get(pk=posting.pk)
    require(by, Permission.LEDGER_WRITE, current.place)
    refuse_conflict(conflict_in_posting(current, by=by))
    if submission:
        known: LedgerEntry | None = LedgerEntry.objects.filter(by=by, submission=submission).first()
        if known is not None:
            return known
    made = LedgerEntry(
        posting=current, by=by, submission=submission, at=clock.now(), is_demo=is_demo, **stored,
        document=tidy(str(values.get("document", "") or ""), 80), note=tidy(str(values.get("note", "") or "")),
    )  # fmt: skip
    wrong: dict[str, list[ValidationError]] = {}
    for name, choices in (("kind", MoneyKind), ("stage", MoneyStage)):
        setattr(made, name, values.get(name, ""))
        if getattr(made, name) not in choices.values:
            wrong[name] = [ValidationError(_("Choose one of the kinds."), code="kind")]
    amount = _amount(values.get("amount"))
    if amount is None:
        words = _("An amount in yuan above zero, with at most two places.")
        wrong["amount"] = [ValidationError(words, code="amount")]
    made.booked_on = values.get("booked_on") or clock.today()
    if made.stage == MoneyStage.PAID and made.booked_on > clock.today():
        wrong["booked_on"] = [ValidationError(_("What is still to come is planned, not paid."), code="future")]
    if not made.document:
        wrong["document"] = [ValidationError(_("Give the number of the document."), code="required")]
    if wrong:
        raise ValidationError(wrong)
    assert amount is not None
    made.amount = amount
    _refuse_above(made)
    made.save()
    detail = {"amount": str(amount), "kind": made.kind, "stage": made.stage}
    audit.record(by=by, verb="ledger.enter", target=made, place=made.place, detail=detail)
    return made


def _hold_money(posting: Posting) -> None:
    """One at a time in a call: the ceiling of a person reaches over postings."""
    hold(PostingCall, posting.call_id)


def _refuse_above(made: LedgerEntry) -> None:
    ceiling = getattr(rules_of(made.posting.call), CEILINGS[MoneyKind(made.kind)])
    if ceiling is None:
        return
    posting = made.posting
    who = Q(posting__person=posting.person_id) if posting.person_id else Q(posting__certificate=posting.certificate_id)
    rows = LedgerEntry.objects.filter(who, posting__call=posting.call_id, kind=made.kind, stage=made.stage)
    # A counter-entry of a later year frees the year of what it takes back.
    year = made.booked_on.year
    booked = rows.filter(Q(reverses=None, booked_on__year=year) | Q(reverses__booked_on__year=year))
    before = booked.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if before + made.amount > ceiling:
        words = _("At most %(most)s yuan for a person and a year; %(before)s are entered already.")
        params = {"most": f"{ceiling:f}", "before": f"{before:f}"}
        raise ValidationError({"amount": [ValidationError(words, code="ceiling", params=params)]})


def _amount(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value))
        if not amount.is_finite() or not Decimal(0) < amount <= LARGEST or amount != amount.quantize(Decimal("0.01")):
            return None
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01"))


def _store(file: File | None) -> dict[str, str]:
    if file is None:
        return {}
    name, chunks = file
    path = new_file(FOLDER, f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}")
    _size, digest = store_checked(path, chunks)
    return {"file_name": tidy(PurePath(name).name, 120), "stored": f"{FOLDER}/{path.name}", "sha256": digest}
