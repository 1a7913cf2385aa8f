"""Works of experts for the import machinery: lists, and BibTeX or RIS files whose entries name the expert.

A work belongs to the person of that name (and organisation, where the list says one). It is the same work when title
and year are the same.
"""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.common.importing.nouns import CheckedRow, Finding, RowToRevert, RowToWrite, SourceRow, WrittenRow
from duijie.common.models import RowOutcome
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.work_lists import revert_works, write_works
from duijie.registry.models import Area, Person, Work, WorkKind
from duijie.registry.record_checks import check_values, tidy_values
from duijie.registry.registers.persons import EXPERTS, WORKS
from duijie_match.lists import values as read
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary

VOCABULARY = Vocabulary(
    (
        Field(
            "person", ("专家姓名", "姓名", "专家", "作者", "完成人", "expert", "supply_id", "author", "name", "person")
        ),
        Field("organisation", ("单位", "工作单位", "所属单位", "organisation", "affiliation")),
        Field("kind", ("业绩类型", "成果类型", "类型", "类别", "type", "kind")),
        Field(
            "title",
            ("题目", "题名", "业绩名称", "成果名称", "名称", "标题", "论文题目", "专利名称", "项目名称", "title"),
        ),
        Field("body", ("摘要", "内容", "简介", "body", "abstract", "summary")),
        Field("year", ("年份", "年度", "发表年份", "时间", "year", "date"), ValueKind.YEAR),
    ),
    carried=("序号", "备注", "journal", "doi", "no.", "note"),
    keeps_rest=False,
    several=False,
)
KIND_WORDS = {
    "论文": "paper", "期刊论文": "paper", "会议论文": "paper", "article": "paper", "journal": "paper", "专利": "patent", "发明专利": "patent",
    "标准": "standard", "项目": "project", "课题": "project", "奖励": "award", "获奖": "award", "案例": "case", "解决案例": "case",
    **{str(value): str(value) for value in WorkKind.values},
}  # fmt: skip
LABELS = {
    "person": _("expert"), "organisation": _("organisation"), "kind": _("kind of work"), "title": _("title"),
    "body": _("content"), "year": _("year"),
}  # fmt: skip
EXAMPLES = {
    "zh": {"person": "张示例", "organisation": "示例大学", "kind": "论文", "title": "低温球阀阀座密封收缩补偿", "year": "2024"},
    "en": {"person": "Zhang Shili", "organisation": "Example University", "kind": "paper", "title": "Cryogenic valve seats"},
}  # fmt: skip


class WorksChecker:
    """Looks up the persons of some hundred rows at a time, in two queries."""

    def __init__(self, *, area: Area, by: Any) -> None:
        self.area, self.by = area, by
        self.seen: dict[tuple[int, str, Any], int] = {}

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]:
        names = {row.cells.get("person", "").strip() for row in rows}
        found = Person.objects.visible_to(self.by).filter(name__in=names, archived_at=None)
        persons: dict[str, list[Person]] = {}
        for person in found.select_related("area", "zone", "organisation").order_by("pk"):
            persons.setdefault(person.name, []).append(person)
        known = {
            (work.person_id, work.title, work.year)
            for work in Work.objects.filter(person__in=[one for some in persons.values() for one in some])
        }
        return [self._judge(row, persons, known) for row in rows]

    def _judge(self, row: SourceRow, persons: Mapping[str, list[Person]], known: set[Any]) -> CheckedRow:
        errors: list[Finding] = []
        values = self._read(row, errors)
        person = self._person(row, persons, errors)
        for name, wrong in check_values(Work, WORKS.fields, {"kind": WorkKind.PAPER, **values}).items():
            if not any(error.field == name for error in errors):
                errors += [finding(one.code or "invalid", one, field=name) for one in wrong]
        key = (person.pk if person else 0, values.get("title", ""), values.get("year"))
        first = self.seen.setdefault(key, row.row)
        if person is not None and values.get("title") and first != row.row:
            errors.append(finding("twice", _("The same work stands in row %(row)d already."), field="title", row=first))
        if errors or person is None:
            return CheckedRow(RowOutcome.ERROR, values, [_placed(one, row) for one in errors])
        outcome = RowOutcome.UNCHANGED if key in known else RowOutcome.NEW
        return CheckedRow(outcome, {**values, "person": person.pk})

    def _read(self, row: SourceRow, errors: list[Finding]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in ("kind", "title", "body", "year"):
            text = row.cells.get(name, "")
            if read.is_nothing(text):
                continue
            try:
                values[name] = read.year(text) if name == "year" else text
            except read.Unreadable as problem:
                texts = {language: problem.message.render(language) for language in ("zh-hans", "en")}
                errors.append(Finding("unreadable", texts, name))
        if "kind" in values:
            values["kind"] = KIND_WORDS.get(values["kind"].strip().casefold(), WorkKind.OTHER)
        return tidy_values(Work, WORKS.fields, values)

    def _person(self, row: SourceRow, persons: Mapping[str, list[Person]], errors: list[Finding]) -> Person | None:
        name, unit = row.cells.get("person", "").strip(), row.cells.get("organisation", "").strip()
        found = persons.get(name, [])
        if unit and len(found) > 1:
            found = [one for one in found if unit in (one.owner_name, one.organisation_name)]
        if len(found) == 1 and not inside(found[0].place, self.area):
            errors.append(finding("outside", _("The expert lies outside the area of this list."), field="person"))
        elif len(found) == 1 and not can(self.by, EXPERTS.permission("import"), found[0].place):
            errors.append(finding("permission", _("Your roles do not permit changing this record."), field="person"))
        elif len(found) == 1:
            return found[0]
        elif found:
            words = _("%(count)d persons have this name. Write the organisation, too.")
            errors.append(finding("several", words, field="person", count=len(found)))
        else:
            words = _("Nobody of this name is registered. Add the expert first, or correct the name.")
            errors.append(finding("unknown", words, field="person"))
        return None


def _placed(one: Finding, row: SourceRow) -> Finding:
    return Finding(one.code, one.texts, one.field, row.headers.get(one.field, ""), row.cells.get(one.field, ""))


class WorksImport:
    """See ``common.importing.nouns.ImportNoun``."""

    key = "works"
    label: Any = _("Works of experts")
    permission: str = EXPERTS.permission("import")
    vocabulary = VOCABULARY
    fields = tuple(LABELS.items())
    needed: tuple[str, ...] = ("person", "title")

    def example(self, language: str) -> Mapping[str, str]:
        return EXAMPLES["zh" if language.startswith("zh") else "en"]

    def choices(self, language: str) -> Mapping[str, Sequence[str]]:
        with translation.override("zh-hans" if language.startswith("zh") else "en"):
            return {"kind": [str(label) for label in WorkKind.labels]}

    def checker(self, *, area: Area, by: Any) -> WorksChecker:
        return WorksChecker(area=area, by=by)

    def write(self, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return write_works(rows, area=area, by=by, reason=reason)

    def revert(self, rows: Sequence[RowToRevert], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
        return revert_works(rows, by=by, reason=reason)
