"""Writes the tables of columns in ``docs/reference/lists.md`` from the vocabularies: ``python -m
duijie_match.commands.reference``.
"""

import sys
from pathlib import Path

from duijie_match.lists.columns import DOCUMENTS, LOADS, NEEDS, PAIRS, SCORES, WORKS
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "lists.md"
TABLES = {"documents": DOCUMENTS, "works": WORKS, "pairs": PAIRS, "scores": SCORES, "loads": LOADS, "needs": NEEDS}
_KINDS = {
    ValueKind.TEXT: "text",
    ValueKind.LIST: "list",
    ValueKind.MONEY: "money",
    ValueKind.INTEGER: "whole number",
    ValueKind.NUMBER: "number",
    ValueKind.TRL: "level 1–9 or a stage",
    ValueKind.DATE: "date",
    ValueKind.YEAR: "year",
    ValueKind.LANGUAGE: "language",
    ValueKind.LEVEL: "level 1–4",
}


def table_of(vocabulary: Vocabulary) -> str:
    """The Markdown table of one vocabulary."""
    lines = ["| field | holds | several columns | headings |", "| --- | --- | --- | --- |"]
    lines += [_line(field) for field in vocabulary.fields]
    if vocabulary.carried:
        lines += ["", "Known and only carried along: " + " · ".join(vocabulary.carried) + "."]
    return "\n".join(lines)


def _line(field: Field) -> str:
    names = " · ".join(field.names)
    if field.fallbacks:
        names += " (where nothing else is found: " + " · ".join(field.fallbacks) + ")"
    return f"| `{field.name}` | {_KINDS[field.kind]} | {'joined' if field.joins else '–'} | {names} |"


def filled(page: str) -> str:
    """``page`` with the stretch between each pair of markers written anew."""
    for name, vocabulary in TABLES.items():
        start, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        before, _, rest = page.partition(start)
        _, _, after = rest.partition(end)
        page = f"{before}{start}\n{table_of(vocabulary)}\n{end}{after}"
    return page


def main() -> int:
    """Rewrite the page; 0 when it was fresh already."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = filled(page)
    PAGE.write_text(fresh, encoding="utf-8")
    return int(fresh != page)


if __name__ == "__main__":
    sys.exit(main())
