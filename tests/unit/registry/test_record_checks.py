"""Values of records: what is tidied, and what is refused, for every kind of field that a table can name."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from duijie.registry.models import Area, Organisation
from duijie.registry.record_checks import check_values, split_words, tidy_values
from duijie.registry.register import FieldKind, kind_of, registers

REGISTERS = {one.key: one for one in registers() if not one.has_own_pages}
SERVICES, DEMANDS, ACHIEVEMENTS, PERSONS = (
    REGISTERS[key] for key in ("services", "demands", "achievements", "persons")
)
COUNTY = Area(name="北渡县", code="970121", path="97/9701/970121/", kind="county")
ZONE = Area(name="高新区", code="9701Z1", path="97/9701/9701Z1/", kind="zone", is_management=True)
EVERY_FIELD = [
    (register.key, part.key if part else "", one.name)
    for register in registers()
    for part in (None, *register.parts)
    for one in (part or register).fields
]


def table(key: str, part: str = ""):
    register = next(one for one in registers() if one.key == key)
    owner = register.part_of(part) if part else register
    return owner.model, owner.fields


def tidy(register, **values):
    return tidy_values(register.model, register.fields, values)


def wrong(register, **values):
    """Codes by field, of what is wrong with a complete record that has these values."""
    blank = {one.name: getattr(register.blank(), one.name) for one in register.fields if one.name not in LINKS}
    whole = {**blank, register.title: "某某", "area": COUNTY, **values}
    found = check_values(register.model, register.fields, whole)
    return {name: [error.code for error in errors] for name, errors in found.items()}


LINKS = {"area", "zone", "organisation", "department"}


def refused(register, **values):
    with pytest.raises(ValidationError) as caught:
        tidy(register, **values)
    return {name: [one.code for one in errors] for name, errors in caught.value.error_dict.items()}


@pytest.mark.parametrize("key, register", REGISTERS.items())
def test_a_title_and_an_area_are_enough_for_the_fields(key, register):
    assert wrong(register) == {}


@pytest.mark.parametrize("key, register", REGISTERS.items())
def test_what_is_needed_is_asked_for(key, register):
    needed = {one.name for one in register.fields if one.needed}
    assert register.title in needed
    empty = {one.name: None if one.name in LINKS else "" for one in register.fields}
    found = check_values(register.model, register.fields, empty)
    assert {name for name, errors in found.items() if [one.code for one in errors] == ["required"]} == needed


def test_fields_that_no_table_names_are_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        tidy(DEMANDS, state="closed")
    with pytest.raises(TypeError):
        tidy(DEMANDS, archived_at=None)


@pytest.mark.parametrize(
    "register, name, value, kept",
    [
        (DEMANDS, "title", "  轴承\t检测 \n 难题 ", "轴承 检测 难题"),
        (DEMANDS, "title", "轴承\x07\x1b[31m检测", "轴承[31m检测"),
        (DEMANDS, "title", None, ""),
        (DEMANDS, "body", " 一\r\n二\r三\x0b ", "一\n二\n三"),
        (PERSONS, "name", " 张 三（兼） ", "张三(兼)"),
        (DEMANDS, "organisation_name", "云溪　恒力 公司", "云溪恒力公司"),
        (DEMANDS, "keywords", "轴承，检测、轴承|视觉\n;", "轴承；检测；视觉"),
        (DEMANDS, "keywords", ["轴承", "检测"], "轴承；检测"),
        (DEMANDS, "keywords", None, ""),
        (ACHIEVEMENTS, "modes", ["licence", "transfer", "licence"], "licence,transfer"),
        (ACHIEVEMENTS, "modes", "licence,,transfer", "licence,transfer"),
        (ACHIEVEMENTS, "kind", None, ""),
        (ACHIEVEMENTS, "price", "12.50", Decimal("12.50")),
        (ACHIEVEMENTS, "price", 3, Decimal(3)),
        (ACHIEVEMENTS, "price", "", None),
        (ACHIEVEMENTS, "trl", "7", 7),
        (ACHIEVEMENTS, "trl", "", None),
        (ACHIEVEMENTS, "published_on", "2022-03-28", date(2022, 3, 28)),
        (ACHIEVEMENTS, "published_on", None, None),
        (PERSONS, "is_expert", None, False),
        (PERSONS, "is_expert", True, True),
        (DEMANDS, "area", COUNTY, COUNTY),
        (DEMANDS, "organisation", None, None),
    ],
)
def test_values_are_tidied(register, name, value, kept):
    assert tidy(register, **{name: value}) == {name: kept}


BAD = {
    FieldKind.TEXT: [7, b"x", ["x"], {"a": 1}, True],
    FieldKind.LONG: [7, b"x", ["x"]],
    FieldKind.CHOICE: [7, ["other"], True],
    FieldKind.SEVERAL: [7, [7], True],
    FieldKind.KEYWORDS: [7, [7], True],
    FieldKind.INTEGER: ["viele", "1.5", 1.5, Decimal("1.5"), True, [], float("nan"), "9" * 5000],
    FieldKind.DECIMAL: ["viel", "1,5", True, [], {"a": 1}],
    FieldKind.DATE: ["2022-13-40", "morgen", 20220328, datetime(2022, 3, 28, tzinfo=UTC), True],
    FieldKind.YESNO: ["yes", "false", 1, "否", []],
    FieldKind.AREA: ["970121", 7, Organisation()],
    FieldKind.ZONE: ["9701Z1", 7],
    FieldKind.ORGANISATION: ["某公司", 7, Area()],
    FieldKind.DEPARTMENT: ["科技局", 7, Area()],
}


@pytest.mark.parametrize("key, part, name", EVERY_FIELD)
def test_values_of_a_wrong_type_are_refused_before_they_reach_a_row(key, part, name):
    model, fields = table(key, part)
    kind = kind_of(model, next(one for one in fields if one.name == name))
    for value in BAD[kind]:
        with pytest.raises(ValidationError) as caught:
            tidy_values(model, fields, {name: value})
        assert [error.code for error in caught.value.error_dict[name]] == ["type"], value


@pytest.mark.parametrize("key, part, name", EVERY_FIELD)
@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "\udfff"])
def test_what_no_database_stores_is_refused_in_every_text(key, part, name, text):
    model, fields = table(key, part)
    one = next(one for one in fields if one.name == name)
    if kind_of(model, one) not in (FieldKind.TEXT, FieldKind.LONG, FieldKind.KEYWORDS):
        return
    values = tidy_values(model, fields, {name: text})
    assert [error.code for error in check_values(model, (one,), values)[name]] == ["no-text"]


def test_an_owner_as_written_is_checked_like_a_text():
    assert wrong(DEMANDS, organisation_name="a\ud800") == {"organisation": ["no-text"]}
    assert wrong(DEMANDS, organisation_name="长" * 121) == {"organisation": ["too-long"]}
    assert wrong(DEMANDS, organisation_name="长" * 120) == {}


@pytest.mark.parametrize("key, part, name", EVERY_FIELD)
def test_texts_are_as_long_as_their_column_and_no_longer(key, part, name):
    model, fields = table(key, part)
    one = next(one for one in fields if one.name == name)
    kind = kind_of(model, one)
    if kind not in (FieldKind.TEXT, FieldKind.LONG, FieldKind.KEYWORDS) or name == "email":
        return
    most = model._meta.get_field(name).max_length or 20_000
    assert name not in check_values(model, (one,), {name: "字" * most})
    assert [error.code for error in check_values(model, (one,), {name: "字" * (most + 1)})[name]] == ["too-long"]


@pytest.mark.parametrize(
    "register, name, value, code",
    [
        (ACHIEVEMENTS, "kind", "perpetuum", "unknown"),
        (ACHIEVEMENTS, "modes", "licence,theft", "unknown"),
        (ACHIEVEMENTS, "price", Decimal("NaN"), "number"),
        (ACHIEVEMENTS, "price", Decimal("sNaN"), "number"),
        (ACHIEVEMENTS, "price", Decimal("Infinity"), "number"),
        (ACHIEVEMENTS, "price", Decimal("-Infinity"), "number"),
        (ACHIEVEMENTS, "price", Decimal("1E+400"), "max_digits"),
        (ACHIEVEMENTS, "price", Decimal("1E+999999"), "max_digits"),
        (ACHIEVEMENTS, "price", Decimal("1E-400"), "max_digits"),
        (ACHIEVEMENTS, "price", Decimal("1.234"), "max_decimal_places"),
        (ACHIEVEMENTS, "price", Decimal("12345678901"), "max_whole_digits"),
        (ACHIEVEMENTS, "price", Decimal(-1), "min_value"),
        (ACHIEVEMENTS, "trl", 0, "min_value"),
        (ACHIEVEMENTS, "trl", 10, "max_value"),
        (ACHIEVEMENTS, "trl", -1, "range"),
        (ACHIEVEMENTS, "trl", 10**30, "range"),
        (REGISTERS["experts"], "capacity", 32_768, "range"),
        (ACHIEVEMENTS, "published_on", date(1899, 12, 31), "date"),
        (ACHIEVEMENTS, "published_on", date(2200, 1, 2), "date"),
        (PERSONS, "email", "kein@", "invalid"),
        (PERSONS, "email", "a b@example.org", "invalid"),
        (DEMANDS, "area", ZONE, "zone"),
        (DEMANDS, "zone", COUNTY, "no-zone"),
    ],
)
def test_absurd_values_are_refused_with_a_code(register, name, value, code):
    assert wrong(register, **{name: value}) == {name: [code]}


def test_a_range_ends_after_it_begins():
    assert wrong(DEMANDS, budget_from=Decimal(80), budget_to=Decimal(20)) == {"budget_to": ["order"]}
    assert wrong(DEMANDS, budget_from=Decimal(80), budget_to=Decimal(80)) == {}
    assert wrong(DEMANDS, budget_from=Decimal("NaN"), budget_to=Decimal(80)) == {"budget_from": ["number"]}
    assert wrong(SERVICES, price_from=None, price_to=Decimal(80)) == {}


def test_several_things_are_said_at_once():
    assert refused(DEMANDS, title=7, deadline="x", language="zh") == {"title": ["type"], "deadline": ["type"]}


def test_keywords_are_split_at_every_separator_in_use():
    assert split_words("a;b；c,d，e、f|g\nh\ti") == tuple("abcdefghi")
    assert split_words(" 数控 机床 ,, ") == ("数控 机床",)
