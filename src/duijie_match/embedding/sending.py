"""Questions to the server of a model: sent, asked again where that may help, and what went wrong in words."""

import html
import http.client
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.deadline import HttpHandler, HttpsHandler
from duijie_match.embedding.network import reason_of
from duijie_match.errors import DuijieError
from duijie_match.wording import Message, msg

ATTEMPTS = 4
PAUSE = 0.5
"""Seconds before the second attempt, doubled before each further one."""
LONGEST_PAUSE = 30.0
MOST_BYTES = 64 << 20
"""Of one answer."""
MOST_SAID = 400
"""Bytes of a refusal that are shown."""
_TOO_MUCH = frozenset({400, 413, 422})
"""What servers answer to a text that is too long for the model, or to too many in a request."""
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class Sender:
    """Asks one server. Answers that may pass (too many requests, a busy or restarting server, a lost connection, a
    time-out) are waited for and asked again, ``attempts`` times in all. ``timeout`` counts for a whole answer.
    """

    def __init__(self, name: str, endpoint: Endpoint, *, sleep: Callable[[float], None], attempts: int) -> None:
        self._name, self._endpoint = name, endpoint
        self._sleep, self._attempts = sleep, attempts
        self._opener = urllib.request.build_opener(HttpHandler, HttpsHandler, _NoRedirect)

    def post(self, values: Any) -> Any:
        """The answer to ``values``, read as JSON. Raises ``DuijieError`` ``endpoint``."""
        body = json.dumps(values).encode()
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(body)
            except _Passing as passing:
                if attempt == self._attempts:
                    raise self.failed(passing.why) from passing
                self._sleep(min(passing.wait or PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE))
        raise AssertionError("unreachable")

    def failed(self, why: Message) -> DuijieError:
        """What to raise for a server that cannot be used."""
        return DuijieError(
            "endpoint",
            msg("The embedding model {name} at {url} cannot be used: {why}.",
                name=self._name, url=self._endpoint.url, why=why),
        )  # fmt: skip

    def _once(self, body: bytes) -> Any:
        try:
            data = self._exchange(body)
        except TimeoutError as error:
            raise _Passing(self._slow()) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _Passing(self._slow()) from error
            if not isinstance(error.reason, Exception):
                raise self._no_address() from error
            why = msg("nobody answers there ({reason}); see whether the server runs and the address is right",
                      reason=reason_of(error.reason))  # fmt: skip
            raise _Passing(why) from error
        except (http.client.InvalidURL, ValueError) as error:  # of a list of models that somebody wrote
            raise self._no_address() from error
        except (http.client.HTTPException, OSError) as error:
            why = msg("the connection broke off ({reason}); look at the server's log", reason=reason_of(error))
            raise _Passing(why) from error
        if len(data) > MOST_BYTES:
            raise self.failed(msg("its answer is longer than {n} MB", n=MOST_BYTES >> 20))
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self.failed(other_form()) from error

    def _exchange(self, body: bytes) -> bytes:
        request = urllib.request.Request(self._endpoint.url, body, self._headers(), method="POST")  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._endpoint.timeout) as answer:
                data: bytes = answer.read(MOST_BYTES + 1)
                told = answer.headers.get("Content-Length", "")
        except urllib.error.HTTPError as error:
            with error:
                said = _in_a_line(error.read(MOST_SAID))
            if 300 <= error.code < 400:
                raise self._elsewhere(error.code, error.headers.get("Location", "")) from error
            raise self._refused(error.code, said, error.headers.get("Retry-After")) from error
        if told.isdigit() and len(data) < min(int(told), MOST_BYTES):
            raise http.client.IncompleteRead(data, int(told) - len(data))
        return data

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        variable = self._endpoint.key_variable
        if variable:
            key = os.environ.get(variable, "").strip()
            if not key:
                raise self.failed(msg("the environment variable {name}, which should hold its key, is empty",
                                      name=variable))  # fmt: skip
            if not (key.isascii() and key.isprintable()):
                raise self.failed(msg("the environment variable {name} does not hold a key: there are line breaks or "
                                      "signs in it that no key has", name=variable))  # fmt: skip
            headers["Authorization"] = f"Bearer {key}"
        return headers

    def _no_address(self) -> DuijieError:
        return self.failed(msg("this is not the address of a server; add it again"))

    def _slow(self) -> Message:
        return msg("there was no answer within {n} {n:second|seconds}; use a smaller model there or a longer --timeout",
                   n=f"{self._endpoint.timeout:g}")  # fmt: skip

    def _elsewhere(self, code: int, place: str) -> DuijieError:
        where = _in_a_line(place.encode("utf-8", "ignore")[:MOST_SAID])
        return self.failed(
            msg("it sends to another address ({code}: {where}), and texts go only where they were told to; if that one "
                "is right, add the model again with it", code=code, where=where)
        )  # fmt: skip

    def _refused(self, code: int, said: str, wait: str | None) -> Exception:
        if code in _PASSING:
            seconds = float(wait) if wait and wait.isascii() and wait.isdigit() else 0.0
            why = msg("it answers {code} ({said}) again and again; try again later", code=code, said=said)
            return _Passing(why, seconds)
        if code in (401, 403):
            return self.failed(msg("it wants a valid key ({code}); name its variable with --key-variable", code=code))
        if code == 404:
            return self.failed(msg("there is no such address or model ({code}: {said})", code=code, said=said))
        failed = self.failed(msg("it refuses the request ({code}: {said})", code=code, said=said))
        return TooMuch(failed.code, failed.message) if code in _TOO_MUCH else failed


_PAGE = re.compile(r"\s*<(?:!doctype|html)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title>(?P<title>[^<]*)</title>", re.IGNORECASE)


class TooMuch(DuijieError):
    """A refusal that fewer or shorter texts may not meet."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Texts and keys go to the address that was named and to no other."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


class _Passing(Exception):
    """Something that may be over soon."""

    def __init__(self, why: Message, wait: float = 0.0) -> None:
        super().__init__(why.msgid)
        self.why, self.wait = why, wait


def _in_a_line(said: bytes) -> str:
    """Without what moves the cursor of a terminal, and without half a character at the end."""
    signs = said.decode("utf-8", "ignore")
    if _PAGE.match(signs):  # what a server that is none of models answers; its title says what it is
        title = _TITLE.search(signs)
        signs = html.unescape(title["title"]) if title else ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in signs).split()) or "–"


def other_form() -> Message:
    """Why an answer cannot be read."""
    return msg("its answer is not of the form of /v1/embeddings; check the address")
