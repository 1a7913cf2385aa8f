"""Servers that are slow, busy, gone or no such servers; keys and addresses that are none."""

import time
from typing import Any

import numpy as np
import pytest
from tests.unit.match.embedding.servers import TEXTS, Answer, Server, embedder, failure, good, serving, vectors_of

from duijie_match.embedding.addresses import full_address
from duijie_match.embedding.sending import ATTEMPTS
from duijie_match.errors import DuijieError


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    def busy(server: Server, request: dict[str, Any]) -> Answer:
        if len(server.asked) < 3:
            return (429, b"slow down", {"Retry-After": "7"}) if len(server.asked) == 1 else (503, b"restarting", {})
        return good(server, request)

    with serving(busy) as server:
        remote, waits = embedder(server)
        rows = remote.embed(TEXTS[:2])
    assert np.allclose(rows, vectors_of(TEXTS[:2]), atol=1e-6)
    assert waits == [7.0, 1.0]


def test_a_server_that_stays_busy_is_given_up() -> None:
    with serving(lambda server, request: (503, b"overloaded", {})) as server:
        said, waits = failure(server)
    assert "it answers 503 (overloaded) again and again; try again later" in said
    assert (len(server.asked), waits) == (ATTEMPTS, [0.5, 1.0, 2.0])


def test_a_slow_server() -> None:
    def slow(server: Server, request: dict[str, Any]) -> Answer:
        time.sleep(0.5)
        return good(server, request)

    with serving(slow) as server:
        said, _ = failure(server, timeout=0.05)
    assert "there was no answer within 0.05 seconds; use a smaller model there or a longer --timeout" in said


@pytest.mark.parametrize(("code", "start"), [(200, 4), (200, 200), (400, 4), (400, 200)])
def test_a_server_that_sends_a_byte_now_and_then(code: int, start: int) -> None:
    with serving(lambda server, request: (code, b" " * 300, {"X-Long": "x" * 100})) as server:
        server.drips = start
        started = time.monotonic()
        said, _ = failure(server, timeout=0.2)
    assert "there was no answer within 0.2 seconds" in said
    assert time.monotonic() - started < 0.2 * ATTEMPTS + 2
    assert len(server.asked) == ATTEMPTS


def test_a_server_that_is_gone() -> None:
    with serving(good) as server:
        pass
    said, waits = failure(server)
    assert "nobody answers there (the connection was refused); see whether the server runs" in said
    assert len(waits) == ATTEMPTS - 1


def test_a_connection_that_breaks_off() -> None:
    def cut(server: Server, request: dict[str, Any]) -> Answer:
        return 200, b'{"data": [', {"Content-Length": "5000"}

    with serving(cut) as server:
        said, _ = failure(server)
    assert "the connection broke off (its answer stopped in the middle)" in said


@pytest.mark.parametrize(
    ("code", "said"),
    [(0, "the connection broke off (it does not speak HTTP)"), (-1, "the connection broke off (the server closed the")],
)
def test_what_is_no_http(code: int, said: str) -> None:
    with serving(lambda server, request: (code, b"", {})) as server:
        assert said in failure(server)[0]


def test_no_such_name_and_no_https() -> None:
    assert "(no server of that name is known here)" in failure(Server(good), url="http://nowhere.invalid/v1")[0]
    with serving(good) as server:
        assert "(it does not speak https)" in failure(server, url=server.url.replace("http", "https"))[0]


def test_what_a_server_says_stays_in_its_line() -> None:
    long = b"no\x1b[2J\r\n  such\x00 model: " + "模型".encode() * 200
    with serving(lambda server, request: (400, long, {})) as server:
        said, _ = failure(server, TEXTS[:1])
    assert "(400: no [2J such model: 模" in said
    assert said.endswith(("型).", "模)."))


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(good) as server:
        assert (
            "the environment variable OUR_KEY, which should hold its key, is empty"
            in (failure(server, key_variable="OUR_KEY")[0])
        )
        monkeypatch.setenv("OUR_KEY", "s3cret")
        embedder(server, key_variable="OUR_KEY")[0].embed(TEXTS[:1])
    assert server.keys == ["Bearer s3cret"]


@pytest.mark.parametrize("key", ["s3cret\r\nX-Other: 1", "s3cret密钥", "s3crét"])
def test_what_cannot_be_a_key_is_neither_sent_nor_shown(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUR_KEY", key)
    with serving(good) as server:
        said, _ = failure(server, key_variable="OUR_KEY")
    assert "the environment variable OUR_KEY does not hold a key: there are line breaks or signs in it" in said
    assert (server.asked, "s3cr" in said) == ([], False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a b", "http://127.0.0.1:1/向量", "http://a b/v1", "nothing"])
def test_an_address_that_somebody_wrote_into_the_list_of_models(url: str) -> None:
    with serving(good) as server:
        assert "this is not the address of a server; add it again" in failure(server, url=url)[0]


@pytest.mark.parametrize(
    ("given", "full"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/embeddings"),
        ("https://host/", "https://host/v1/embeddings"),
        ("https://host/api/v1/", "https://host/api/v1/embeddings"),
        ("https://host/v1/embeddings", "https://host/v1/embeddings"),
        ("https://host/embed?x=1", "https://host/embed?x=1"),
        ("http://向量.例子.中国:80/v1", "http://xn--iqru05l.xn--fsqu00a.xn--fiqs8s:80/v1/embeddings"),
        ("http://h/接口 一?型=大%20", "http://h/%E6%8E%A5%E5%8F%A3%20%E4%B8%80?%E5%9E%8B=%E5%A4%A7%20"),
        ("http://[::1]:8080", "http://[::1]:8080/v1/embeddings"),
    ],
)
def test_addresses_are_completed(given: str, full: str) -> None:
    assert full_address(given) == full


@pytest.mark.parametrize(
    "given",
    [
        "",
        "localhost:8080",
        "file:///etc/passwd",
        "ftp://host",
        "http://",
        "http://u:p@host",
        "http://:p@host",
        "http://my host/v1",
        f"http://{'长' * 64}/v1",
        "http://a..b",
        "http://h:x",
        "http://h:0",
        "http://[1]",
        "http://h/\udcff",
        "http://h\x00/",
    ],
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(DuijieError) as raised:
        full_address(given)
    assert raised.value.code == "endpoint-address"
