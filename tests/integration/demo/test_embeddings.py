"""The vectors that are shipped with the demo are those of its texts, as the model computes them today."""

from pathlib import Path

import numpy as np
import pytest

from duijie.demo import embeddings, make_embeddings
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import DEFAULT, create_embedder
from duijie_match.folders import data_folder

EVERY = 40  # of the texts one is computed again
NEAR = 0.995  # another processor may round otherwise


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> CachedEmbedder:
    return CachedEmbedder(create_embedder(DEFAULT), tmp_path_factory.mktemp("cache"))


def test_there_is_a_row_for_each_text_and_none_besides(cached: CachedEmbedder) -> None:
    wanted = {key for text, pieces in embeddings.texts().items() for key in embeddings.keys_of(text, pieces, cached)}
    assert wanted == set(embeddings.shipped()), "run: python -m duijie.demo.make_embeddings"


def test_a_sample_computed_again_is_the_same(cached: CachedEmbedder, tmp_path: Path) -> None:
    texts = embeddings.texts()
    sample = {text: texts[text] for text in sorted(texts, key=len)[::EVERY]}
    there = embeddings.shipped()
    fresh = embeddings.compute(sample, cached.inner, tmp_path)
    far = [
        float(row.astype(np.float32) @ there[key].astype(np.float32))
        for key, row in fresh.items()
        if row.astype(np.float32) @ there[key].astype(np.float32) <= NEAR
    ]
    assert len(fresh) >= len(sample)
    assert far == []


def test_file_is_small_and_its_bytes_depend_on_the_rows_alone(tmp_path: Path) -> None:
    rows = embeddings.shipped()
    for name in ("one.npz", "two.npz"):
        embeddings.write_file(tmp_path / name, dict(reversed(rows.items())))
    written = (tmp_path / "one.npz").read_bytes()
    assert written == (tmp_path / "two.npz").read_bytes()
    assert len(written) < 3_000_000


def test_matching_finds_all_of_them_in_the_cache(tmp_path: Path) -> None:
    assert embeddings.fill_cache(tmp_path)
    cached = CachedEmbedder(
        create_embedder(DEFAULT, folder=data_folder() / "models"), tmp_path / "cache" / "embeddings"
    )
    keys = [key for text, pieces in embeddings.texts().items() for key in embeddings.keys_of(text, pieces, cached)]
    assert len(cached.store.read(keys)) == len(keys)


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert embeddings.fill_cache(tmp_path) is False


def test_wrong_use_of_the_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_embeddings.main(["one", "two"]) == 2
    assert capsys.readouterr().err.startswith("usage:")
