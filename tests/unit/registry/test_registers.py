"""The tables of registers: complete, in both languages, and of one meaning each."""

from collections import Counter

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import translation

from duijie.registry.interfaces.record_columns import columns_of, ordering
from duijie.registry.interfaces.record_filters import RecordFilter
from duijie.registry.interfaces.record_forms import form_field
from duijie.registry.interfaces.record_words import CARRIED, choice_of, choice_words, labels_of, vocabulary_of
from duijie.registry.register import (
    FieldKind,
    Listed,
    Register,
    kind_of,
    label_of,
    model_field,
    register_of,
    registers,
)  # fmt: skip
from duijie_match.lists.vocabulary import normalise

EVERY = {one.key: one for one in registers()}
COMMON = {key: one for key, one in EVERY.items() if not one.has_own_pages}
TABLES = [
    pytest.param(owner.model, owner.fields, id=f"{register.key}{f'-{owner.key}' if owner is not register else ''}")
    for register in EVERY.values()
    for owner in (register, *register.parts)
]
CHOSEN = [
    pytest.param(register, one, id=f"{register.key}-{one.name}")
    for register in COMMON.values()
    for one in register.fields
    if kind_of(register.model, one) in (FieldKind.CHOICE, FieldKind.SEVERAL)
]


def test_the_registers_are_these():
    assert set(EVERY) == {
        "achievements", "awards", "carriers", "demands", "experts", "organisations", "persons", "services", "stations",
        "visits",
    }  # fmt: skip
    assert [register_of(key) for key in EVERY] == list(registers())
    with pytest.raises(KeyError):
        register_of("unicorns")


@pytest.mark.parametrize("model, fields", TABLES)
def test_every_field_of_a_table_is_one_of_the_model(model, fields):
    assert [one.name for one in fields if not isinstance(model._meta.get_field(one.name), models.Field)] == []
    assert [one.range_end for one in fields if one.range_end and not model_field(model, one.range_end)] == []
    names = [one.name for one in fields]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [one.range_end for one in fields if one.range_end and one.range_end not in names] == []


@pytest.mark.parametrize("model, fields", TABLES)
def test_every_field_has_a_label_in_both_languages(model, fields):
    said = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said[language] = {one.name: str(label_of(model, one.name)) for one in fields}
            assert all(said[language].values())
            assert [name for name, count in Counter(said[language].values()).items() if count > 1] == []
    alike = {name for name, label in said["en"].items() if label == said["zh-hans"][name]}
    assert alike <= {"trl", "level"}  # TRL is TRL


@pytest.mark.parametrize("key", EVERY)
def test_every_register_is_called_something_in_both_languages(key):
    register = EVERY[key]
    called = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            called[language] = [str(register.label), str(register.label_one), *(str(p.label) for p in register.parts)]
    assert all(called["en"] + called["zh-hans"])
    assert set(called["en"]) & set(called["zh-hans"]) == set()


@pytest.mark.parametrize("key", COMMON)
def test_title_twins_and_searched_are_columns(key):
    register = COMMON[key]
    columns = {one.name for one in register.model._meta.concrete_fields}
    assert {register.title, *register.twins, *register.searched, *register.fixed} <= columns
    assert (register.title in register.twins, register.title in register.searched) == (True, True)
    assert register.field_of(register.title).needed
    assert {one for one in register.twins if one not in register.names} == set()
    for part in register.parts:
        assert register.part_of(part.key) is part
        assert hasattr(register.model, part.accessor)


@pytest.mark.parametrize("key", COMMON)
def test_every_register_has_its_permissions(key):
    for verb in ("view", "add", "edit", "archive", "import", "export"):
        assert str(COMMON[key].permission(verb)) == f"{COMMON[key].noun}.{verb}"


@pytest.mark.parametrize("model, fields", TABLES)
def test_every_field_can_be_typed_into_a_form(model, fields):
    for one in fields:
        assert form_field(model, one).required == (one.needed and kind_of(model, one) is not FieldKind.YESNO)


@pytest.mark.parametrize("model, fields", TABLES)
def test_a_choice_that_must_not_be_empty_is_needed(model, fields):
    for one in fields:
        if kind_of(model, one) is FieldKind.CHOICE:
            assert model_field(model, one.name).blank != one.needed, one.name


@pytest.mark.parametrize("key", COMMON)
def test_no_two_fields_claim_the_same_heading(key):
    register = COMMON[key]
    claims = Counter()
    whose = {}
    for one in register.fields:
        if not one.headings:
            continue
        labels = labels_of(register.model, one.name)
        for heading in {normalise(name) for name in (one.name, *one.headings, *one.fallbacks, *labels)}:
            claims[heading] += 1
            whose.setdefault(heading, []).append(one.name)
    assert {heading: whose[heading] for heading, count in claims.items() if count > 1} == {}
    assert set(claims) & {normalise(name) for name in CARRIED} == set()


@pytest.mark.parametrize("key", COMMON)
def test_a_field_is_recognised_by_each_of_its_headings(key):
    register = COMMON[key]
    vocabulary = vocabulary_of(register)
    for one in register.fields:
        for heading in one.headings:
            assert (heading, vocabulary.recognise(heading).field) == (heading, one.name)
            assert (heading, vocabulary.recognise(f"* {heading}（必填）").field) == (heading, one.name)


@pytest.mark.parametrize("key", COMMON)
def test_the_label_of_a_field_is_a_heading_of_it(key):
    """What is exported comes back: the export writes labels."""
    register = COMMON[key]
    vocabulary = vocabulary_of(register)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found = {
                one.name: vocabulary.recognise(str(label_of(register.model, one.name))).field
                for one in register.fields
                if one.headings
            }
        assert {name: field for name, field in found.items() if name != field} == {}, language


@pytest.mark.parametrize("register, one", CHOSEN)
def test_every_choice_can_be_written_as_its_label_in_either_language(register: Register, one):
    choices = one.several.choices if one.several else model_field(register.model, one.name).choices
    for spoken in ("zh-hans", "en"):
        with translation.override(spoken):
            words = choice_words(register, one)
        for language in ("zh-hans", "en"):
            with translation.override(language):
                labels = {str(key): str(label) for key, label in choices}
            assert {key: choice_of(words, label, exact=one.exact) for key, label in labels.items()} == {
                key: key for key in labels
            }


@pytest.mark.parametrize("register, one", CHOSEN)
def test_every_word_means_a_choice_and_means_what_the_table_says(register: Register, one):
    choices = (
        one.several.values if one.several else [key for key, _label in model_field(register.model, one.name).choices]
    )
    assert set(one.words.values()) <= set(choices)
    words = choice_words(register, one)
    assert {word: choice_of(words, f" {word} ", exact=one.exact) for word in one.words} == dict(one.words)


@pytest.mark.parametrize(
    "key, name, text, meant",
    [
        ("achievements", "kind", "实用新型专利", "utility"),
        ("achievements", "kind", "發明專利（已授权）", "invention"),
        ("achievements", "kind", "非专利", None),
        ("achievements", "kind", "标准或专利", None),
        ("achievements", "stage", "中 试", "pilot"),
        ("achievements", "disclosure", "是", "registered"),
        ("achievements", "disclosure", "否", "internal"),
        ("achievements", "disclosure", "非公开", "internal"),
        ("achievements", "disclosure", "暂不公开", "internal"),
        ("achievements", "disclosure", "不宜公开", None),
        ("achievements", "disclosure", "依申请公开", None),
        ("achievements", "disclosure", "公开会造成损失", None),
        ("carriers", "level", "县（市、区）级", "county"),
        ("carriers", "kind", "省级产业创新服务综合体", "service_complex"),
        ("demands", "mode", "委托开发、合作开发", "development"),
        ("demands", "mode", "转让或许可", None),
        ("demands", "kind", "無", None),
    ],
)
def test_words_that_are_nearly_ours(key, name, text, meant):
    register = COMMON[key]
    one = register.field_of(name)
    assert choice_of(choice_words(register, one), text, exact=one.exact) == meant


@pytest.mark.parametrize("key", COMMON)
def test_the_list_begins_with_the_title_and_has_columns_that_exist(key):
    register = COMMON[key]
    columns = columns_of(register)
    assert columns[0].key == register.title
    assert [column.key for column in columns if column.order and not _sorts(register, column.order)] == []
    assert {one.name for one in register.fields if one.listed is Listed.NEVER} & {one.key for one in columns} == set()


def _sorts(register: Register, order: str) -> bool:
    model = register.model
    for step in order.split("__"):
        try:
            model = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return False
    return True


@pytest.mark.parametrize("key", COMMON)
def test_what_the_list_is_sorted_by_breaks_ties_and_knows_its_own_words_only(key):
    register = COMMON[key]
    usual = tuple(register.model._meta.ordering)
    assert usual[-1].lstrip("-") == "pk"
    for column in columns_of(register):
        for sign in ("", "-"):
            asked, *others = ordering(register, f"{sign}{column.key}")
            if not column.order:
                assert (asked, *others) == usual
                continue
            name = asked if isinstance(asked, str) else f"{'-' * asked.descending}{asked.expression.name}"
            assert (name, others) == (f"{sign}{column.order}", ["pk"])
    for text in ("", "-", "--title", "password", "area__path", "organisation__contact_phone", "pk;drop"):
        assert ordering(register, text) == usual


@pytest.mark.parametrize("key", COMMON)
def test_contact_data_is_neither_searched_nor_filtered_nor_sorted_by(key):
    """Whoever may only see an open record must not find out its phone number by trying."""
    register = COMMON[key]
    personal = {one.name for one in register.fields if one.personal}
    assert {one.name for one in register.fields if one.filtered} & personal == set()
    assert set(register.searched) & personal == set()
    assert {column.key for column in columns_of(register) if column.order} & personal == set()
    assert set(RecordFilter.base_filters) & personal == set()
    assert personal & {register.title, *register.twins} == set()


def test_contact_data_is_marked_where_it_is():
    found = {
        key: {one.name for one in register.fields if one.personal}
        for key, register in COMMON.items()
        if any(word in one.name for one in register.fields for word in ("phone", "mobile", "email", "contact"))
    }
    assert found == {
        "demands": {"contact_name", "contact_phone", "asked_by"}, "experts": {"mobile", "email"},
        "persons": {"mobile", "email"},
        "visits": {"contact_name", "contact_phone"},
    }  # fmt: skip
