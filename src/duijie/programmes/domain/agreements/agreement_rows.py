"""An agreement as a row: made, saved, locked, found in force."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold
from duijie.programmes.domain.postings.telling import note_agreement
from duijie.programmes.models import (
    Agreement,
    AgreementTemplate,
    Posting,
    PostingKind,
)
from duijie.programmes.posting_states import AgreementState, Party

EDIT = Permission.AGREEMENT_EDIT


def parties_of(posting: Posting) -> tuple[Party, ...]:
    """Host, home unit, person; of two parties, host and home unit where no single person is posted, else host and
    person."""
    if posting.kind == PostingKind.INSTITUTION:
        return (Party.HOST, Party.HOME)
    if posting.call.parties == 3:
        return (Party.HOST, Party.HOME, Party.COMMISSIONER)
    return (Party.HOST, Party.COMMISSIONER)


JOINED = (
    "posting__call__round__programme__area", "posting__host__area", "posting__host__zone", "posting__home",
    "posting__certificate__application", "posting__certificate__recognition", "posting__person", "template", "extends",
    "replaces",
)  # fmt: skip


def new_agreement(
    posting: Posting, *, tasks: str, template: AgreementTemplate | None, language: str, from_on: date, to_on: date,
    by: Any, is_demo: bool,
) -> Agreement:  # fmt: skip
    if template is not None and not AgreementTemplate.objects.visible_to(by).filter(pk=template.pk).exists():
        raise ValidationError({"template": [ValidationError(_("This template is not there."), code="template")]})
    if language not in {"zh-hans", "en"}:
        raise ValidationError({"language": [ValidationError(_("Chinese or English."), code="language")]})
    return Agreement(
        posting=posting, parties=",".join(parties_of(posting)), template=template, language=language,
        tasks=tasks.replace("\0", "").strip()[:4000], from_on=from_on, to_on=to_on, by=by, created_at=clock.now(),
        changed_at=clock.now(), is_demo=is_demo,
    )  # fmt: skip


def keep_agreement(made: Agreement, *, by: Any, verb: str) -> None:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        words = _("Another agreement of this posting is being signed. File or cancel it first.")
        raise ValidationError(words, code="twice") from error
    audit.record(
        by=by,
        verb=verb,
        target=made,
        place=made.posting.place,
        detail={"posting": made.posting_id, "reason": made.reason},
    )
    note_agreement(made, "draw_up", by=by)


def agreement_in_force(posting: Posting) -> Agreement:
    found: Agreement | None = posting.agreements.filter(state=AgreementState.FILED).order_by("-to_on", "-pk").first()
    if found is None:
        raise ValidationError(_("There is no filed agreement."), code="state")
    return found


def lock_agreement(agreement: Agreement, *, version: int | None, by: Any) -> Agreement:
    hold(Posting, agreement.posting_id)
    hold(Agreement, agreement.pk)
    current: Agreement = Agreement.objects.select_related(*JOINED).get(pk=agreement.pk)
    require(by, EDIT, current.place)
    refuse_stale(current, version)
    return current
