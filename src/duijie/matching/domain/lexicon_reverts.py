"""Taking an import of the term lexicon back: what it added goes, what it changed becomes what it was.

A concept that somebody has changed since keeps the later edit, and is told.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.matching.domain.lexicon import BATCH
from duijie.matching.models import LexiconEntry, LexiconImport, LexiconSpelling


@dataclass(frozen=True, slots=True)
class Reverted:
    """How many concepts went and how many are as before; ``kept`` names those that were left as they are now."""

    removed: int
    restored: int
    kept: tuple[str, ...]


@in_transaction
def revert_import(*, batch: LexiconImport, by: Any) -> Reverted:
    """The next match finds without it. Raises ``ValidationError`` for one that was taken back already."""
    require(by, Permission.LEXICON_EDIT)
    hold(LexiconImport, batch.pk)
    current: LexiconImport = LexiconImport.objects.get(pk=batch.pk)
    if current.reverted_at is not None:
        raise ValidationError(_("This import was taken back already."), code="reverted")
    numbers = [number for number, _version, _before in current.changes]
    entries = LexiconEntry.objects.select_for_update().in_bulk(numbers)
    kept, gone, back = [], [], []
    for number, version, before in current.changes:
        entry = entries.get(number)
        if entry is None:
            continue  # somebody removed it: nothing is left to take back
        if entry.version != version:
            kept.append(str(entry))
        elif before is None:
            gone.append(number)
        else:
            back.append((entry, before))
    _remove(gone)
    restored = _restore(back, kept, by)
    current.reverted_at, current.reverted_by = clock.now(), by
    current.save(update_fields=["reverted_at", "reverted_by"])
    detail = {"name": current.name, "removed": len(gone), "restored": restored, "kept": len(kept)}
    audit.record(by=by, verb="lexicon.revert", target=current, detail=detail)
    return Reverted(len(gone), restored, tuple(kept))


def _remove(numbers: list[int]) -> None:
    for start in range(0, len(numbers), BATCH):
        LexiconEntry.objects.filter(pk__in=numbers[start : start + BATCH]).delete()


def _restore(back: list[tuple[LexiconEntry, dict[str, str]]], kept: list[str], by: Any) -> int:
    """Write the columns from before; a concept one of whose spellings another has now is ``kept`` as it is."""
    mine = {entry.pk for entry, _before in back}
    taken = dict(LexiconSpelling.objects.exclude(entry__in=mine).values_list("spelling", "entry"))
    written: list[LexiconEntry] = []
    spellings: list[LexiconSpelling] = []
    for entry, before in back:
        now = str(entry)
        for name, text in before.items():
            setattr(entry, name, text)
        own = list(dict.fromkeys(one for column in entry.columns.values() for one in column))
        if any(one in taken for one in own):
            kept.append(now)
            entry.refresh_from_db()
            own = list(LexiconSpelling.objects.filter(entry=entry).values_list("spelling", flat=True))
        else:
            entry.version += 1
            entry.updated_at, entry.updated_by = clock.now(), by
            written.append(entry)
            spellings += [LexiconSpelling(entry=entry, spelling=one) for one in own]
        taken.update(dict.fromkeys(own, entry.pk))
    LexiconEntry.objects.bulk_update(
        written, ["chinese", "english", "synonyms", "version", "updated_at", "updated_by"], batch_size=BATCH
    )
    for start in range(0, len(written), BATCH):
        LexiconSpelling.objects.filter(entry__in=[one.pk for one in written[start : start + BATCH]]).delete()
    LexiconSpelling.objects.bulk_create(spellings, batch_size=BATCH)
    return len(written)
