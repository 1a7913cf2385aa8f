"""Where a model answers; and the address of a server as it is sent: complete, in the letters that addresses have."""

import ipaddress
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from duijie_match.errors import DuijieError
from duijie_match.wording import msg

PATH = "/v1/embeddings"
_KEPT = "/:@!$&'()*+,;=~-._%"
"""In a path and a query; everything else is percent-encoded."""
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers and what it is called there. ``key_variable`` names the environment variable that holds
    the key, which is itself never stored. ``prefix`` stands before each text; ``tokens`` of both are sent, 0 is as
    many as servers usually take. ``probe`` is what the model made of a fixed text when it was added; where it is
    ``late``, when it was used first after versions that knew no probes, so what was read before stays known.
    """

    url: str
    model: str
    dimensions: int = 0
    key_variable: str = ""
    timeout: float = 60.0
    prefix: str = ""
    tokens: int = 0
    probe: str = ""
    late: bool = False

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
            str(values.get("prefix", "")),
            int(values.get("tokens", 0)),
            str(values.get("probe", "")),
            bool(values.get("late", False)),
        )


def full_address(url: str) -> str:
    """``url`` with the path that every server of this form has, unless a path is named; the host by IDNA, the rest
    percent-encoded as UTF-8. Raises ``DuijieError`` ``endpoint-address``.
    """
    try:
        parts = urllib.parse.urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or "@" in parts.netloc or parts.port == 0:
            raise ValueError(url)
        where = _host(parts.hostname or "") + (f":{parts.port}" if parts.port else "")
        path = urllib.parse.quote(parts.path.rstrip("/"), _KEPT)
        query = urllib.parse.quote(parts.query, _KEPT + "?")
    except ValueError as error:
        raise DuijieError(
            "endpoint-address",
            msg("“{url}” is not the address of a server. It looks like http://127.0.0.1:8080/v1/embeddings.", url=url),
        ) from error
    if not path:
        path = PATH
    elif path.endswith("/v1"):
        path += "/embeddings"
    return urllib.parse.urlunsplit((parts.scheme, where, path, query, ""))


def _host(name: str) -> str:
    """As the network knows it. Raises ``ValueError``."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    found = name.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(found):
        raise ValueError(name)
    return found
