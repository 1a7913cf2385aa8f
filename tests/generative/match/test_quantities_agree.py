"""All pairs at once say what one pair says by itself."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.quantities import read_quantities
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.texts import TextReader
from duijie_match.ranking.quantities import Verdict, compare, count_quantities, fading

SUBJECTS = ["转速", "主轴转速", "温度", "烧结温度", "speed", "sintering temperature", ""]
FIGURES = [
    *["≥500 rpm", "600 rpm", "400~550 rpm", "不超过500转/分", "800℃", "500℃以上", "at most 450 °C", "±3 ℃"],
    *["-40~85℃", "零下20℃", "7", "at least five hundred rpm", "六百转/分", "eight hundred °C", "842 °F", "±5 °F"],
]
parts = st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(FIGURES)).map(" ".join)
texts = st.lists(st.lists(parts, max_size=4).map("，".join), min_size=1, max_size=4)
DICTIONARY = Dictionary({"温度": "temperature", "转速": "speed", "烧结": "sintering"})


@given(texts, texts, st.data())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_counts_agree_with_comparisons(ours: list[str], theirs: list[str], data: st.DataObject) -> None:
    items = np.sort(np.array(data.draw(st.permutations(range(len(theirs)))), np.int32)) // 2
    subjects = Subjects(DICTIONARY if data.draw(st.booleans()) else None)
    reader = TextReader(subjects=subjects)
    parts = [reader.read([text]) for text in theirs]  # an item's texts may come in two parts
    counts = count_quantities(reader.read(ours), parts, items)
    for demand, text in enumerate(ours):
        for item in set(items.tolist()):
            offered = [q for row in np.flatnonzero(items == item) for q in read_quantities(theirs[row])]
            said = [one.verdict for one in compare(read_quantities(text), offered, subjects)]
            told = [said.count(verdict) for verdict in (Verdict.MET, Verdict.MISSED)]
            expected = tuple(fading(np.array(told, np.float32)).tolist())
            assert counts.of(demand, item) == expected
