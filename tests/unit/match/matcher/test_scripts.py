"""Texts in the scripts of the world: what two of them share is found, counted and marked, as in Chinese and English."""

import pytest

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.results import Level, Match
from duijie_match.testing.hashing import HashingEmbedder

TEXTS = {
    "Arabic": "مادة لختم صمام كروي عند ٥٠٠ درجة",
    "Hebrew": "חומר אטימה לשסתום כדורי",
    "Hindi": "बॉल वाल्व के लिए सील सामग्री",
    "Thai": "วัสดุซีลสำหรับวาล์วบอลที่อุณหภูมิต่ำ",
    "Khmer": "សម្ភារៈផ្សាភ្ជាប់សម្រាប់វ៉ាល់បាល់",
    "Georgian": "ბურთულიანი სარქვლის სალტე",
    "Vietnamese": "vật liệu làm kín cho van bi ở nhiệt độ rất thấp",
}


def match(demand: str, item: str) -> Match:
    """The one match of two texts, beside an item of another subject."""
    supply = [Document("s", Kind.ACHIEVEMENT, body=item), Document("x", Kind.ACHIEVEMENT, body="水稻育种")]
    matcher = Matcher.build([Document("d", Kind.DEMAND, body=demand)], supply, embedder=HashingEmbedder())
    (found,) = matcher.score([("d", "s")])
    return found


def words(found: Match) -> float:
    return sum(part.value for part in found.reasons.contributions if part.name == "words")


@pytest.mark.parametrize("script", TEXTS)
def test_a_text_shares_its_words_with_itself(script: str) -> None:
    text = TEXTS[script]
    found = match(text, text)
    assert found.level is Level.STRONG
    assert words(found) > 0
    assert found.reasons.terms
    for marks in (found.reasons.demand_marks, found.reasons.supply_marks):
        assert sum(mark.end - mark.start for mark in marks) > 0.7 * len(text)


@pytest.mark.parametrize("script", TEXTS)
def test_a_text_shares_no_words_with_one_in_another_script(script: str) -> None:
    assert words(match(TEXTS[script], "клапан шаровой")) == 0


@pytest.mark.parametrize(
    "demand, item, shared",
    [
        ("صِمّام كروي", "تصنيع صمام", "صِمّام"),
        ("שַׁסְתּוֹם כדורי", "ייצור שסתום", "שַׁסְתּוֹם"),
        ("सील वाल्व", "वाल्व", "वाल्व"),
        ("สำหรับวาล์ว", "ผลิตวาล์ว", "วาล์ว"),
        ("می\u200cروم شیر", "میروم", "می\u200cروم"),
        ("ක්\u200dරියා කපාටය", "ක්රියා", "ක්\u200dරියා"),
    ],
)
def test_points_and_vowel_signs_belong_to_their_word(demand: str, item: str, shared: str) -> None:
    found = match(demand, item)
    (mark,) = found.reasons.demand_marks
    assert demand[mark.start : mark.end] == shared
    assert found.reasons.terms == (shared,)


def test_digits_of_all_scripts_are_figures() -> None:
    (note,) = match("سرعة ٥٬٠٠٠ rpm", "دوران 5000 rpm").reasons.notes
    assert note.render("en") == "Both state ٥٬٠٠٠ rpm."
