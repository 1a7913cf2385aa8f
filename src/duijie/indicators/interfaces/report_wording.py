"""The wording of a work report, an office's 工作总结: made of stored figures and cases, in the language in force.

Sentences name figures in braces; each becomes a number that leads to its evidence. Nothing here counts anything.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from duijie.common import site
from duijie.demands.grades import Grade
from duijie.demands.models import Satisfaction
from duijie.demands.stages import STAGES
from duijie.indicators.interfaces.report_blocks import Chart, Heading, Report, Run, Section, Table, Text, runs_of
from duijie.indicators.interfaces.report_figures import Figures, name_of, share
from duijie.indicators.interfaces.report_outlook import difficulties, next_steps
from duijie.indicators.periods import Period
from duijie.registry.models import Area

_STAGES_OF_PARTS = ("found", "published", "contacted", "solving", "solved")
_INDEX = (gettext_lazy("No."), gettext_lazy("Figure"), gettext_lazy("Value"), gettext_lazy("Evidence"))


def word_report(
    *, title: str, stored: Mapping[str, Any], cases: Iterable[Mapping[str, Any]], fingerprint: str, address: str,
    day: date,
) -> Report:  # fmt: skip
    """The report as blocks. ``address`` is that of the evidence of the figure ``KEY``."""
    figures = Figures(stored, address=address)
    sections = (
        Section(_("1. Overall"), [*_overall(figures)]), Section(_("2. Work and results"), [*_work(figures)]),
        Section(_("3. Typical cases"), [*_told(cases)]), Section(_("4. Difficulties"), [*difficulties(figures)]),
        Section(_("5. Next steps"), [*next_steps(figures)]),
    )  # fmt: skip
    site_now = site.current()
    period = period_words(stored)
    subtitle = "" if period in title else _("(%(period)s)") % {"period": period}
    return Report(
        title, subtitle, period, name_of(stored["area"]), site_now.owner, day_words(day), fingerprint, sections,
        _("Annex: sources of the figures"), tuple(str(one) for one in _INDEX), tuple(_index(figures, sections)),
        (
            _("All figures were counted from the records of the platform; each leads to the list of its demands."),
            _("A stage is counted on the day on which a demand first reached it. Archived records are left out; what"
              " was merged or reopened is counted once."),
            _("Fingerprint of figures and evidence: %(digest)s") % {"digest": fingerprint},
        ), get_language() or "zh-hans",
    )  # fmt: skip


def usual_title(area: str, period: str) -> str:
    """What a report is called, unless somebody calls it otherwise."""
    return _("%(area)s: work report on demands for science and technology, %(period)s") % {
        "area": area, "period": period,
    }  # fmt: skip


def title_of(area: Area, period: Period, language: str) -> str:
    """The usual title of a report of this area and period, in this language."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    with translation.override(language):
        return usual_title(name_of({"name": area.name, "name_en": area.name_en}), period_words(days))


def period_words(stored: Mapping[str, Any]) -> str:
    """The days of the report; a whole year or month by its name."""
    first, last = date.fromisoformat(stored["first"]), date.fromisoformat(stored["last"])
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return _("%(year)d") % {"year": first.year}
    return _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}


def day_words(day: date) -> str:
    return date_format(day, "Y年n月j日" if (get_language() or "zh").startswith("zh") else "j F Y")


def _overall(figures: Figures) -> Iterable[Text | Chart]:
    values: dict[str, Any] = {stage: figures.run(stage) for stage in STAGES}
    values |= {"area": name_of(figures.stored["area"]), "period": period_words(figures.stored)}
    stop = pgettext("end of a sentence", ".")
    sentences = (
        (
            ngettext(
                "{period}: {found} demand of firms was gathered in {area}",
                "{period}: {found} demands of firms were gathered in {area}",
                figures.number("found"),
            ),
            "found",
        ),
        (
            _("{verified} were verified, {published} published, {contacted} brought into contact; work began on"
              " {solving}, and {solved} were solved"),
            "solved",
        ),
    )  # fmt: skip
    told = (" " * _has_spaces()).join(words + _compared(figures, key) + stop for words, key in sentences)
    yield Text(runs_of(told, {**values, **_before(figures)}))
    if "days" in figures:
        sentence = _("From being found to being solved it took {days} working days in the middle (median).")
        yield Text(runs_of(sentence, {"days": figures.run("days")}))
    yield Chart(
        "funnel", "funnel", _("Figure 1: how far the demands found in the period have come"),
        tuple(str(stage.label) for stage in STAGES.values()), (_("Demands"),),
        *_plotted(figures, [("found" if key == "found" else f"cohort_{key}",) for key in STAGES]),
    )  # fmt: skip
    months = figures.stored["months"]
    if len(months) > 1:
        yield Chart(
            "time", "columns", _("Figure 2: found and solved over time"), tuple(months), _series(),
            *_plotted(figures, [(f"time.{one}.found", f"time.{one}.solved") for one in months]),
        )  # fmt: skip


def _work(figures: Figures) -> Iterable[Text | Heading | Chart | Table]:
    yield Heading(_("(1) Gathering demands"))
    yield from _list(figures, "kind", _("By kind:"))
    yield from _list(figures, "source", _("By source:"))
    yield from _list(figures, "industry", _("The industries with most demands:"))
    yield Heading(_("(2) Bringing both sides together"))
    values: dict[str, Any] = {
        key: figures.run(key)
        for key in ("matched", "contacted", "negotiating", "contracts", "contract_amount", "contracted",
                    "cohort_contacted", "cohort_solved")
    }  # fmt: skip
    yield Text(
        runs_of(
            ngettext(
                "{matched} demand was matched, {contacted} brought into contact, {negotiating} came into negotiation.",
                "{matched} demands were matched, {contacted} brought into contact, {negotiating} came into"
                " negotiation.",
                figures.number("matched"),
            ),
            values,
        )
    )
    found = figures.number("found")
    shares = {
        "contacted_share": share(figures.number("cohort_contacted"), found),
        "solved_share": share(figures.number("cohort_solved"), found),
    }
    sentence = _(
        "Of the demands found in the period, {cohort_contacted} have been brought into contact so far"
        " ({contacted_share}) and {cohort_solved} have been solved ({solved_share})."
    )
    yield Text(runs_of(sentence, {**values, **shares}))
    sentence = _(
        "Technology contracts signed: {contracts}, over {contract_amount} (10,000 yuan); demands they are for:"
        " {contracted}."
    )
    yield Text(runs_of(sentence, values))
    yield Heading(_("(3) Solving them"))
    yield from _solved(figures)
    if figures.stored["parts"]:
        yield Heading(_("(4) Counties and zones"))
        yield from _parts(figures)


def _list(figures: Figures, group: str, begin: str) -> Iterable[Text]:
    """One sentence: how many of each."""
    runs = [Run(begin + " " * _has_spaces())]
    for number, key in enumerate(figures.keys(group)):
        words = _("; {name}: {count}") if number else _("{name}: {count}")
        runs += runs_of(words, {"name": figures.name(key), "count": figures.run(key)})
    if len(runs) > 1:
        yield Text((*runs, Run(pgettext("end of a sentence", "."))))


def _solved(figures: Figures) -> Iterable[Text]:
    values: dict[str, Any] = {grade: figures.run(f"grade.{grade}") for grade in Grade.values}
    values |= {key: figures.run(key) for key in ("solved", "rated", "satisfied")}
    values["share"] = share(figures.number("satisfied"), figures.number("rated"))
    sentence = _(
        "Of the {solved} solved demands, {third_party} are proven by a third party, {registered} by a registered"
        " contract, {confirmed} by the firm; of {declared} there is only the statement of those concerned."
    )
    yield Text(runs_of(sentence, values))
    if figures.number("common"):
        counted = {key: figures.run(key) for key in ("problems", "services", "common")}
        sentence = _(
            "A common problem of several firms counts as one: {problems} technical problems were solved, {common} of"
            " them common ones, and firms were served {services} times."
        )
        yield Text(runs_of(sentence, counted))
    if figures.number("rated"):
        sentence = ngettext(
            "Firms rated {rated} demand; with {satisfied} of them they were satisfied ({share}).",
            "Firms rated {rated} demands; with {satisfied} of them they were satisfied ({share}).",
            figures.number("rated"),
        )
        yield Text(runs_of(sentence, values))


def _parts(figures: Figures) -> Iterable[Table | Chart | Text]:
    parts = figures.stored["parts"]
    rows = tuple(
        (Run(name_of(part)), *(figures.run(f"part.{part['code']}.{stage}") for stage in _STAGES_OF_PARTS))
        for part in parts
    )
    heads = (_("County or zone"), *(str(STAGES[stage].label) for stage in _STAGES_OF_PARTS))
    yield Table(_("Table 1: counties and zones"), heads, rows)
    yield Text((Run(_("A zone's demands are counted in their county too.")),))
    yield Chart(
        "parts", "bars", _("Figure 3: found and solved by county and zone"), tuple(name_of(part) for part in parts),
        _series(),
        *_plotted(figures, [(f"part.{part['code']}.found", f"part.{part['code']}.solved") for part in parts]),
    )  # fmt: skip


def _series() -> tuple[str, str]:
    return pgettext("demands in a month", "Found"), pgettext("demands in a month", "Solved")


def _plotted(figures: Figures, keys: Iterable[tuple[str, ...]]) -> tuple[Any, Any]:
    """Numbers and keys of a chart."""
    told = tuple(keys)
    return tuple(tuple(figures.number(key) for key in row) for row in told), told


def _told(cases: Iterable[Mapping[str, Any]]) -> Iterable[Text | Heading]:
    number = 0
    for number, case in enumerate(cases, start=1):
        yield Heading(_("Case %(number)d: %(title)s") % {"number": number, "title": case["title"]})
        # A report of an earlier version keeps the Chinese name alone.
        told = {**case, "area": name_of({"name": case["area"], "name_en": case.get("area_en", "")})}
        yield Text((Run(_("%(firm)s (%(area)s) asked: %(problem)s") % told),))
        if case["result"]:
            yield Text((Run(_("Result: %(result)s") % case),))
        said = _("Grade of proof: %(grade)s.") % {"grade": Grade(case["grade"]).label if case["grade"] else "–"}
        if case["satisfaction"]:
            said += " " * _has_spaces() + _("The firm: %(satisfaction)s. %(comment)s") % {
                "satisfaction": Satisfaction(case["satisfaction"]).label, "comment": case["comment"],
            }  # fmt: skip
        yield Text((Run(said.strip()),))
    if not number:
        yield Text((Run(_("No demand was solved in the period that can be told as a case.")),))


def _before(figures: Figures) -> dict[str, Run]:
    return {f"{key}_before": figures.run(f"{key}_before") for key in ("found", "solved")}


def _compared(figures: Figures, key: str) -> str:
    """How it was in the same period of the year before."""
    now, then = figures.number(key), figures.number(f"{key}_before")
    place = {"before": f"{{{key}_before}}", "change": share(abs(now - then), then)}
    if not then:
        return ""
    words = (
        _(", as in the same period of the year before (%(before)s)") if now == then
        else _(", against %(before)s in the same period of the year before (%(change)s more)") if now > then
        else _(", against %(before)s in the same period of the year before (%(change)s less)")
    )  # fmt: skip
    return words % place


def _index(figures: Figures, sections: Iterable[Section]) -> Iterable[tuple[str, str, str, str]]:
    """Every figure that is told anywhere, in the order of its first place."""
    told: dict[str, None] = {}
    for section in sections:
        for block in section.blocks:
            told |= dict.fromkeys(run.figure for run in _runs(block) if run.figure in figures)
    for key in told:
        yield key, figures.label(key), figures.value(key), figures.address(key)


def _runs(block: Any) -> Iterable[Run]:
    if isinstance(block, Text):
        return block.runs
    if isinstance(block, Chart):
        return (Run("", key) for row in block.figures for key in row)
    return (run for row in block.rows for run in row) if isinstance(block, Table) else ()


def _has_spaces() -> int:
    """1 where sentences stand apart by a space."""
    return 0 if (get_language() or "zh").startswith("zh") else 1
