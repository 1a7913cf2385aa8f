"""Texts that staff write in both languages: ``{"zh": "…", "en": "…"}``; one of the two is enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duijie.programmes.faults import Notes, is_words

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """A text; asked for as ``str``, it is in the reader's language, or in the one that there is."""

    zh: str = ""
    en: str = ""

    def __str__(self) -> str:
        chinese = (get_language() or "en").startswith("zh")
        return (self.zh or self.en) if chinese else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def as_json(self) -> dict[str, str]:
        return {name: text for name in LANGUAGES if (text := getattr(self, name))}


NOTHING = Words()
"""No words at all."""


def read_words(data: Any, *, place: str, field: str, notes: Notes, longest: int, needed: bool = False) -> Words:
    """The words of ``data``; what is wrong goes to ``notes``. Nothing at all is right unless ``needed``."""
    if data is None or data == {}:
        if needed:
            notes.add(place, field, "required", _("Write it in Chinese or in English."))
        return Words()
    if not isinstance(data, Mapping) or not set(data) <= set(LANGUAGES):
        notes.add(place, field, "wrong-type", _("A text has the entries “zh” and “en”, nothing else."))
        return Words()
    kept: dict[str, str] = {}
    for name, text in data.items():
        if text == "":
            continue
        if not is_words(text, longest):
            message = _("A text of at most %(most)d characters.") % {"most": longest}
            notes.add(place, f"{field} ({name})", "wrong-type", message)
        else:
            kept[name] = text.strip()
    if needed and not kept and not notes.found:
        notes.add(place, field, "required", _("Write it in Chinese or in English."))
    return Words(**kept)
