"""A register for the import machinery: what each row of a list would do to it."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can
from duijie.common.importing.nouns import CheckedRow, Finding, RowToRevert, RowToWrite, SourceRow, WrittenRow
from duijie.common.models import RowOutcome
from duijie.registry.domain.near_records import NearRecords
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.record_lists import json_value, revert_records, write_records
from duijie.registry.interfaces.area_names import AreaFinder
from duijie.registry.interfaces.record_amounts import amount_in, doubtful_amounts, in_wan
from duijie.registry.interfaces.record_columns import choices_of
from duijie.registry.interfaces.record_known import Owners, Twins
from duijie.registry.interfaces.record_words import (
    NO,
    YES,
    choice_of,
    choice_words,
    example_row,
    plain_word,
    vocabulary_of,
)
from duijie.registry.models import Area, AreaKind
from duijie.registry.record_checks import check_values, split_words, tidy_values
from duijie.registry.record_values import shown
from duijie.registry.register import FieldKind, RecordField, Register, kind_of, label_of, model_field
from duijie_match.lists import values as read


class RecordChecker:
    """Keeps what it has seen of the list, as keys, to find rows that stand in it twice."""

    def __init__(self, register: Register, *, area: Area, by: Any) -> None:
        self.register, self.area, self.by = register, area, by
        near = (
            Area.objects.visible_to(by).filter(archived_at=None).exclude(kind__in=[AreaKind.NATION, AreaKind.PROVINCE])
        )
        above = area.path.rstrip("/").rpartition("/")[0]
        root = f"{above}/" if above else area.path
        self.finder = AreaFinder(near.filter(Q(path__startswith=root) | Q(is_management=True)))
        self.seen: dict[tuple[str, ...], int] = {}
        self._near = NearRecords(self.register, area=area, by=by)
        self._fields = {one.name: one for one in register.fields}
        self._kinds = {one.name: kind_of(register.model, one) for one in register.fields}
        chosen = {FieldKind.CHOICE, FieldKind.SEVERAL}
        fields = [one for one in register.fields if self._kinds[one.name] in chosen]
        self._words = {one.name: choice_words(register, one) for one in fields}
        blank = register.blank()
        self._blank = {name: getattr(blank, name) for name in register.names if name not in ("area", "zone")}
        self._places: dict[tuple[int, int | None], tuple[Place, bool, bool]] = {}
        self._owners = Owners(by=by)

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]:
        self._owners.look(row.cells.get("organisation", "") for row in rows)
        drafts = [self._read(row) for row in rows]
        twins = Twins(self.register, [draft for draft, _errors in drafts], by=self.by)
        self._near.look([draft for draft, _errors in drafts])
        return [self._judge(row, draft, errors, twins) for row, (draft, errors) in zip(rows, drafts, strict=True)]

    def _read(self, row: SourceRow) -> tuple[dict[str, Any], list[Finding]]:
        """The cells as values – only of the fields the row says something about – and what could not be read."""
        values: dict[str, Any] = {}
        errors: list[Finding] = []
        for name, text in row.cells.items():
            if read.is_nothing(text):
                continue
            one = self._fields[name]
            try:
                self._put(values, one, text, row)
            except read.Unreadable as problem:
                texts = {language: problem.message.render(language) for language in ("zh-hans", "en")}
                errors.append(_place(Finding("unreadable", texts, name), row))
            except LookupError as problem:
                errors.append(_place(finding("unknown", problem.args[0], field=name), row))
        return tidy_values(self.register.model, self.register.fields, values), errors

    def _put(self, values: dict[str, Any], one: RecordField, text: str, row: SourceRow) -> None:
        kind = self._kinds[one.name]
        if kind is FieldKind.ORGANISATION:
            owner = self._owners.find(text)
            values["organisation"], values["organisation_name"] = owner, owner.name if owner is not None else text
        elif kind in (FieldKind.AREA, FieldKind.ZONE):
            values[one.name] = self._area(one.name, text)
        elif kind is FieldKind.DATE:
            values[one.name] = read.date(text)
        elif kind is FieldKind.INTEGER:
            values[one.name] = read.readiness(text) if one.name == "trl" else read.integer(text)
        elif kind is FieldKind.DECIMAL:
            found = amount_in(row, one.name)
            low, high = (found.low, found.high) if found else (None, None)
            places = model_field(self.register.model, one.name).decimal_places
            values[one.name] = in_wan(low if one.range_end or low is not None else high, places)
            if one.range_end:
                values.setdefault(one.range_end, in_wan(high, places))
        elif kind is FieldKind.CHOICE:
            values[one.name] = self._choice(one, text)
        elif kind is FieldKind.SEVERAL:
            values[one.name] = ",".join(self._choice(one, part) for part in split_words(text.replace("/", "、")))
        elif kind is FieldKind.YESNO:
            values[one.name] = self._yes(text)
        else:
            values[one.name] = text

    def _choice(self, one: RecordField, text: str) -> str:
        found = choice_of(self._words[one.name], text, exact=one.exact)
        if found is None:
            raise LookupError(_("Unknown value. Write one of the words of the template."))
        return found

    @staticmethod
    def _yes(text: str) -> bool:
        plain = plain_word(text)
        if plain not in YES | NO:
            raise LookupError(_("Unknown value. Write yes or no."))
        return plain in YES

    def _area(self, name: str, text: str) -> Area:
        found = [one for one in self.finder.find_all(text) if one.is_management == (name == "zone")]
        within = [one for one in found if one.path.startswith(self.area.path)]
        if len(within) == 1 or len(found) == 1:
            return (within or found)[0]
        if found:
            raise LookupError(_("There are several areas of this name. Write the city in front of it, or the code."))
        raise LookupError(_("There is no such area. Write its name as in the list of areas, or its code."))

    def _judge(self, row: SourceRow, draft: dict[str, Any], errors: list[Finding], twins: Twins) -> CheckedRow:
        twin, errors = twins.of(draft), list(errors)
        if isinstance(twin, Finding):
            errors.append(_place(twin, row))
            twin = None
        if twin is not None and not can(self.by, self.register.permission("import"), twin.place):
            # Open to see is not open to change – and what it says of persons must not stand in the comparison.
            words = _("Your roles do not permit changing this record.")
            errors.append(_place(finding("permission", words, field=self.register.title), row))
            twin = None
        whole = self._whole(draft, twin)
        known = {error.field for error in errors}
        found = {**check_values(self.register.model, self.register.fields, whole), **self.register.check(whole)}
        for name, wrong in found.items():
            if name not in known:
                errors += [_place(finding(one.code or "invalid", one, field=name), row) for one in wrong]
        errors += [_place(one, row) for one in (*self._again(row, whole), *self._outside(whole))]
        changes = _changes(self.register, draft, twin) if twin is not None else {}
        questions: list[Finding] = []
        if twin is not None and twin.archived_at is not None:
            questions.append(finding("archived", _("This record is archived. Importing the row restores it.")))
        if not errors:
            amounts = [name for name, kind in self._kinds.items() if kind is FieldKind.DECIMAL]
            questions += doubtful_amounts(row, amounts)
        if twin is None and not errors:
            questions += twins.like(whole) or self._near.questions(whole)
        questions = [_place(one, row) for one in questions]
        if errors:
            outcome = RowOutcome.ERROR
        elif twin is None:
            outcome = RowOutcome.NEW
        else:
            outcome = RowOutcome.UPDATE if changes or twin.archived_at is not None else RowOutcome.UNCHANGED
        return CheckedRow(
            outcome, _written(draft, whole, twin), errors,
            questions if outcome != RowOutcome.UNCHANGED else [], changes, twin.pk if twin else None,
            twin.version if twin else None,
        )  # fmt: skip

    def _whole(self, draft: Mapping[str, Any], twin: Any) -> dict[str, Any]:
        """The record as it would be: what is there, else the defaults, below what the row says."""
        if twin is not None:
            names = (*self.register.names, "organisation_name")
            return {**{name: getattr(twin, name) for name in names}, **draft}
        base = {**self._blank, "area": None, "zone": None}
        owner = draft.get("organisation")
        if owner is not None and inside(owner.place, self.area):
            base["area"], base["zone"] = owner.area, owner.zone
        elif self.area.is_management:
            base["zone"] = self.area
        elif self.area.kind not in {AreaKind.NATION, AreaKind.PROVINCE}:
            base["area"] = self.area
        return {**base, **draft}

    def _again(self, row: SourceRow, whole: Mapping[str, Any]) -> list[Finding]:
        """The row, if the same stood in the list before."""
        key = tuple(str(whole.get(name) or "") for name in (*self.register.twins, "organisation_name"))
        if not key[0]:
            return []
        first = self.seen.setdefault(key, row.row)
        if first == row.row:
            return []
        words = _("The same record stands in row %(row)d already.")
        return [finding("twice", words, field=self.register.title, row=first)]

    def _outside(self, whole: Mapping[str, Any]) -> list[Finding]:
        """Where the record would lie, if that is not for this list or this person. Each place is asked once."""
        area, zone, organisation = (whole.get(name) for name in ("area", "zone", "organisation"))
        if area is None:
            return []
        key = area.pk, zone.pk if zone is not None else None
        if key not in self._places:
            place = Place(paths=(area.path, *((zone.path,) if zone is not None else ())))
            self._places[key] = place, inside(place, self.area), self._permitted(place)
        place, is_inside, is_permitted = self._places[key]
        if not is_inside:
            words = _("%(area)s is outside %(bounds)s, for which the list was uploaded.")
            return [finding("outside", words, field="area", area=area.name, bounds=self.area.name)]
        if not is_permitted and not (
            organisation and self._permitted(replace(place, organisations=(organisation.pk,)))
        ):
            return [finding("permission", _("Your roles do not permit importing into this area."), field="area")]
        return []

    def _permitted(self, place: Place) -> bool:
        return can(self.by, self.register.permission("import"), place)


def _written(draft: Mapping[str, Any], whole: Mapping[str, Any], twin: Any) -> dict[str, Any]:
    """What the row would write, as JSON: of a new record what it says; of a known one also what it takes away, such as
    an amount that is to be agreed (面议)."""
    if twin is None:
        said = {**draft, "area": whole["area"], "zone": whole.get("zone")}
        return {name: json_value(value) for name, value in said.items() if value is not None}
    same_owner = draft.get("organisation") is None and draft.get("organisation_name") == twin.organisation_name
    left = {"organisation", "organisation_name"} if same_owner else set()
    return {name: json_value(value) for name, value in draft.items() if name not in left}


def _changes(register: Register, draft: Mapping[str, Any], twin: Any) -> dict[str, Any]:
    """What would change, as field → [before, after] in words."""
    found = {}
    then = copy(twin)
    for name, value in draft.items():
        setattr(then, name, value)
    for name, value in draft.items():
        if name == "organisation_name":
            continue
        old = getattr(twin, name)
        if old != value and not (name == "organisation" and draft.get("organisation_name") == twin.organisation_name):
            one = register.field_of(name)
            found[name] = [str(shown(register.model, one, twin)), str(shown(register.model, one, then))]
    return found


def _place(one: Finding, row: SourceRow) -> Finding:
    """The finding with the heading and the cell it is about."""
    return Finding(one.code, one.texts, one.field, row.headers.get(one.field, ""), row.cells.get(one.field, ""))


class RecordImport:
    """See ``common.importing.nouns.ImportNoun``."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.key = register.key
        self.label: Any = register.label
        self.permission: str = register.permission("import")
        self.vocabulary = vocabulary_of(register)
        self.needed: tuple[str, ...] = (register.title,)

    @property
    def fields(self) -> Sequence[tuple[str, Any]]:
        return [(one.name, label_of(self.register.model, one.name)) for one in self.register.fields if one.headings]

    def example(self, language: str) -> Mapping[str, str]:
        """A row as it should be filled in: what the template shows."""
        return example_row(self.register, language)

    def choices(self, language: str) -> Mapping[str, Sequence[str]]:
        """The words that are understood, for the fields that know only some."""
        with translation.override("zh-hans" if language.startswith("zh") else "en"):
            return {
                one.name: [str(label) for _key, label in choices_of(self.register, one.name)]
                for one in self.register.fields
                if one.headings and kind_of(self.register.model, one) in (FieldKind.CHOICE, FieldKind.SEVERAL)
            }

    def checker(self, *, area: Area, by: Any) -> RecordChecker:
        return RecordChecker(self.register, area=area, by=by)

    def write(self, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return write_records(self.register, rows, area=area, by=by, reason=reason)

    def revert(self, rows: Sequence[RowToRevert], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return revert_records(self.register, rows, by=by, reason=reason)
