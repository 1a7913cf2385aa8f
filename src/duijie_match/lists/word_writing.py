"""Word documents as far as forms need them: paragraphs, tables with merged cells, a picture.

The parts are written by hand, so that a form carries nobody's template, and the bytes are the same each time.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{{inside}}</Relationships>'
_PAGE_TWIPS = 9070  # the width of the text on A4 with the usual margins
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell. ``columns`` it spans; ``merge``: ``restart`` begins a cell over rows, ``continue`` goes on with it."""

    text: str = ""
    columns: int = 1
    merge: str = ""
    label: bool = False
    inside: str = ""  # ready XML in place of the text


def paragraph(text: str, *, size: int = 24, bold: bool = False, centred: bool = False, font: str = "宋体") -> str:
    """One paragraph; ``size`` in half points. Line breaks stay in the paragraph."""
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    look += f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p>{place}<w:r>{look}{lines}</w:r></w:p>"


def table(rows: Sequence[Sequence[WordCell]]) -> str:
    """A table with lines around every cell."""
    width = max(sum(cell.columns for cell in row) for row in rows)
    one = _PAGE_TWIPS // width
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{one}"/>' * width
    body = "".join(f"<w:tr>{''.join(_cell(cell, one) for cell in row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{one * width}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _cell(cell: WordCell, one: int) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[cell.merge]
    paragraphs = cell.inside or "".join(
        paragraph(line, size=21, bold=cell.label, centred=cell.label, font="黑体" if cell.label else "宋体")
        for line in cell.text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{one * cell.columns}" w:type="dxa"/>{span}{merge}</w:tcPr>{paragraphs}</w:tc>'


def picture() -> str:
    """A paragraph with the picture of the document, as large as the page."""
    size = '<wp:extent cx="5400000" cy="7600000"/><wp:docPr id="1" name="1"/>'
    blip = '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    shape = '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="7600000"/></a:xfrm>'
    shape += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    names = '<pic:nvPicPr><pic:cNvPr id="1" name="1"/><pic:cNvPicPr/></pic:nvPicPr>'
    graphic = f"<pic:pic>{names}{blip}{shape}</pic:pic>"
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:p><w:r><w:drawing><wp:inline>{size}<a:graphic><a:graphicData uri="{kind}">{graphic}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def document(parts: Sequence[str], *, png: bytes | None = None) -> bytes:
    """The bytes of a .docx with ``parts`` as its body; ``png`` is what ``picture()`` shows."""
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    )
    page += 'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    body = f"{_XML}<w:document {_NAMES}><w:body>{''.join(parts)}{page}</w:body></w:document>"
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(inside=link),
        "word/document.xml": body,
    }
    if png is not None:
        shown = f'<Relationship Id="rId1" Type="{_OFFICE}/image" Target="media/image1.png"/>'
        files["word/_rels/document.xml.rels"] = _RELATIONS.format(inside=shown)
        files["word/media/image1.png"] = png
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip archive whose bytes depend on its content alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
