"""A posting plan of 5,000 people × 8,000 firms under all limits, from the database to the stored and checked plan.

    ./run bench postings [--people=5000] [--firms=8000] [--database=postgres] [--release]

Invented people and firms, from one seed, straight into the database: half a per cent of the firms belong to the home
units, a twentieth of the people serve somebody already. Measured is the job of the plan as a worker runs it: reading,
fit, solver, storing, and the independent check against facts that it reads anew. With ``--release`` the plan is then
released to both sides by its job, in parts. Prints a table and writes var/bench/postings.json. Goal: 30 seconds for the
plan, no breach.
"""

# ruff: noqa: PLC0415 – Django can only be imported once ``prepared`` has set the environment

import json
import resource
import sys
import time
from datetime import timedelta
from typing import Any

import numpy as np

from bench.seeding import ROOT, option, prepared

GOAL = 30.0  # seconds
SEED = 20261126
COUNTIES, UNITS = 100, 60
FIELDS = ["electronics", "biology", "aerospace", "materials", "services", "energy", "environment", "manufacturing"]
WORDS = [
    "轴承", "热处理", "阀门", "密封", "菌种", "发酵", "化纤", "纺丝", "窑炉",
    "节能", "茶机", "药材", "提取", "电子", "传感器", "船舶", "焊接", "石材",
    "切割", "模具", "注塑", "涂层", "防腐", "电池", "隔膜", "催化", "精馏",
    "视觉检测", "控制系统", "机器人", "减速器", "污水", "脱硫", "芯片", "封装", "铸造",
    "锻压", "粉末冶金", "复合材料", "激光",
]  # fmt: skip


def make_everything(people: int, firms: int) -> tuple[Any, Any]:
    """The call and the city's officer."""
    from tests.factories.postings import make_posted

    from duijie.common import clock
    from duijie.programmes.models import (
        Application,
        Certificate,
        FirmOwner,
        Posting,
        PostingNeed,
    )
    from duijie.programmes.numbers.certificates import draw_code
    from duijie.registry.models import Area, Organisation, Person

    random = np.random.default_rng(SEED)
    posted = make_posted(fit_needed=True, requests_most=-(-firms // COUNTIES))
    today, city = clock.today(), posted.region.city

    def profile() -> dict[str, str]:
        chosen = random.choice(len(WORDS), 4, replace=False)
        return {
            "field": FIELDS[int(random.integers(8))], "industry": f"C{int(random.integers(13, 44))}",
            "keywords": "、".join(WORDS[int(at)] for at in chosen),
        }  # fmt: skip

    areas = Area.objects.bulk_create(
        Area(code=f"B{n:05d}", name=f"县{n}", kind="county", parent=city, path=f"{city.path}B{n:05d}/")
        for n in range(COUNTIES)
    )
    units = Organisation.objects.bulk_create(
        Organisation(name=f"院校{n}", kind="university", area=areas[n % COUNTIES]) for n in range(UNITS)
    )
    hosts = Organisation.objects.bulk_create(
        [Organisation(name=f"企业{n}", area=areas[n % COUNTIES]) for n in range(firms)], batch_size=1000
    )
    needs = []
    for n, host in enumerate(hosts):
        told = profile()
        needs.append(
            PostingNeed(
                call=posted.call, host=host, area=host.area, title=f"{told['keywords'][:12]}攻关", state="verified",
                wanted=int(random.integers(1, 3)), firm_slot=1, county_slot=n // COUNTIES + 1, by=posted.city, **told,
            )
        )  # fmt: skip
    PostingNeed.objects.bulk_create(needs, batch_size=500)
    persons = Person.objects.bulk_create(
        [
            Person(name=f"特派{n}", organisation=units[n % UNITS], area=areas[n % COUNTIES], rank="deputy", **profile())
            for n in range(people)
        ],
        batch_size=500,
    )  # fmt: skip
    unit = posted.round.units.first()
    applications = Application.objects.bulk_create(
        [
            Application(
                round=posted.round, unit=unit, organisation=one.organisation, organisation_name=str(one.organisation),
                person=one, name=one.name, answers={"owns_host": False}, state="recognised", by=posted.city,
            )
            for one in persons
        ],
        batch_size=500,
    )  # fmt: skip
    certificates = Certificate.objects.bulk_create(
        [
            Certificate(
                recognition=posted.recognition, application=one, programme=posted.round.programme, year=today.year,
                serial=n, number=f"B-{n}", code=draw_code(), from_on=today, to_on=today + timedelta(days=1500),
            )
            for n, one in enumerate(applications, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    FirmOwner.objects.bulk_create(
        FirmOwner(firm=hosts[n * 200], unit=units[n % UNITS], source="工商登记", by=posted.city)
        for n in range(firms // 200)
    )
    Posting.objects.bulk_create(
        [
            Posting(
                call=posted.call, certificate=certificates[n], person=persons[n], name=persons[n].name,
                home=persons[n].organisation, host=hosts[n], slot=1, host_slot=1, state="active", from_on=today,
                to_on=today + timedelta(days=365), by=posted.city,
            )
            for n in range(0, people, 20)
        ],
        batch_size=500,
    )  # fmt: skip
    return posted.call, posted.city


def release(plan: Any, by: Any) -> dict[str, Any]:
    """The plan released by its job, as a worker runs it: what it took, and whether each pair was posted once."""
    from duijie.common import clock
    from duijie.common.jobs import run_job
    from duijie.programmes.domain.postings.plan_releases import start_release
    from duijie.programmes.models import Posting

    before = Posting.objects.count()
    began, used = time.monotonic(), time.process_time()
    started = start_release(plan=plan, version=plan.version, by=by, from_on=clock.today())
    begun = time.monotonic() - began
    job = run_job(started.job_id) if started.job_id else None
    assert job is not None, "the job was run by somebody else"
    told = {
        **(job.result or {}), "released_rows": Posting.objects.count() - before, "release_state": str(job.state),
        "release_begin_seconds": round(begun, 1), "release_seconds": round(time.monotonic() - began, 1),
        "release_processor_seconds": round(time.process_time() - used, 1), "release_peak_mib": _peak(),
    }  # fmt: skip
    assert told["released_rows"] == told["posted"], told
    return told


def _peak() -> int:
    """The most memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> int:
    people, firms = int(option("people", "5000")), int(option("firms", "8000"))
    made: list[Any] = []
    with prepared(
        rows=firms, database=option("database", "sqlite"),
        make=lambda count: made.extend(make_everything(people, count)),
    ):  # fmt: skip
        from duijie.programmes.domain.postings.plans import compute_plan
        from duijie.programmes.models import PostingPlan

        call, by = made
        plan = PostingPlan.objects.create(call=call, by=by)
        began, before = time.monotonic(), time.process_time()
        told = compute_plan(plan_id=plan.pk, by=by)
        seconds, processor = time.monotonic() - began, time.process_time() - before
        plan.refresh_from_db()
        found = {
            **told, "total": plan.result["total"], "is_proved": plan.result["is_proved"],
            "considered": plan.result["considered"], "check_seconds": plan.result["check_seconds"],
            "seconds": round(seconds, 1), "processor_seconds": round(processor, 1),
            "peak_mib": _peak(),
        }  # fmt: skip
        if "--release" in sys.argv:
            found |= release(plan, by)
    for name, value in found.items():
        print(f"{name:20} {value}")
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "postings.json").write_text(json.dumps(found, indent=2), encoding="utf-8")
    return 0 if seconds <= GOAL and not found["breach_count"] else 1


if __name__ == "__main__":
    sys.exit(main())
