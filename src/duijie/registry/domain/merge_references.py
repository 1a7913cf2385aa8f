"""Letting everything that refers to one record refer to another, and back."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_update_with_history

from duijie.common import clock
from duijie.registry.merge_columns import as_json, from_json, missing_targets, row_of
from duijie.registry.models import DuplicatePair, PairState, Why
from duijie.registry.references import Link, has_dependents, is_newer, is_part, links_to
from duijie.registry.register import Register, keys_of
from duijie.search.domain.changes import note_changes

BATCH = 100
_OWN = ("version",)  # what every write changes and no before-image puts back


class Mover:
    """Moves what refers to ``merged`` over to ``kept``; ``moved`` and ``dropped`` are what ``Merge`` keeps."""

    def __init__(self, register: Register, kept: Any, merged: Any, *, name_before: str, by: Any, reason: str) -> None:
        self.register, self.kept, self.merged, self.by, self.reason = register, kept, merged, by, reason
        self._name_before = name_before
        self.moved: list[dict[str, Any]] = []
        self.dropped: list[dict[str, Any]] = []

    def run(self) -> None:
        self.run_links()
        self._move_pairs()

    def run_links(self) -> None:
        for link in links_to(self.register):
            rows = list(link.rows(self.register, self.merged.pk).select_for_update(of=("self",)))
            if rows:
                self._move(link, rows)

    def _move(self, link: Link, rows: Sequence[Any]) -> None:
        there = {_face(link, one) for one in link.rows(self.register, self.kept.pk)} if is_part(link.model) else set()
        changed = []
        for row in rows:
            self._make_room(link, row)
            before = self._point(link, row)
            if there and _face(link, row) in there and not has_dependents(row):
                self._drop(row, before)
            elif not link.is_strict:
                changed.append((row, before))
            elif not _saved_alone(row, [*before, *_own(row)]):
                if has_dependents(row):
                    words = _("Both hold a “%(what)s”, and other records refer to it. Remove one of the two first.")
                    raise ValidationError(words, code="clash", params={"what": link.model._meta.verbose_name})
                self._drop(row, before)
            else:
                self._note(row, before)
            if there:
                there.add(_face(link, row))
        names = {name for _row, before in changed for name in before}
        write_rows([row for row, _before in changed], names, by=self.by, reason=self.reason)
        for row, before in changed:
            self._note(row, before)

    def _make_room(self, link: Link, row: Any) -> None:
        """Take the kept record's own row away where there can be one only and ``row`` says something newer."""
        if link.is_single:
            for older in link.rows(self.register, self.kept.pk):
                if is_newer(row, older) and not has_dependents(older):
                    self._drop(older, {})

    def _point(self, link: Link, row: Any) -> dict[str, Any]:
        """Let the row refer to the kept record; how its columns were."""
        values: dict[str, Any] = {link.column: self.kept.pk, **dict(link.also)}
        if link.column == "organisation_id" and getattr(row, "organisation_name", None) == self._name_before:
            values["organisation_name"] = self.kept.name
        before = {name: as_json(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        return before

    def _note(self, row: Any, before: dict[str, Any]) -> None:
        after = {name: as_json(getattr(row, name)) for name in before}
        self.moved.append({"model": row._meta.label_lower, "pk": as_json(row.pk), "before": before, "after": after})

    def note_made(self, row: models.Model) -> None:
        """A row that the merge made; undoing takes it away."""
        self.moved.append({"model": row._meta.label_lower, "pk": row.pk, "made": True})

    def _drop(self, row: Any, before: dict[str, Any]) -> None:
        self.dropped.append({"model": row._meta.label_lower, "row": {**row_of(row), **before}})
        row.delete()

    def _move_pairs(self) -> None:
        """Pairs of the merged record with others become pairs of the kept one; their own pair is decided."""
        key, mine, theirs = self.register.key, self.kept.pk, self.merged.pk
        rows = DuplicatePair.objects.select_for_update().filter(register=key).order_by("pk")
        known = {frozenset((one.first, one.second)) for one in rows.filter(Q(first=mine) | Q(second=mine))}
        for pair in rows.filter(Q(first=theirs) | Q(second=theirs)):
            other = pair.second if pair.first == theirs else pair.first
            before = {name: as_json(getattr(pair, name)) for name in ("first", "second")}
            if other == mine:
                self._decide(pair)
            elif frozenset((mine, other)) in known:
                self._drop(pair, before)
            else:
                pair.first, pair.second = sorted((mine, other))
                pair.save(update_fields=["first", "second"])
                self._note(pair, before)
        if frozenset((mine, theirs)) not in known:
            first, second = sorted((mine, theirs))
            made = DuplicatePair.objects.create(
                register=key, first=first, second=second, why=Why.HAND, likeness=1.0, state=PairState.MERGED,
                found_at=clock.now(), decided_at=clock.now(), decided_by=self.by,
            )  # fmt: skip
            self.note_made(made)

    def _decide(self, pair: DuplicatePair) -> None:
        before = {name: as_json(getattr(pair, name)) for name in ("state", "decided_at", "decided_by_id")}
        pair.state, pair.decided_at, pair.decided_by = PairState.MERGED, clock.now(), self.by
        pair.save(update_fields=["state", "decided_at", "decided_by"])
        self._note(pair, before)


def put_back(moved: Iterable[dict[str, Any]], dropped: Iterable[dict[str, Any]], *, by: Any, reason: str) -> list[Any]:
    """The inverse of ``Mover``. What was changed since is kept and comes back as conflicts."""
    conflicts: list[dict[str, Any]] = []
    known: dict[Any, bool] = {}
    for label, group in groupby(moved, key=lambda one: one["model"]):
        model, notes = apps.get_model(label), list(group)
        pk = model._meta.pk
        rows = model._base_manager.select_for_update(of=("self",)).in_bulk([pk.to_python(one["pk"]) for one in notes])
        changed = []
        for note in notes:
            row = rows.get(pk.to_python(note["pk"]))
            if row is None and note.get("made"):
                continue
            if row is None:
                conflicts.append({"model": label, "pk": note["pk"], "why": "gone"})
            elif note.get("made"):
                row.delete()
            elif any(as_json(getattr(row, name)) != value for name, value in note["after"].items()):
                conflicts.append({"model": label, "pk": note["pk"], "why": "changed"})
            elif missing_targets(model, values := from_json(model, note["before"]), known):
                conflicts.append({"model": label, "pk": note["pk"], "why": "target"})
            else:
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append((row, note))
        strict = bool(model._meta.constraints or model._meta.unique_together)
        names = {name for _row, note in changed for name in note["before"]}
        if not strict:
            write_rows([row for row, _note in changed], names, by=by, reason=reason)
        for row, note in changed if strict else ():
            if not _saved_alone(row, [*note["before"], *_own(row)]):
                conflicts.append({"model": label, "pk": note["pk"], "why": "taken"})
    return conflicts + list(_bring_back(dropped))


def _bring_back(dropped: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for note in dropped:
        model = apps.get_model(note["model"])
        values = from_json(model, note["row"])
        found = {"model": note["model"], "pk": note["row"][model._meta.pk.attname]}
        if model._base_manager.filter(pk=values[model._meta.pk.attname]).exists():
            yield {**found, "why": "taken"}
        elif missing_targets(model, values):
            yield {**found, "why": "target"}
        else:
            row = model(**values)
            if not _saved_alone(row, None):
                yield {**found, "why": "taken"}


def tell_search(notes: Iterable[dict[str, Any]]) -> None:
    """Let the index read records anew that refer elsewhere now: they are found by their owner's name and place."""
    numbers: dict[str, set[int]] = {}
    for note in notes:
        for key in keys_of(apps.get_model(note["model"])):
            numbers.setdefault(key, set()).add(note["pk"] if "pk" in note else note["row"]["id"])
    for key, changed in numbers.items():
        note_changes(key, changed)


def write_rows(rows: Sequence[Any], attnames: Iterable[str], *, by: Any, reason: str) -> None:
    """Write rows of one model that point elsewhere now: with a new version and history, where the model has them."""
    if not rows:
        return
    model = type(rows[0])
    written = {*attnames, *(name for row in rows for name in _own(row))}
    columns = [one.name for one in model._meta.concrete_fields if one.attname in written]
    if hasattr(model, "history"):
        bulk_update_with_history(
            rows, model, columns, batch_size=BATCH, default_user=by, default_change_reason=reason or None,
            default_date=clock.now(),
        )  # fmt: skip
    else:
        model._base_manager.bulk_update(rows, columns, batch_size=BATCH)


def _own(row: models.Model) -> list[str]:
    """Make a new version of a row that has versions; the columns that this wrote."""
    names = [name for name in _OWN if hasattr(row, name)]
    for name in names:
        setattr(row, name, getattr(row, name) + 1)
    return names


def _saved_alone(row: models.Model, columns: Sequence[str] | None) -> bool:
    """Save one row; False when the database holds such a row already."""
    try:
        with transaction.atomic():
            if columns is None:
                row.save(force_insert=True)
            else:
                row.save(update_fields=[row._meta.get_field(name).name for name in columns])
    except IntegrityError:
        return False
    return True


def _face(link: Link, row: models.Model) -> tuple[Any, ...]:
    """What a row says, apart from its number and of whom."""
    return tuple(
        getattr(row, one.attname)
        for one in row._meta.concrete_fields
        if not one.primary_key and one.attname != link.column
    )
