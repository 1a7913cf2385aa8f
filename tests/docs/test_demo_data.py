"""The demo data and the sample lists: whole, consistent, invented, and not the same text with other words in it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from stdnum.cn import uscc

from duijie_match.documents import Kind
from duijie_match.samples import NAMES, records

SOURCE = Path(__file__).parents[2] / "src"
FILES = {
    **{name: SOURCE / "duijie" / "demo" / f"{name}.jsonl" for name in ("areas", "organisations")},
    **{name: SOURCE / "duijie_match" / "samples" / f"{name}.jsonl" for name in NAMES},
}
KEYS = {"areas": "code", "organisations": "id", "demands": "id", "supply": "id"}
FAKE_PHONE = re.compile(r"199 0000 \d{4}")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILES[name].read_text(encoding="utf-8").splitlines()]


def every_text() -> Iterator[tuple[str, str]]:
    for name, path in FILES.items():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name}:{number}", line


def bigrams(text: str) -> set[str]:
    tidy = re.sub(r"\W+", "", text).lower()
    return {tidy[at : at + 2] for at in range(len(tidy) - 1)}


@pytest.mark.parametrize("name", FILES)
def test_each_record_says_that_it_is_invented(name: str) -> None:
    assert {row["is_demo"] for row in rows(name)} == {True}


@pytest.mark.parametrize("name", FILES)
def test_all_records_of_a_file_have_the_same_keys_or_those_of_their_kind(name: str) -> None:
    by_kind: dict[str, set[tuple[str, ...]]] = {}
    for row in rows(name):
        by_kind.setdefault(row["kind"] if name == "supply" else name, set()).add(tuple(row))
    assert {kind: len(keys) for kind, keys in by_kind.items()} == dict.fromkeys(by_kind, 1)


@pytest.mark.parametrize("name, key", KEYS.items())
def test_keys_are_unique(name: str, key: str) -> None:
    assert [value for value, times in Counter(row[key] for row in rows(name)).items() if times > 1] == []


def test_names_of_organisations_and_their_codes_are_unique() -> None:
    organisations = rows("organisations")
    for key in ("name", "short_name", "uscc", "contact_phone"):
        assert len({row[key] for row in organisations}) == len(organisations)


def test_there_is_enough_of_everything() -> None:
    assert Counter(row["kind"] for row in rows("areas")) == {
        "province": 1, "city": 1, "county": 9, "zone": 1, "township": 5,
    }  # fmt: skip
    assert Counter(row["kind"] for row in rows("supply")) == {"achievement": 32, "expert": 10, "service": 6}
    assert len(rows("demands")) == 25
    organisations = rows("organisations")
    assert len(organisations) >= 60
    assert len({row["industry"][:3] for row in organisations}) >= 12
    in_english = [row for row in organisations if row["name_en"] and row["description_en"]]
    assert len(in_english) * 3 >= len(organisations)
    for name in ("demands", "supply"):
        languages = Counter(row["language"] for row in rows(name))
        assert languages["en"] * 6 >= languages.total()


def test_areas_form_one_tree_with_the_zone_beside_it() -> None:
    seen: set[str] = set()
    for area in rows("areas"):
        assert re.fullmatch(r"99\d{4}(\d{6})?", area["code"])
        assert area["parent"] in seen or not seen
        assert (area["tree"] == "management") == (area["kind"] == "zone") == bool(area["inside"])
        assert not area["inside"] or area["inside"] in seen
        seen.add(area["code"])


def test_organisations_stand_in_a_county_and_perhaps_in_a_zone() -> None:
    kinds = {area["code"]: area["kind"] for area in rows("areas")}
    for organisation in rows("organisations"):
        assert kinds[organisation["area"]] == "county"
        assert not organisation["zone"] or kinds[organisation["zone"]] == "zone"
        assert organisation["uscc"][2:8] == organisation["area"]
        assert re.fullmatch(r"[A-T]\d{4}", organisation["industry"])
        assert date(1940, 1, 1) < date.fromisoformat(organisation["founded"]) < date(2026, 1, 1)
        assert 40 <= len(organisation["description"]) <= 160


def test_exactly_the_marked_codes_fail_the_check() -> None:
    failing = [row["name"] for row in rows("organisations") if not uscc.is_valid(row["uscc"])]
    assert failing == [row["name"] for row in rows("organisations") if not row["uscc_conforming"]]
    assert len(failing) == 2


def test_nothing_looks_like_a_real_person() -> None:
    for place, line in every_text():
        without_fakes = FAKE_PHONE.sub("", line)
        assert not re.search(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", without_fakes), place
        assert not re.search(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)", without_fakes), place
        assert not re.search(r"(?<![\dA-Z])[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dX](?![\dA-Z])", line), place
        assert "@" not in line, place
    for organisation in rows("organisations"):
        assert FAKE_PHONE.fullmatch(organisation["contact_phone"])
        assert organisation["contact_name"].endswith("（演示）")


def test_samples_refer_to_organisations_and_areas_that_exist() -> None:
    organisations = {row["name"]: row for row in rows("organisations")}
    names_of = {area["code"]: area["name"] for area in rows("areas")}
    for row in [*rows("demands"), *rows("supply")]:
        organisation = organisations[row["org"]]
        assert row["area"] == names_of[organisation["zone"] or organisation["area"]], row["id"]


def test_works_belong_to_experts_and_each_expert_has_four_to_six() -> None:
    experts = [row["id"] for row in rows("supply") if row["kind"] == Kind.EXPERT]
    counts = Counter(work["supply_id"] for work in rows("works"))
    assert sorted(counts) == sorted(experts)
    assert set(counts.values()) <= {4, 5, 6}


def test_judged_pairs_name_both_sides_once_and_say_why() -> None:
    demands, supply = ({row["id"] for row in rows(name)} for name in ("demands", "supply"))
    pairs = rows("expected")
    assert len({(pair["demand_id"], pair["supply_id"]) for pair in pairs}) == len(pairs) >= 80
    assert {pair["demand_id"] for pair in pairs} == demands
    assert {pair["supply_id"] for pair in pairs} <= supply
    assert {pair["level"] for pair in pairs} == {1, 2, 3, 4}
    assert all(6 <= len(pair["why"]) <= 60 for pair in pairs)


def test_some_demands_have_no_answer() -> None:
    best: dict[str, int] = {}
    for pair in rows("expected"):
        best[pair["demand_id"]] = max(best.get(pair["demand_id"], 1), pair["level"])
    assert sorted(demand for demand, level in best.items() if level <= 2) == ["XQ-022", "XQ-024", "XQ-025"]


@pytest.mark.parametrize("name", ["demands", "supply"])
def test_texts_are_as_long_as_such_texts_are(name: str) -> None:
    for row in rows(name):
        if row["kind"] == Kind.EXPERT:
            continue
        shortest, longest = (80, 300) if row["language"] == "zh" else (250, 450)
        assert shortest <= len(row["body"]) <= longest, row["id"]


@pytest.mark.parametrize("name", ["demands", "supply", "works", "organisations"])
def test_no_text_is_another_with_words_exchanged(name: str) -> None:
    texts = [(row["title"], row["body"]) if "body" in row else ("", row["description"]) for row in rows(name)]
    sets = [bigrams(title + body) for title, body in texts if body]
    worst = max(len(one & other) / len(one | other) for one, other in combinations(sets, 2))
    assert worst < 0.5


def test_samples_are_read_in_the_order_of_the_file() -> None:
    assert [row["id"] for row in records("demands")] == [row["id"] for row in rows("demands")]


def test_an_unknown_sample_list_is_refused_with_the_names_of_the_others() -> None:
    with pytest.raises(ValueError, match="demands, supply, works, expected"):
        list(records("needs"))
