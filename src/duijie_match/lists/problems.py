"""What was not understood in a list, where it stands, and the way out."""

from dataclasses import dataclass
from enum import StrEnum

from duijie_match.wording import Message


class Severity(StrEnum):
    """``error``: the row (or sheet) was not taken. ``warning``: it was taken, a value was not. ``note``: good to
    know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``row`` is the row number a spreadsheet shows (from 1; 0 where it is about the whole sheet or file).

    ``column`` is the heading as written, ``field`` the name of the vocabulary it was read as, ``value`` the cell as
    written
    (cut to 200 characters). ``code`` is stable; ``message`` names the way out.
    """

    file: str
    code: str
    message: Message
    severity: Severity = Severity.ERROR
    sheet: str = ""
    row: int = 0
    column: str = ""
    field: str = ""
    value: str = ""


def renamed(message: Message, stored: str, name: str) -> Message:
    """``message`` with the name under which a person knows a file that is ``stored`` under another."""

    def told(value: object) -> object:
        if isinstance(value, Message):
            return renamed(value, stored, name)
        return value.replace(stored, name) if isinstance(value, str) else value

    return Message(message.msgid, {key: told(value) for key, value in message.params.items()})
