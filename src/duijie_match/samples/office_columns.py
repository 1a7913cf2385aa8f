"""The columns of the sample office files: which heading stands over what, and how single cells were typed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Record = Mapping[str, Any]
Value = str | Callable[[int, Record], Any]

NOTICE = "演示数据：单位、人员、地名均为虚构"
# How the money of single demands is written; the others follow the column's unit.
FIRST_SHEET_MONEY: dict[str, str | float] = {"XQ-002": "８０", "XQ-003": "50", "XQ-004": "30-40", "XQ-006": "60万"}
SECOND_SHEET_MONEY = {
    "XQ-009": "４５万元", "XQ-012": "180万", "XQ-013": "不超过70万元", "XQ-016": "400000元", "XQ-020": "75 万元",
}  # fmt: skip
IDS_AS_TYPED = {"XQ-007": "XQ-007 ", "XQ-018": " XQ-018"}
STAGES = {6: "中试", 7: "7级", 8: "８级", 9: "TRL9"}


def _note(_number: int, _record: Record) -> str:
    return "演示数据"


def _listed(mark: str) -> Value:
    return lambda _number, record: mark.join(record["keywords"])


def _first_money(_number: int, demand: Record) -> str | float:
    typed = FIRST_SHEET_MONEY.get(demand["id"])
    return float(demand["budget"].removesuffix("万元")) if typed is None else typed


def _date_as_typed(number: int, demand: Record) -> str | int | date:
    """The same day as four people would type it: 2027.6, a date, 2027年6月底, a bare serial number."""
    day = date.fromisoformat(demand["deadline"])
    serial = (day - date(1899, 12, 30)).days
    return (f"{day.year}.{day.month}", day, f"{day.year}年{day.month}月底", serial)[number % 4]


def _contact(_number: int, demand: Record) -> str:
    return f"联系人{int(demand['id'][-3:]):02d}（演示）"


def _phone(_number: int, demand: Record) -> str:
    return f"199 0000 {2000 + int(demand['id'][-3:])}"


NOTES_FOR_FIRMS = (
    "填表说明",
    "1. 一项需求填一行，请写明现状、存在问题和要达到的指标，一般不少于80字；涉密内容不得填报。",
    "2. 拟投入资金指企业愿意为解决该需求支付的费用，不含设备购置；暂不能确定的填“面议”。",
    "3. 期望完成时间填到月；联系人应为企业技术负责人，以便专家直接联系。",
    "4. 各县（市、区）科技局汇总后于每月15日前报市局成果转化科。",
    NOTICE,
)
FIRST_COLUMNS: tuple[tuple[str, str, Value], ...] = (
    ("", "序号", lambda number, _: number),
    ("", "需求编号", "id"),
    ("企业基本情况", "企业名称", "org"),
    ("企业基本情况", "所属县市区", "area"),
    ("企业基本情况", "所属行业", "industry"),
    ("技术需求情况", "需求名称", "title"),
    ("技术需求情况", "需求内容", "body"),
    ("技术需求情况", "关键词", _listed("、")),
    ("技术需求情况", "技术领域", "field"),
    ("", "拟投入资金（万元）", _first_money),
    ("", "期望完成时间", _date_as_typed),
    ("联系方式", "联系人", _contact),
    ("联系方式", "联系电话", _phone),
    ("", "备注", _note),
)
SECOND_COLUMNS: tuple[tuple[str, Value], ...] = (
    ("编号", lambda _, demand: IDS_AS_TYPED.get(demand["id"], demand["id"])),
    ("单位名称", "org"),
    ("县（市、区）", "area"),
    ("难题名称", "title"),
    ("问题描述（现状、指标要求）", "body"),
    ("主题词", _listed("；")),
    ("领域", "field"),
    ("意向金额", lambda _, demand: SECOND_SHEET_MONEY.get(demand["id"], demand["budget"])),
    ("完成时限", _date_as_typed),
    ("合作形式", "mode"),
    ("联系人", _contact),
    ("手机", _phone),
    ("语种", lambda _, demand: {"zh": "中文", "en": "英文"}[demand["language"]]),
    ("备注", _note),
)
SUPPLY_SHEETS: tuple[tuple[str, str, str, tuple[tuple[str, Value], ...]], ...] = (
    (
        "achievement",
        "科技成果",
        "栖宁市可转化科技成果清单",
        (
            ("成果编号", "id"),
            ("成果名称", "title"),
            ("成果简介", "body"),
            ("关键词", _listed("；")),
            ("完成单位", "org"),
            ("所在地", "area"),
            ("应用行业", "industry"),
            ("技术领域", "field"),
            ("技术成熟度", lambda _, item: STAGES[item["trl"]]),
            ("转化方式", "mode"),
            ("拟转让价格(万元)", lambda _, item: item["price"].removesuffix("万元")),
            ("资源类型", lambda *_: "科技成果"),
            ("备注", _note),
        ),
    ),
    (
        "expert",
        "专家人才",
        "科技服务专家名册",
        (
            ("专家编号", "id"),
            ("姓名", "title"),
            ("个人简介", "summary"),
            ("研究方向及业绩", "body"),
            ("关键词", _listed("、")),
            ("工作单位", "org"),
            ("所在地区", "area"),
            ("专业领域", "field"),
            ("可服务企业数", "capacity"),
            ("类别", lambda *_: "专家"),
            ("备注", _note),
        ),
    ),
    (
        "service",
        "科技服务",
        "科技服务机构服务目录",
        (
            ("服务编号", "id"),
            ("服务名称", "title"),
            ("服务内容", "body"),
            ("关键词", _listed("、")),
            ("机构名称", "org"),
            ("地区", "area"),
            ("服务方式", "mode"),
            ("收费标准", lambda _, item: "免费" if item["price"] == "0元" else item["price"]),
            ("类别", lambda *_: "服务机构"),
            ("备注", _note),
        ),
    ),
)
# The same problem was reported last year already, by an id that is in use on the first sheet.
SENT_TWICE: Record = {
    "id": "XQ-005",
    "org": "锦浦织霞印染有限公司",
    "area": "锦浦市",
    "title": "回用水浓水出路（2025年已报，未解决）",
    "body": "反渗透浓水每天约900吨，颜色深、盐分高，园区污水厂不愿接收，活性炭吨水费用11元用不起，请帮助寻找处理办法。",
    "keywords": ["浓水", "脱色"],
    "field": "资源与环境",
    "budget": "面议",
    "deadline": "2026-12-31",
    "mode": "合作开发",
    "language": "zh",
}
