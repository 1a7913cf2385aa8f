"""Forms as data: definitions that are refused, answers whatever they came by, workbooks there and back."""

import copy
import io
import zipfile
import zlib
from typing import Any

import jsonschema_rs
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.forms import ANSWERS, DEFINITION, FORM

from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.tree import read_condition
from duijie.programmes.faults import Faults
from duijie.programmes.forms.answer_facts import facts_with
from duijie.programmes.forms.answers import check_answers
from duijie.programmes.forms.json_schema import schema_of
from duijie.programmes.forms.papers import check_paper
from duijie.programmes.forms.reading import read_form
from duijie.programmes.forms.workbook import form_workbook, read_workbook

FIELDS = DEFINITION.by_key()
SCHEMA = jsonschema_rs.validator_for(schema_of(DEFINITION))


def changed(place: tuple[Any, ...], value: Any) -> Any:
    """The form with another value at a place; ``...`` takes the entry off."""
    data: Any = copy.deepcopy(FORM)
    node = data
    for step in place[:-1]:
        node = node[step]
    if value is ...:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return data


def at(section: int, field: int, *entry: Any) -> tuple[Any, ...]:
    return ("sections", section, "fields", field, *entry)


def test_a_form_is_read_and_written_back_the_same():
    assert DEFINITION.as_json() == FORM
    assert read_form(DEFINITION.as_json()) == DEFINITION
    assert DEFINITION.stated() == {"person.birth_date": "born", "person.owns_host": "owner"}


@pytest.mark.parametrize(
    "data, place, field, code",
    [
        ([], "", "sections", "wrong-type"),
        ({"sections": []}, "", "sections", "too-many"),
        ({**FORM, "script": "x"}, "", "sections", "wrong-type"),
        (changed(("sections", 0, "title"), {}), "0", "title", "required"),
        (changed(("sections", 1, "fields"), []), "1", "fields", "empty"),
        (changed(at(0, 0, "kind"), "html"), "0.0", "kind", "unknown-kind"),
        (changed(at(0, 0, "key"), "Name"), "0.0", "key", "wrong-type"),
        (changed(at(0, 1, "key"), "name"), "0.1", "key", "twice"),
        (changed(at(0, 0, "required"), "yes"), "0.0", "required", "wrong-type"),
        (changed(at(0, 0, "most"), -1), "0.0", "most", "wrong-type"),
        (changed(at(0, 0, "onclick"), "x"), "0.0", "onclick", "unknown-entry"),
        (changed(at(0, 1, "from"), "2011-02-30"), "0.1", "from", "wrong-type"),
        (changed(at(0, 1, "from"), "2012-01-01"), "0.1", "least", "out-of-order"),
        (changed(at(0, 1, "states"), "person.height"), "0.1", "states", "unknown-fact"),
        (changed(at(0, 0, "states"), "person.owns_host"), "0.0", "states", "unknown-fact"),
        (changed(at(0, 2, "choices"), []), "0.2", "choices", "wrong-type"),
        (changed(at(0, 2, "choices"), [RANK := FORM["sections"][0]["fields"][2]["choices"][0], RANK]), "0.2",
         "choices 2", "twice"),
        (changed(at(0, 2, "prefill"), "person.password"), "0.2", "prefill", "unknown-prefill"),
        (changed(at(0, 2, "prefill"), "unit.name"), "0.2", "prefill", "unknown-prefill"),
        (changed(at(0, 1, "shown_if"), {"fact": "form.owner", "is": "is", "value": True}), "0.1", "shown_if fact",
         "unknown-fact"),
        (changed(at(1, 3, "columns", 0, "kind"), "table"), "1.3.0", "kind", "unknown-kind"),
        (changed(at(1, 3, "columns", 1, "key"), "who"), "1.3", "columns", "twice"),
        (changed(at(1, 5, "suffixes"), [".exe"]), "1.5", "suffixes", "wrong-type"),
        (changed(at(1, 5, "most"), 500), "1.5", "most", "wrong-type"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_form_is_named_at_its_place(data, place, field, code):
    with pytest.raises(Faults) as caught:
        read_form(data)
    told = [(one.place, " ".join(one.field.split()), one.code) for one in caught.value.found]
    assert (place, field, code) in told


def test_complete_answers_are_kept_as_they_are():
    checked = check_answers(DEFINITION, ANSWERS)
    assert (checked.answers, checked.faults, checked.missing) == (ANSWERS, (), ())
    assert checked.is_complete


@pytest.mark.parametrize(
    "answers, place, field, code",
    [
        ([], "", "", "wrong-type"),
        ({"salary": 1}, "", "salary", "unknown-field"),
        ({"name": ["x"]}, "", "name", "wrong-type"),
        ({"name": "长" * 31}, "", "name", "too-long"),
        ({"plan": "x" * (10 << 20)}, "", "plan", "too-long"),
        ({"name": "a\0b"}, "", "name", "no-text"),
        ({"name": "\ud800"}, "", "name", "no-text"),
        ({"born": "1980-5-1"}, "", "born", "wrong-type"),
        ({"born": "2011-01-01"}, "", "born", "out-of-range"),
        ({"rank": "king"}, "", "rank", "wrong-type"),
        ({"owner": "yes"}, "", "owner", "wrong-type"),
        ({"owner": True, "share": 100.5}, "", "share", "out-of-range"),
        ({"owner": True, "share": 1.234}, "", "share", "decimals"),
        ({"owner": True, "share": True}, "", "share", "wrong-type"),
        ({"money": -1}, "", "money", "out-of-range"),
        ({"money": float("inf")}, "", "money", "out-of-range"),
        ({"money": float("nan")}, "", "money", "out-of-range"),
        ({"ways": "senior"}, "", "ways", "wrong-type"),
        ({"team": [{}] * 6}, "", "team", "too-many"),
        ({"team": {"who": 1}}, "", "team", "wrong-type"),
        ({"team": [{"who": {"name": "甲", "number": None}}, {"years": 1.5}]}, "team.1", "years", "decimals"),
        ({"team": [{"age": 3}]}, "team.0", "age", "unknown-field"),
        ({"host": {"name": "甲", "number": -1}}, "", "host", "wrong-type"),
        ({"host": "甲"}, "", "host", "wrong-type"),
        ({"proof": {"name": "a.exe", "sha256": "0" * 64}}, "", "proof", "kind"),
        ({"proof": {"name": "a.pdf", "sha256": "../../x"}}, "", "proof", "wrong-type"),
    ],
)
def test_wrong_answers_are_named_and_the_others_are_kept(answers, place, field, code):
    checked = check_answers(DEFINITION, answers)
    assert (place, field, code) in [(one.place, one.field, one.code) for one in checked.faults]
    if isinstance(answers, dict):
        rest = check_answers(DEFINITION, {**ANSWERS, **answers}).answers
        assert set(rest) >= set(ANSWERS) - set(answers) - {"share"}


def test_a_draft_tells_what_is_missing_and_asks_only_what_is_shown():
    checked = check_answers(DEFINITION, {"owner": False, "share": 5, "team": [{"years": 1}]})
    assert checked.hidden == {"share"}
    assert "share" not in checked.answers
    assert [(one.place, one.field) for one in checked.missing] == [("", "name"), ("", "born"), ("team.0", "who")]
    shown = check_answers(DEFINITION, {"owner": True})
    assert [one.field for one in shown.missing] == ["name", "born", "share"]


def test_answers_are_facts_of_conditions():
    facts = facts_with(DEFINITION, table())
    condition = read_condition(
        {"all": [{"fact": "form.team", "is": "ge", "value": 1}, {"fact": "form.rank", "is": "is", "value": "senior"}]},
        facts,
    )
    assert [one.fact.name for one in condition.parts] == ["form.team", "form.rank"]  # type: ignore[union-attr]


def test_a_workbook_is_written_and_read_back(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_workbook(DEFINITION, "申报表", {**ANSWERS, "name": "=1+1"}))
    book = openpyxl.load_workbook(path)
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    read = read_workbook(DEFINITION, path)
    assert (read.checked.answers, read.errors) == ({**ANSWERS, "name": "=1+1"}, ())


def test_mistakes_in_a_workbook_are_named_by_sheet_row_and_field(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_workbook(DEFINITION, "申报表", ANSWERS))
    book = openpyxl.load_workbook(path)
    first, team = book.worksheets
    rows = {row[0].value: row[0].row for row in first.iter_rows(max_col=1)}
    first.cell(rows["born"], 3, "1980年13月1日")
    first.cell(rows["owner"], 3, "也许")
    first.cell(rows["money"], 3, "三十")
    first.cell(rows["plan"], 1, "plans")
    team.cell(3, 3, "一年")
    book.save(path)
    read = read_workbook(DEFINITION, path)
    assert [(one.sheet, one.row, one.field) for one in read.errors if one.sheet == team.title] == [
        (team.title, 3, "年限")
    ]
    wrong = {(one.row, one.field) for one in read.errors if one.sheet == first.title}
    assert wrong >= {(rows["born"], "出生日期"), (rows["owner"], "是否持股"), (rows["money"], "经费")}
    assert read.checked.answers["name"] == "沈岚"


PACKED = b"%PDF-1.7\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + zlib.compress(b"<< /S /JavaScript >>")


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    "name, content, code",
    [
        ("a.exe", b"MZ", "kind"),
        ("a.pdf", b"<html><script>alert(1)</script>", "disguised"),
        ("a.pdf", b"MZ\x90", "disguised"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7\n/OpenAction << /S /JavaScript /JS (x) >>", "runs"),
        ("a.pdf", b"%PDF-1.7\n<< /S /J#61vaScript >>", "runs"),
        ("a.pdf", PACKED, "runs"),
        ("a.pdf", b"%PDF-1.7\n" + b"x" * (1 << 20), "too-large"),
        ("a.docx", package("word/document.xml", "word/vbaProject.bin"), "runs"),
        ("a.docx", package("word/document.xml", "word/embeddings/run.exe"), "runs"),
        ("a.docx", b"PK\x03\x04 broken", "disguised"),
    ],
)  # fmt: skip
def test_papers_that_are_not_what_was_asked_for_are_refused(name, content, code):
    with pytest.raises(ValidationError) as caught:
        check_paper(FIELDS["proof"], name, [content])
    assert [one.code for one in caught.value.error_list] == [code]


def test_a_paper_is_kept_with_its_digest():
    paper = check_paper(FIELDS["proof"], "../佐证.PDF", [b"%PDF-1.4\n", b"1 0 obj\n"])
    assert (paper.name, paper.content) == ("佐证.PDF", b"%PDF-1.4\n1 0 obj\n")
    assert check_answers(DEFINITION, {"proof": paper.answer}).answers == {"proof": paper.answer}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(list(FIELDS)), anything, max_size=6))
def test_whatever_is_sent_is_kept_right_or_named(data):
    checked = check_answers(DEFINITION, data)
    again = check_answers(DEFINITION, checked.answers)
    assert (again.answers, again.faults) == (checked.answers, ())
    assert all(str(one) for one in checked.faults)


@pytest.mark.parametrize(
    "change, fits",
    [
        ({}, True),
        ({"owner": None}, False),
        ({"salary": 1}, False),
        ({"name": "长" * 31}, False),
        ({"born": "1980-5-1"}, False),
        ({"rank": "king"}, False),
        ({"share": 101}, False),
        ({"money": -1}, False),
        ({"ways": ["senior", "king"]}, False),
        ({"team": [{"years": 1}]}, False),
        ({"team": [{"who": {"name": "甲"}, "age": 1}]}, False),
        ({"host": {"name": "甲", "number": 0}}, False),
        ({"proof": {"name": "a.pdf", "sha256": "0" * 64}}, True),
    ],
)
def test_the_schema_for_programs_takes_what_the_check_takes(change, fits):
    data = {**ANSWERS, **change}
    assert SCHEMA.is_valid(data) is fits
    if not fits and change != {"owner": None}:
        assert not check_answers(DEFINITION, data).is_complete
