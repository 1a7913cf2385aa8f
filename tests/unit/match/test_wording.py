"""Messages become words: with the places filled, and with the noun that a number asks for."""

import re

import polib
import pytest

from duijie_match.wording import LOCALE, Message, listed, msg, paragraph, parts_of

NUMBERS = {
    "a", "b", "c", "added", "count", "demands", "dropped", "have", "kept", "left", "more", "n", "pairs", "rows",
    "seconds", "served", "terms", "times", "wanted",
}  # fmt: skip
"""Places that hold a number; limits, which are never 1, are not among them."""
ALWAYS_MANY = {
    "The row has more than {n} cells; the rest was left out.",
    "A cell is longer than {n} characters; the rest was left out.",
    "Rows from here on were not read: a list may have {n} rows. Split the file.",
    "…[cut; the cell had {n} characters]",
}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 pairs for 0 demands"),
        (1, "1 pair for 1 demand"),
        (2, "2 pairs for 2 demands"),
        ("1", "1 pair for 1 demand"),
        ("0.5", "0.5 pairs for 0.5 demands"),
        ("1,000", "1,000 pairs for 1,000 demands"),
    ],
)
def test_the_noun_behind_a_number_is_in_its_form(number, said):
    told = msg("{pairs} {pairs:pair|pairs} for {served} {served:demand|demands}", pairs=number, served=number)
    assert told.render("en") == said


def test_a_value_with_a_bar_is_left_as_it_is():
    assert msg("{id} and {n} {n:row|rows}", id="{a:b|c}", n=1).render("en") == "{a:b|c} and 1 row"


@pytest.mark.parametrize("many", [1, 2, 32, 33, 5000])
def test_any_number_of_values_is_listed_and_taken_apart_again(many: int) -> None:
    values = [f"v{number}" for number in range(many)]
    assert listed(values).render("en") == ", ".join(values)
    assert listed(values).render("zh") == "、".join(values)
    assert parts_of(listed(values)) == values


def test_chinese_sentences_stand_without_blanks() -> None:
    said = [msg("Strong match."), Message(""), msg("Weak match.")]
    assert paragraph(said, "en") == "Strong match. Weak match."
    assert paragraph(said, "zh-hans") == "强匹配。弱匹配。"


def test_chinese_has_one_form():
    told = msg(
        "Against the previous plan: {kept} {kept:pair stays|pairs stay}, {dropped} {dropped:goes|go}, "
        "{added} {added:is|are} new.",
        kept=1, dropped=1, added=2,
    )  # fmt: skip
    assert told.render("zh-hans") == "与原有方案相比：保留 1 组，取消 1 组，新增 2 组。"
    assert told.render("en") == "Against the previous plan: 1 pair stays, 1 goes, 2 are new."


def test_no_number_stands_before_a_noun_in_one_form():
    """“1 demands”: words behind a number come in two forms, ``{n} {n:row|rows}``."""
    found = [
        entry.msgid
        for file in sorted((LOCALE / "zh_Hans").glob("*.po"))
        for entry in polib.pofile(str(file))
        if entry.msgid not in ALWAYS_MANY
        for name, word in re.findall(r"\{(\w+)\} (?:[a-z]+ )?([a-z]+s)\b", entry.msgid)
        if name in NUMBERS and word not in ("is", "was", "has", "means", "needs", "serves")
    ]
    assert found == []
