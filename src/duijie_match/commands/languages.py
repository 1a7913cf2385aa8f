"""Which language the command line speaks."""

import os
from collections.abc import Mapping, Sequence

CODES = {"zh": "zh-hans", "en": "en"}


def language_of(argv: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """``--lang``, else ``DUIJIE_LANG``, else the locale; Chinese, the product's first language, where none of them
    says.
    """
    for position, argument in enumerate(argv):
        if argument.startswith("--lang="):
            return _code(argument.partition("=")[2]) or "zh-hans"
        if argument == "--lang" and position + 1 < len(argv):
            return _code(argv[position + 1]) or "zh-hans"
    for name in ("DUIJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = _code(environment.get(name, ""))
        if code:
            return code
    return "zh-hans"


def _code(value: str) -> str:
    short = value.strip().lower()[:2]
    # C and POSIX name no language.
    return "" if not short or value.strip().upper().split(".")[0] in ("C", "POSIX") else CODES.get(short, "en")
