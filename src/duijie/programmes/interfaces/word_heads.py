"""What stands at the head and foot of a Word document's pages: on the first, on even ones, and on all others.

Those of the first section: the PDF has one. A paragraph is a line of pieces, each at the left, in the middle or at the
right, as its tabs say; the row of a table is one with a piece a cell. Pieces hold words, and the number of the page or
of all pages where a field asks for it.
"""

from collections.abc import Iterator
from typing import Any

from duijie.programmes.interfaces.word_xml import qn, value

KINDS = ("default", "first", "even")
PAGE, PAGES = "page", "pages"
FIELDS = {"PAGE": PAGE, "NUMPAGES": PAGES, "SECTIONPAGES": PAGES}
SIDES = {"center": "center", "right": "right", "end": "right", "both": "left", "distribute": "left"}
MOST_LINES, MOST_PIECES = 6, 6
"""Of a head: more would leave no room for the text."""


def heads_of(document: Any) -> dict[str, dict[str, Any]]:
    """``head`` and ``foot``: of each kind of page the python-docx head that stands there, None for an empty one.

    Kinds that the document does not tell apart are those of other pages.
    """
    section = next(iter(document.sections), None)
    if section is None:
        return {place: dict.fromkeys(KINDS) for place in ("head", "foot")}
    has_first = section.different_first_page_header_footer
    has_even = document.settings.odd_and_even_pages_header_footer
    found: dict[str, dict[str, Any]] = {}
    for place, names in {
        "head": ("header", "first_page_header", "even_page_header"),
        "foot": ("footer", "first_page_footer", "even_page_footer"),
    }.items():
        default, first, even = (_own(getattr(section, name)) for name in names)
        kinds = (default, first if has_first else default, even if has_even else default)
        found[place] = dict(zip(KINDS, kinds, strict=True))
    return found


def has_later_heads(document: Any) -> bool:
    """Whether a later section has a head or foot of its own."""
    return any(
        _own(one) is not None
        for section in list(document.sections)[1:]
        for one in (section.header, section.footer, section.first_page_header, section.first_page_footer)
    )


def lines_of(head: Any) -> list[list[dict[str, Any]]]:
    """The lines of a head: pieces with ``align`` and ``parts``, each of which has ``text`` or ``field``."""
    found: list[list[dict[str, Any]]] = []
    for one in _inner(head._element, head):
        if hasattr(one, "rows"):
            for row in one.rows:
                seen = {id(cell._tc): cell for cell in row.cells}
                found.append([_cell(cell) for cell in seen.values()][:MOST_PIECES])
        else:
            found.append(_line(one)[:MOST_PIECES])
    return [line for line in found if any(piece["parts"] for piece in line)][:MOST_LINES]


def has_page_number(lines: list[list[dict[str, Any]]]) -> bool:
    return any(part["field"] == PAGE for line in lines for piece in line for part in piece["parts"])


def _inner(element: Any, head: Any) -> Iterator[Any]:
    """Paragraphs and tables, also within content controls: Word puts its page numbers there."""
    from docx.table import Table  # noqa: PLC0415 – 30 MB: with the first document
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 – 30 MB: with the first document

    for one in element:
        if one.tag == qn("w:p"):
            yield Paragraph(one, head)
        elif one.tag == qn("w:tbl"):
            yield Table(one, head)
        elif one.tag == qn("w:sdt") and (held := one.find(qn("w:sdtContent"))) is not None:
            yield from _inner(held, head)


def _own(head: Any) -> Any:
    return None if head.is_linked_to_previous else head


def _cell(cell: Any) -> dict[str, Any]:
    pieces = [piece for paragraph in cell.paragraphs for piece in _line(paragraph)]
    parts = [part for piece in pieces for part in piece["parts"]]
    return {"align": pieces[0]["align"] if pieces else "left", "parts": parts}


def _line(paragraph: Any) -> list[dict[str, Any]]:
    aligns = [_side(paragraph), *_tabs(paragraph)]
    pieces: list[list[dict[str, str]]] = [[]]
    for text, field in _parts(paragraph._p):
        if field:
            pieces[-1].append({"text": "", "field": field})
            continue
        for number, words in enumerate(text.split("\t")):
            if number:
                pieces.append([])
            if words:
                pieces[-1].append({"text": words, "field": ""})
    while len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    return [
        {"align": aligns[number] if number < len(aligns) else "left", "parts": parts}
        for number, parts in enumerate(pieces)
    ]


def _side(paragraph: Any) -> str:
    for told in _properties(paragraph):
        if (side := value(told, "w:jc")) is not None:
            return SIDES.get(side, "left")
    return "left"


def _tabs(paragraph: Any) -> list[str]:
    """Where its tabs lead, from left to right."""
    stops: dict[int, str] = {}
    for told in reversed(list(_properties(paragraph))):
        for one in told.iter(qn("w:tab")):
            at, side = one.get(qn("w:pos")) or "", one.get(qn("w:val")) or ""
            if not at.isdecimal() or side == "bar":
                continue
            if side == "clear":
                stops.pop(int(at), None)
            else:
                stops[int(at)] = SIDES.get(side, "left")
    return [stops[at] for at in sorted(stops)]


def _properties(paragraph: Any) -> Iterator[Any]:
    """Its own, then those of its style and of what that builds on."""
    own, style = paragraph._p.find(qn("w:pPr")), paragraph.style
    if own is not None:
        yield own
    for _step in range(20):
        if style is None:
            return
        told = style.element.find(qn("w:pPr"))
        if told is not None:
            yield told
        style = style.base_style


def _parts(element: Any) -> Iterator[tuple[str, str]]:
    """Words and fields in their order; what Word kept as the number of a page is left out for the field."""
    codes: list[list[Any]] = []  # fields that are open: the code, and whether it is through
    for one in element.iter(*map(qn, ("w:t", "w:tab", "w:br", "w:fldChar", "w:instrText", "w:fldSimple"))):
        if any(_field(each.get(qn("w:instr"))) for each in one.iterancestors(qn("w:fldSimple"))):
            continue
        kind = one.tag.removeprefix(qn(""))
        if kind == "fldSimple":
            if field := _field(one.get(qn("w:instr"))):
                yield "", field
        elif kind == "fldChar":
            step = one.get(qn("w:fldCharType"))
            if step == "begin":
                codes.append(["", False])
            elif codes and step == "separate":
                codes[-1][1] = True
            elif codes and (field := _field(codes.pop()[0])):
                yield "", field
        elif kind == "instrText":
            if codes and not codes[-1][1]:
                codes[-1][0] += one.text or ""
        elif all(through and not _field(code) for code, through in codes):
            if kind == "t":
                yield one.text or "", ""
            elif one.getparent().tag == qn("w:r"):
                yield ("\t" if kind == "tab" else " "), ""


def _field(code: str | None) -> str:
    words = (code or "").split()
    return FIELDS.get(words[0].upper(), "") if words else ""
