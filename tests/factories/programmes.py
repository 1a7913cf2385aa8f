"""Programmes, rounds and applications for tests, through the domain functions."""

from datetime import date
from typing import Any

from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.programmes import add_programme, edit_programme
from duijie.programmes.domain.rounds import add_round, take_round_step
from duijie.programmes.models import Application, Round
from duijie.programmes.rules import papers_of

ANSWERS = {
    "birth_date": "1985-05-06", "post": "研发部长", "phone": "13800001111", "years": 8, "civil_servant": False,
    "statement": "走访园区企业，收集技术需求。",
}  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def open_round(
    *, area: Any, by: Any, opens: date, closes: date, template: str = "liaison_officers",
    rules: dict[str, Any] | None = None, name: str = "科创联络员", **values: Any,
) -> Round:  # fmt: skip
    """A programme from a template, with other ``rules`` where given, and a round that is open."""
    programme = add_programme(template=template, area=area, values={"name": name}, by=by)
    if rules:
        changed = {**programme.rules, **rules}
        programme = edit_programme(programme=programme, values={}, rules=changed, version=programme.version, by=by)
    made = add_round(
        programme=programme, values={"name": "首批", "opens_on": opens, "closes_on": closes, **values}, by=by
    )
    return take_round_step(round=made, verb="open", version=made.version, by=by)


def apply(
    *, round: Round, organisation: Any, by: Any, name: str, submitted: bool = True, **answers: Any  # noqa: A002
) -> Application:  # fmt: skip
    """An application, complete and submitted unless said otherwise."""
    person = answers.pop("person", None)
    values = {"name": name, "title": "工程师", "answers": {**ANSWERS, **answers}}
    made = begin_application(round=round, organisation=organisation, values=values, by=by, person=person)
    if not submitted:
        return made
    for paper in papers_of(round.rules):
        if paper.required:
            add_paper(application=made, key=paper.key, name=f"{paper.key}.pdf", chunks=[PDF], by=by)
    return submit(application=made, version=made.version, by=by)
