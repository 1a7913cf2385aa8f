"""What went wrong on the way to a server, in words that both languages have."""

import errno
import http.client
import socket
import ssl

from duijie_match.system_errors import system_reason
from duijie_match.wording import Message, msg

_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_KINDS: tuple[tuple[type[Exception], Message], ...] = (
    (ssl.SSLCertVerificationError, msg("its certificate is not trusted here")),
    (ssl.SSLError, msg("it does not speak https")),
    (socket.gaierror, msg("no server of that name is known here")),
    (ConnectionRefusedError, msg("the connection was refused")),
    (ConnectionError, msg("the server closed the connection")),
    (http.client.IncompleteRead, msg("its answer stopped in the middle")),
    (http.client.HTTPException, msg("it does not speak HTTP")),
)
"""The first that fits counts."""


def reason_of(error: Exception) -> Message:
    """A few words, to stand in parentheses."""
    for kind, words in _KINDS:
        if isinstance(error, kind):
            return words
    if not isinstance(error, OSError) or not error.errno:
        return msg("error {code}", code=type(error).__name__)
    return msg("the network does not lead there") if error.errno in _UNREACHABLE else system_reason(error)
