"""A model file whose parts are whole, each with its checksum, and do not belong together."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.unit.match.learning.town import copy_of, fitted_town

from duijie_match.errors import DuijieError
from duijie_match.learning.file import HEAD, read_model, write_model

Array = NDArray[Any]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("model") / "town.model"
    write_model(path, fitted_town().model)
    return path.read_bytes()


def with_part(data: bytes, name: str, change: Callable[[Array], Array]) -> bytes:
    """The file with another array, and the checksum that belongs to it."""
    out, stream = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        np.save(stream, change(np.load(io.BytesIO(archive.read(f"{name}.npy")))))
        head = json.loads(archive.read(HEAD))
        head["parts"][f"{name}.npy"] = hashlib.sha256(stream.getvalue()).hexdigest()
        contents = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(out, "w") as copy:
        for part, content in {**contents, HEAD: json.dumps(head), f"{name}.npy": stream.getvalue()}.items():
            copy.writestr(part, content)
    return out.getvalue()


PARTS = (
    *("means", "coefficients", "measured", "lens-means", "lens-idf", "scale-centre", "scale-spread"),
    *("demand-whole-vectors", "supply-title-vectors", "demand-title-terms-data", "trees-leaves", "calibrated-shift"),
)
CHANGES: dict[str, Callable[[Array], Array]] = {
    "wider": lambda array: np.concatenate([array, array], axis=-1),
    "shorter": lambda array: array[:-1],
    "empty": lambda array: array[:0],
    "words": lambda array: np.full(array.shape, "x"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", PARTS)
def test_arrays_that_do_not_fit_are_noticed_when_the_file_is_read(
    tmp_path: Path, data: bytes, name: str, change: str
) -> None:
    path = copy_of(tmp_path / "a.model", with_part(data, name, CHANGES[change]))
    with pytest.raises(DuijieError) as raised:
        read_model(path)
    assert raised.value.code == "model-damaged"


def test_the_same_array_again_does_no_harm(tmp_path: Path, data: bytes) -> None:
    read = read_model(copy_of(tmp_path / "a.model", with_part(data, "means", lambda array: array)))
    assert read.figures.as_json() == fitted_town().model.figures.as_json()
