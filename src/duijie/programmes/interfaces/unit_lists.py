"""A list of recommending units with their quotas, as a workbook: an empty one to write into, and one read back."""

import io
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.programmes.domain.unit_lists import UnitLine
from duijie.programmes.models import Round
from duijie_match.lists.cells import text_of
from duijie_match.lists.limits import Limits
from duijie_match.lists.sources import open_source

LIMITS = Limits(file_bytes=2 << 20, unpacked_bytes=20 << 20, rows=2_000, columns=20, cell=500, sheets=5, forms=1)
NAMES = {"推荐单位", "单位", "单位名称", "名称", "地区", "县市区", "unit", "recommending unit", "name", "area"}
CODES = {"代码", "编码", "code"}
QUOTAS = {"名额", "推荐名额", "限额", "指标", "quota"}


def unit_workbook(round: Round) -> bytes:  # noqa: A002 – the noun
    """The round's units as they are, to be changed and brought back."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Recommending units")[:31])
        bold, text = book.add_format({"bold": True, "bg_color": "#E8EEF7"}), book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 16, text)
        sheet.set_column(1, 1, 40, text)
        sheet.set_column(2, 2, 10)
        for column, words in enumerate((_("Code"), _("Recommending unit"), _("Quota"))):
            sheet.write_string(0, column, words, bold)
        rows = round.units.select_related("area", "organisation")
        for number, one in enumerate(rows, start=1):
            sheet.write_string(number, 0, one.area.code if one.area else one.organisation.uscc or "", text)
            sheet.write_string(number, 1, one.area.name if one.area else one.organisation.name, text)
            if one.quota is not None:
                sheet.write_number(number, 2, one.quota)
    return out.getvalue()


def read_units(path: Path) -> list[UnitLine]:
    """The lines of the first sheet that has a heading for the unit. Raises ``DuijieError`` for a file that is none,
    ``ValidationError`` (code ``heading``) for one without such a heading."""
    with open_source(path, LIMITS) as source:
        for sheet in source.sheets():
            heads: dict[str, int] = {}
            lines: list[UnitLine] = []
            for row in sheet.rows:
                texts = [" ".join(text_of(cell).split()) for cell in row.cells]
                if not heads:
                    heads = _heads(texts)
                    continue
                told = {name: texts[at] if at < len(texts) else "" for name, at in heads.items()}
                if any(told.values()):
                    lines.append(
                        UnitLine(row.number, told.get("name", ""), told.get("code", ""), told.get("quota", ""))
                    )
            if heads:
                return lines
    words = _("No heading “Recommending unit” was found. Take the list of this page, change it and bring it back.")
    raise ValidationError(words, code="heading")


def _heads(texts: list[str]) -> dict[str, int]:
    found: dict[str, Any] = {}
    for at, text in enumerate(texts):
        for name, words in (("name", NAMES), ("code", CODES), ("quota", QUOTAS)):
            if text.casefold() in words:
                found.setdefault(name, at)
    return found if "name" in found or "code" in found else {}
