"""Making two records one, and taking that back. Each is one transaction with an audit row."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.registry.domain import organisations, records
from duijie.registry.domain.former_names import keep_merged_name, without_lasting_names
from duijie.registry.domain.merge_references import Mover, put_back, tell_search
from duijie.registry.domain.queries.merges import merged_numbers
from duijie.registry.merge_columns import (
    TOGETHER,
    as_json,
    choices_of,
    column_of,
    from_json,
    missing_targets,
    row_of,
    suggest,
    taken,
)
from duijie.registry.models import Merge, Organisation
from duijie.registry.references import links_to
from duijie.registry.register import Register, home_of, register_of
from duijie.registry.signals import merge_undone, merging

_GROWS = ("version",)


@in_transaction
def merge_records(
    *,
    register: Register,
    kept: Any,
    merged: Any,
    choices: Mapping[str, str],
    versions: tuple[int, int],
    by: Any,
    reason: str = "",
) -> Merge:
    """Make ``merged`` part of ``kept``: everything that refers to it refers to ``kept`` from now on.

    ``choices`` says by field whose value stays, ``kept`` or ``merged``; fields left out follow
    ``merge_columns.suggest``. ``versions`` are those of the two as ``by`` saw them. Raises ``StaleError``,
    ``PermissionDenied``, ``ValidationError``.
    """
    home, reason = home_of(register), one_line(reason, 200)
    if kept.pk == merged.pk:
        raise ValidationError(_("These are one and the same record."), code="same")
    kept, merged = _lock(home, kept.pk, merged.pk)
    for record, version in ((kept, versions[0]), (merged, versions[1])):
        _require(home, record, by=by)
        refuse_stale(record, version)
        records.refuse_archived(record)
    before, name_before = _both(kept, merged), str(merged)
    taken_over = _choose(home, kept, merged, choices)
    if taken_over:
        _check(home, kept)
        _require(home, kept, by=by)
    merged.archived_at = clock.now()
    merging.send(sender=home.model, kept=kept, merged=merged)
    mover = Mover(home, kept, merged, name_before=name_before, by=by, reason=reason)
    mover.run()
    for record in (merged, kept):  # the merged one first: it may give a unique value away
        home.settle(record)
        records.touch(record)
        records.save(record, by=by, reason=reason)
    after = _both(kept, merged)
    _keep_names(kept, before, mover)
    tell_search([*mover.moved, *mover.dropped])
    made = _write(home, kept, merged, before, after, mover, by=by, reason=reason, choices=taken_over)
    detail = {
        "merge": made.pk, "merged": merged.pk, "name": getattr(merged, "audit_label", name_before)[:200],
        "taken_over": sorted(taken_over),
        "moved": _count(mover.moved), "dropped": _count(one for one in mover.dropped), "reason": reason,
    }  # fmt: skip
    if hasattr(kept, "audit_label"):
        detail.pop("reason")  # words on a person are in the merge, which can be erased
    audit.record(by=by, verb=f"{home.noun}.merge", target=kept, place=kept.place, detail=detail)
    return made


def _write(
    home: Register, kept: Any, merged: Any, before: Any, after: Any, mover: Mover, *, by: Any, reason: str, choices: Any
) -> Merge:
    unsaid = {*_GROWS, *home.settled}  # what follows from the parts is derived anew when they are put back
    changed = {
        side: [name for name, value in before[side].items() if after[side][name] != value and name not in unsaid]
        for side in ("kept", "merged")
    }
    try:
        with transaction.atomic():
            made: Merge = Merge.objects.create(
                register=home.key, kept=kept.pk, merged=merged.pk, choices=dict.fromkeys(choices, "merged"),
                before={side: {name: before[side][name] for name in names} for side, names in changed.items()},
                after={side: {name: after[side][name] for name in names} for side, names in changed.items()},
                moved=mover.moved, dropped=mover.dropped, reason=reason, by=by, at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError(_("Somebody merged this record just now."), code="merged") from error
    return made


@in_transaction
def undo_merge(*, merge: Merge, by: Any, reason: str = "") -> Merge:
    """Put back both records and everything that referred to the merged one. Doing it twice changes nothing.

    What was changed since is kept and listed in ``conflicts``. Raises ``PermissionDenied``; ``ValidationError`` (code
    ``later``) while a later merge of one of the two stands: that one is undone first.
    """
    reason = one_line(reason, 200)
    current: Merge = Merge.objects.select_for_update().get(pk=merge.pk)
    home = register_of(current.register)
    kept, merged = _lock(home, current.kept, current.merged)
    for record in (kept, merged):
        _require(home, record, by=by)
    if current.undone_at is not None:
        return current
    _refuse_out_of_order(current)
    moved = without_lasting_names(kept, current)
    left = put_back(reversed(moved), current.dropped, by=by, reason=reason)
    conflicts: list[dict[str, Any]] = []
    for side, record in (("kept", kept), ("merged", merged)):
        conflicts += _restore(home, record, current.before[side], current.after[side], by=by, reason=reason)
    conflicts += left
    merge_undone.send(sender=home.model, kept=kept, merged=merged)
    tell_search([*current.moved, *current.dropped])
    if not Merge.objects.filter(pk=current.pk, undone_at=None).update(
        undone_at=clock.now(), undone_by=by, conflicts=conflicts
    ):
        raise ValidationError(_("Somebody took this merge back just now."), code="undone")
    current.refresh_from_db()
    detail = {"merge": current.pk, "merged": merged.pk, "conflicts": len(conflicts), "reason": reason}
    if hasattr(kept, "audit_label"):
        detail.pop("reason")
    audit.record(by=by, verb=f"{home.noun}.unmerge", target=kept, place=kept.place, detail=detail)
    return current


def gather_late(register: Register) -> int:
    """Move what came to refer to merged records since: somebody was just adding it when they were merged. How many."""
    home, gone = home_of(register), merged_numbers(register)
    late = {
        number
        for link in links_to(home)
        for number in link.rows_of(home, gone).values_list(link.column, flat=True).distinct()
    }
    waiting = Merge.objects.standing().filter(register=home.key, merged__in=late).order_by("pk")
    return sum(_gather(number) for number in waiting.values_list("pk", flat=True))


@in_transaction
def _gather(number: int) -> int:
    current: Merge = Merge.objects.select_for_update().get(pk=number)
    home = register_of(current.register)
    kept, merged = _lock(home, current.kept, current.merged)
    if current.undone_at is not None:
        return 0
    mover = Mover(home, kept, merged, name_before=str(merged), by=current.by, reason=current.reason)
    mover.run_links()
    current.moved, current.dropped = [*current.moved, *mover.moved], [*current.dropped, *mover.dropped]
    current.save(update_fields=["moved", "dropped"])
    for record in (merged, kept):
        _settle(home, record, by=current.by, reason=current.reason)
    tell_search([*mover.moved, *mover.dropped, {"model": home.model._meta.label_lower, "pk": kept.pk}])
    return len(mover.moved)


def _settle(home: Register, record: Any, *, by: Any, reason: str) -> None:
    """Let the record say what its parts prove now; saved only where that is something else."""
    before = [getattr(record, name) for name in home.settled]
    home.settle(record)
    if [getattr(record, name) for name in home.settled] != before:
        records.touch(record)
        records.save(record, by=by, reason=reason)


def _refuse_out_of_order(current: Merge) -> None:
    pair = [current.kept, current.merged]
    later = Merge.objects.standing().filter(Q(kept__in=pair) | Q(merged__in=pair), register=current.register)
    if later.filter(pk__gt=current.pk).exists():
        words = _("One of the two was merged again since. Undo that merge first; nothing was changed.")
        raise ValidationError(words, code="later")


def _restore(
    home: Register, record: Any, before: Mapping[str, Any], after: Mapping[str, Any], *, by: Any, reason: str
) -> list[dict[str, Any]]:
    """Put the columns back that still say what the merge wrote; the others, as conflicts. What follows from the parts
    is derived: these were put back before."""
    model = type(record)
    before, after = (
        {name: value for name, value in one.items() if name not in home.settled} for one in (before, after)
    )
    wanted = from_json(model, before)
    label = model._meta.label_lower
    kept_as_is: dict[str, str] = {}
    for name, value in after.items():
        if as_json(getattr(record, name)) != value:
            kept_as_is[name] = "changed"
    kept_as_is |= dict.fromkeys(missing_targets(model, wanted), "target")
    kept_as_is |= dict.fromkeys(taken(model, wanted, besides=[record.pk]), "taken")
    for name in set(wanted) - set(kept_as_is):
        head = TOGETHER.get(name.removesuffix("_id"), name.removesuffix("_id"))
        if any(head == TOGETHER.get(one.removesuffix("_id"), one.removesuffix("_id")) for one in kept_as_is):
            kept_as_is[name] = "changed"
    for name, value in wanted.items():
        if name not in kept_as_is:
            setattr(record, name, value)
    _derive(record)
    home.settle(record)
    record.version += 1
    if kept_as_is:
        record.updated_at = clock.now()
    records.save(record, by=by, reason=reason)
    return [
        {"model": label, "pk": record.pk, "column": name, "why": why}
        for name, why in kept_as_is.items()
        if name not in ("updated_at", "name_key", "name_tail", "initials")
    ]


def _choose(home: Register, kept: Any, merged: Any, choices: Mapping[str, str]) -> list[str]:
    """Put on ``kept`` what was chosen of ``merged``; the names of those choices that change something."""
    offered = {one.name: one for one in choices_of(home)}
    wrong = set(choices) - set(offered) or {name for name, side in choices.items() if side not in ("kept", "merged")}
    if wrong:
        words = _("There is no such choice: %(names)s.")
        raise ValidationError(words, code="choice", params={"names": ", ".join(sorted(wrong))})
    taken_over = []
    for name, choice in offered.items():
        if choices.get(name, suggest(choice, kept, merged)) != "merged":
            continue
        values = {one.attname: getattr(merged, one.attname) for one in choice.columns}
        if any(getattr(kept, attname) != value for attname, value in values.items()):
            taken_over.append(name)
        for attname, value in values.items():
            setattr(kept, attname, value)
            if column_of(home.model, attname).unique:
                setattr(merged, attname, None)
    _derive(kept)
    return taken_over


def _keep_names(kept: Any, before: Mapping[str, Any], mover: Mover) -> None:
    """Organisations are still found by the names that a merge ends; undoing takes these rows away again."""
    if isinstance(kept, Organisation):
        for side in ("kept", "merged"):
            row = keep_merged_name(kept, before[side]["name"], is_own=side == "kept")
            if row is not None:
                mover.note_made(row)


def _derive(record: Any) -> None:
    if isinstance(record, Organisation):
        organisations.derive(record)
    else:
        records.derive(record)


def _check(home: Register, kept: Any) -> None:
    """The record as it would be must be right, as if a person had typed it."""
    if isinstance(kept, Organisation):
        organisations.check_values_of(kept)
    else:
        records.check(home, kept)


def _lock(home: Register, one: int, other: int) -> tuple[Any, Any]:
    """Both rows as they are now, locked in the order of their numbers, so that no two merges wait for each other."""
    hold(home.model, one, other)
    rows = home.model._default_manager.select_related(*records.links_of(home.model))
    found = {row.pk: row for row in rows.filter(pk__in=[one, other])}
    if len(found) < 2:
        raise ValidationError(_("One of the two records is gone. Nothing was changed."), code="gone")
    return found[one], found[other]


def _require(home: Register, record: Any, *, by: Any) -> None:
    for verb in ("edit", "archive"):
        require(by, home.permission(verb), record.place)


def _both(kept: Any, merged: Any) -> dict[str, dict[str, Any]]:
    return {"kept": row_of(kept), "merged": row_of(merged)}


def _count(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in rows:
        counts[one["model"]] = counts.get(one["model"], 0) + 1
    return counts
