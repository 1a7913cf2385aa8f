"""Another model behind the name of one that was added is refused before its vectors lie among the others."""

import fcntl
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.match.embedding.servers import Answer, Server, good, serving

from duijie_match.embedding import probes
from duijie_match.embedding.adding import add_endpoint
from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder, find_embedder
from duijie_match.errors import DuijieError


def changed(answer: Answer, change: Any) -> Answer:
    values = json.loads(answer[1])
    for entry in values["data"]:
        entry["embedding"] = change(np.array(entry["embedding"])).tolist()
    return answer[0], json.dumps(values).encode(), {}


def another(server: Server, request: dict[str, Any]) -> Answer:
    """Of the same size."""
    return changed(good(server, request), lambda row: row[::-1])


def noisy(server: Server, request: dict[str, Any]) -> Answer:
    """The same model in half precision, in other company each time."""
    random = np.random.default_rng(len(server.asked))
    return changed(good(server, request), lambda row: (row + random.normal(0, 5e-4, len(row))).astype(np.float16))


def add(folder: Path, server: Server, **told: Any) -> str:
    """The fingerprint, read by a process that begins."""
    add_endpoint(folder, "remote", Endpoint(server.url, "m", **told))
    probes._looked.clear()
    return create_embedder("remote", folder=folder).fingerprint


def reader(folder: Path) -> CachedEmbedder:
    return CachedEmbedder(create_embedder("remote", folder=folder), folder)


def test_another_model_of_the_same_size_is_refused_until_it_is_added_again(tmp_path: Path) -> None:
    with serving(good) as server:
        first = add(tmp_path, server)
        row = reader(tmp_path).embed(["激光"])
        reader(tmp_path).embed(["激光", "切割"])
        assert [len(request["input"]) for request in server.asked] == [1, 1, 1, 1]  # added, looked once, read twice
        probes._looked.clear()
        server.respond = another
        assert np.array_equal(reader(tmp_path).embed(["激光"]), row)
        with pytest.raises(DuijieError) as raised:
            reader(tmp_path).embed(["激光", "焊接"])
        assert (raised.value.code, reader(tmp_path).store.count()) == ("endpoint", 2)
        assert "another model answers there than when it was added" in str(raised.value)
        assert "添加时的模型" in raised.value.message.render("zh-hans")
        second = add(tmp_path, server)
        assert np.allclose(reader(tmp_path).embed(["激光"]), row[:, ::-1], atol=1e-3)
    assert first != second


def test_noise_changes_nothing_and_the_same_model_added_again_keeps_what_was_read(tmp_path: Path) -> None:
    with serving(noisy) as server:
        first = add(tmp_path, server)
        for _ in range(3):
            probes._looked.clear()
            create_embedder("remote", folder=tmp_path).embed(["激光"])
        assert add(tmp_path, server, timeout=9.0) == first
        assert add(tmp_path, server, prefix="query: ") != first


def test_what_is_no_vector_is_not_taken_for_the_same_model(tmp_path: Path) -> None:
    with serving(good) as server:
        for kept in ("%", "AA==", probes.write_probe(np.zeros(128, np.float32)), "AH4A" * 86):
            told = Endpoint(server.url, "m", 128, probe=kept)
            add_endpoint(tmp_path, "remote", told)
            path = tmp_path / "models.json"
            values = json.loads(path.read_text("utf-8"))
            values["models"]["remote"]["endpoint"]["probe"] = kept
            path.write_text(json.dumps(values), "utf-8")
            with pytest.raises(DuijieError, match="another model answers there"):
                create_embedder("remote", folder=tmp_path).embed(["激光"])


def listed(folder: Path, **change: Any) -> dict[str, Any]:
    """What the list of models says of the server, after a ``change`` by hand."""
    path = folder / "models.json"
    values = json.loads(path.read_text("utf-8"))
    endpoint: dict[str, Any] = values["models"]["remote"]["endpoint"]
    if change:
        endpoint.update(change)
        path.write_text(json.dumps(values), "utf-8")
    return endpoint


def test_an_address_of_before_there_were_probes_gets_one_at_its_first_use(tmp_path: Path) -> None:
    with serving(good) as server:
        add(tmp_path, server)
        listed(tmp_path, probe="", late=False)
        kept = reader(tmp_path)
        before = kept.inner.fingerprint
        server.respond = lambda server, request: (500, b"", {})  # no success, no probe
        with pytest.raises(DuijieError):
            CachedEmbedder(find_embedder("remote", tmp_path, hasty=1), tmp_path).embed(["激光"])
        assert listed(tmp_path)["probe"] == ""
        server.respond = good
        row = kept.embed(["激光"])
        assert (listed(tmp_path)["probe"] != "", listed(tmp_path)["late"]) == (True, True)
        assert reader(tmp_path).inner.fingerprint == before  # what was read before stays known
        asked = len(server.asked)
        kept.embed(["焊接"])
        assert len(server.asked) == asked + 1
        probes._looked.clear()
        server.respond = another
        assert np.array_equal(reader(tmp_path).embed(["激光"]), row)
        for one in (kept, reader(tmp_path)):  # one that works for hours looks again, too
            with pytest.raises(DuijieError, match="another model answers there than when it was added"):
                one.embed(["切割"])
        server.respond = good
        assert add(tmp_path, server) == before
        server.respond = another
        assert add(tmp_path, server) != before


def test_a_list_of_models_that_may_not_be_written_stops_no_reading(tmp_path: Path) -> None:
    with serving(good) as server, (tmp_path / ".models.json.lock").open("a") as lock:
        add(tmp_path, server)
        listed(tmp_path, probe="")
        fcntl.flock(lock, fcntl.LOCK_EX)  # somebody adds a model that takes long
        assert reader(tmp_path).embed(["激光"]).any()
        assert listed(tmp_path)["probe"] == ""
