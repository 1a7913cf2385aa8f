"""An embedding model behind a real HTTP server: what it is asked, and what is made of good and wrong answers."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from tests.unit.match.embedding.servers import (
    TEXTS,
    Answer,
    Server,
    embedder,
    failure,
    good,
    limited,
    serving,
    vectors_of,
)

from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.endpoint import BATCH, HttpEmbedder
from duijie_match.testing.embedder import EmbedderConformance


class TestConformance(EmbedderConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def server(cls) -> Iterator[Server]:
        with serving(good) as server:
            yield server

    @pytest.fixture(scope="class")
    @classmethod
    def create(cls, server: Server) -> Callable[[], HttpEmbedder]:
        return lambda: embedder(server)[0]

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, create: Callable[[], HttpEmbedder]) -> HttpEmbedder:
        return create()


def test_texts_go_in_batches_and_come_back_in_order() -> None:
    with serving(good) as server:
        rows = embedder(server)[0].embed([*TEXTS, " ", TEXTS[0]])
    assert [len(request["input"]) for request in server.asked] == [BATCH, len(TEXTS) + 1 - BATCH]
    assert {request["model"] for request in server.asked} == {"m"}
    assert np.allclose(rows[: len(TEXTS)], vectors_of(TEXTS), atol=1e-6)
    assert not rows[-2].any()
    assert np.array_equal(rows[-1], rows[0])


def test_rows_may_come_as_base64() -> None:
    def packed(server: Server, request: dict[str, Any]) -> Answer:
        rows = vectors_of(request["input"])
        data = [
            {"index": place, "embedding": base64.b64encode(row.astype("<f4").tobytes()).decode()}
            for place, row in enumerate(rows)
        ]
        return 200, json.dumps({"data": data}).encode(), {}

    with serving(packed) as server:
        assert np.allclose(embedder(server)[0].embed(TEXTS[:3]), vectors_of(TEXTS[:3]), atol=1e-6)


def test_a_text_is_asked_once_with_the_cache(tmp_path: Any) -> None:
    with serving(good) as server:
        cached = CachedEmbedder(embedder(server)[0], tmp_path)
        first = cached.embed(TEXTS[:5])
        again = CachedEmbedder(embedder(server)[0], tmp_path).embed(TEXTS[:5])
    assert len(server.asked) == 1
    assert np.array_equal(first, again)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, b"<html>", {}), "its answer is not of the form of /v1/embeddings"),
        ((200, b"[]", {}), "its answer is not of the form"),
        ((200, b'{"data": []}', {}), "it gives 0 vectors for 2 texts; look at the server's log"),
        ((200, b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}', {}), "not of the form"),
        ((200, b'{"data": [{"index": 0, "embedding": ["x"]}, {"index": 1, "embedding": [1]}]}', {}), "not of the form"),
        ((200, b'{"data": [{"index": 0, "embedding": "%"}, {"index": 1, "embedding": "%"}]}', {}), "not of the form"),
        (
            (200, b'{"data": [{"index": 0, "embedding": [1, 2]}, {"index": 1, "embedding": [1, 2]}]}', {}),
            "its vectors have 2 numbers and had 128 when it was added; add it again",
        ),
        (
            (200, b'{"data": [{"index": Infinity, "embedding": [1]}, {"index": 1, "embedding": [1]}]}', {}),
            "not of the form",
        ),
        (
            (200, b'{"data": [{"index": 0, "embedding": [%s]}, {"index": 1, "embedding": [1]}]}' % (b"9" * 400), {}),
            "its answer is not of the form",
        ),
        ((401, b"", {}), "it wants a valid key (401); name its variable with --key-variable"),
        ((404, b"not here", {}), "there is no such address or model (404: not here)"),
        (
            (404, b"<!doctype html>\n<html><head><meta charset=utf-8><title>Not &amp; found</title>", {}),
            "there is no such address or model (404: Not & found)",
        ),
        ((404, b"<HTML><body>nothing here", {}), "there is no such address or model (404: –)"),
        ((307, b"", {"Location": "http://192.0.2.1/"}), "it sends to another address (307: http://192.0.2.1/)"),
    ],
)
def test_a_wrong_answer_is_said_at_once(answer: Answer, said: str) -> None:
    with serving(lambda server, request: answer) as server:
        message, waits = failure(server)
    assert said in message
    assert (len(server.asked), waits) == (1, [])


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("阀门密封面磨损与堆焊", "q: 阀门密封面磨损"),
        ("valves wear at 600 ℃", "q: valves wear at 600"),
        ("valves  wear\nagain", "q: valves  wear\nagain"),
        ("短", "q: 短"),
    ],
)
def test_the_prefix_and_so_many_tokens_are_sent(text: str, sent: str) -> None:
    with serving(good) as server:
        rows = embedder(server, prefix="q: ", tokens=11)[0].embed([text, " "])
    assert server.asked[0]["input"] == [sent]
    assert np.allclose(rows[0], vectors_of([sent])[0], atol=1e-6)
    assert not rows[1].any()


def test_more_than_usual_is_sent_where_that_was_told() -> None:
    with serving(good) as server:
        embedder(server, tokens=8000)[0].embed(["阀" * 9000])
        embedder(server)[0].embed(["阀" * 9000])
    assert [len(request["input"][0]) for request in server.asked] == [7998, 6000]


def test_a_server_that_takes_few_texts_at_a_time_is_asked_for_few() -> None:
    with serving(limited(10, 6000)) as server:
        remote, _ = embedder(server)
        rows = remote.embed(TEXTS * 2)
    assert np.allclose(rows, vectors_of(TEXTS * 2), atol=1e-6)
    assert [len(request["input"]) for request in server.asked] == [32, 16, 8, 8, 16, 8, 8, *[8] * 6]
    assert remote.shortened == 0


@pytest.mark.parametrize("code", [400, 413, 422])
def test_of_a_text_that_a_server_refuses_the_beginning_is_read(code: int) -> None:
    long = "阀门密封面磨损与堆焊，" * 500
    with serving(limited(32, 800, code)) as server:
        remote, _ = embedder(server)
        rows = remote.embed([*TEXTS[:5], long, *TEXTS[5:]])
        alone = embedder(server)[0].embed([long])
    assert np.allclose(rows[5], vectors_of([long[:687]])[0], atol=1e-6)
    assert np.array_equal(rows[5], alone[0])
    assert np.allclose(rows[[0, -1]], vectors_of([TEXTS[0], TEXTS[-1]]), atol=1e-6)
    assert remote.shortened == 1


def test_a_refusal_that_no_shorter_text_avoids_is_said() -> None:
    with serving(lambda server, request: (400, b"no such model", {})) as server:
        message, waits = failure(server, ["阀" * 1000, "门"])
    assert "it refuses the request (400: no such model)" in message
    assert ([sum(map(len, request["input"])) for request in server.asked], waits) == ([1001, 1000, 500, 250, 125], [])


@pytest.mark.parametrize("number", ["NaN", "0.0", "1e999"])
def test_numbers_that_are_none(number: str) -> None:
    row = f"[{','.join([number] * 128)}]"
    body = f'{{"data": [{{"index": 0, "embedding": {row}}}, {{"index": 1, "embedding": {row}}}]}}'.encode()
    with serving(lambda server, request: (200, body, {})) as server:
        assert "it gives vectors that are zero or no numbers; look at the server's log" in failure(server)[0]


def test_the_fingerprint_knows_address_model_and_size() -> None:
    def prints(**told: Any) -> str:
        return HttpEmbedder("a", Endpoint(**{"url": "http://a/v1", "model": "m", "dimensions": 3, **told})).fingerprint

    others = (
        {"url": "http://b/v1"},
        {"model": "n"},
        {"dimensions": 4},
        {"prefix": "a: "},
        {"prefix": "a:"},
        {"tokens": 9},
    )
    assert len({prints(), *(prints(**other) for other in others)}) == len(others) + 1
    assert prints(timeout=1.0) == prints()
