"""A work report as PDF, and its charts as pictures: set by typst from the files in ``report_files``, no browser."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from duijie.common.typesetting import SHIPPED, font_paths
from duijie.indicators.interfaces.report_blocks import Chart, Report

FILES = Path(__file__).parents[1] / "report_files"
_CHINESE = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", SHIPPED),
    "heading": ("SimHei", "STHeiti", SHIPPED),
    "second": ("KaiTi", "KaiTi_GB2312", "STKaiti", SHIPPED),
    "body": ("FangSong", "FangSong_GB2312", "STFangsong", SHIPPED),
}
_LATIN = dict.fromkeys(_CHINESE, ("Libertinus Serif", SHIPPED))
PICTURE_PPI = 220


def print_report(report: Report) -> bytes:
    """The PDF."""
    with _typeset(report) as folder:
        made: bytes = typst.compile(folder / "report.typ", root=folder, font_paths=font_paths(), format="pdf")
    return made


def draw_charts(report: Report) -> dict[str, bytes]:
    """The charts by key, as PNG."""
    with _typeset(report) as folder:
        return {
            chart.key: typst.compile(
                folder / "chart.typ", root=folder, font_paths=font_paths(), format="png", ppi=PICTURE_PPI,
                sys_inputs={"number": str(number)},
            )
            for number, chart in enumerate(report.charts())
        }  # fmt: skip


@contextmanager
def _typeset(report: Report) -> Iterator[Path]:
    """A folder with what typst reads."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in FILES.glob("*.typ"):
            shutil.copy(file, folder)
        told = json.dumps(_as_json(report), ensure_ascii=False)
        (folder / "report.json").write_text(told, encoding="utf-8")
        yield folder


def _as_json(report: Report) -> dict[str, Any]:
    is_chinese = report.language.startswith("zh")
    charts = list(report.charts())
    addresses = {key: address for key, _label, _value, address in report.index}
    return {
        "title": report.title, "subtitle": report.subtitle, "owner": report.owner,
        "day": report.day, "lang": "zh" if is_chinese else "en", "region": "CN" if is_chinese else "GB",
        "fonts": _CHINESE if is_chinese else _LATIN, "size": 16 if is_chinese else 12,
        "charts": [asdict(one) for one in charts],
        "sections": [
            {"title": one.title, "blocks": [_block(block, charts, addresses) for block in one.blocks]}
            for one in report.sections
        ],
        "index_title": report.index_title, "index_heads": list(report.index_heads), "look": _("show"),
        "index": [
            {"number": str(number), "label": label, "value": value, "address": address}
            for number, (_key, label, value, address) in enumerate(report.index, start=1)
        ],
        "notes": list(report.notes),
    }  # fmt: skip


def _block(block: Any, charts: list[Chart], addresses: dict[str, str]) -> dict[str, Any]:
    if isinstance(block, Chart):
        return {"kind": block.kind, "caption": block.caption, "number": charts.index(block)}
    made = asdict(block)
    for run in [*made.get("runs", ()), *(run for row in made.get("rows", ()) for run in row)]:
        run["address"] = addresses.get(run["figure"], "")
    return made
