"""Term pairs from keywords that the same papers give in two languages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duijie_match.analysis.lexicon import spelling_of

LEAST_PAPERS = 2
"""Papers that must agree: one may have its keywords in another order."""
LEAST_SHARE = 0.5
"""Of the papers with either keyword, those that have both (Dice)."""


@dataclass(frozen=True, slots=True)
class MinedTerm:
    """Two spellings, in normal form, that so many ``papers`` give for one thing."""

    chinese: str
    english: str
    papers: int


def mine_terms(
    papers: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    least_papers: int = LEAST_PAPERS,
    least_share: float = LEAST_SHARE,
) -> list[tuple[str, str]]:
    """The pairs (Chinese, English) of ``count_terms``, the surest first."""
    found = count_terms(papers, least_papers=least_papers, least_share=least_share)
    return [(term.chinese, term.english) for term in found]


def count_terms(
    papers: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    least_papers: int = LEAST_PAPERS,
    least_share: float = LEAST_SHARE,
) -> list[MinedTerm]:
    """Terms that mean the same, the surest first, from the keywords of papers in both languages.

    A paper with as many keywords in either language says that those at the same place are one. A pair counts when
    ``least_papers`` say so, no other pair of either term has more, and the Dice coefficient 2 n(zh, en) /
    (n(zh) + n(en)) is at least ``least_share``.
    """
    together: Counter[tuple[str, str]] = Counter()
    alone: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for chinese, english in papers:
        sides = [[spelling for word in words if (spelling := spelling_of(word))] for words in (chinese, english)]
        for counter, words in zip(alone, sides, strict=True):
            counter.update(set(words))
        if len(sides[0]) == len(sides[1]):
            together.update(set(zip(*sides, strict=True)))
    best: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair, times in together.items():
        for most, word in zip(best, pair, strict=True):
            most[word] = max(times, most.get(word, 0))
    found = []
    for (chinese_word, english_word), times in together.items():
        share = 2 * times / (alone[0][chinese_word] + alone[1][english_word])
        is_best = times == best[0][chinese_word] == best[1][english_word]
        if times >= least_papers and share >= least_share and is_best and chinese_word != english_word:
            found.append((-times, -share, chinese_word, english_word))
    return [MinedTerm(chinese_word, english_word, -times) for times, _, chinese_word, english_word in sorted(found)]
