"""What was judged in other pairs."""

import numpy as np
import pytest

from duijie_match.documents import Document, Kind
from duijie_match.learning.tallies import NOBODY, PRIOR, columns_unseen, digests_of, find_digests, make_tally

DOCUMENTS = [Document(str(number), Kind.DEMAND, title=title) for number, title in enumerate(("甲", "乙", "丙", "甲"))]
DIGESTS = np.unique(digests_of(DOCUMENTS))


def test_documents_are_known_by_their_texts() -> None:
    places = find_digests(DIGESTS, DOCUMENTS)
    assert places[0] == places[3]
    assert len(set(places.tolist())) == len(DIGESTS) == 3
    assert find_digests(DIGESTS, [Document("9", Kind.DEMAND, title="丁")]).tolist() == [NOBODY]


def test_means_are_drawn_towards_those_of_all() -> None:
    signs = np.array([[1], [1], [-1], [0]], np.int8)
    tally = make_tally(DIGESTS, np.array([0, 0, 1, 1]), signs)
    mean = 1 / 3
    assert np.allclose(
        tally.columns(np.array([0, 1, 2, NOBODY])),
        [
            [(2 + PRIOR * mean) / (2 + PRIOR), np.log(3)],
            [(-1 + PRIOR * mean) / (1 + PRIOR), np.log(2)],
            [mean, 0],
            [mean, 0],
        ],
    )


def test_a_label_never_speaks_for_itself() -> None:
    places, folds = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 1, 0, 1])
    signs = np.array([[1], [-1], [1], [1], [-1], [-1]], np.int8)
    turned = signs.copy()
    turned[0] = -1
    before, after = (columns_unseen(DIGESTS, places, told, folds) for told in (signs, turned))
    assert np.array_equal(before[folds == 0], after[folds == 0])
    assert not np.array_equal(before[1], after[1])


def test_each_pair_is_told_by_all_pairs_of_other_folds() -> None:
    """Added up pair by pair; of the second threshold the last fold alone knows anything."""
    generator = np.random.default_rng(6)
    places, folds = generator.integers(0, 3, 30), np.repeat([0, 1, 2], (14, 11, 5))
    signs = np.stack([generator.choice([-1, 0, 1], 30), np.where(folds == 2, 1, 0)], axis=1).astype(np.int8)
    found = columns_unseen(DIGESTS, places, signs, folds)
    for pair in range(30):
        others = [other for other in range(30) if folds[other] != folds[pair]]
        own = [other for other in others if places[other] == places[pair]]
        for column in range(2):
            known = [int(signs[other, column]) for other in others if signs[other, column]]
            mean = sum(known) / len(known) if known else 0
            told = [int(signs[other, column]) for other in own if signs[other, column]]
            assert found[pair, column] == pytest.approx((sum(told) + PRIOR * mean) / (len(told) + PRIOR))
        most = max(sum(bool(signs[other, column]) for other in own) for column in range(2))
        assert found[pair, 2] == pytest.approx(np.log1p(most))
