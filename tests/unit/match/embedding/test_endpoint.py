"""An endpoint of the common form, as a real HTTP server: good, slow, wrong, busy and gone."""

import base64
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from duijie_match.embedding.addresses import Endpoint, full_address
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.endpoint import BATCH, HttpEmbedder
from duijie_match.embedding.sending import ATTEMPTS
from duijie_match.errors import DuijieError
from duijie_match.testing.embedder import EmbedderConformance
from duijie_match.testing.hashing import HashingEmbedder

Answer = tuple[int, bytes, dict[str, str]]
TEXTS = [f"阀门密封 {number}" for number in range(BATCH + 8)]


class Server:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, respond: Callable[["Server", dict[str, Any]], Answer]) -> None:
        self.respond = respond
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""
        self.drips = 0
        """The byte from which on it sends one every .05 s."""


@contextmanager
def serving(respond: Callable[[Server, dict[str, Any]], Answer]) -> Iterator[Server]:
    server = Server(respond)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(request)
            server.keys.append(self.headers.get("Authorization"))
            code, body, headers = server.respond(server, request)
            self.send_response(code)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            if code <= 0:
                if code == 0:
                    self.wfile.write(b"220 mail at your service\r\n")
                return
            if server.drips:
                whole = b"".join(self._headers_buffer) + b"\r\n" + body
                self._headers_buffer = []
                self.drip(whole, server.drips)
                return
            self.end_headers()
            self.wfile.write(body)

        def drip(self, whole: bytes, start: int) -> None:
            self.wfile.write(whole[:start])
            with suppress(OSError):  # whoever asked has gone
                for place in range(start, len(whole)):
                    time.sleep(0.05)
                    self.wfile.write(whole[place : place + 1])

        def log_message(self, *arguments: object) -> None:
            """Tests are quiet."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}/v1/embeddings"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def vectors_of(texts: list[str]) -> np.ndarray[Any, Any]:
    return HashingEmbedder().embed(texts)


def good(server: Server, request: dict[str, Any]) -> Answer:
    rows = vectors_of(request["input"])
    data = [{"index": place, "embedding": row.tolist()} for place, row in enumerate(rows)]
    return 200, json.dumps({"object": "list", "data": data[::-1], "model": request["model"]}).encode(), {}


def embedder(server: Server, **told: Any) -> tuple[HttpEmbedder, list[float]]:
    waits: list[float] = []
    endpoint = Endpoint(**{"url": server.url, "model": "m", "dimensions": 128, "timeout": 5.0, **told})
    return HttpEmbedder("remote", endpoint, sleep=waits.append), waits


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


def failure(server: Server, texts: list[str] | None = None, **told: Any) -> tuple[str, list[float]]:
    remote, waits = embedder(server, **told)
    with pytest.raises(DuijieError) as raised:
        remote.embed(texts or TEXTS[:2])
    assert raised.value.code == "endpoint"
    chinese = raised.value.message.render("zh-hans")
    assert re.fullmatch(r"无法使用 .+ 上的语义模型 remote：.*[^，。？?]。", chinese)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", re.sub(r"（[^（]*[:：].*）", "", chinese))
    assert not str(raised.value).endswith("?.")
    return str(raised.value), waits


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


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, b"<html>", {}), "its answer is not of the form of /v1/embeddings"),
        ((200, b"[]", {}), "its answer is not of the form"),
        ((200, b'{"data": []}', {}), "its answer is not of the form"),
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
        ((307, b"", {"Location": "http://192.0.2.1/"}), "it refuses the request (307: –)"),
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


def limited(texts: int, characters: int, code: int = 400) -> Callable[[Server, dict[str, Any]], Answer]:
    """Refuses more texts than so many, and longer ones."""

    def respond(server: Server, request: dict[str, Any]) -> Answer:
        if len(request["input"]) > texts or any(len(text) > characters for text in request["input"]):
            return code, b"too much", {}
        return good(server, request)

    return respond


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
        assert "it gives no usable numbers" in failure(server)[0]


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
