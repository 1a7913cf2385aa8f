"""The form on which a firm writes down one technical demand, as a Word document of our own making."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping

from duijie_match.lists.word_writing import WordCell, document, paragraph, table

TITLES = {"zh": "企业技术需求征集表", "en": "Technical demand of an enterprise"}
_NOTES = {
    "zh": (
        "填表说明：一项需求填一张表；需求内容请写明现状、存在问题和要达到的指标；拟投入资金指企业愿意为解决该需求支付的费用，"
        "暂不能确定的填“面议”；合作方式在方框内打勾。"
    ),
    "en": (
        "Note: one form for each demand. Say how things are, what the problem is and which figures are to be met. "
        "The budget is what the enterprise is ready to pay; tick the modes of cooperation."
    ),
}
MODES = {
    "zh": ("合作开发", "委托开发", "技术转让", "技术许可", "技术服务", "不限"),
    "en": ("joint development", "commissioned development", "transfer", "licence", "technical service", "any"),
}
# Pairs of short fields stand side by side, long ones over the whole width.
ROWS: tuple[tuple[str, ...], ...] = (
    ("org", "uscc"), ("area", "industry"), ("contact", "phone"), ("title",), ("body",), ("keywords",), ("field",),
    ("budget", "deadline"), ("mode",), ("remark",),
)  # fmt: skip
LABELS = {
    "zh": {
        "org": "企业名称", "uscc": "统一社会信用代码", "area": "所属县市区", "industry": "所属行业", "contact": "联系人",
        "phone": "联系电话", "title": "需求名称", "body": "需求内容", "keywords": "关键词", "field": "技术领域",
        "budget": "拟投入资金（万元）", "deadline": "期望完成时间", "mode": "合作方式", "remark": "备注",
    },
    "en": {
        "org": "Company name", "uscc": "Credit code", "area": "Region", "industry": "Industry", "contact": "Contact person",
        "phone": "Telephone", "title": "Title", "body": "Description", "keywords": "Keywords", "field": "Technology field",
        "budget": "Budget", "deadline": "Deadline", "mode": "Cooperation mode", "remark": "Remarks",
    },
}  # fmt: skip


def form_document(language: str, values: Mapping[str, str] | None = None) -> bytes:
    """The form as .docx, empty or with ``values`` by the names of ``LABELS``."""
    tongue = "zh" if language.startswith("zh") else "en"
    labels, filled = LABELS[tongue], dict(values or {})
    filled["mode"] = _ticked(MODES[tongue], filled.get("mode", ""))
    rows = []
    for names in ROWS:
        wide = 3 if len(names) == 1 else 1
        cells = []
        for name in names:
            cells += [WordCell(labels[name], label=True), WordCell(filled.get(name, ""), wide)]
        rows.append(cells)
    title = paragraph(TITLES[tongue], size=36, bold=True, centred=True, font="黑体")
    return document([title, table(rows), paragraph(_NOTES[tongue], size=18)])


def _ticked(modes: tuple[str, ...], chosen: str) -> str:
    picked = [one for one in chosen.split("；") if one]
    return "  ".join(
        f"{'☑' if mode in picked else '□'}{mode}" for mode in (*modes, *(p for p in picked if p not in modes))
    )
