"""What is found by words, and in which order, against the rule written out; likeness against the plain product."""

import math
import random

import numpy as np

from duijie.search.engine.asking import index_terms, read_question
from duijie.search.engine.marks import Selection
from duijie.search.engine.nearness import BLOCK, Nearness
from duijie.search.engine.reader import Reader
from duijie.search.engine.words import FIELDS
from duijie.search.sources import SearchEntry

COMMON, RARE = ["降低", "能耗", "提高", "密封"], ["阀门", "轴承", "冻干", "丝杠"]


def made(chosen, number):
    """An entry in which common words stand almost always, and rare ones seldom; no name or keyword begins with one."""
    words = [word for word in COMMON if chosen.random() < 0.7] + [word for word in RARE if chosen.random() < 0.1]
    title, text = f"某厂{''.join(words[::2])}", "，".join(words)
    return SearchEntry(("things", "others")[number % 3 == 0], number, title, text, (f"某{words[-1]}",) if words else ())


def shares(entries, question):
    """By source and number, the share of the question that an entry covers, of those that hold enough of it."""
    fields = {
        (one.source, one.id): dict(zip(FIELDS, map(set, map(index_terms, texts)), strict=True))
        for one in entries
        for texts in [(one.title, "\n".join(one.keywords), one.text)]
    }
    weights = {}
    for term in question.terms:
        known = max(sum(term in held[field] for held in fields.values()) for field in FIELDS)
        weights[term] = math.log(1 + (len(entries) - known + 0.5) / (known + 0.5))
    found = {}
    for key, held in fields.items():
        boosts = {term: [FIELDS[field] for field in FIELDS if term in held[field]] for term in question.terms}
        if sum(map(bool, boosts.values())) >= question.needed:
            covered = sum(weights[term] * max(worth, default=0) for term, worth in boosts.items())
            found[key] = covered / sum(weights.values())
    return found


def test_enough_of_the_terms_whichever_and_each_by_its_best_field(generation):
    chosen = random.Random(5)
    entries = [made(chosen, number) for number in range(240)]
    generation.write(entries, [])
    reader = Reader(generation)
    for text in (
        "密封",
        "降低能耗",
        "降低能耗，提高密封",
        "提高轴承密封",
        "阀门与轴承的密封",
        "冻干丝杠阀门轴承",
        "没有",
    ):
        question = read_question(text)
        expected = shares(entries, question)
        for source in ("things", "others"):
            found = reader.search(question, [Selection(source)], by_meaning=False)[source]
            wanted = {number: share for (of, number), share in expected.items() if of == source}
            assert (text, set(found.ids.tolist()), found.count) == (text, set(wanted), len(wanted))
            np.testing.assert_allclose(found.words, [wanted[number] for number in found.ids], atol=2e-5)
            assert found.words.tolist() == sorted(found.words, reverse=True)


def test_likeness_is_the_product_whether_rows_lie_together_or_apart():
    source = np.random.default_rng(3)
    matrix = source.standard_normal((3 * BLOCK + 7, 8)).astype(np.float32)
    asked = source.standard_normal(8).astype(np.float32)
    nearness = Nearness(matrix, asked)
    some = ([], [-1, 5, len(matrix)], range(BLOCK), range(3 * BLOCK + 6, 100, -1), range(0, len(matrix), 97))
    for slots in some:
        rows = np.array(slots, np.int32)
        expected = [matrix[row] @ asked if 0 <= row < len(matrix) else 0 for row in rows]
        np.testing.assert_allclose(nearness.of(rows), expected, atol=1e-5)
