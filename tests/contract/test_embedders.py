"""Every embedder against the contract."""

import pytest

from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.embedding.pieces import DocumentEmbedder
from duijie_match.testing.embedder import EmbedderConformance

NAMES = ("e5-small", "e5-small-kernel")


class TestEmbedders(EmbedderConformance):
    @pytest.fixture(scope="class", params=NAMES)
    @classmethod
    def create(cls, request):
        return lambda: create_embedder(request.param)

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, create):
        return create()


class TestCachedEmbedder(EmbedderConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def create(cls, tmp_path_factory):
        folder = tmp_path_factory.mktemp("cache")
        inner = create_embedder("e5-small")
        return lambda: CachedEmbedder(inner, folder)

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, create):
        return create()


class TestDocumentEmbedder(EmbedderConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def create(cls):
        inner = create_embedder("e5-small")
        return lambda: DocumentEmbedder(inner)

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, create):
        return create()
