"""Organisations for the import machinery: what each row of a list would do to the register."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can
from duijie.accounts.permissions import Permission
from duijie.common.importing.nouns import CheckedRow, Finding, RowToRevert, RowToWrite, SourceRow, WrittenRow
from duijie.common.models import RowOutcome
from duijie.registry.domain.near_records import NearRecords
from duijie.registry.domain.organisation_lists import (
    finding,
    inside,
    revert_organisations,
    taken_outside,
    write_organisations,
)
from duijie.registry.domain.organisations import registered_already
from duijie.registry.interfaces.area_names import AreaFinder
from duijie.registry.interfaces.organisation_vocabulary import EXAMPLES, KIND_WORDS, LABELS, VOCABULARY
from duijie.registry.models import Area, AreaKind, Merge, Organisation, OrganisationKind
from duijie.registry.names import name_key, simplify
from duijie.registry.registers.organisations import ORGANISATIONS
from duijie.registry.validators import check_organisation, tidy_organisation
from duijie_match.lists import values as read

QUESTIONS = frozenset({"uscc-unconfirmed"})


class OrganisationChecker:
    """Keeps what it has seen of the list, as keys, to find rows that stand in it twice."""

    def __init__(self, *, area: Area, by: Any) -> None:
        self.area, self.by = area, by
        near = Area.objects.filter(archived_at=None).exclude(kind__in=[AreaKind.NATION, AreaKind.PROVINCE])
        self.finder = AreaFinder(near.filter(Q(path__startswith=_root(area)) | Q(is_management=True)))
        self.seen: dict[str, int] = {}
        self._near = NearRecords(ORGANISATIONS, area=area, by=by)

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]:
        drafts = [self._read(row) for row in rows]
        known = _Known([draft for draft, _errors in drafts], area=self.area, by=self.by)
        self._near.look([draft for draft, _errors in drafts])
        return [self._judge(row, draft, errors, known) for row, (draft, errors) in zip(rows, drafts, strict=True)]

    def _read(self, row: SourceRow) -> tuple[dict[str, Any], list[Finding]]:
        """The cells as values – only of the fields the row says something about – and what could not be read."""
        values: dict[str, Any] = {}
        errors: list[Finding] = []
        for field, text in row.cells.items():
            try:
                value = self._value(field, text)
            except read.Unreadable as problem:
                texts = {language: problem.message.render(language) for language in ("zh-hans", "en")}
                errors.append(_place(Finding("unreadable", texts, field), row))
            except LookupError as problem:
                errors.append(_place(finding("unknown", problem.args[0], field=field), row))
            else:
                if value not in (None, ""):
                    values[field] = value
        return tidy_organisation(values), errors

    def _value(self, field: str, text: str) -> Any:
        if field in {"area", "zone"}:
            return None if read.is_nothing(text) else self._area(field, text)
        if field == "founded":
            return read.date(text)
        if field == "staff":
            return read.integer(text, most=5_000_000)
        if read.is_nothing(text):
            return None
        if field == "kind":
            return _kind(text)
        if field == "website" and "://" not in text:
            return f"http://{text}"
        return text

    def _area(self, field: str, text: str) -> Area:
        found = [one for one in self.finder.find_all(text) if one.is_management == (field == "zone")]
        within = [one for one in found if one.path.startswith(self.area.path)]
        if len(within) == 1 or len(found) == 1:
            return (within or found)[0]
        if found:
            raise LookupError(_("There are several areas of this name. Write the city in front of it, or the code."))
        raise LookupError(_("There is no such area. Write its name as in the list of areas, or its code."))

    def _judge(self, row: SourceRow, draft: dict[str, Any], errors: list[Finding], known: "_Known") -> CheckedRow:
        twin, errors = known.twin_of(draft, by=self.by), list(errors)
        if isinstance(twin, Finding):
            errors.append(_place(twin, row))
            twin = None
        whole = self._whole(draft, twin)
        changes = _changes(draft, twin) if twin is not None else {}
        questions: list[Finding] = []
        for field, found in check_organisation(whole).items():
            if any(error.field == field for error in errors):
                continue
            for error in found:
                told = _place(finding(error.code or "invalid", error, field=field), row)
                (questions if error.code in QUESTIONS else errors).append(told)
        errors += [_place(one, row) for one in (*self._again(row, whole), *self._outside(whole, twin))]
        if twin is not None and twin.archived_at is not None:
            questions.append(finding("archived", _("This organisation is archived. Importing the row restores it.")))
        if twin is None and not errors:
            questions += known.like(whole) or self._near.questions(whole)
        # Written are only the values the row speaks of; for a new record that includes where it falls by default.
        values = _plain({**draft, **({} if twin is not None else {"area": whole["area"], "zone": whole["zone"]})})
        if errors:
            outcome = RowOutcome.ERROR
        elif twin is None:
            outcome = RowOutcome.NEW
        else:
            outcome = RowOutcome.UPDATE if changes or twin.archived_at is not None else RowOutcome.UNCHANGED
        return CheckedRow(
            outcome, values, errors, questions if outcome != RowOutcome.UNCHANGED else [], changes,
            twin.pk if twin else None, twin.version if twin else None,
        )  # fmt: skip

    def _whole(self, draft: Mapping[str, Any], twin: Organisation | None) -> dict[str, Any]:
        """The record as it would be: what is there, else the defaults, below what the row says."""
        if twin is not None:
            base = {field: getattr(twin, field) for field in LABELS}
            base["uscc_confirmed"] = twin.uscc_confirmed and draft.get("uscc", twin.uscc) == twin.uscc
            return {**base, **draft}
        base = {"kind": OrganisationKind.ENTERPRISE, "area": None, "zone": None, "uscc": None}
        if self.area.is_management:
            base["zone"] = self.area
        elif self.area.kind not in {AreaKind.NATION, AreaKind.PROVINCE}:
            base["area"] = self.area
        return {**base, **draft}

    def _again(self, row: SourceRow, whole: Mapping[str, Any]) -> list[Finding]:
        """The row, if the same stood in the list before."""
        keys = [f"u:{whole['uscc']}"] if whole.get("uscc") else []
        if whole.get("name") and not keys:
            area = whole["area"].code if whole.get("area") else ""
            keys.append(f"n:{whole['name']}:{area}")
        for key in keys:
            first = self.seen.setdefault(key, row.row)
            if first != row.row:
                words = _("The same organisation stands in row %(row)d already.")
                return [finding("twice", words, field="uscc" if key.startswith("u:") else "name", row=first)]
        return []

    def _outside(self, whole: Mapping[str, Any], twin: Organisation | None) -> list[Finding]:
        area, zone = whole.get("area"), whole.get("zone")
        if area is None:
            return []
        place = Place(paths=(area.path, *((zone.path,) if zone else ())))
        if not inside(place, self.area):
            words = _("%(area)s is outside %(bounds)s, for which the list was uploaded.")
            return [finding("outside", words, field="area", area=area.name, bounds=self.area.name)]
        allowed = can(self.by, Permission.ORGANISATION_IMPORT, place)
        if not allowed or (twin is not None and not can(self.by, Permission.ORGANISATION_IMPORT, twin.place)):
            return [finding("permission", _("Your roles do not permit importing into this area."), field="area")]
        return []


class _Known:
    """What the register holds of a chunk of rows: by code, by name, by key of the name. Three queries a chunk.

    Records outside ``area`` are neither changed nor named: everybody who may import into the area reads the result,
    and the one who uploaded the list may see more than they do.
    """

    def __init__(self, drafts: Sequence[Mapping[str, Any]], *, area: Area, by: Any) -> None:
        self._area = area
        names = {draft["name"] for draft in drafts if draft.get("name")}
        codes = {draft["uscc"] for draft in drafts if draft.get("uscc")}
        keys = {name: name_key(name) for name in names}
        visible = Organisation.objects.visible_to(by).select_related("area", "zone")
        self._by_code = {
            one.uscc: one for one in Organisation.objects.filter(uscc__in=codes).select_related("area", "zone")
        }
        found = [one.pk for one in self._by_code.values()]
        standing = Merge.objects.standing().filter(register="organisations", merged__in=found)
        self._merged = set(standing.values_list("merged", flat=True)) if found else set()
        self._keys = keys
        self._by_key: dict[str, list[Organisation]] = {}
        gone = Merge.objects.standing().filter(register="organisations").order_by().values("merged")
        for one in visible.filter(name_key__in=set(keys.values()) - {""}).exclude(pk__in=gone).order_by("pk"):
            self._by_key.setdefault(one.name_key, []).append(one)
        shown = {one.pk for found in self._by_key.values() for one in found}
        hidden = {one.pk for one in self._by_code.values()} - shown
        self._seen = {one.pk: one for one in visible.filter(pk__in=hidden)} if hidden else {}
        self._seen |= {one.pk: one for found in self._by_key.values() for one in found}

    def twin_of(self, draft: Mapping[str, Any], *, by: Any) -> Organisation | Finding | None:
        """The record this row is about: the one with its code, else the one with its very name and no other code."""
        code, name = draft.get("uscc"), draft.get("name")
        by_code = self._by_code.get(code) if code else None
        if by_code is not None and by_code.pk in self._merged and inside(by_code.place, self._area):
            words = _("“%(name)s” of this code was merged into another organisation. Write the other's code, or none.")
            return finding("merged", words, field="uscc", name=by_code.name)
        if by_code is not None:
            if not inside(by_code.place, self._area):
                return finding("uscc-taken", taken_outside(self._area), field="uscc")
            return self._seen.get(by_code.pk) or finding("uscc-taken", registered_already(by_code, by=by), field="uscc")
        same = [one for one in self._near(name or "") if one.name == name and inside(one.place, self._area)]
        same = [one for one in same if not (code and one.uscc)]
        area = draft.get("area")
        if area is not None and len(same) > 1:
            same = [one for one in same if one.area_id == area.pk]
        if len(same) > 1:
            words = _("%(count)d organisations have this name. Give the unified social credit code.")
            return finding("several", words, field="name", count=len(same))
        return same[0] if same else None

    def like(self, whole: Mapping[str, Any]) -> list[Finding]:
        """Questions about records with nearly the same name."""
        found = [one for one in self._near(whole["name"]) if inside(one.place, self._area)]
        if not found and self._near(whole["name"]):
            words = _(
                "Outside %(bounds)s there is one of nearly this name. Import the row only if it is a different one."
            )
            return [finding("similar", words, field="name", bounds=self._area.name)]
        words = _(
            "It may be “%(name)s” (%(mark)s), which is registered already. "
            "Import the row only if it is a different one."
        )
        return [
            finding("similar", words, field="name", name=one.name, mark=one.uscc or one.area.name) for one in found[:3]
        ]

    def _near(self, name: str) -> Sequence[Organisation]:
        """Those of the same name, however written."""
        return self._by_key.get(self._keys.get(name, ""), ())


def _root(area: Area) -> str:
    """The path within which names are looked up: one step up, so that a neighbour is known and can be named."""
    above = area.path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else area.path


def _kind(text: str) -> str:
    plain = simplify(text).strip().casefold()
    if plain not in KIND_WORDS:
        raise LookupError(_("Unknown kind. Write enterprise, university, institute, hospital, society or the like."))
    return KIND_WORDS[plain]


def _changes(draft: Mapping[str, Any], twin: Organisation) -> dict[str, Any]:
    """What would change, as field → [before, after] in words."""
    found = {}
    for field, value in draft.items():
        old = getattr(twin, field)
        if old != value:
            found[field] = ["" if old is None else str(old), str(value)]
    return found


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {field: value for field, value in values.items() if value is not None}
    for field in ("area", "zone"):
        if field in plain:
            plain[field] = plain[field].code
    if "founded" in plain:
        plain["founded"] = plain["founded"].isoformat()
    return plain


def _place(one: Finding, row: SourceRow) -> Finding:
    """The finding with the heading and the cell it is about."""
    return Finding(one.code, one.texts, one.field, row.headers.get(one.field, ""), row.cells.get(one.field, ""))


class OrganisationImport:
    """See ``common.importing.nouns.ImportNoun``."""

    key = "organisations"
    label: Any = _("Organisations")
    permission: str = Permission.ORGANISATION_IMPORT
    vocabulary = VOCABULARY
    fields = tuple(LABELS.items())
    needed: tuple[str, ...] = ("name",)

    def example(self, language: str) -> Mapping[str, str]:
        return EXAMPLES["zh" if language.startswith("zh") else "en"]

    def choices(self, language: str) -> Mapping[str, Sequence[str]]:
        if not language.startswith("zh"):
            return {"kind": OrganisationKind.values}
        words: dict[str, str] = {}
        for word, kind in KIND_WORDS.items():
            if not word.isascii():
                words.setdefault(kind, word)
        return {"kind": list(words.values())}

    def checker(self, *, area: Area, by: Any) -> OrganisationChecker:
        return OrganisationChecker(area=area, by=by)

    def write(self, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return write_organisations(rows, area=area, by=by, reason=reason)

    def revert(self, rows: Sequence[RowToRevert], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return revert_organisations(rows, by=by, reason=reason)
