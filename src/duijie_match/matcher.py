"""Match two lists: the door of the core. ``docs/explanation/matching.md`` tells how a score is made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder
from duijie_match.errors import Unknown
from duijie_match.explain.judgement import (
    Detail,
    detail_of,
    judge,
    nothing_shown_sentence,
    shortfalls_of,
    why_not_sentence,
)
from duijie_match.explain.reasons import NO_DEMAND_TEXT, NO_ENTRY, NO_ENTRY_LEFT, missing_text, prepare_texts
from duijie_match.explain.reasons import explain as explain_pair
from duijie_match.explain.sentences import MOST_WORKS, SentenceReader, with_sentences
from duijie_match.nearest import Nearest
from duijie_match.progress import Progress, silent
from duijie_match.ranking.build import build_evidence
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.hubness import sample_rows
from duijie_match.ranking.part import part_of
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides, read_sides
from duijie_match.ranking.statistics import Statistics, frozen_surroundings, statistics_of
from duijie_match.ranking.store import read_matcher, write_matcher
from duijie_match.results import Contribution, Level, Match, Reasons, WhyNot
from duijie_match.wording import Message, msg

if TYPE_CHECKING:
    from duijie_match.learning.model import RankingModel
    from duijie_match.learning.ranker import Ranker

__all__ = ["MatchSettings", "Matcher"]

Rows = NDArray[np.intp]

SENTENCES_AT_ONCE = 1000


class Matcher:
    """Two lists, ready to be matched. Make one with ``build`` or ``load``."""

    def __init__(self, sides: Sides, scorer: Scorer, calibration: Calibration, ranker: "Ranker | None" = None) -> None:
        self._sides = sides
        self._ranker = ranker
        self._scorer = scorer
        self._calibration = calibration
        self._statistics: Statistics | None = None
        self._nearest = Nearest(sides, scorer, ranker)
        self._demand_rows = {document.id: row for row, document in enumerate(sides.demands)}
        self._supply_rows = {document.id: row for row, document in enumerate(sides.supply)}

    @classmethod
    def build(
        cls,
        demands: Sequence[Document],
        supply: Sequence[Document],
        *,
        embedder: Embedder,
        settings: MatchSettings | None = None,
        calibration: Calibration | None = None,
        model: "RankingModel | None" = None,
        lexicon: Lexicon = EMPTY,
        kept: KeptAnalyses | None = None,
        progress: Progress = silent,
        statistics: "Matcher | None" = None,
    ) -> "Matcher":
        """Analyse and embed both lists. Ids must be unique within each list (``ValueError``). With a ranking ``model``
        it says scores, levels and the order of the nearest; raises ``DuijieError`` when it was made with another
        ``embedder``. The terms of a ``lexicon`` count as shared however they are spelled. Texts whose analyses are
        ``kept`` are not read again.

        With the ``statistics`` of another matcher, made with the same embedder, means of vectors, rarity of words, the
        middle of years and how near texts are to everything are those of its lists: what else is in these lists
        changes no raw score. Documents whose id it knows keep their distinctness. Settings and lexicon are its own;
        others raise ``ValueError``.
        """
        frozen = None
        if statistics is not None:
            frozen = statistics._frozen()
            others = lexicon is not EMPTY and lexicon.concepts != frozen.lexicon.concepts
            if others or (settings or frozen.settings) != frozen.settings:
                raise ValueError("settings and lexicon are those of the statistics")
            settings, lexicon = frozen.settings, frozen.lexicon
        settings = settings or MatchSettings()
        for side in (demands, supply):
            if len({document.id for document in side}) != len(side):
                raise ValueError("ids must be unique within a list")
        sides = read_sides(demands, supply)
        evidence_of = partial(
            build_evidence,
            embedder=embedder, settings=settings, progress=progress, lexicon=lexicon, kept=kept, frozen=frozen,
        )  # fmt: skip
        evidence = evidence_of(sides)
        sample = sample_rows([passage.text for passage in sides.demand_passages], settings.hub_sample)
        hubness, around = frozen_surroundings(frozen, sides, evidence_of) if frozen else (None, None)
        scorer = Scorer(
            evidence, Facets(sides.demands, sides.supply, settings), settings, hubness, sample, lexicon,
            scratch=kept.folder if kept else None, surroundings=around,
            languages_meet_elsewhere=frozen is not None and frozen.languages_meet,
        )  # fmt: skip
        if model is None:
            return cls(sides, scorer, calibration or Calibration())
        from duijie_match.learning.ranker import Ranker, look_at  # noqa: PLC0415 – most matches need no model

        lists = (sides.demands, sides.supply)
        ranker = Ranker(model, scorer, lists, look_at(lists, model, embedder, progress))
        return cls(sides, scorer, model.calibration, ranker)

    def _frozen(self) -> Statistics:
        if self._statistics is None:
            self._statistics = statistics_of(self._sides, self._scorer)
        return self._statistics

    @property
    def scorer(self) -> Scorer:
        """What scores the pairs by the recipe."""
        return self._scorer

    @property
    def model(self) -> "RankingModel | None":
        """The ranking model that says scores and levels, if one does."""
        return self._ranker.model if self._ranker else None

    @property
    def documents(self) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
        """Both lists."""
        return self._sides.demands, self._sides.supply

    def match(
        self, *, top: int = 10, explain: bool = True, marks: bool = True, progress: Progress = silent
    ) -> Iterator[Match]:
        """The best ``top`` supply items of each demand, demand by demand in list order, ranks from 1.

        A demand without text and supply without text take no part. Without ``explain`` the reasons are only a
        headline, at a fraction of the time; without ``marks`` they lack only the places in the texts.
        """
        detail = detail_of(explain, marks)
        for demand in self._nearest.scored_demands(progress):
            for rank, item in enumerate(self._nearest.shown(demand, top), start=1):
                yield self._judge(demand, int(item), rank, detail)

    def match_supply(
        self, *, top: int = 10, explain: bool = True, marks: bool = True, progress: Progress = silent
    ) -> Iterator[Match]:
        """Turned round: the best ``top`` demands of each supply item, in list order of the supply; ``rank`` counts
        within the item. ``explain`` and ``marks`` as in ``match``.
        """
        detail = detail_of(explain, marks)
        for item, demands in enumerate(self._nearest.demands(top, progress)):
            if self._sides.supply_has_text[item]:
                for rank, demand in enumerate(demands, start=1):
                    yield self._judge(demand, item, rank, detail)

    def nearest(
        self, *, top: int, top_turned: int, most_turned: int | None = None, progress: Progress = silent
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Both ways in one pass, as (demand id, supply id): the best ``top`` supply items of each demand in list
        order, and the best ``top_turned`` demands of each supply item in list order, of these altogether only the
        ``most_turned`` with the highest scores. ``score`` then tells about any of these pairs without scoring anew;
        it is fastest when they come demand by demand. With a ranking model it orders, both ways, what the recipe finds
        nearest. What is shown on request (``MatchSettings.most_shown``, ``diversity``) holds for demands.
        """
        forward, turned = self._nearest.both_ways(top, top_turned, most_turned, progress)
        return self._named(forward), self._named(turned)

    def _named(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[str, str]]:
        return [(self._sides.demands[demand].id, self._sides.supply[item].id) for demand, item in pairs]

    def score(
        self, pairs: Iterable[tuple[str, str]], *, marks: bool = True, progress: Progress = silent
    ) -> Iterator[Match]:
        """The named pairs (demand id, supply id) in their order, ``rank`` 0. ``marks`` as in ``match``. Raises
        ``Unknown`` for an id that is in neither list.
        """
        detail = detail_of(True, marks)
        for done, (demand_id, supply_id) in enumerate(pairs):
            progress("scoring", done, 0)
            demand, item = self._find(demand_id, supply_id)
            yield self._judge(demand, item, 0, detail)

    def prepare(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Read together what ``score`` will read of some pairs one by one; it changes no answer. Raises ``Unknown`` as
        ``score`` does.
        """
        prepare_texts(self._scorer, [self._find(*pair) for pair in pairs])

    def with_sentences(
        self, matches: Iterable[Match], embedder: Embedder, *, most: int | None = None, progress: Progress = silent
    ) -> Iterator[Match]:
        """``matches`` in their order, those of a rank up to ``most`` (all, if it is not said) with the sentences of
        both texts that are near in meaning; what is no match has none to show. ``embedder`` is the one that read the
        lists. A thousand matches at a time, so that it is asked for many sentences at once.
        """
        waiting = iter(matches)
        reader = SentenceReader(embedder, self._scorer.evidence.means)
        while block := list(islice(waiting, SENTENCES_AT_ONCE)):
            wanted = [match for match in block if match.level > Level.NONE and (most is None or 0 < match.rank <= most)]
            texts = [self._texts_of(match) for match in wanted]
            found = dict(zip(map(id, wanted), reader.find(texts, progress), strict=True))
            for match in block:
                yield with_sentences(match, found.get(id(match), ()))

    def _texts_of(self, match: Match) -> tuple[Passage, list[Passage]]:
        """The text of a demand, and those of an item by which it counts."""
        demand, item = self._find(match.demand_id, match.supply_id)
        counted = self._scorer.counted_passages(demand, item)[:MOST_WORKS]
        missing = missing_text(self._sides, demand, item) is not None
        return self._sides.demand_passages[demand], [
            self._sides.supply_passages[passage] for passage in counted if not missing
        ]

    def reasons(self, demand_id: str, supply_id: str, level: Level, raw: float | None = None) -> Reasons:
        """The headline, terms and notes of a pair whose level is known, without marks; with ``raw``, its raw score,
        the contributions to that too. Raises ``Unknown`` as ``score`` does.
        """
        demand, item = self._find(demand_id, supply_id)
        parts = None if raw is None else self._scorer.parts(demand, item)
        found = explain_pair(self._scorer, self._sides, demand, item, level, parts, full=True, marks=False)
        if self._ranker is None or raw is None:
            return found
        learned = Contribution("learned", raw - self._scorer.raw(demand, item))
        return replace(found, contributions=(*found.contributions, learned))

    def why_not(self, demand_id: str, supply_id: str, *, top: int = 10) -> WhyNot:
        """Where a named candidate stands among all supply, and what it lacks against the last one shown."""
        demand, item = self._find(demand_id, supply_id)
        rule = missing_text(self._sides, demand, item) or self._sides.conflicts.rule(demand, item)
        if rule is None and self._nearest.showing:
            rule = self._nearest.showing.rule(demand, item, top)
        shown = self._nearest.shown(demand, top) if self._sides.demand_has_text[demand] else np.zeros(0, np.intp)
        listed = shown.tolist()
        is_shown = item in listed
        # Where limits change the order, its place in the list is what a reader sees.
        rank = 1 + listed.index(item) if is_shown else self._nearest.rank(demand, item, top)
        match = self._judge(demand, item, rank)
        gap = 0.0
        shortfalls: tuple[Contribution, ...] = ()
        if len(shown) and not is_shown:
            last = self._judge(demand, int(shown[-1]), len(shown), Detail.CONTRIBUTIONS)
            gap = max(0.0, last.raw - match.raw)
            shortfalls = shortfalls_of(last, match)
        allowed = self._nearest.allowed(demand)
        of = int(allowed.sum()) + (not allowed[item])  # of those that it could stand among, and itself
        sentence = why_not_sentence(match, is_shown, of, len(shown), shortfalls, rule)
        return WhyNot(match, is_shown, of, gap, shortfalls, rule, sentence)

    def unmatched(self, *, top: int = 10) -> Iterator[tuple[str, Message]]:
        """The demands of which no candidate that is shown is above level none, and why."""
        for demand, document in enumerate(self._sides.demands):
            if not self._sides.demand_has_text[demand]:
                yield document.id, NO_DEMAND_TEXT
                continue
            nearest = self._nearest.items(demand, top)[0][:1].tolist()
            if not nearest:
                yield document.id, NO_ENTRY if self._sides.conflicts.silent else NO_ENTRY_LEFT
                continue
            # Where limits say what is shown, the nearest may be shown to others only.
            shown = self._nearest.shown(demand, top).tolist() if self._nearest.showing else nearest
            if any(self._judge(demand, item, 1, Detail.CONTRIBUTIONS).level > Level.NONE for item in shown):
                continue
            match = self._judge(demand, nearest[0], 1, Detail.SENTENCES)
            title = self._sides.supply[nearest[0]].title
            yield document.id, nothing_shown_sentence(match, title, self._scorer.settings.most_shown)

    def save(self, folder: Path) -> None:
        """Write everything into ``folder`` (replaced as a whole), the ranking model too: arrays and JSON, no pickle."""
        shown = self._nearest.showing.save if self._nearest.showing else None
        model = None
        if self._ranker is not None:
            from duijie_match.learning.store import write_ranker  # noqa: PLC0415 – most matches have no model

            model = partial(write_ranker, ranker=self._ranker)
        write_matcher(folder, self._sides, self._scorer, self._calibration, model=model, shown=shown)

    @classmethod
    def load(cls, folder: Path) -> "Matcher":
        """What ``save`` wrote, without an embedder. Raises ``DuijieError`` when it is not complete or of another
        version.
        """
        matcher = cls(*read_matcher(folder))
        if matcher._nearest.showing:
            matcher._nearest.showing.load(folder)
        return matcher

    def part(self, pairs: Iterable[tuple[str, str]]) -> "Matcher":
        """A matcher over all demands and the items of these ``pairs`` only, without a ranking model. With what
        ``told_of_all`` says, and the raw scores, it tells of them what this one tells.
        """
        items = np.unique([self._supply_rows[supply_id] for _demand_id, supply_id in pairs]).astype(np.intp)
        return Matcher(*part_of(self._sides, self._scorer, items), self._calibration)

    def told_of_all(self) -> dict[str, Any]:
        """What only all of the list can say, as JSON: for ``learn_of_all`` of a part."""
        return self._scorer.told_of_all()

    def learn_of_all(self, **told: Any) -> None:
        """Take what the whole list has told."""
        self._scorer.learn_of_all(**told)

    def raw(self, demand_id: str, supply_id: str) -> float:
        """The raw score of a pair by the recipe. Raises ``Unknown`` as ``score`` does."""
        return self._scorer.raw(*self._find(demand_id, supply_id))

    def remember(self, scored: Iterable[tuple[str, str, float]]) -> None:
        """Keep the raw scores of pairs: (demand id, supply id, raw score)."""
        known = [(*self._find(demand_id, supply_id), raw) for demand_id, supply_id, raw in scored]
        demands, items, scores = (np.array(column) for column in zip(*known, strict=True))
        self._scorer.remember(demands, items, scores)

    def _find(self, demand_id: str, supply_id: str) -> tuple[int, int]:
        if demand_id not in self._demand_rows:
            raise Unknown("unknown-demand", msg("There is no demand {id} in the list.", id=demand_id))
        if supply_id not in self._supply_rows:
            raise Unknown("unknown-supply", msg("There is no supply entry {id} in the list.", id=supply_id))
        return self._demand_rows[demand_id], self._supply_rows[supply_id]

    def _judge(self, demand: int, item: int, rank: int, detail: Detail = Detail.FULL) -> Match:
        graded = self._ranker.grade(np.array([demand]), np.array([item]))[0] if self._ranker else None
        return judge(self._scorer, self._sides, self._calibration, demand, item, rank, detail, graded)
