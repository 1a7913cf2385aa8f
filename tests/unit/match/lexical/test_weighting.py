"""TF-IDF as defined: sublinear, smooth, length one."""

import math

import numpy as np
import pytest
from scipy import sparse

from duijie_match.lexical.product import SparseProduct
from duijie_match.lexical.weighting import count_documents, weight


def counts(rows: list[list[float]]) -> sparse.csr_matrix:
    return sparse.csr_matrix(np.array(rows, np.float32))


def test_idf_is_smooth() -> None:
    frequencies = count_documents([counts([[1, 0], [2, 1]]), counts([[0, 0]])], 2)
    assert frequencies.texts == 2  # the empty row is no text
    expected = np.array([math.log(3 / 3) + 60 / 62, math.log(3 / 2) + 60 / 62])
    assert np.allclose(frequencies.idf(), expected)
    assert np.allclose(frequencies.idf(1.0), expected + 2 / 62)


def test_rows_have_length_one_and_empty_rows_stay_empty() -> None:
    left, right = 1.0, (1 + math.log(3)) * 2
    length = math.hypot(left, right)
    for scale in (1.0, 0.01):  # the weights of a long list are small
        weighted = weight(counts([[1, 3], [0, 0]]), np.array([scale, 2 * scale], np.float32))
        assert np.allclose(weighted.toarray(), np.array([[left / length, right / length], [0, 0]]))


@pytest.mark.parametrize("long_list", [50_000, 1])
def test_product_with_frequent_terms_is_the_plain_product(long_list: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duijie_match.lexical.product.LONG_LIST", long_list)
    rng = np.random.default_rng(3)
    columns = counts((rng.random((60, 40)) * (rng.random((60, 40)) < np.linspace(0.9, 0.02, 40))).tolist())
    rows = counts((rng.random((7, 40)) * (rng.random((7, 40)) < 0.4)).tolist())
    expected = (rows @ columns.T).toarray()
    for dense_terms in (0, 5, 1000):
        assert np.allclose(SparseProduct(columns, dense_terms).multiply(rows), expected, atol=1e-6)
