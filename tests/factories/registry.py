"""Areas, organisations and records for tests: a small invented region, made straight in the database."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from duijie.registry.domain.areas import path_below
from duijie.registry.domain.organisations import derive
from duijie.registry.domain.records import derive as derive_record
from duijie.registry.models import (
    Achievement,
    Area,
    AreaKind,
    Carrier,
    Organisation,
    Person,
    Service,
    Work,
)  # fmt: skip
from duijie.registry.names import initials_of
from duijie.registry.register import Register
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.carriers import CARRIERS
from duijie.registry.registers.persons import EXPERTS, PERSONS
from duijie.registry.registers.services import SERVICES

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Region:
    """A province with a city, two counties and a zone run by the city."""

    province: Area
    city: Area
    north: Area
    south: Area
    zone: Area


def make_area(code: str, name: str, kind: str, parent: Area | None = None, **fields: Any) -> Area:
    """An area below ``parent``; one with this code that exists already is given back."""
    defaults = {
        "name": name,
        "kind": kind,
        "parent": parent,
        "path": path_below(parent, code),
        "is_management": kind == AreaKind.ZONE,
        "initials": initials_of(name),
        **fields,
    }
    return Area.objects.get_or_create(code=code, defaults=defaults)[0]


def make_region() -> Region:
    """青岚省 with 云溪市, two counties 北渡县 and 南屏县, and 云溪高新区. Calling it again gives the same one."""
    province = make_area("97", "青岚省", AreaKind.PROVINCE, name_en="Qinglan")
    city = make_area("9701", "云溪市", AreaKind.CITY, province, name_en="Yunxi")
    return Region(
        province=province,
        city=city,
        north=make_area("970121", "北渡县", AreaKind.COUNTY, city, name_en="Beidu"),
        south=make_area("970122", "南屏县", AreaKind.COUNTY, city, name_en="Nanping"),
        zone=make_area("9701Z1", "云溪高新区", AreaKind.ZONE, city, name_en="Yunxi High-tech Zone"),
    )


def make_organisation(*, name: str = "", area: Area | None = None, **fields: Any) -> Organisation:
    """An organisation in ``area`` (default: the northern county of ``make_region``)."""
    organisation = Organisation(
        name=name or f"云溪第{next(_numbers)}机械有限公司", area=area or make_region().north, **fields
    )
    derive(organisation)
    organisation.save()
    return organisation


def make_record(register: Register, **values: Any) -> Any:
    """A record of any register, straight in the database: complete, in the northern county unless said otherwise."""
    number = next(_numbers)
    model = register.model
    if "organisation" in values and values["organisation"] is not None:
        values.setdefault("organisation_name", values["organisation"].name)
    values.setdefault("area", make_region().north)
    values.setdefault(register.title, f"{register.label_one}{number}")
    if any(one.name == "body" for one in register.fields):
        values.setdefault("body", "轴承钢球表面缺陷的在线检测")
    record = register.blank(**values)
    if hasattr(model, "initials"):
        record.initials = initials_of(record.name)
    record.save()
    return record


def make_achievement(**values: Any) -> Achievement:
    made: Achievement = make_record(ACHIEVEMENTS, **values)
    return made


def make_person(**values: Any) -> Person:
    """A person who is no expert, unless said otherwise."""
    made: Person = make_record(PERSONS, **values)
    return made


def make_expert(*, works: Iterable[str] = (), **values: Any) -> Person:
    """An expert with works of these titles."""
    expert: Person = make_record(EXPERTS, **values)
    Work.objects.bulk_create(Work(person=expert, title=title, kind="paper", year=2020) for title in works)
    return expert


def make_service(**values: Any) -> Service:
    made: Service = make_record(SERVICES, **values)
    return made


def make_carrier(**values: Any) -> Carrier:
    made: Carrier = make_record(CARRIERS, **values)
    return made


def make_row(model: Any, *, organisation: Organisation | None = None, area: Area | None = None, **fields: Any) -> Any:
    """A record of a register, with a title or name of its own unless one is given."""
    number = next(_numbers)
    title = "name" if model.__name__ == "Person" else "title"
    fields.setdefault(title, f"第{number}号记录")
    fields.setdefault("organisation_name", organisation.name if organisation else "")
    record = model(organisation=organisation, area=area or make_region().north, **fields)
    derive_record(record)
    record.save()
    return record
