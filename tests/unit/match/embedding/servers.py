"""An endpoint of the common form, as a real HTTP server that answers as it is told."""

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

from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.endpoint import BATCH, HttpEmbedder
from duijie_match.errors import DuijieError
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


def limited(texts: int, characters: int, code: int = 400) -> Callable[[Server, dict[str, Any]], Answer]:
    """Refuses more texts than so many, and longer ones."""

    def respond(server: Server, request: dict[str, Any]) -> Answer:
        if len(request["input"]) > texts or any(len(text) > characters for text in request["input"]):
            return code, b"too much", {}
        return good(server, request)

    return respond
