"""The demo's records as its files hold them."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

REGISTERS = ("demands", "achievements", "experts", "services", "carriers")
NAMES = ("areas", "organisations", *REGISTERS, "expected")


def lines(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of ``NAMES``, in the order of the file."""
    if name not in NAMES:
        raise ValueError(f"no demo file {name!r}; there are {', '.join(NAMES)}")
    text = resources.files("duijie.demo").joinpath(f"{name}.jsonl").read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines() if line.strip())
