"""Pictures of an agreement's Word template, and what of a template its PDF cannot show.

Pictures in the text, in tables and at the head and foot of pages are taken over where they are PNG, JPEG or WebP; those
that float on the page stand at their paragraph. Whatever else is drawn is told when the template is brought.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common.images import read_picture
from duijie.programmes.interfaces.word_heads import has_later_heads, heads_of
from duijie.programmes.interfaces.word_numbers import has_unknown_numbers

MOST_BYTES, LARGEST_SIDE = 5 << 20, 4000
"""Of one picture: bytes, and pixels of a side."""
EMU = 36_000
"""So many units of Word are a millimetre."""
WIDEST = 158.0
"""Millimetres between the margins of the PDF."""
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

LEFT_OUT: dict[str, Any] = {
    "columns": _("columns: their text stands in one"),
    "heads": _("heads and feet of later sections: those of the first stand on all pages"),
    "pictures": _("pictures that are no PNG, JPEG or WebP, or larger than 5 MB or 4000 pixels"),
    "floating": _("the place of floating pictures: they stand at their paragraph"),
    "drawn": _("text boxes, shapes and charts"),
    "numbers": _("automatic numbers in words, and pictures as bullets: type them"),
    "notes": _("footnotes and endnotes"),
    "nested": _("tables inside tables"),
    "fields": _("content controls"),
}
"""What the PDF of an agreement does not show of a template, as a person is told."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that can be set: ``width`` in mm as the template has it, at most as wide as the text."""

    width: float
    suffix: str
    content: bytes


def drawings_in(element: Any, part: Any) -> Iterator[Drawing]:
    """Those within ``element`` (a paragraph, a cell, a head), whose pictures ``part`` holds, in their order."""
    for one in element.xpath(".//w:drawing"):
        found = _picture_of(one, part)
        if found is not None:
            yield found


def what_is_left_out(template: bytes) -> list[str]:
    """Keys of ``LEFT_OUT``, in its order. The template must have been filled once, so that it can be read."""
    from docx import Document  # noqa: PLC0415 – 30 MB: with the first document

    document = Document(io.BytesIO(template))
    body, part = document.element.body, document.part
    drawn = body.xpath(".//w:drawing")
    heads = [one for kinds in heads_of(document).values() for one in kinds.values() if one is not None]
    in_heads = [(one, head.part) for head in heads for one in head._element.xpath(".//w:drawing")]
    found = {
        "columns": any(int(one) > 1 for one in body.xpath(".//w:sectPr/w:cols/@w:num") if one.isdecimal()),
        "heads": has_later_heads(document),
        "pictures": any(_is_picture(one) and _picture_of(one, part) is None for one in drawn)
        or any(_is_picture(one) and _picture_of(one, part) is None for one, part in in_heads)
        or bool(body.xpath(".//*[local-name()='imagedata']")),
        "floating": any(_is_picture(one) and one.xpath("./wp:anchor") for one in drawn),
        "drawn": any(not _is_picture(one) for one in [*drawn, *(one for one, _part in in_heads)])
        or bool(body.xpath(".//*[local-name()='txbxContent']")),
        "numbers": has_unknown_numbers(document),
        "notes": bool(body.xpath(".//w:footnoteReference | .//w:endnoteReference")),
        "nested": bool(body.xpath(".//w:tbl//w:tbl")),
        "fields": bool(body.xpath(".//w:sdt")),
    }
    return [key for key in LEFT_OUT if found[key]]


def _picture_of(drawing: Any, part: Any) -> Drawing | None:
    embedded = drawing.xpath(".//a:blip/@r:embed")
    held = part.related_parts.get(embedded[0]) if embedded else None
    if held is None:
        return None
    try:
        picture = read_picture(held.blob, most_bytes=MOST_BYTES, largest_side=LARGEST_SIDE)
    except ValidationError:
        return None
    wide = [int(one) for one in drawing.xpath("./*/wp:extent/@cx") if one.isdecimal()]
    width = min(wide[0] / EMU, WIDEST) if wide and wide[0] else WIDEST
    return Drawing(round(width, 2), SUFFIXES[picture.media_type], picture.content)


def _is_picture(drawing: Any) -> bool:
    return bool(drawing.xpath(".//a:blip"))
