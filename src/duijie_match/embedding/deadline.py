"""HTTP with one deadline over a whole answer: a server that sends a byte now and then is given up too.

The time-out of a socket counts for one read. Here each read gets what is left of the time since the connection was
asked for, and ``TimeoutError`` ends the last one.
"""

import functools
import http.client
import io
import socket
import time
import urllib.request
from typing import Any


class HttpHandler(urllib.request.HTTPHandler):
    """For ``urllib.request.build_opener``."""

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, request)


class HttpsHandler(urllib.request.HTTPSHandler):
    """The same with TLS."""

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SecureConnection, request)


class _Timed(io.RawIOBase):
    """What comes in through ``plain``, until ``deadline`` on the monotonic clock."""

    def __init__(self, plain: io.RawIOBase, connection: socket.socket, deadline: float) -> None:
        self._plain, self._connection, self._deadline = plain, connection, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        found: int | None = self._plain.readinto(buffer)
        return found

    def close(self) -> None:
        self._plain.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, deadline: float, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp: Any = io.BufferedReader(_Timed(self.fp.detach(), sock, deadline))


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, /, *, timeout: float = 60.0, **named: Any) -> None:
        super().__init__(host, timeout=timeout, **named)
        self.response_class: Any = functools.partial(_Answer, deadline=time.monotonic() + timeout)


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """With the deadline of the one and the TLS of the other."""
