"""A small report of invented figures, to try a template with, and to print a sample."""

from datetime import date

from duijie.demands.grades import Grade
from duijie.demands.models import DemandKind, Source
from duijie.demands.stages import STAGES
from duijie.indicators.interfaces.report_blocks import Report
from duijie.indicators.interfaces.report_figures import LABELS
from duijie.indicators.interfaces.report_wording import usual_title, word_report


def sample_report() -> Report:
    """With every figure and every kind of block, in the language in force."""
    area = {"code": "9701", "name": "云溪市", "name_en": "Yunxi"}
    parts = [{"code": "970121", "name": "北渡县", "name_en": "Beidu"}]
    months = ["2026-01", "2026-02"]
    keys = [
        *LABELS, *(f"cohort_{stage}" for stage in STAGES if stage != "found"),
        *(f"kind.{one}" for one in DemandKind.values), *(f"source.{one}" for one in Source.values), "source.none",
        *(f"grade.{one}" for one in Grade.values), "industry.C34",
        *(f"part.970121.{stage}" for stage in STAGES),
        *(f"time.{month}.{stage}" for month in months for stage in STAGES),
    ]  # fmt: skip
    figures = {
        key: {"value": str(number), "unit": "demands", "asked": {}, "digest": ""}
        for number, key in enumerate(keys, start=1)
    }
    stored = {
        "area": area, "first": "2026-01-01", "last": "2026-12-31", "parts": parts, "months": months,
        "figures": figures,
    }  # fmt: skip
    case = {
        "title": "钢球表面缺陷在线检测", "firm": "云溪轴承有限公司", "area": "北渡县", "area_en": "Beidu",
        "problem": "人工挑拣漏检率高。", "result": "建成在线检测线。", "grade": Grade.THIRD_PARTY.value,
        "satisfaction": 5, "comment": "",
    }  # fmt: skip
    return word_report(
        title=usual_title(area["name"], "2026"), stored=stored, cases=[case], fingerprint="0" * 64,
        address="https://example.org/KEY/", day=date(2026, 12, 31),
    )  # fmt: skip
