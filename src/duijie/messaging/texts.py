"""Putting values into the texts of messages: braces and nothing else, so that no text of staff can do anything."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from duijie.messaging.kinds import MessageKind, Text

PLACE = re.compile(r"\{([^{}]*)\}")
LIMITS = {"subject": 200, "body": 4000, "short": 300}
"""Characters that a text may have before its variables are put in. An SMS of 300 is sent as five."""


def check_text(kind: MessageKind, texts: Mapping[str, str]) -> dict[str, str]:
    """``texts`` (subject, body, short) tidied. Raises ``ValidationError`` by field: empty, too long, an unknown
    variable (code ``variable``), or a brace that is not closed (code ``brace``)."""
    known = {one.key for one in kind.all_variables}
    tidy, errors = {}, {}
    for field, most in LIMITS.items():
        text = texts.get(field, "").replace("\0", "").replace("\r\n", "\n").strip()
        text = text if field == "body" else " ".join(text.split())
        found = _faults(text, known)
        if not text:
            found = [ValidationError(_("This is needed."), code="required")]
        elif len(text) > most:
            words = _("At most %(most)d characters; it has %(count)d.")
            found = [ValidationError(words, code="length", params={"most": most, "count": len(text)})]
        if found:
            errors[field] = found
        tidy[field] = text
    if errors:
        raise ValidationError(errors)
    return tidy


def _faults(text: str, known: set[str]) -> list[ValidationError]:
    unknown = [name for name in PLACE.findall(text) if name.strip() not in known]
    offered = " ".join(f"{{{name}}}" for name in sorted(known))
    found = []
    if unknown:
        words = _("There is no variable “{%(name)s}”. There are: %(known)s")
        found += [ValidationError(words, code="variable", params={"name": one, "known": offered}) for one in unknown]
    if set("{}") & set(PLACE.sub("", text)):
        words = _("A brace is open or closed alone. Variables are written so: %(known)s")
        found.append(ValidationError(words, code="brace", params={"known": offered}))
    return found


def fill(kind: MessageKind, text: Text, values: Mapping[str, Any], *, language: str) -> dict[str, str]:
    """``text`` with ``values``, which are spoken in ``language``; a variable without a value stays empty."""
    speakers = {one.key: one.speak for one in kind.all_variables}
    with translation.override(language):
        spoken = {
            key: str(speak(values[key]) if speak is not None else values[key])
            for key, speak in speakers.items()
            if key in values
        }

    def say(part: str) -> str:
        return PLACE.sub(lambda found: spoken.get(found[1].strip(), ""), part)

    return {
        "subject": " ".join(say(text.subject).split())[:300], "body": say(text.body),
        "short": " ".join(say(text.short).split()),
    }  # fmt: skip


def example_of(kind: MessageKind, language: str) -> dict[str, str]:
    """Values for a preview; they are words already."""
    return {one.key: one.example[language] for one in kind.all_variables}


def preview(kind: MessageKind, text: Text, *, language: str) -> dict[str, str]:
    """How a message reads with the examples of its variables."""
    spoken = example_of(kind, language)

    def say(part: str) -> str:
        return PLACE.sub(lambda found: spoken.get(found[1].strip(), ""), part)

    return {"subject": say(text.subject), "body": say(text.body), "short": say(text.short)}
