"""What the columns of a field say together in one row."""

from duijie_match.lists import values
from duijie_match.lists.markup import without_markup
from duijie_match.lists.records import Record


def said_in(text: str) -> str:
    """A text as a person reads it: nothing for 无, no marks of web pages."""
    return "" if len(text) < 8 and values.is_nothing(text) else without_markup(text)


def joined(record: Record, field: str) -> str:
    """One column as it is; several one below the other, each but the best under its heading."""
    found = [(label, said) for label, text in record.all(field) if (said := said_in(text))]
    if len(found) < 2:
        return found[0][1] if found else ""
    best = record.heading(field)
    found.sort(key=lambda item: item[0] != best)
    return "\n".join(text if label == best else f"{label}：{text}" for label, text in found)


def options_of(record: Record, field: str) -> list[str]:
    """What each column says that holds something: of a column an option, the options that are ticked."""
    columns = record.table.columns.get(field, ())
    if len(columns) < 2:  # one column alone has no options: 1 under 行业（代码） is a code
        return [text for _, text in record.all(field)]
    return [said for heading, text in record.all(field) if (said := values.chosen(heading, text))]
