"""The fast analyser says what the reference says, on any text."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.analysis.counting import TermCounter
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.lexicon import build_lexicon
from duijie_match.analysis.reference import ReferenceAnalyser

LEXICON = build_lexicon([["球阀", "ball valve"], ["led", "发光二极管"]])
FAST, REFERENCE = FastAnalyser(LEXICON), ReferenceAnalyser(LEXICON)

PIECES = [
    "球阀",
    "密封",
    "高溫",
    "的",
    "5,000",
    "12.5",
    "３０",
    "rpm",
    "转/分",
    "万元",
    " ",
    ",",
    ".",
    "-",
    "%",
    "kV",
    "mm",
    "㎜",
    "ball valve",
]
PIECES += ["LED", "valves", "of", "the", "x", "\n", "，", "½", "é", "µm", "million", "1", "000", "😀", "\ud800", "\x00"]
PIECES += ["صِمام", "ـ", "بئر", "שָׁלוֹם", "वाल्व", "ि", "วาล์ว", "น้ำ", "ັ", "ខ្មែរ"]
PIECES += ["клапан", "시험", "ß", "ế", "٥٠٠٠", "५", "々", "・"]
PIECES += ["\u200c", "\u200d", "می", "روم", "ක්", "රියා"]
office = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
anything = st.text(st.characters(exclude_categories=()), max_size=30)


@given(st.one_of(office, anything))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_fast_analyser_agrees_with_the_reference(text: str) -> None:
    assert sorted(FAST.analyse(text)) == sorted(REFERENCE.analyse(text))


@given(st.one_of(office, anything))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_every_token_lies_within_the_text(text: str) -> None:
    for token in FAST.analyse(text):
        assert 0 <= token.start < token.end <= len(text)


@given(st.lists(st.one_of(office, anything), min_size=1, max_size=5))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_counting_finds_the_terms_of_the_analyser(texts: list[str]) -> None:
    counter = TermCounter(FAST)
    (counts,) = counter.count(texts)
    ends = np.cumsum(counts.sizes)
    for text, start, end in zip(texts, ends - counts.sizes, ends, strict=True):
        expected = Counter(FAST.analyse(text).terms)
        found = zip(counts.keys[start:end].tolist(), counts.times[start:end].tolist(), strict=True)
        assert list(found) == sorted(zip(counter.keys_of(expected).tolist(), expected.values(), strict=True))
