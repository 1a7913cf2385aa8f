"""Liandu: who takes part, when, and what is counted at the end."""

from dataclasses import dataclass, field
from datetime import date

from duijie.accounts.models import User
from duijie.registry.models import Area, Organisation

COLLEGES = ("瓯江职业技术学院", "处州理工学院")
FIRMS = (
    "莲都甲轴承有限公司", "莲都乙阀门有限公司", "莲都丙竹木有限公司", "莲都丁合成革有限公司", "莲都戊机械有限公司",
    "莲都己电气有限公司", "莲都庚食品有限公司",
)  # fmt: skip
PREPARED = date(2018, 9, 3)


@dataclass(frozen=True, slots=True)
class Batch:
    """One round: its name and document, the day of its call, and whether its agreements are signed at a meeting."""

    name: str
    document: str
    opens: date
    meeting: str = ""


BATCHES = (
    Batch("2018年首批", "莲科〔2018〕26号", date(2018, 9, 10), "工业科技特派员签约会"),
    Batch("2019年第二批", "莲科〔2019〕31号", date(2019, 9, 9)),
)
COUNTS = {
    "report": 15, "problem": 39, "training": 32, "patent_applied": 50, "project_applied": 15, "centre": 1, "hnte": 2,
}  # fmt: skip
COMMENDED, LOGS_EACH = 4, 3
AT_WORK, COMMENDED_ON, AS_OF = date(2020, 3, 2), date(2020, 11, 16), date(2020, 11, 30)


@dataclass(slots=True)
class Cast:
    city: Area
    district: Area
    office: User
    officer: User
    colleges: list[Organisation] = field(default_factory=list)
    speakers: dict[int, User] = field(default_factory=dict)
    firms: list[Organisation] = field(default_factory=list)
    contacts: dict[int, User] = field(default_factory=dict)
    accounts: dict[int, User] = field(default_factory=dict)
