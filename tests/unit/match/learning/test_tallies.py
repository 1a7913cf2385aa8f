"""What was judged in other pairs."""

import numpy as np

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
