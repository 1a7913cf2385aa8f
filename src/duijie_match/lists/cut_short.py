"""What is said of cells, rows and sheets that could not be read as they are, or not all of them."""

from duijie_match.lists.limits import Limits
from duijie_match.wording import Message, msg


def said_of(code: str, limits: Limits) -> Message:
    """What ``code`` stands for; ``KeyError`` for one that is none."""
    messages = {
        "sheets": msg(
            "Sheets behind the first {n} were not read. Split the file.",
            n=limits.sheets,
        ),
        "wide": msg("The row has more than {n} cells; the rest was left out.", n=limits.columns),
        "long": msg("A cell is longer than {n} characters; the rest was left out.", n=limits.cell),
        "damaged": msg(
            "A character is damaged and shows as �. Correct the cell, or save the file again as “CSV UTF-8”."
        ),
        "quote": msg(
            "A quotation mark opens here and never closes. From this row on, quotation marks were read as "
            "ordinary characters; "
            "double the mark or delete it."
        ),
        "rows": msg("Rows from here on were not read: a list may have {n} rows. Split the file.", n=limits.rows),
        "json-broken": msg("The JSON breaks off here or is damaged; what follows was not read. Get the file again."),
        "json": msg(
            "This is not a JSON object; it was left out. Each line, or each entry of an array, needs the form "
            "{example}.",
            example='{"id": "1", "title": "…"}',
        ),
    }
    return messages[code]
