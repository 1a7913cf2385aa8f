"""Huanggang: the city with its counties, who applies there, and what becomes of each."""

from dataclasses import dataclass
from datetime import date

from duijie.programmes.models import Application
from duijie.programmes.scenarios.people import Cast, found_firms, on, open_account
from duijie.registry.domain.areas import add_area
from duijie.registry.models import AreaKind, Organisation

CITY = ("4211", "黄冈市", "Huanggang")
COUNTIES = (
    ("421102", "黄州区", "Huangzhou"), ("421121", "团风县", "Tuanfeng"), ("421122", "红安县", "Hong'an"),
    ("421123", "罗田县", "Luotian"), ("421124", "英山县", "Yingshan"), ("421125", "浠水县", "Xishui"),
    ("421126", "蕲春县", "Qichun"), ("421127", "黄梅县", "Huangmei"), ("421181", "麻城市", "Macheng"),
    ("421182", "武穴市", "Wuxue"),
)  # fmt: skip
PREPARED = date(2022, 1, 5)
GOOD, FIRMS = 138, 3
DECLINED, TOO_OLD, UNSURE, RETURNS = 4, 5, 3, 6
REFUSED_BY_MEETING = WITHDRAWN = UPHELD = 1
APPLIED = GOOD + DECLINED + TOO_OLD + REFUSED_BY_MEETING + WITHDRAWN + UPHELD


@dataclass(slots=True)
class Applicant:
    """Somebody with a fate: ``good``, ``unsure`` (settled with proof), ``old``, ``declined``, ``refused`` by the
    meeting, ``withdrawn``, ``objected`` (rejected) or ``upheld``."""

    number: int
    fate: str
    firm: Organisation
    is_returned: bool = False
    application: Application | None = None


def prepare() -> Cast:
    """The province, the city with its counties, their officers, and firms in each."""
    with on(PREPARED):
        keeper = open_account("guanliyuan", "韩静仪", "system_administrator")
        province = add_area(code="42", name="湖北省", name_en="Hubei", kind=AreaKind.PROVINCE, parent=None, by=keeper)
        code, name, name_en = CITY
        city = add_area(code=code, name=name, name_en=name_en, kind=AreaKind.CITY, parent=province, by=keeper)
        areas = {"city": city}
        for code, name, name_en in COUNTIES:
            areas[code] = add_area(code=code, name=name, name_en=name_en, kind=AreaKind.COUNTY, parent=city, by=keeper)
        cast = Cast(areas, open_account("huanggang", "顾长川", "city_officer", area=city))
        for code, name, _name_en in COUNTIES:
            cast.counties[code] = open_account(f"xian-{code}", f"{name}经办人", "county_officer", area=areas[code])
            found_firms(cast, code, FIRMS)
    return cast


def applicants(cast: Cast) -> list[Applicant]:
    """Everybody, dealt over the counties in turn."""
    fates = ["good"] * (GOOD - UNSURE - 1) + ["unsure"] * UNSURE + ["objected"] + ["declined"] * DECLINED
    fates += ["old"] * TOO_OLD + ["refused", "withdrawn", "upheld"]
    codes = [code for code, _name, _name_en in COUNTIES]
    made = []
    for number, fate in enumerate(fates):
        firms = cast.firms[codes[number % len(codes)]]
        made.append(Applicant(number, fate, firms[number // len(codes) % FIRMS], is_returned=number < RETURNS))
    return made
