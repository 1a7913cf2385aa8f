"""What every analyser must do. Inherit and give ``make``."""

import pytest

from duijie_match.analysis.base import Analyser, TermKind
from duijie_match.analysis.lexicon import EMPTY, Lexicon, build_lexicon


class AnalyserConformance:
    """Tests of the analyser seam."""

    def make(self, lexicon: Lexicon = EMPTY) -> Analyser:
        """The implementation under test."""
        raise AssertionError("give make() in the subclass")

    def terms(self, text: str, kind: TermKind | None = None, lexicon: Lexicon = EMPTY) -> list[str]:
        """The spellings found in ``text``, in reading order, of one kind or all."""
        tokens = sorted(self.make(lexicon).analyse(text), key=lambda token: (token.start, token.end, token.term))
        return [token.term[1:] if kind else token.term for token in tokens if kind is None or token.term[0] == kind]

    @pytest.mark.parametrize(
        "written, spelling",
        [
            ("5,000 rpm", "5000rpm"),
            ("5000转/分", "5000rpm"),
            ("５０００r/min", "5000rpm"),
            ("30万元", "300000yuan"),
            ("1.5 mm", "0.0015m"),
            ("1.5毫米", "0.0015m"),
            ("80 %", "80%"),
            ("500℃", "500°c"),
            ("10 kV", "10000v"),
            ("2 million yuan", "2e+06yuan"),
            ("26 元/kg", "26yuan/kg"),
            ("2.6万元/吨", "26yuan/kg"),
            ("4.5 kN/m", "4500n/m"),
            ("5℃/min", "5°c/min"),
            ("2023", "2023"),
        ],
    )
    def test_quantity_has_one_spelling(self, written: str, spelling: str) -> None:
        assert self.terms(f"转速 {written} 。", TermKind.NUMBER) == [spelling]

    def test_traditional_chinese_equals_simplified(self) -> None:
        assert self.terms("高溫球閥密封") == self.terms("高温球阀密封")

    @pytest.mark.parametrize(
        "joined, plain",
        [("می\u200cروم", "میروم"), ("کتاب\u200cهای", "کتابهای"), ("ක්\u200dරියා", "ක්රියා"), ("അവന്\u200dറെ", "അവന്റെ")],
    )
    def test_a_joiner_does_not_split_a_word(self, joined: str, plain: str) -> None:
        assert self.terms(joined) == self.terms(plain) == ["w" + plain]
        (token,) = self.make().analyse(f"\u200c{joined}\u200d ")
        assert (token.start, token.end) == (1, 1 + len(joined))

    def test_joiners_of_other_scripts_are_what_they_were(self) -> None:
        for text in (
            "ball\u200cvalve",
            "球\u200d阀",
            "клапан\u200cшар",
            "वाल्व\u200c ball",
            "5\u200cmm",
            "می\u200cball",
        ):
            assert self.terms(text) == self.terms(text.replace("\u200c", "|").replace("\u200d", "|"))

    def test_full_width_letters_equal_half_width(self) -> None:
        assert self.terms("ＬＥＤ照明") == self.terms("LED照明")

    def test_chinese_gives_characters_bigrams_and_long_words(self) -> None:
        assert self.terms("球阀", TermKind.BIGRAM) == ["球阀"]
        assert self.terms("球阀", TermKind.CHARACTER) == ["球", "阀"]
        assert self.terms("实验室", TermKind.WORD) == ["实验室"]

    def test_english_gives_stems_and_phrases_without_stop_words(self) -> None:
        assert self.terms("controlling of valves", TermKind.STEM) == ["control", "valv"]
        assert self.terms("controlling of valves", TermKind.PHRASE) == ["control valv"]

    def test_line_break_separates(self) -> None:
        assert self.terms("高温\n球阀", TermKind.BIGRAM) == ["高温", "球阀"]
        assert self.terms("control\nvalve", TermKind.PHRASE) == []

    def test_offsets_point_into_the_text_as_given(self) -> None:
        text = "厚㎜，５０００ rpm 球閥"
        found = {token.term: text[token.start : token.end] for token in self.make().analyse(text)}
        assert found["n5000rpm"] == "５０００ rpm"
        assert found["b球阀"] == "球閥"

    def test_lexicon_gives_one_concept_for_all_spellings(self) -> None:
        lexicon = build_lexicon([["球阀", "ball valve", "ball valves"]])
        assert self.terms("高温球阀", TermKind.LEXICON, lexicon) == ["球阀"]
        assert self.terms("Ball valves for steam", TermKind.LEXICON, lexicon) == ["球阀"]
        assert self.terms("football valve", TermKind.LEXICON, lexicon) == []

    @pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "\ud800", "，。！", "\n\n"])
    def test_text_without_content_gives_nothing(self, text: str) -> None:
        assert self.terms(text) == []

    def test_lone_surrogates_do_not_break_the_rest(self) -> None:
        assert self.terms("球阀\udcff密封", TermKind.BIGRAM) == ["球阀", "密封"]
