"""How much of a text a model behind an address is sent, where its own tokenizer is not at hand."""

import re

FEWEST_TOKENS, MOST_TOKENS = 8, 8192
"""Between which it may be told how much of a text a model reads."""
_TOKEN = re.compile(r"[A-Za-z]{1,4}|[^\sA-Za-z]")
"""Rather too small than too large: up to four Latin letters of a word, or any other sign, Chinese ones among them."""


def tokens_in(text: str) -> int:
    """About how many tokens of a model ``text`` has."""
    return sum(1 for _ in _TOKEN.finditer(text))


def beginning(text: str, tokens: int) -> str:
    """The first so many tokens of ``text``, estimated as ``tokens_in`` does."""
    for number, found in enumerate(_TOKEN.finditer(text)):
        if number == tokens:
            return text[: found.start()].rstrip()
    return text
