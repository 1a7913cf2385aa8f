"""SMS by a provider: one signed HTTP request for each.

The provider – or a gateway before one that speaks otherwise – gets ``POST`` with JSON ``to``, ``text`` and
``reference``, and answers 200 with JSON ``number``, its own number of the message. ``reference`` is the same when we
ask again because an answer was lost, so that it sends once. docs/reference/sms.md describes all of it.
"""

import hashlib
import hmac
import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from duijie.common import clock

MOST_READ = 65_536
"""Bytes of an answer that are read."""
LONGEST_PAUSE = 24 * 3600
_REFUSED = frozenset({400, 404, 409, 410, 413, 422})


class SmsRefusedError(Exception):
    """The provider will never send this one: no such number, forbidden words, unsubscribed there."""


class SmsUnavailableError(Exception):
    """Not now: no answer, a fault of the provider, wrong key or signature. Worth asking again."""


class SmsLimitedError(Exception):
    """Too many for now; ``seconds`` until it may be asked again."""

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Provider:
    """``sign`` is the name in 【】 that the law asks for at the beginning; ``timeout`` in seconds."""

    url: str
    key: str
    secret: str
    sign: str
    timeout: float

    def send(self, *, to: str, text: str, reference: str) -> str:
        """The provider's number of the message. Raises the three errors above."""
        body = json.dumps(
            {"to": to, "text": f"【{self.sign}】{text}" if self.sign else text, "reference": reference},
            ensure_ascii=False,
        ).encode()
        moment = str(int(clock.now().timestamp()))
        request = urllib.request.Request(self._checked_url(), body, self._headers(body, moment), method="POST")  # noqa: S310
        try:
            with _OPENER.open(request, timeout=self.timeout) as answer:
                return self._number(answer.read(MOST_READ))
        except urllib.error.HTTPError as error:
            with error:
                self._refuse(error)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise SmsUnavailableError(f"the SMS provider did not answer: {reason}") from error
        raise AssertionError("unreachable")

    def _checked_url(self) -> str:
        """Telephone numbers travel encrypted, or not at all outside this machine."""
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}):
            return self.url
        raise SmsUnavailableError("DUIJIE_SMS_URL must begin with https://")

    def _headers(self, body: bytes, moment: str) -> dict[str, str]:
        return {
            "Content-Type": "application/json; charset=utf-8", "X-Key": self.key, "X-Timestamp": moment,
            "X-Signature": signature_of(self.secret, moment, body),
        }  # fmt: skip

    def _number(self, content: bytes) -> str:
        number = _told(content).get("number")
        if not isinstance(number, str | int) or not str(number):
            raise SmsUnavailableError("the SMS provider answered without a number")
        return str(number)[:100]

    def _refuse(self, error: urllib.error.HTTPError) -> None:
        told = str(_told(error.read(MOST_READ), lenient=True).get("message") or error.reason)[:200]
        text = f"SMS provider, {error.code}: {told}"
        if error.code == 429:
            asked = error.headers.get("Retry-After", "")
            raise SmsLimitedError(text, min(int(asked), LONGEST_PAUSE) if asked.isdecimal() else 60) from error
        raise (SmsRefusedError if error.code in _REFUSED else SmsUnavailableError)(text) from error


def signature_of(secret: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 over the time in seconds, a line break, and the body; in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def provider() -> Provider | None:
    """As the settings name it; None where nothing is sent by SMS."""
    if not settings.DUIJIE_SMS_URL:
        return None
    return Provider(
        settings.DUIJIE_SMS_URL, settings.DUIJIE_SMS_KEY, settings.DUIJIE_SMS_SECRET, settings.DUIJIE_SMS_SIGN,
        settings.DUIJIE_SMS_TIMEOUT,
    )  # fmt: skip


def _told(content: bytes, *, lenient: bool = False) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError as error:
        if lenient:
            return {}
        raise SmsUnavailableError("the SMS provider answered something that is no JSON") from error
    return told if isinstance(told, dict) else {}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry a telephone number elsewhere."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
