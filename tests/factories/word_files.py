"""Word files as offices write them, by python-docx: lists of several levels, heads and feet with page numbers."""

import io
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LEVELS = (
    # number format, text, points of the text, points of the number before it, more of the level
    ("chineseCountingThousand", "第%1条", 0, 0, '<w:suff w:val="space"/>'),
    ("decimal", "%1.%2", 36, 24, "<w:isLgl/>"),
    ("lowerLetter", "（%3）", 60, 24, ""),
    ("upperRoman", "%4、", 84, 24, ""),
)


def add_list(document: Any, levels: Any = LEVELS) -> int:
    """A list of several levels; the number that uses it."""
    numbering = document.part.numbering_part.element
    listed = 1 + max(int(one.get(qn("w:abstractNumId"))) for one in numbering.iter(qn("w:abstractNum")))
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left * 20}" w:hanging="{hanging * 20}"/></w:pPr></w:lvl>'
        for at, (kind, text, left, hanging, more) in enumerate(levels)
    )
    made = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{listed}">{inner}</w:abstractNum>')
    numbering.insert(list(numbering).index(numbering.findall(qn("w:num"))[0]), made)
    return use_list(document, listed)


def use_list(document: Any, listed: int, *, start: int | None = None) -> int:
    """One more number of a list, that begins its first level anew at ``start``."""
    numbering = document.part.numbering_part.element
    number = numbering.add_num(listed)
    if start is not None:
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def list_of(document: Any, number: int) -> int:
    found = document.part.numbering_part.element.num_having_numId(number)
    return int(found.abstractNumId.val)


def set_number(paragraph: Any, number: int, level: int = 0) -> Any:
    """``paragraph`` with the next number of its level."""
    told = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    told.get_or_add_ilvl().val, told.get_or_add_numId().val = level, number
    return paragraph


def add_field(paragraph: Any, code: str, kept: str) -> None:
    """A field as Word writes it: the code, and what it was when the file was kept."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("t", kept), ("end", "")):
        run = paragraph.add_run(text if kind == "t" else "")
        if kind == "t":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = f" {code} "
        run._r.append(element)


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))
