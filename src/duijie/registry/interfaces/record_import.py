"""A register for the import machinery: what each row of a list would do to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.common.importing.nouns import CheckedRow, Finding, RowToRevert, RowToWrite, SourceRow, WrittenRow
from duijie.common.models import RowOutcome
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.domain.record_lists import json_value, revert_records, write_records
from duijie.registry.domain.records import links_of
from duijie.registry.interfaces.area_names import AreaFinder
from duijie.registry.interfaces.record_columns import choices_of, shown
from duijie.registry.interfaces.record_words import example_row, vocabulary_of
from duijie.registry.models import Area, AreaKind, Organisation
from duijie.registry.names import name_key, simplify
from duijie.registry.record_checks import check_values, split_words, tidy_values
from duijie.registry.register import FieldKind, RecordField, Register, kind_of, label_of
from duijie.registry.validators import tidy_uscc
from duijie_match.lists import values as read

WAN = Decimal(10_000)


class RecordChecker:
    """Keeps what it has seen of the list, as keys, to find rows that stand in it twice."""

    def __init__(self, register: Register, *, area: Area, by: Any) -> None:
        self.register, self.area, self.by = register, area, by
        near = Area.objects.filter(archived_at=None).exclude(kind__in=[AreaKind.NATION, AreaKind.PROVINCE])
        above = area.path.rstrip("/").rpartition("/")[0]
        root = f"{above}/" if above else area.path
        self.finder = AreaFinder(near.filter(Q(path__startswith=root) | Q(is_management=True)))
        self.seen: dict[tuple[str, ...], int] = {}
        self._kinds = {one.name: kind_of(register.model, one) for one in register.fields}

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]:
        owners = Owners((row.cells.get("organisation", "") for row in rows), by=self.by)
        drafts = [self._read(row, owners) for row in rows]
        twins = _Twins(self.register, [draft for draft, _errors in drafts], by=self.by)
        return [self._judge(row, draft, errors, twins) for row, (draft, errors) in zip(rows, drafts, strict=True)]

    def _read(self, row: SourceRow, owners: "Owners") -> tuple[dict[str, Any], list[Finding]]:
        """The cells as values – only of the fields the row says something about – and what could not be read."""
        values: dict[str, Any] = {}
        errors: list[Finding] = []
        for name, text in row.cells.items():
            if read.is_nothing(text):
                continue
            one = self.register.field_of(name)
            try:
                self._put(values, one, text, row.headers.get(name, ""), owners)
            except read.Unreadable as problem:
                texts = {language: problem.message.render(language) for language in ("zh-hans", "en")}
                errors.append(_place(Finding("unreadable", texts, name), row))
            except LookupError as problem:
                errors.append(_place(finding("unknown", problem.args[0], field=name), row))
        return tidy_values(self.register.model, self.register.fields, values), errors

    def _put(self, values: dict[str, Any], one: RecordField, text: str, heading: str, owners: "Owners") -> None:
        kind = self._kinds[one.name]
        if kind is FieldKind.ORGANISATION:
            values["organisation"], values["organisation_name"] = owners.find(text), text
        elif kind in (FieldKind.AREA, FieldKind.ZONE):
            values[one.name] = self._area(one.name, text)
        elif kind is FieldKind.DATE:
            values[one.name] = read.date(text)
        elif kind is FieldKind.INTEGER:
            values[one.name] = read.readiness(text) if one.name == "trl" else read.integer(text)
        elif kind is FieldKind.DECIMAL:
            found = read.money(text, read.unit_of(heading) or "万元")
            low, high = (found.low, found.high) if found else (None, None)
            values[one.name] = _in_wan(low if one.range_end or low is not None else high)
            if one.range_end:
                values.setdefault(one.range_end, _in_wan(high))
        elif kind is FieldKind.CHOICE:
            values[one.name] = self._choice(one, text)
        elif kind is FieldKind.SEVERAL:
            values[one.name] = ",".join(self._choice(one, part) for part in split_words(text.replace("/", "、")))
        elif kind is FieldKind.YESNO:
            values[one.name] = simplify(text).strip().casefold() not in {"否", "no", "false", "0", "n", "不是"}
        else:
            values[one.name] = text

    def _choice(self, one: RecordField, text: str) -> str:
        plain = simplify(text).strip().casefold()
        labels = choices_of(self.register, one.name)
        words = {**{str(label).casefold(): key for key, label in labels}, **one.words}
        if plain in words:
            return str(words[plain])
        inside_text = [key for word, key in words.items() if len(word) > 1 and word in plain]
        if len(set(inside_text)) == 1:
            return str(inside_text[0])
        raise LookupError(_("Unknown value. Write one of the words of the template."))

    def _area(self, name: str, text: str) -> Area:
        found = [one for one in self.finder.find_all(text) if one.is_management == (name == "zone")]
        within = [one for one in found if one.path.startswith(self.area.path)]
        if len(within) == 1 or len(found) == 1:
            return (within or found)[0]
        if found:
            raise LookupError(_("There are several areas of this name. Write the city in front of it, or the code."))
        raise LookupError(_("There is no such area. Write its name as in the list of areas, or its code."))

    def _judge(self, row: SourceRow, draft: dict[str, Any], errors: list[Finding], twins: "_Twins") -> CheckedRow:
        twin, errors = twins.of(draft), list(errors)
        if isinstance(twin, Finding):
            errors.append(_place(twin, row))
            twin = None
        whole = self._whole(draft, twin)
        known = {error.field for error in errors}
        found = {**check_values(self.register.model, self.register.fields, whole), **self.register.check(whole)}
        for name, wrong in found.items():
            if name not in known:
                errors += [_place(finding(one.code or "invalid", one, field=name), row) for one in wrong]
        errors += [_place(one, row) for one in (*self._again(row, whole), *self._outside(whole, twin))]
        changes = _changes(self.register, draft, twin) if twin is not None else {}
        questions: list[Finding] = []
        if twin is not None and twin.archived_at is not None:
            questions.append(finding("archived", _("This record is archived. Importing the row restores it.")))
        if twin is None and not errors:
            questions += twins.like(whole)
        written = {**draft, **({} if twin is not None else {"area": whole["area"], "zone": whole.get("zone")})}
        if errors:
            outcome = RowOutcome.ERROR
        elif twin is None:
            outcome = RowOutcome.NEW
        else:
            outcome = RowOutcome.UPDATE if changes or twin.archived_at is not None else RowOutcome.UNCHANGED
        return CheckedRow(
            outcome, {name: json_value(value) for name, value in written.items() if value is not None}, errors,
            questions if outcome != RowOutcome.UNCHANGED else [], changes, twin.pk if twin else None,
            twin.version if twin else None,
        )  # fmt: skip

    def _whole(self, draft: Mapping[str, Any], twin: Any) -> dict[str, Any]:
        """The record as it would be: what is there, else the defaults, below what the row says."""
        if twin is not None:
            return {**{name: getattr(twin, name) for name in self.register.names}, **draft}
        blank = self.register.model(**self.register.fixed)
        base = {name: getattr(blank, name) for name in self.register.names if name not in ("area", "zone")}
        owner = draft.get("organisation")
        base["area"], base["zone"] = None, None
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

    def _outside(self, whole: Mapping[str, Any], twin: Any) -> list[Finding]:
        if whole.get("area") is None:
            return []
        probe = self.register.model(area=whole["area"], zone=whole.get("zone"), organisation=whole.get("organisation"))
        if not inside(probe.place, self.area):
            words = _("%(area)s is outside %(bounds)s, for which the list was uploaded.")
            return [finding("outside", words, field="area", area=whole["area"].name, bounds=self.area.name)]
        permission = self.register.permission("import")
        places = [probe.place, *([twin.place] if twin is not None else [])]
        if not all(can(self.by, permission, place) for place in places):
            return [finding("permission", _("Your roles do not permit importing into this area."), field="area")]
        return []


def _in_wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / WAN


class Owners:
    """Registered organisations by what a chunk of rows calls them. One query."""

    def __init__(self, texts: Any, *, by: Any) -> None:
        names = {text.strip() for text in texts if text.strip()}
        codes = {code for name in names if (code := tidy_uscc(name)) and len(code) == 18}
        keys = {name: name_key(name) for name in names}
        rows = list_organisations(by=by).filter(archived_at=None)
        wanted = Q(name_key__in=set(keys.values()) - {""}) | Q(uscc__in=codes) | Q(name__in=names)
        self._found: dict[str, list[Organisation]] = {}
        for one in rows.filter(wanted).order_by("pk") if names else ():
            for label in {one.name, one.uscc or "", f"key:{one.name_key}"}:
                self._found.setdefault(label, []).append(one)
        self._keys = keys

    def find(self, text: str) -> Organisation | None:
        """The one that ``text`` means: by code, by its very name, else by the key of the name; None when in doubt."""
        text = text.strip()
        for label in (text, tidy_uscc(text) or "", f"key:{self._keys.get(text, '')}"):
            found = self._found.get(label, []) if label else []
            if len(found) == 1:
                return found[0]
        return None


class _Twins:
    """What the register holds of a chunk of rows, by its title. One query."""

    def __init__(self, register: Register, drafts: Sequence[Mapping[str, Any]], *, by: Any) -> None:
        self._register = register
        titles = {draft[register.title] for draft in drafts if draft.get(register.title)}
        rows = register.model._default_manager.visible_to(by).filter(**register.fixed)
        self._found: dict[str, list[Any]] = {}
        wanted = {f"{register.title}__in": titles}
        for one in rows.filter(**wanted).select_related(*links_of(register.model)).order_by("pk") if titles else ():
            self._found.setdefault(getattr(one, register.title), []).append(one)

    def of(self, draft: Mapping[str, Any]) -> Any:
        """The record this row is about: the same title of the same owner."""
        same = [one for one in self._titled(draft) if self._owned(one, draft)]
        if len(same) > 1:
            words = _("%(count)d records have this title and owner. Merge them first, or write another title.")
            return finding("several", words, field=self._register.title, count=len(same))
        return same[0] if same else None

    def _titled(self, draft: Mapping[str, Any]) -> list[Any]:
        return self._found.get(draft.get(self._register.title) or "", [])

    @staticmethod
    def _owned(one: Any, draft: Mapping[str, Any]) -> bool:
        owner = draft.get("organisation")
        if owner is not None and one.organisation_id:
            return bool(owner.pk == one.organisation_id)
        return bool((draft.get("organisation_name") or "") == one.organisation_name)

    def like(self, whole: Mapping[str, Any]) -> list[Finding]:
        """Questions about records of the same title and another owner."""
        words = _("“%(name)s” of %(owner)s is registered already. Import the row only if it is a different one.")
        return [
            finding("similar", words, field=self._register.title, name=str(one), owner=one.owner_name or "–")
            for one in self._titled(whole)[:3]
        ]


def _changes(register: Register, draft: Mapping[str, Any], twin: Any) -> dict[str, Any]:
    """What would change, as field → [before, after] in words."""
    found = {}
    for name, value in draft.items():
        if name == "organisation_name":
            continue
        old = getattr(twin, name)
        if old != value and not (name == "organisation" and draft.get("organisation_name") == twin.organisation_name):
            one = register.field_of(name)
            found[name] = [str(shown(register.model, one, twin)), "" if value is None else str(value)]
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
