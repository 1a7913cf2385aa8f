"""Each vector index keeps the contract."""

from duijie_match.embedding.base import Vectors
from duijie_match.testing.vectors import VectorIndexConformance
from duijie_match.vectors.faiss_index import FaissVectorIndex
from duijie_match.vectors.reference import ReferenceVectorIndex


class HnswVectorIndex(FaissVectorIndex):
    """The graph that large collections get, here for any size."""

    @classmethod
    def build(cls, vectors: Vectors, exact_up_to: int = 0) -> "HnswVectorIndex":
        return super().build(vectors, exact_up_to)


class TestReferenceVectorIndex(VectorIndexConformance):
    engine = ReferenceVectorIndex


class TestFaissVectorIndex(VectorIndexConformance):
    engine = FaissVectorIndex


class TestFaissGraph(VectorIndexConformance):
    engine = HnswVectorIndex
