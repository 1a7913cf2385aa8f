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
