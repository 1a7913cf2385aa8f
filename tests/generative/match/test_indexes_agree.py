"""The fast engines find what the references find."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.lexical.reference import ReferenceLexicalIndex
from duijie_match.lexical.tantivy_index import TantivyLexicalIndex
from duijie_match.testing.vectors import unit_rows
from duijie_match.vectors.faiss_index import FaissVectorIndex
from duijie_match.vectors.reference import ReferenceVectorIndex

terms = st.sampled_from(["b球阀", "b密封", "wvalv", "pball valv", "n5000rpm", "x:led", "c阀"])
texts = st.lists(st.lists(terms, max_size=12), min_size=1, max_size=15)
queries = st.dictionaries(terms, st.floats(0.1, 5), min_size=1, max_size=4)


@given(texts, queries)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_tantivy_agrees_with_the_reference(texts: list[list[str]], query: dict[str, float]) -> None:
    expected = {hit.row: hit.score for hit in ReferenceLexicalIndex.build(texts).search(query, len(texts))}
    found = {hit.row: hit.score for hit in TantivyLexicalIndex.build(texts).search(query, len(texts))}
    assert found.keys() == expected.keys()
    assert np.allclose([found[row] for row in expected], list(expected.values()), rtol=1e-3)


@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 1000))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_faiss_agrees_with_the_reference(count: int, top: int, seed: int) -> None:
    vectors, queries = unit_rows(count, seed=seed), unit_rows(3, seed=seed + 1)
    expected_rows, expected = ReferenceVectorIndex.build(vectors).search(queries, top)
    rows, products = FaissVectorIndex.build(vectors).search(queries, top)
    assert np.allclose(products, expected, atol=1e-5)
    assert rows.tolist() == expected_rows.tolist()


def test_the_graph_finds_nearly_all_of_the_nearest() -> None:
    vectors, queries = unit_rows(3000, 32), unit_rows(50, 32, seed=1)
    expected, _ = ReferenceVectorIndex.build(vectors).search(queries, 10)
    found, _ = FaissVectorIndex.build(vectors, exact_up_to=0).search(queries, 10)
    recall = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(expected.tolist(), found.tolist(), strict=True)])
    assert recall >= 0.95
