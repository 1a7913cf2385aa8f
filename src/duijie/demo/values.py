"""From the lines of the files to the values that the domain functions take. Days count from the day of loading."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from duijie.registry.area_codes import tidy_code
from duijie.registry.models import Area, Organisation, TagKind
from duijie.registry.models.tag import TAG_WORDS
from duijie.registry.validators import FIELDS

Line = Mapping[str, Any]
Organisations = Mapping[str, Organisation]
_AS_THEY_ARE = {
    "demands": (
        "kind", "title", "body", "keywords", "language", "title_en", "body_en", "industry", "field", "budget_from",
        "budget_to", "mode", "source",
    ),
    "achievements": (
        "kind", "title", "body", "keywords", "language", "title_en", "body_en", "industry", "field", "stage", "trl",
        "rights", "modes", "price",
    ),
    "experts": (
        "name", "name_en", "title", "rank", "team", "research", "profile", "keywords", "industry", "field", "capacity",
    ),
    "services": ("kind", "title", "body", "price_from", "price_to", "unit", "industry", "field"),
    "carriers": ("kind", "title", "body", "level"),
}  # fmt: skip
# How long a tag lasts, and who says so. None: as long as nobody takes it away.
_TERMS: dict[str, tuple[int | None, str]] = {
    TagKind.HNTE: (3, "高新技术企业认定公告（演示）"),
    TagKind.TECH_SME: (1, "科技型中小企业入库公告（演示）"),
    TagKind.PROVINCIAL_SME: (3, "省科技型中小企业认定名单（演示）"),
    TagKind.ABOVE_SCALE: (None, "统计部门调查单位名录（演示）"),
    TagKind.SPECIALISED: (3, "专精特新中小企业认定名单（演示）"),
}


def organisation_values(line: Line, areas: Mapping[str, Area]) -> dict[str, Any]:
    """For ``add_organisation``."""
    values = {field: line[field] for field in FIELDS if line.get(field) not in (None, "")}
    values["area"] = areas[tidy_code(line["area"])]
    if line.get("zone"):
        values["zone"] = areas[tidy_code(line["zone"])]
    if line.get("founded"):
        values["founded"] = date.fromisoformat(line["founded"])
    values["uscc_confirmed"] = not line.get("uscc_conforming", True)
    return values


def tags_of(line: Line, *, today: date) -> list[dict[str, Any]]:
    """The tags of an organisation with their days: each is held today, some were held before as well."""
    number, tags = int(line["id"].partition("-")[2]), []
    founded = date.fromisoformat(line["founded"])
    for word in line["tags"]:
        kind = TAG_WORDS[word]
        years, source = _TERMS[kind]
        most = min(365 * (years or 2) - 30, (today - founded).days)
        begun = today - timedelta(days=min(40 + number * 37 % (365 * (years or 2) - 80), most))
        ends = _years_on(begun, years) if years else None
        tags.append({"kind": kind, "from_on": begun, "to_on": ends, "source": source})
        earlier = _years_on(begun, -years) if years == 3 else founded
        if earlier > founded and number % 2 == 0:
            tags.append({"kind": kind, "from_on": earlier, "to_on": begun - timedelta(days=1), "source": source})
    return tags


def _years_on(day: date, years: int) -> date:
    """The same day after ``years`` for a beginning before, or the last day of a term of so many years."""
    moved = day.replace(year=day.year + years, day=min(day.day, 28))
    return moved - timedelta(days=1) if years > 0 else moved


def record_values(key: str, line: Line, organisations: Organisations, *, today: date) -> dict[str, Any]:
    """For ``add_record`` on the register ``key``."""
    owner = organisations[line["org"]]
    values = {name: line[name] for name in _AS_THEY_ARE[key]}
    values["organisation"] = owner
    if key == "demands":
        values["targets"] = "\n".join(line["targets"])
        values["found_on"] = today + timedelta(days=line["found_days"])
        if line["deadline_days"] is not None:
            values["deadline"] = today + timedelta(days=line["deadline_days"])
        values |= {"contact_name": owner.contact_name, "contact_phone": owner.contact_phone}
        values |= _origin(line["source"], owner, values["found_on"])
    elif key == "achievements":
        values["published_on"] = today + timedelta(days=line["published_days"])
    elif key == "experts":
        values["mobile"] = f"199 0000 3{int(line['id'].partition('-')[2]):03d}"
    elif key == "carriers":
        values["founded"] = date.fromisoformat(line["founded"])
        values |= {"industry": owner.industry, **_own_area(line, owner)}
    return values


def _origin(source: str, owner: Organisation, day: date) -> dict[str, Any]:
    """The event at which a demand was found, or who asked that it is filed."""
    if source == "event":
        name = f"云溪市{day:%Y}年第{(day.month + 2) // 3}期产学研对接会"
        return {"event_name": name, "event_on": day, "event_place": "云溪市科技馆"}
    if source == "behalf":
        return {"asked_by": owner.contact_name, "agreed_how": "phone"}
    return {}


def _own_area(line: Line, owner: Organisation) -> dict[str, Any]:
    """Where a carrier lies, if that is not where its host is."""
    return (
        {} if tidy_code(line["area"]) == owner.area.code else {"area": Area.objects.get(code=tidy_code(line["area"]))}
    )


def part_values(key: str, line: Line, organisations: Organisations) -> dict[str, Sequence[dict[str, Any]]]:
    """For ``add_parts``: by part, the rows that belong to the record."""
    if key == "achievements":
        return {"trl-evidence": line["trl_evidence"]}
    if key == "carriers":
        return {"members": [{"organisation": organisations[name]} for name in line["members"]]}
    if key != "experts":
        return {}
    since = {"title": line["title"], "rank": line["rank"], "from_on": date(line["title_since"], 12, 1)}
    return {"works": line["works"], "titles": [since], "affiliations": _affiliations(line, organisations)}


def _affiliations(line: Line, organisations: Organisations) -> list[dict[str, Any]]:
    """Where an expert is and was. Posts change in summer; whoever advises beside the post has not left for it."""
    left = [one["to"] for one in line["former"] if not _is_beside(one, line["org"])]
    former = [
        {
            "organisation": organisations.get(one["org"]),
            "organisation_name": one["org"],
            "post": one["post"],
            "from_on": date(one["from"], 7, 1),
            "to_on": date(one["to"], 6, 30) if one["to"] > one["from"] else date(one["to"], 12, 31),
        }
        for one in line["former"]
    ]
    now = {"organisation": organisations[line["org"]], "from_on": date(max(left), 7, 1) if left else None}
    return [*former, now]


def _is_beside(post: Mapping[str, Any], employer: str) -> bool:
    return post["org"].startswith(employer) or any(word in post["post"] for word in ("顾问", "客座", "特聘", "副会长"))
