"""A ranking model in a matcher: what a match run asks, what is kept on the disk, and judgements that weigh less."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.match.learning.town import fitted_town, make_documents, make_judged

from duijie_match.errors import DuijieError
from duijie_match.learning.fitting import fit_model
from duijie_match.learning.labels import LEVELS, NO, YES, Labels, make_labels
from duijie_match.learning.store import MODEL
from duijie_match.matcher import Matcher
from duijie_match.testing.hashing import HashingEmbedder


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build(*make_documents(), embedder=HashingEmbedder(), model=fitted_town().model)


@pytest.fixture(scope="module")
def folder(matcher: Matcher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "matcher"
    matcher.save(folder)
    return folder


def test_the_nearest_of_both_sides_are_those_of_a_match(matcher: Matcher) -> None:
    forward, turned = matcher.nearest(top=3, top_turned=2)
    assert forward == [(one.demand_id, one.supply_id) for one in matcher.match(top=3, explain=False)]
    assert turned == [(one.demand_id, one.supply_id) for one in matcher.match_supply(top=2, explain=False)]
    plain = Matcher.build(*make_documents(), embedder=HashingEmbedder())
    assert (forward, turned) != plain.nearest(top=3, top_turned=2)


def test_of_all_pairs_turned_round_the_best_by_the_model_are_kept(matcher: Matcher) -> None:
    _forward, every = matcher.nearest(top=1, top_turned=2)
    _forward, some = matcher.nearest(top=1, top_turned=2, most_turned=5)
    raw = {pair: match.raw for pair, match in zip(every, matcher.score(every), strict=True)}
    best = sorted(every, key=lambda pair: -raw[pair])[:5]
    assert some == [pair for pair in every if pair in best]


def test_a_matcher_that_was_kept_says_the_same(matcher: Matcher, folder: Path) -> None:
    again = Matcher.load(folder)
    assert again.model is not None
    assert again.model.provenance == fitted_town().model.provenance
    for one, other in zip(again.match(top=4), matcher.match(top=4), strict=True):
        assert (one.demand_id, one.supply_id, one.level) == (other.demand_id, other.supply_id, other.level)
        assert one.raw == pytest.approx(other.raw, abs=1e-9)
        assert [part.name for part in one.reasons.contributions][-1] == "learned"
    assert again.nearest(top=3, top_turned=2) == matcher.nearest(top=3, top_turned=2)
    asked, before = again.why_not("D3", "S9", top=2), matcher.why_not("D3", "S9", top=2)
    assert (asked.match.rank, asked.sentence) == (before.match.rank, before.sentence)


def test_a_matcher_without_a_model_has_none_on_the_disk(tmp_path: Path) -> None:
    Matcher.build(*make_documents(), embedder=HashingEmbedder()).save(tmp_path / "plain")
    assert not (tmp_path / "plain" / MODEL).exists()
    assert Matcher.load(tmp_path / "plain").model is None


@pytest.mark.parametrize("missing", [MODEL, "supply-portrait-whole-vectors.npy"])
def test_a_kept_matcher_that_has_lost_its_model_is_not_used_without_it(
    matcher: Matcher, tmp_path: Path, missing: str
) -> None:
    matcher.save(tmp_path / "kept")
    (tmp_path / "kept" / missing).unlink()
    with pytest.raises(DuijieError, match="match the lists again"):
        Matcher.load(tmp_path / "kept")


def test_weights_of_one_change_nothing_and_lie_between_nothing_and_one() -> None:
    labels = make_judged()
    assert (Labels(labels.pairs, labels.signs).weights == 1).all()
    for wrong in (0.0, 1.1):
        with pytest.raises(ValueError, match="a weight for each pair"):
            Labels(labels.pairs, labels.signs, np.full(len(labels), wrong))
    pairs = [("D0", "S0"), ("D1", "S1")]
    made = make_labels([(pairs[0], YES), (pairs[1], NO)], {pairs[1]: 0.5})
    assert made.weights.tolist() == [1.0, 0.5]


def test_judgements_without_any_exception_are_learned_too() -> None:
    """All depends on the item of supply alone: nothing is left for noise."""
    labels = make_judged()
    level = np.array([1 + int(item[1:]) % 4 for _, item in labels.pairs])
    signs = np.where(level[:, None] >= np.array(LEVELS), 1, -1).astype(np.int8)
    fitted = fit_model(Labels(labels.pairs, signs), *make_documents(), embedder=HashingEmbedder())
    assert fitted.model.figures.known.error < 0.5 * fitted.model.figures.untrained.error
