"""Builders: what is shown is sent back unchanged; each deed changes what it says; nothing sent breaks them."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from tests.factories.forms import FORM
from tests.factories.sent_forms import sent

from duijie.programmes.builders.condition_builder import ConditionsField
from duijie.programmes.builders.deeds import DEEPEST, is_building
from duijie.programmes.builders.form_builder import FormDefinitionField
from duijie.programmes.conditions.facts import table

AGE = {"fact": "person.age", "is": "le", "value": 58, "on": "closing"}
RANK = {"fact": "person.rank", "is": "at_least", "value": "intermediate", "on": "2026-03-01"}
HNTE = {"fact": "host.is_hnte", "is": "is", "value": False, "on": "opening", "words": {"zh": "非高企"}}
KIND = {"fact": "host.kind", "is": "one_of", "value": ["enterprise", "hospital"]}
BORN = {"fact": "person.birth_date", "is": "between", "value": ["1960-01-01", "2000-01-01"]}
MANY = [AGE, {"any": [RANK, {"at_least": 2, "of": [HNTE, KIND, BORN]}]}, {"not": AGE}]


class Page(forms.Form):
    conditions = ConditionsField(facts=table, address="/page/", required=False)
    form = FormDefinitionField(address="/page/", required=False)


def shown(name: str, value: Any) -> str:
    return str(Page(initial={name: value})[name])


def do(name: str, value: Any, deed: str, **typed: Any) -> Any:
    """The draft after a deed, sent with everything that is on the page."""
    data = sent(shown(name, value), **typed)
    data[f"{name}-do"] = deed
    assert is_building(data)
    page = Page(data)
    page.is_valid()
    return page[name].value()


def test_conditions_come_back_as_they_were_shown():
    page = Page(sent(shown("conditions", MANY) + shown("form", FORM)))
    assert page.is_valid(), page.errors
    assert page.cleaned_data == {"conditions": MANY, "form": FORM}
    assert not is_building(page.data)


@pytest.mark.parametrize(
    "deed, after",
    [
        ("compare:", [*MANY, {"fact": "", "is": "", "value": ""}]),
        ("any:", [*MANY, {"any": []}]),
        ("up:1", [MANY[1], MANY[0], MANY[2]]),
        ("up:0", MANY),
        ("down:1.0", [AGE, {"any": [MANY[1]["any"][1], RANK]}, MANY[2]]),  # type: ignore[index]
        ("remove:1.1.0", [AGE, {"any": [RANK, {"at_least": 2, "of": [KIND, BORN]}]}, MANY[2]]),
        ("remove:2.0", [AGE, MANY[1], {"not": {}}]),
        ("compare:2", [AGE, MANY[1], {"not": {"any": [AGE, {"fact": "", "is": "", "value": ""}]}}]),
        ("wrap:0", [{"any": [AGE]}, *MANY[1:]]),
        ("unwrap:1.1", [AGE, {"any": [RANK, HNTE, KIND, BORN]}, MANY[2]]),
        ("unwrap:2", [AGE, MANY[1], AGE]),
        ("remove:9", MANY),
        ("remove:0.0", MANY),
        ("up:", MANY),
        ("explode:0", MANY),
        ("up:-1", MANY),
        ("up:１.x", MANY),
    ],
)
def test_deeds_change_conditions(deed, after):
    assert do("conditions", MANY, deed).draft == after


def test_what_is_typed_is_taken_along_and_can_be_undone():
    built = do("conditions", MANY, "show:", **{"conditions-0-value": "60", "conditions-1-join": "all"})
    assert built.draft == [{**AGE, "value": 60}, {"all": MANY[1]["any"]}, MANY[2]]  # type: ignore[index]
    data = QueryDict(mutable=True)
    data.update({"conditions": built.text, "conditions-steps": built.steps_text, "conditions-do": "undo"})
    assert Page(data)["conditions"].value().draft == MANY


def test_another_fact_begins_a_new_comparison():
    built = do("conditions", [AGE], "show:", **{"conditions-0-fact": "person.rank"})
    assert built.draft == [{"fact": "person.rank", "is": "at_least", "value": "", "on": "closing"}]


@pytest.mark.parametrize("value", ["old", "1e999", "", "nan"])
def test_what_is_no_number_is_refused_at_its_place(value):
    page = Page(sent(shown("conditions", [AGE]), **{"conditions-0-value": value}))
    assert not page.is_valid()
    assert [one.code for one in page.errors.as_data()["conditions"]] == ["wrong-value"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[[[", "5", "null", '{"all": []}', '"x"', "[5]", '[{"all": 5}]', "[" * 100_000,
     "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
     '[{"any": [{"not": 3}, null, {"fact": ["x"], "is": {}, "value": {}, "on": 3, "words": 5}]}]'],
)  # fmt: skip
@pytest.mark.parametrize("name", ["conditions", "form"])
@pytest.mark.parametrize("deed", ["", "up:0", "remove:0.0", "compare:0", "column:0.0", "undo"])
def test_nothing_that_is_sent_breaks_a_builder(name, text, deed):
    data = QueryDict(mutable=True)
    data.update({name: text, f"{name}-steps": text, f"{name}-do": deed})
    page = Page(data)
    page.is_valid()
    assert f'id="{name}-builder"' in str(page[name])


def keys(draft: Any) -> list[list[str]]:
    return [[one["key"] for one in section["fields"]] for section in draft["sections"]]


FIRST = ["name", "born", "rank", "owner", "share"]
SECOND = ["plan", "money", "ways", "team", "host", "proof"]


@pytest.mark.parametrize(
    "deed, after",
    [
        ("up:0.1", [["born", "name", "rank", "owner", "share"], SECOND]),
        ("down:0.4", [FIRST[:4], ["share", *SECOND]]),
        ("up:1.0", [[*FIRST, "plan"], SECOND[1:]]),
        ("down:0", [SECOND, FIRST]),
        ("remove:1.3", [FIRST, ["plan", "money", "ways", "host", "proof"]]),
        ("copy:0.0", [["name", "name_1", *FIRST[1:]], SECOND]),
        ("field:0", [[*FIRST, "field_1"], SECOND]),
        ("section:", [FIRST, SECOND, ["field_1"]]),
        ("up:0.0", [FIRST, SECOND]),
        ("down:7.7", [FIRST, SECOND]),
    ],
)
def test_deeds_change_forms(deed, after):
    assert keys(do("form", FORM, deed).draft) == after


def test_columns_are_added_moved_and_removed():
    def columns(deed: str) -> list[str]:
        return [one["key"] for one in do("form", FORM, deed).draft["sections"][1]["fields"][3]["columns"]]

    assert columns("column:1.3") == ["who", "since", "years", "column_1"]
    assert columns("down:1.3.0") == ["since", "who", "years"]
    assert columns("remove:1.3.2") == ["who", "since"]


def test_a_field_of_another_kind_keeps_what_fits():
    built = do("form", FORM, "show:", **{"form-0.2-kind": "several", "form-1.1-kind": "table"})
    ranks, money = built.draft["sections"][0]["fields"][2], built.draft["sections"][1]["fields"][1]
    assert (ranks["choices"], "prefill" in ranks) == (FORM["sections"][0]["fields"][2]["choices"], False)
    assert [one["key"] for one in money["columns"]] == ["column_1"]


def test_a_field_is_made_to_depend_on_one_above_it():
    built = do("form", FORM, "show:", **{"form-1.0-if-fact": "form.rank"})
    assert built.draft["sections"][1]["fields"][0]["shown_if"] == {"fact": "form.rank", "is": "is", "value": ""}
    freed = do("form", FORM, "show:", **{"form-0.4-if-fact": ""})
    assert "shown_if" not in freed.draft["sections"][0]["fields"][4]


def test_the_preview_is_what_applicants_get_and_sends_nothing():
    html = shown("form", FORM)
    assert "<fieldset disabled" in html
    assert not [name for name in sent(html) if not name.startswith("form")]
