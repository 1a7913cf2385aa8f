"""The results that an external platform sends back, for the import machinery: one noun for each platform.

A row is about the demand that has its number there; else about that of our number; else about one of the same title and
firm, if a person says so; else it is a demand that we do not have yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.importing.nouns import CheckedRow, Finding, RowToRevert, RowToWrite, SourceRow, WrittenRow
from duijie.common.models import RowOutcome
from duijie.demands.domain.exchange_results import SAID, revert_results, write_results
from duijie.demands.domain.queries.exchange import demands_within, known_numbers, system_of, systems_in_use
from duijie.demands.exchange_fields import number_of
from duijie.demands.models import Demand, ExternalReference, ExternalSystem, ResultState
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.interfaces.record_amounts import amount_in, in_wan
from duijie.registry.interfaces.record_known import Owners
from duijie.registry.models import Area, AreaKind
from duijie_match.lists import values as read
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary

PREFIX = "external-"
VOCABULARY = Vocabulary(
    (
        Field("number", ("平台编号", "难题编号", "需求编号", "项目编号", "编号", "external number", "number")),
        Field("our_number", ("地方编号", "我方编号", "对接编号", "our number")),
        Field("state", ("办理状态", "状态", "进展", "对接状态", "state", "status")),
        Field("result", ("办理结果", "结果", "对接结果", "反馈", "反馈意见", "result")),
        Field("amount", ("合同金额", "成交金额", "签约金额", "金额", "contract amount", "amount"), ValueKind.MONEY),
        Field("result_on", ("办结日期", "反馈日期", "完成日期", "签约日期", "日期", "result date"), ValueKind.DATE),
        Field("title", ("需求名称", "难题名称", "名称", "标题", "title")),
        Field("organisation", ("需求单位", "提出企业", "提出单位", "企业名称", "单位", "firm", "organisation")),
        Field("body", ("需求描述", "难题内容", "需求内容", "内容", "描述", "description")),
    ),
    carried=("序号", "备注", "no.", "note"),
    keeps_rest=False,
    several=False,
)  # fmt: skip
LABELS: dict[str, Any] = {
    "number": _("number there"), "our_number": _("our number"), "state": _("state there"),
    "result": _("result there"), "amount": _("contract amount there (10,000 yuan)"),
    "result_on": _("day of the result"), "title": _("title"), "organisation": _("firm"), "body": _("description"),
}  # fmt: skip
EXAMPLES = {
    "zh": {
        "number": "KC-2026-00017", "our_number": "DJ-000123", "state": "已解决", "result": "已完成样机验证并签约",
        "amount": "80万元", "result_on": "2026-05-20",
    },
    "en": {
        "number": "KC-2026-00017", "our_number": "DJ-000123", "state": "solved", "result": "Prototype proven, contract",
        "amount": "80万元", "result_on": "2026-05-20",
    },
}  # fmt: skip
LONGEST = {"number": 60, "state_text": 60, "result": 1000}


@dataclass(slots=True)
class _Known:
    """What we have of the demands that a chunk of rows names. Four queries."""

    by_number: Mapping[str, ExternalReference]
    by_demand: Mapping[int, ExternalReference]
    demands: Mapping[int, Demand]
    titled: Mapping[str, list[Demand]]


class ResultsChecker:
    """Says of each row what it would write."""

    def __init__(self, system: ExternalSystem, *, area: Area, by: Any) -> None:
        self.system, self.area, self.by = system, area, by
        self.seen: dict[tuple[str, Any], int] = {}
        self._owners = Owners(by=by)
        with translation.override("zh-hans"):
            chinese = {str(one.label): one.value for one in ResultState}
        with translation.override("en"):
            english = {str(one.label): one.value for one in ResultState}
        said = {word.casefold(): state for word, state in system.state_words.items()}
        self._states = {**chinese, **english, **{one: one for one in ResultState.values}, **said}

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]:
        known = self._look(rows)
        self._owners.look(row.cells.get("organisation", "") for row in rows)
        return [self._judge(row, known) for row in rows]

    def _look(self, rows: Sequence[SourceRow]) -> _Known:
        numbers = {row.cells.get("number", "").strip() for row in rows} - {""}
        by_number = known_numbers(self.system, numbers)
        ours = {number for row in rows if (number := number_of(row.cells.get("our_number", ""))) is not None}
        ours |= {one.demand_id for one in by_number.values()}
        titles = {row.cells.get("title", "").strip() for row in rows} - {""}
        demands, by_demand = demands_within(self.system, ours, titles)
        titled: dict[str, list[Demand]] = {}
        for one in demands.values():
            titled.setdefault(one.title, []).append(one)
        return _Known(by_number, by_demand, demands, titled)

    def _judge(self, row: SourceRow, known: _Known) -> CheckedRow:
        errors: list[Finding] = []
        said = self._read(row, errors)
        questions: list[Finding] = []
        demand = self._demand(row, said, known, errors, questions)
        new = self._new(row, errors) if demand is None and not errors else None
        errors += self._again(row, said, demand)
        if errors:
            return CheckedRow(RowOutcome.ERROR, said, [_placed(one, row) for one in errors])
        if demand is None:
            return CheckedRow(RowOutcome.NEW, {**said, "new": new}, questions=[_placed(self._is_new(), row)])
        reference = known.by_demand.get(demand.pk)
        values = {**self._kept(reference, row, said), "demand": demand.pk}
        changes = self._changes(reference, values)
        outcome = RowOutcome.UPDATE if changes else RowOutcome.UNCHANGED
        return CheckedRow(
            outcome, values, [], [_placed(one, row) for one in questions] if changes else [], changes,
            reference.pk if reference else None, reference.version if reference else None,
        )  # fmt: skip

    def _read(self, row: SourceRow, errors: list[Finding]) -> dict[str, Any]:
        """What the cells say, as JSON; empty cells say nothing."""
        cells = {name: text.strip() for name, text in row.cells.items() if not read.is_nothing(text)}
        said: dict[str, Any] = {"number": cells.get("number", ""), "result": cells.get("result", "")}
        said["state_text"] = cells.get("state", "")
        said["state"] = self._states.get(said["state_text"].casefold(), ResultState.OTHER if cells.get("state") else "")
        for name in ("amount", "result_on"):
            try:
                said[name] = self._value(name, cells.get(name, ""), row)
            except read.Unreadable as problem:
                texts = {language: problem.message.render(language) for language in ("zh-hans", "en")}
                errors.append(Finding("unreadable", texts, name))
        if not said["number"]:
            errors.append(finding("required", _("The number there is needed."), field="number"))
        for name, most in LONGEST.items():
            if len(said[name]) > most:
                words = _("At most %(limit)d characters.")
                field = "state" if name == "state_text" else name
                errors.append(finding("length", words, field=field, limit=most))
        return said

    @staticmethod
    def _value(name: str, text: str, row: SourceRow) -> Any:
        if name == "result_on":
            day = read.date(text) if text else None
            return day.isoformat() if day else None
        found = amount_in(row, name) if text else None
        amount = in_wan(found.high if found.high is not None else found.low, 2) if found else None
        return None if amount is None else str(amount)

    def _demand(
        self, row: SourceRow, said: Mapping[str, Any], known: _Known, errors: list[Finding], questions: list[Finding]
    ) -> Demand | None:
        """The demand that the row is about, if we have it."""
        ours = number_of(row.cells.get("our_number", ""))
        reference = known.by_number.get(said["number"])
        if reference is not None:
            demand = known.demands.get(reference.demand_id)
            if ours is not None and ours != reference.demand_id:
                words = _("This number belongs to another of our demands than the row names. Correct one of the two.")
                errors.append(finding("clash", words, field="our_number"))
            return self._permitted(demand, errors, "number")
        if ours is not None:
            return self._by_ours(known, ours, errors)
        if row.cells.get("our_number", "").strip():
            words = _("This is not one of our numbers. They look like DJ-000123.")
            errors.append(finding("unknown", words, field="our_number"))
            return None
        return self._by_title(row, known, questions)

    def _by_ours(self, known: _Known, ours: int, errors: list[Finding]) -> Demand | None:
        demand = self._permitted(known.demands.get(ours), errors, "our_number")
        there = known.by_demand.get(ours)
        if demand is not None and there is not None and there.number:
            words = _("Our demand has the number %(number)s there already. Correct the row.")
            errors.append(finding("other-number", words, field="number", number=there.number))
        return demand

    def _by_title(self, row: SourceRow, known: _Known, questions: list[Finding]) -> Demand | None:
        firm = row.cells.get("organisation", "").strip()
        same = [
            one
            for one in known.titled.get(row.cells.get("title", "").strip(), [])
            if one.pk not in known.by_demand and firm in (one.owner_name, one.organisation_name)
            and inside(one.place, self.area) and can(self.by, Permission.EXCHANGE_IMPORT, one.place)
        ]  # fmt: skip
        if len(same) != 1:
            return None
        words = _("We have a demand of this title and firm. Take the row if it is the same one.")
        questions.append(finding("similar", words, field="title"))
        return same[0]

    def _permitted(self, demand: Demand | None, errors: list[Finding], field: str) -> Demand | None:
        if demand is not None and not inside(demand.place, self.area):
            errors.append(finding("outside", _("The demand lies outside the area of this list."), field=field))
        elif demand is None or not can(self.by, Permission.EXCHANGE_IMPORT, demand.place):
            words = _("There is no demand with this number that you are in charge of.")
            errors.append(finding("unknown", words, field=field))
        else:
            return demand
        return None

    def _new(self, row: SourceRow, errors: list[Finding]) -> dict[str, Any] | None:
        """The demand that comes with the row, as values of the register."""
        title, body = row.cells.get("title", "").strip(), row.cells.get("body", "").strip()
        if not title or not body:
            words = _(
                "We have no demand with this number. Write our number, or title and description to take it in as new."
            )
            errors.append(finding("unknown", words, field="number"))
            return None
        owner = self._owners.find(row.cells.get("organisation", ""))
        values: dict[str, Any] = {"title": title[:200], "body": body, "kind": "technology", "source": "other"}
        if owner is not None and inside(owner.place, self.area):
            values |= {"organisation": owner.pk, "area": owner.area.code}
        else:
            values["organisation_name"] = row.cells.get("organisation", "").strip()[:120]
            if self.area.is_management or self.area.kind in {AreaKind.NATION, AreaKind.PROVINCE}:
                words = _("The firm is not registered in this area. Register it first: the demand belongs where it is.")
                errors.append(finding("unknown", words, field="organisation"))
                return None
            values["area"] = self.area.code
        return values

    @staticmethod
    def _is_new() -> Finding:
        words = _("We do not have this demand. Take the row to add it as found.")
        return finding("new", words, field="title")

    def _again(self, row: SourceRow, said: Mapping[str, Any], demand: Demand | None) -> list[Finding]:
        """The row, if its number or its demand stood in the list before."""
        found = []
        keys = [("number", said["number"]), ("demand", demand.pk if demand else None)]
        for key in [one for one in keys if one[1]]:
            first = self.seen.setdefault(key, row.row)
            if first != row.row:
                words = _("The same demand stands in row %(row)d already.")
                found.append(finding("twice", words, field="number", row=first))
        return found[:1]

    @staticmethod
    def _kept(reference: ExternalReference | None, row: SourceRow, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the reference would say: an empty cell takes nothing away."""
        if reference is None:
            return dict(said)
        found = {}
        for name in SAID:
            value = said.get(name)
            old = getattr(reference, name)
            kept = old.isoformat() if hasattr(old, "isoformat") else str(old) if isinstance(old, Decimal) else old
            found[name] = kept if value in (None, "") else value
        return found

    @staticmethod
    def _changes(reference: ExternalReference | None, values: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name in SAID:
            old, new = getattr(reference, name, "") if reference is not None else "", values.get(name)
            if name == "amount":
                same = (None if old in (None, "") else Decimal(old)) == (None if new in (None, "") else Decimal(new))
            else:
                same = str(old or "") == str(new or "")
            if not same and name != "state_text":
                label = (lambda key: str(dict(ResultState.choices).get(key, key))) if name == "state" else str
                found[name] = [label(old) if old else "", label(new) if new else ""]
            elif not same:
                found["state"] = [str(old or ""), str(new or "")]
        return found


def _placed(one: Finding, row: SourceRow) -> Finding:
    return Finding(one.code, one.texts, one.field, row.headers.get(one.field, ""), row.cells.get(one.field, ""))


class ResultsImport:
    """See ``common.importing.nouns.ImportNoun``; one for each platform."""

    permission: str = Permission.EXCHANGE_IMPORT
    vocabulary = VOCABULARY
    fields = tuple(LABELS.items())
    needed: tuple[str, ...] = ("number",)

    def __init__(self, system: ExternalSystem) -> None:
        self.system = system
        self.key = f"{PREFIX}{system.code}"

    @property
    def label(self) -> Any:
        return _("Results of %(system)s") % {"system": self.system.name}

    def example(self, language: str) -> Mapping[str, str]:
        return EXAMPLES["zh" if language.startswith("zh") else "en"]

    def choices(self, language: str) -> Mapping[str, Sequence[str]]:
        """The words of the platform for states."""
        return {"state": [*self.system.state_words]}

    def checker(self, *, area: Area, by: Any) -> ResultsChecker:
        return ResultsChecker(self.system, area=area, by=by)

    def write(self, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return write_results(self.system, rows, area=area, by=by, reason=reason)

    def revert(self, rows: Sequence[RowToRevert], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return revert_results(self.system, rows, by=by, reason=reason)


def keys() -> list[str]:
    """The nouns of the platforms in use."""
    return [f"{PREFIX}{code}" for code in systems_in_use()]


def make(key: str) -> ResultsImport:
    """The noun of a platform, archived or not; ``KeyError`` where there is none."""
    return ResultsImport(system_of(key.removeprefix(PREFIX)))
