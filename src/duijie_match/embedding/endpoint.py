"""An embedding model behind HTTP: the common ``/v1/embeddings`` form."""

import base64
import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.embedding.tokens import clean, has_content
from duijie_match.errors import DuijieError
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

BATCH = 32
"""Texts a request."""
MOST_CHARACTERS = 6000
"""Of one text; servers refuse longer ones rather than cut them."""
ATTEMPTS = 4
PAUSE = 0.5
"""Seconds before the second attempt, doubled before each further one."""
LONGEST_PAUSE = 30.0
MOST_BYTES = 64 << 20
"""Of one answer."""
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers and what it is called there. ``key_variable`` names the environment variable that holds
    the key, which is itself never stored.
    """

    url: str
    model: str
    dimensions: int = 0
    key_variable: str = ""
    timeout: float = 60.0

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Endpoint":
        """The inverse. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for something else."""
        return cls(
            str(values["url"]),
            str(values["model"]),
            int(values["dimensions"]),
            str(values["key_variable"]),
            float(values["timeout"]),
        )


class HttpEmbedder:
    """An ``Embedder`` that asks a server, ``BATCH`` texts a request.

    Answers that may pass (too many requests, a busy or restarting server, a lost connection, a time-out) are waited
    for and asked again, ``ATTEMPTS`` times in all. Everything else raises ``DuijieError`` ``endpoint`` at once, with
    what to do. Whether neighbours in a request change a row is up to the server; ``CachedEmbedder`` asks once a text.
    """

    notice: Message | None = None

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], None] = time.sleep,
        attempts: int = ATTEMPTS,
    ) -> None:
        self.name = name
        self._attempts = attempts
        self.dimensions = endpoint.dimensions
        self.endpoint = endpoint
        where = hashlib.sha256(f"{endpoint.url}\0{endpoint.model}".encode()).hexdigest()[:24]
        self.fingerprint = f"http/{where}/{endpoint.dimensions}/{MOST_CHARACTERS}"
        self._sleep = sleep
        self._opener = urllib.request.build_opener(_NoRedirect)

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        cleaned = [clean(text)[:MOST_CHARACTERS] for text in texts]
        rows = [row for row, text in enumerate(cleaned) if has_content(text)]
        blank = len(texts) - len(rows)
        for start in range(0, len(rows), BATCH):
            progress("embedding", blank + start, len(texts))
            part = rows[start : start + BATCH]
            vectors[part] = self.ask([cleaned[row] for row in part])
        progress("embedding", len(texts), len(texts))
        return vectors

    def ask(self, texts: Sequence[str]) -> Vectors:
        """The unit rows of a few texts with content, in one request."""
        body = {"model": self.endpoint.model, "input": list(texts), "encoding_format": "float"}
        return self._rows(self._post(json.dumps(body).encode()), len(texts))

    def _post(self, body: bytes) -> Any:
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(body)
            except _Passing as passing:
                if attempt == self._attempts:
                    raise self._failed(passing.why) from passing
                self._sleep(min(passing.wait or PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE))
        raise AssertionError("unreachable")

    def _once(self, body: bytes) -> Any:
        try:
            request = urllib.request.Request(self.endpoint.url, body, self._headers(), method="POST")  # noqa: S310
            with self._opener.open(request, timeout=self.endpoint.timeout) as answer:
                data = answer.read(MOST_BYTES + 1)
                told = answer.headers.get("Content-Length", "")
                if told.isdigit() and len(data) < min(int(told), MOST_BYTES):
                    raise http.client.IncompleteRead(data, int(told) - len(data))
        except urllib.error.HTTPError as error:
            with error:
                said = error.read(400).decode("utf-8", "replace")
            raise self._refused(error.code, said, error.headers.get("Retry-After")) from error
        except TimeoutError as error:
            raise _Passing(self._slow()) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _Passing(self._slow()) from error
            why = msg("nobody answers there ({reason}); is the server running, and is the address right?",
                      reason=str(error.reason))  # fmt: skip
            raise _Passing(why) from error
        except (http.client.InvalidURL, ValueError) as error:  # of a list of models that somebody wrote
            raise self._failed(msg("this is not the address of a server; add it again")) from error
        except (http.client.HTTPException, OSError) as error:
            why = msg("the connection broke off ({reason}); look at the server's log", reason=type(error).__name__)
            raise _Passing(why) from error
        if len(data) > MOST_BYTES:
            raise self._failed(msg("its answer is longer than {n} MB", n=MOST_BYTES >> 20))
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self._failed(_other_form()) from error

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        variable = self.endpoint.key_variable
        if variable:
            key = os.environ.get(variable, "").strip()
            if not key:
                raise self._failed(msg("the environment variable {name}, which should hold its key, is empty",
                                       name=variable))  # fmt: skip
            if not (key.isascii() and key.isprintable()):
                raise self._failed(msg("the environment variable {name} does not hold a key: there are line breaks or "
                                       "signs in it that no key has", name=variable))  # fmt: skip
            headers["Authorization"] = f"Bearer {key}"
        return headers

    def _slow(self) -> Message:
        return msg("there was no answer within {n} seconds; use a smaller model there or a longer --timeout",
                   n=f"{self.endpoint.timeout:g}")  # fmt: skip

    def _refused(self, code: int, said: str, wait: str | None) -> Exception:
        if code in _PASSING:
            seconds = float(wait) if wait and wait.isascii() and wait.isdigit() else 0.0
            why = msg("it answers {code} ({said}) again and again; try again later", code=code, said=said.strip())
            return _Passing(why, seconds)
        if code in (401, 403):
            return self._failed(msg("it wants a valid key ({code}); name its variable with --key-variable",
                                    code=code))  # fmt: skip
        if code == 404:
            return self._failed(msg("there is no such address or model ({code}: {said})", code=code, said=said.strip()))
        return self._failed(msg("it refuses the request ({code}: {said})", code=code, said=said.strip()))

    def _rows(self, answer: Any, count: int) -> Vectors:
        try:
            entries = sorted(answer["data"], key=lambda entry: int(entry["index"]))
            if [int(entry["index"]) for entry in entries] != list(range(count)):
                raise ValueError("another number of rows")
            rows = np.stack([_vector(entry["embedding"]) for entry in entries])
        except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
            raise self._failed(_other_form()) from error
        if self.dimensions and rows.shape[1] != self.dimensions:
            raise self._failed(
                msg("its vectors have {have} numbers and had {want} when it was added; add it again",
                    have=rows.shape[1], want=self.dimensions)
            )  # fmt: skip
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise self._failed(msg("it gives no usable numbers"))
        found: Vectors = (rows / lengths).astype(np.float32)
        return found

    def _failed(self, why: Message) -> DuijieError:
        return DuijieError(
            "endpoint",
            msg("The embedding model {name} at {url} cannot be used: {why}.",
                name=self.name, url=self.endpoint.url, why=why),
        )  # fmt: skip


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Texts and keys go to the address that was named and to no other."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


class _Passing(Exception):
    """Something that may be over soon."""

    def __init__(self, why: Message, wait: float = 0.0) -> None:
        super().__init__(why.msgid)
        self.why, self.wait = why, wait


def _other_form() -> Message:
    return msg("its answer is not of the form of /v1/embeddings; is the address right?")


def _vector(value: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """A list of numbers, or the same as base64 of float32, which some servers send whatever they are asked."""
    if isinstance(value, str):
        return np.frombuffer(base64.b64decode(value, validate=True), "<f4").astype(np.float64)
    if not isinstance(value, list) or not value:
        raise TypeError("no vector")
    return np.array([float(number) for number in value], np.float64)
