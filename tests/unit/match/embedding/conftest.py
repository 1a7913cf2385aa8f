import pytest

from duijie_match.embedding.names import create_embedder
from duijie_match.folders import data_folder


@pytest.fixture(scope="session")
def models():
    """The folder with the converted model, made by the first test that asks."""
    folder = data_folder() / "models"
    create_embedder("e5-small", folder=folder)
    return folder


@pytest.fixture(scope="session")
def e5(models):
    return create_embedder("e5-small", folder=models)


@pytest.fixture(scope="session")
def kernel():
    return create_embedder("e5-small-kernel")
