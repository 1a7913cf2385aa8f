"""Reading the texts of messages."""

from dataclasses import dataclass
from typing import Any

from duijie.messaging.domain.wordings import newest_wordings, text_of
from duijie.messaging.kinds import LANGUAGES, MessageKind, Text, kinds
from duijie.messaging.models import Wording


@dataclass(frozen=True, slots=True)
class TextInForce:
    """What a kind says in a language; ``row`` is who changed it last, None as shipped from the beginning."""

    kind: MessageKind
    language: str
    text: Text
    row: Wording | None

    @property
    def is_changed(self) -> bool:
        return self.row is not None and not self.row.is_shipped

    @property
    def number(self) -> int:
        return self.row.number if self.row is not None else 0


def list_texts() -> list[TextInForce]:
    """All kinds in all languages, with one question."""
    rows = newest_wordings(kinds())
    return [_in_force(kind, language, rows) for kind in kinds() for language in LANGUAGES]


def find_text(kind: MessageKind, language: str) -> TextInForce:
    return _in_force(kind, language, newest_wordings([kind]))


def list_versions(kind: MessageKind, language: str, *, by: Any) -> Any:
    """Newest first."""
    rows = Wording.objects.visible_to(by).filter(kind=kind.key, language=language)
    return rows.select_related("by").order_by("-number")


def _in_force(kind: MessageKind, language: str, rows: dict[tuple[str, str], Wording]) -> TextInForce:
    row = rows.get((kind.key, language))
    return TextInForce(kind, language, text_of(kind, language, row), row)
