"""Long texts weigh more."""

import numpy as np
import pytest
from scipy import sparse

from duijie_match.lexical.weighting import LONG, DocumentFrequencies, stretch


def test_rows_of_long_texts_grow_with_the_root_of_their_effective_terms() -> None:
    rows = sparse.lil_matrix((3, 4 * LONG), dtype=np.float32)
    rows[0, :LONG] = 1 / np.sqrt(LONG)
    rows[1, :] = 1 / np.sqrt(4 * LONG)
    stretched = stretch(rows.tocsr())
    assert np.sqrt(stretched.multiply(stretched).sum(axis=1)).ravel().tolist()[0] == pytest.approx([1.0, 2.0, 0.0])


def test_a_few_heavy_terms_make_no_long_text() -> None:
    row = np.full(4 * LONG, 0.01, np.float32)
    row[:4] = np.sqrt((1 - (row[4:] ** 2).sum()) / 4)
    stretched = stretch(sparse.csr_matrix(row[None]))
    assert stretched.data == pytest.approx(row)


@pytest.mark.parametrize("texts, least", [(0, 1.0), (60, 0.5), (5940, 0.01)])
def test_what_stands_everywhere_weighs_less_the_longer_the_list(texts: int, least: float) -> None:
    idf = DocumentFrequencies(texts, np.array([texts], np.float64)).idf()
    assert idf.tolist() == pytest.approx([least])
