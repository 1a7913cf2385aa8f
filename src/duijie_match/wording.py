"""Messages that travel as data and become words at the edge, in the reader's language.

The msgid is English with ``{name}`` places, and words that follow a number in both their forms: ``{n} {n:row|rows}``.
A place ``{price:yuan}`` holds an amount in yuan as a plain number, which is written in the units of the language.
Chinese stands in ``locale/zh_Hans/*.po``, one file a room.
A missing translation shows the English text, never an error; ``tests/docs/test_catalogues.py`` keeps them complete.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polib

from duijie_match.amounts import amount_in_words

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("zh-hans", "en")
_AMOUNT = re.compile(r"\{(\w+):yuan\}")
_FORMS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language. ``params`` may hold other messages."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, language: str = "en") -> str:
        """The sentence in ``language`` (``zh-hans``, ``zh``, ``zh-CN`` … or anything else for English)."""
        params = {
            name: value.render(language) if isinstance(value, Message) else value for name, value in self.params.items()
        }
        text = translate(self.msgid, language)
        if "|" in text:
            text = _FORMS.sub(lambda found: found[2 if str(params[found[1]]) == "1" else 3], text)
        if ":yuan}" in text:
            text = _AMOUNT.sub(lambda found: amount_in_words([Decimal(str(params[found[1]]))], language), text)
        return text.format(**params)

    def __str__(self) -> str:
        return self.render("en")


def msg(msgid: str, /, **params: object) -> Message:
    """Mark ``msgid`` for translation (the extractor looks for ``msg("…")``) and bind its values."""
    return Message(msgid, params)


IN_A_ROW = 32
"""Values that ``listed`` puts one into the other; more are joined by halves, so that thousands lie no deeper."""


def listed(values: Sequence[object]) -> Message:
    """Several values one behind the other, with the comma of the reader's language. ``parts_of`` takes it apart."""
    if len(values) > IN_A_ROW:
        middle = len(values) // 2
        return msg("{first}, {rest}", first=listed(values[:middle]), rest=listed(values[middle:]))
    first, *rest = values or ("",)
    return msg("{first}, {rest}", first=first, rest=listed(rest)) if rest else Message("{first}", {"first": first})


def paragraph(sentences: Iterable[Message], language: str) -> str:
    """Sentences one behind the other: a Chinese full stop needs no blank behind it."""
    blank = "" if _is_chinese(language) else " "
    return blank.join(said for sentence in sentences if (said := sentence.render(language)))


def parts_of(value: object) -> list[object]:
    """The values of what ``listed`` made; anything else is one value."""
    params = value.params if isinstance(value, Message) else {}
    if set(params) == {"first", "rest"}:
        return [*parts_of(params["first"]), *parts_of(params["rest"])]
    return [params["first"] if set(params) == {"first"} else value]


def translate(msgid: str, language: str) -> str:
    """The text of ``msgid`` in ``language``; the msgid itself where there is none."""
    return _chinese().get(msgid, msgid) if _is_chinese(language) else msgid


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


@functools.cache
def _chinese() -> dict[str, str]:
    entries: dict[str, str] = {}
    for path in sorted((LOCALE / "zh_Hans").glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.obsolete and "fuzzy" not in entry.flags:
                entries[entry.msgid] = entry.msgstr
    return entries
