"""Shanxi: who takes part, where and when."""

from dataclasses import dataclass, field
from datetime import date

from duijie.accounts.models import User
from duijie.registry.models import Area, Organisation, Person

CITIES = (("1401", "太原市", "Taiyuan"), ("1411", "吕梁市", "Lüliang"), ("1407", "晋中市", "Jinzhong"))
COUNTIES = (
    ("141128", "方山县", "Fangshan", "1411"), ("141181", "孝义市", "Xiaoyi", "1411"),
    ("140105", "小店区", "Xiaodian", "1401"), ("140702", "榆次区", "Yuci", "1407"),
)  # fmt: skip
SCHOOLS = ("北岳理工大学", "京北工业大学", "汾水农业大学", "云冈能源研究院")
HOSTS = (
    ("141128", "方山县羊肚菌种植合作社", "biology"), ("141128", "方山酿造有限公司", "biology"),
    ("141181", "孝义焦化节能有限公司", "energy"), ("140105", "小店智能装备有限公司", "manufacturing"),
    ("140702", "榆次液压件有限公司", "manufacturing"), ("140702", "榆次新材料有限公司", "materials"),
)  # fmt: skip
OUTPOSTS = ("北京", "珠海", "港澳")
FIELDS = ("manufacturing", "energy", "biology", "materials")
PREPARED, OPENS, CLOSES = date(2022, 2, 15), date(2022, 3, 1), date(2022, 3, 18)
RECOMMENDED, EXAMINED, MET, NOTICED = date(2022, 3, 25), date(2022, 4, 6), date(2022, 4, 12), date(2022, 4, 13)
RECOGNISED, CALLED, MATCHED, SIGNED = date(2022, 4, 25), date(2022, 4, 26), date(2022, 5, 10), date(2022, 5, 20)
AT_WORK, AS_OF = date(2022, 7, 1), date(2023, 12, 29)
AWARD_COUNT, WITH_RESEARCH_UNITS = 10, 6
PATENTS_GRANTED = 2


@dataclass(slots=True)
class Cast:
    province: Area
    office: User
    areas: dict[str, Area] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    schools: list[Organisation] = field(default_factory=list)
    speakers: dict[int, User] = field(default_factory=dict)
    hosts: list[Organisation] = field(default_factory=list)
    contacts: dict[int, User] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
