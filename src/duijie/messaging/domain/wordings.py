"""The texts of kinds of message as staff writes them: versions, what is in force, back to what was shipped."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import StaleError
from duijie.common.transactions import in_transaction
from duijie.messaging.kinds import LANGUAGES, MessageKind, Text
from duijie.messaging.models import Wording
from duijie.messaging.texts import check_text

FIELDS = ("subject", "body", "short")


def newest_wordings(kinds: Iterable[MessageKind]) -> dict[tuple[str, str], Wording]:
    """The newest row of each kind and language that has one."""
    numbered = Wording.objects.filter(kind__in=[one.key for one in kinds]).annotate(
        place=Window(RowNumber(), partition_by=[F("kind"), F("language")], order_by=F("number").desc())
    )
    return {(one.kind, one.language): one for one in numbered.filter(place=1).select_related("by")}


def texts_in_force(kinds: Iterable[MessageKind]) -> dict[tuple[str, str], Text]:
    """What each kind says now, by its key and language."""
    kinds = list(kinds)
    rows = newest_wordings(kinds)
    return {
        (kind.key, language): text_of(kind, language, rows.get((kind.key, language)))
        for kind in kinds
        for language in LANGUAGES
    }


def text_of(kind: MessageKind, language: str, row: Wording | None) -> Text:
    """What ``row`` says; without one, or where it sets back, what was shipped."""
    if row is None or row.is_shipped:
        return kind.texts[language]
    return Text(row.subject, row.body, row.short)


@in_transaction
def write_wording(
    *, kind: MessageKind, language: str, texts: Mapping[str, str], number: int, by: Any
) -> Wording:  # fmt: skip
    """A new text of ``kind`` in ``language``; ``number`` is the version it was written from (0: as shipped).

    Raises ``ValidationError`` by field (see ``check_text``; code ``same`` where nothing differs); ``StaleError`` where
    somebody else was first; ``PermissionDenied``.
    """
    _require(by, language)
    tidy = check_text(kind, texts)
    before = newest_wordings([kind]).get((kind.key, language))
    if text_of(kind, language, before) == Text(**tidy):
        raise ValidationError(_("Nothing was changed."), code="same")
    return _add(kind, language, number, before, by=by, verb="message_text.edit", **tidy)


@in_transaction
def reset_wording(*, kind: MessageKind, language: str, number: int, by: Any) -> Wording:
    """Let the text that was shipped hold again. Raises as ``write_wording``; code ``state`` where it holds already."""
    _require(by, language)
    before = newest_wordings([kind]).get((kind.key, language))
    if before is None or before.is_shipped:
        raise ValidationError(_("The text is as shipped."), code="state")
    return _add(kind, language, number, before, by=by, verb="message_text.reset", is_shipped=True)


def _add(
    kind: MessageKind, language: str, number: int, before: Wording | None, *, by: Any, verb: str, **values: Any
) -> Wording:
    made = Wording(kind=kind.key, language=language, number=number + 1, by=by, at=clock.now(), **values)
    if (before.number if before is not None else 0) != number:
        raise StaleError(current=before or made, version=number, values=values)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise StaleError(current=made, version=number, values=values) from error
    detail = {"kind": kind.key, "language": language, "version": made.number}
    audit.record(by=by, verb=verb, target=made, detail=detail)
    return made


def _require(by: Any, language: str) -> None:
    require(by, Permission.MESSAGE_TEXT_EDIT)
    if language not in LANGUAGES:
        raise ValidationError({"language": [ValidationError(_("There is no such language."), code="language")]})
