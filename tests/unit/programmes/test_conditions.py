"""Conditions as staff writes them: what is refused, where, and how the rest reads."""

import json
from datetime import date

import pytest
from django.utils import translation

from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.stated_facts import age_on
from duijie.programmes.conditions.tree import read_condition
from duijie.programmes.conditions.wording import sentence
from duijie.programmes.faults import Faults

AGE = {"fact": "person.age", "is": "le", "value": 58}


def nested(depth: int) -> str:
    return '{"not":' * depth + json.dumps(AGE) + "}" * depth


@pytest.mark.parametrize(
    "data, place, code",
    [
        ("{", "", "no-json"),
        ('{"fact": NaN}', "", "no-json"),
        ("[" * 100_000, "", "too-deep"),
        ('"' + "x" * 200_001 + '"', "", "too-large"),
        ([], "", "wrong-type"),
        ({}, "", "wrong-type"),
        ({"all": [], "any": []}, "", "wrong-type"),
        ({"all": []}, "", "empty"),
        ({"all": "x"}, "", "wrong-type"),
        ({"any": [AGE, {"all": [AGE, 5]}]}, "1.1", "wrong-type"),
        ({"at_least": 3, "of": [AGE, AGE]}, "", "wrong-count"),
        ({"at_least": True, "of": [AGE, AGE]}, "", "wrong-count"),
        ({"all": [AGE] * 41}, "", "too-many"),
        ({"all": [{"all": [AGE] * 40}] * 10}, "7.11", "too-many"),
        (nested(9), "0.0.0.0.0.0.0.0", "too-deep"),
        ({"fact": "person.height", "is": "le", "value": 2}, "", "unknown-fact"),
        ({"fact": ["person.age"], "is": "le", "value": 2}, "", "unknown-fact"),
        ({"fact": "person.age", "is": "at_least", "value": 2}, "", "unknown-comparison"),
        ({"fact": "person.age", "is": "le", "value": "58"}, "", "wrong-value"),
        ({"fact": "person.age", "is": "le", "value": True}, "", "wrong-value"),
        ({"fact": "person.age", "is": "le", "value": 10**30}, "", "wrong-value"),
        ({"fact": "person.age", "is": "between", "value": [60, 50]}, "", "wrong-value"),
        ({"fact": "person.rank", "is": "at_least", "value": "king"}, "", "wrong-value"),
        ({"fact": "person.rank", "is": "one_of", "value": []}, "", "wrong-value"),
        ({"fact": "person.birth_date", "is": "ge", "value": "2026-02-30"}, "", "wrong-value"),
        ({"fact": "host.is_hnte", "is": "is", "value": "yes"}, "", "wrong-value"),
        ({**AGE, "on": "tomorrow"}, "", "unknown-day"),
        ({"fact": "host.kind", "is": "is", "value": "enterprise", "on": "closing"}, "", "unknown-day"),
        ({**AGE, "weight": 3}, "", "unknown-entry"),
        ({**AGE, "words": {"de": "Alter"}}, "", "wrong-type"),
        ({**AGE, "words": {"zh": "年" * 301}}, "", "wrong-type"),
        ({**AGE, "words": {"zh": "a\0b"}}, "", "wrong-type"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(data, place, code):
    with pytest.raises(Faults) as caught:
        read_condition(data, table())
    assert (place, code) in [(one.place, one.code) for one in caught.value.found]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(Faults) as caught:
        read_condition({"all": [{"fact": "x"}, AGE, {"any": []}, {**AGE, "value": "old"}]}, table())
    assert [str(one).split(":")[0] for one in caught.value.found] == ["1 · fact", "3 · any", "4 · value"]


def test_conditions_read_as_sentences_in_both_languages():
    condition = read_condition(
        {"all": [AGE, {"any": [{"fact": "host.is_hnte", "is": "is", "value": True}, {"not": AGE}]}]}, table()
    )
    with translation.override("zh-hans"):
        assert (
            sentence(condition)
            == "年龄不高于58岁（截止日）且（派驻单位：高新技术企业（截止日）或并非：年龄不高于58岁（截止日））"
        )
    with translation.override("en"):
        assert sentence(condition) == (
            "age of the person is at most 58 years (the closing day) and (host unit: high and new technology "
            "enterprise (the closing day) or not: age of the person is at most 58 years (the closing day))"
        )


def test_words_of_the_notice_stand_for_what_they_say():
    words = {"zh": "年龄一般不超过58周岁", "en": "usually not older than 58"}
    condition = read_condition({**AGE, "words": words}, table())
    with translation.override("zh-hans"):
        assert sentence(condition) == words["zh"]


@pytest.mark.parametrize(
    "birth, day, age",
    [
        (date(1964, 2, 28), date(2022, 2, 28), 58),
        (date(1964, 3, 1), date(2022, 2, 28), 57),
        (date(1964, 2, 29), date(2022, 2, 28), 57),
        (date(1964, 2, 29), date(2022, 3, 1), 58),
    ],
)
def test_age_is_in_full_years(birth, day, age):
    assert age_on(birth, day) == age
