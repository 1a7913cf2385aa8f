"""A round of 20,000 applications from 100 areas: its pages, asking all conditions, concluding, 1,000 certificates.

./run bench rounds [--rows=20000] [--database=postgres] [--data=FOLDER] [--rounds=11] [--only=pages]

The applications are written as rows, already recommended; everything measured goes through the pages and domain
functions. Pages are asked in turn by a city officer and a county officer after one visit that is not counted. Prints
milliseconds of the wall clock (the middle) and of the processor (the mean) with the number of queries of each page,
seconds of the rest, and writes var/bench/rounds.json. Goals: pages 150 ms, all conditions asked within 60 s, 1,000
certificates printed within 60 s.
"""

# ruff: noqa: PLC0415 – Django can only be imported once ``prepared`` has set the environment

import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench.seeding import ROOT, option, prepared
from bench.visitors import busy_seconds

AREAS, BATCH = 100, 2_000
PAGE_GOAL, CHECK_GOAL, PRINT_GOAL, PRINTED = 150.0, 60.0, 60.0, 1_000


def fill(rows: int) -> None:
    """One closed and recommended round; nothing where it is there already."""
    from tests.factories.accounts import make_user
    from tests.factories.programmes import ANSWERS, open_round
    from tests.factories.registry import make_area, make_organisation, make_region

    from duijie.common import clock
    from duijie.programmes.models import Application, Round
    from duijie.programmes.rules import shipped_templates
    from duijie.registry.models import Affiliation, OrganisationTag, Person

    if Round.objects.exists():
        return
    source, today, region = random.Random(7), clock.today(), make_region()
    counties = [
        make_area(f"97{number:04}", f"第{number}县", "county", region.city) for number in range(2000, 2000 + AREAS)
    ]
    city = make_user(role="city_officer", area=region.city, username="bench-city")
    make_user(role="county_officer", area=counties[3], username="bench-county")
    firms = [make_organisation(area=area) for area in counties for _number in range(3)]
    OrganisationTag.objects.bulk_create(
        OrganisationTag(organisation=one, kind=kind, from_on=date(2019, 1, 1))
        for one in firms
        for kind in ("hnte", "tech_sme")
    )
    named = [{"name": one.name, "number": source.choice([one.pk, None])} for one in firms]
    rules = {
        "papers": [],
        "notice_days": 0,
        "conditions": [
            *shipped_templates()["liaison_officers"]["rules"]["conditions"],
            {"any": [{"fact": f"host.is_{kind}", "is": "is", "value": True} for kind in ("hnte", "tech_sme")]},
        ],
        "form": _with_host(shipped_templates()["liaison_officers"]["rules"]["form"]),
    }
    round_ = open_round(area=region.city, by=city, opens=today - timedelta(days=30), closes=today, rules=rules)
    units = {one.area_id: one for one in round_.units.all()}
    ranks = dict.fromkeys(units, 0)
    left = rows
    while left:
        count = min(left, BATCH)
        people: list[Any] = Person.objects.bulk_create(
            Person(name=f"联{left - number}", organisation=source.choice(firms), area=firms[0].area)
            for number in range(count)
        )
        Affiliation.objects.bulk_create(
            Affiliation(
                person=one, organisation=one.organisation, organisation_name=one.organisation.name,
                from_on=date(2015, 1, 1),
            )
            for one in people
            if source.random() < 0.9
        )  # fmt: skip
        made = []
        for one in people:
            unit = units[one.organisation.area_id]
            ranks[one.organisation.area_id] += 1
            born = f"{source.choice([1958, 1975, 1980, 1985, 1990])}-03-01"
            made.append(
                Application(
                    round=round_, unit=unit, organisation=one.organisation, organisation_name=one.organisation.name,
                    person=one, name=one.name, title="工程师", by=city, state="recommended",
                    answers={**ANSWERS, "birth_date": born, "host": source.choice(named)},
                    rank=ranks[one.organisation.area_id],
                    submitted_at=clock.now(), recommended_at=clock.now(),
                    changed_at=clock.now() - timedelta(seconds=source.randrange(10**6)),
                )
            )  # fmt: skip
        Application.objects.bulk_create(made)
        left -= count
    Round.objects.filter(pk=round_.pk).update(state="recommended")


def _with_host(form: dict[str, Any]) -> dict[str, Any]:
    """``form`` with a field for the host unit, half of them named without a number."""
    field = {"key": "host", "kind": "organisation", "label": {"zh": "服务企业", "en": "Firm served"}}
    first, *others = form["sections"]
    return {"sections": [{**first, "fields": [*first["fields"], field]}, *others]}


def measured(work: Callable[[], Any]) -> dict[str, Any]:
    began, worked = time.monotonic(), busy_seconds()
    result = work()
    return {
        "seconds": round(time.monotonic() - began, 2), "processor": round(busy_seconds() - worked, 2),
        "result": result if isinstance(result, dict | int) else None,
    }  # fmt: skip


def visit(rounds: int) -> dict[str, dict[str, float]]:
    """Every page, as each officer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from duijie.accounts.models import User
    from duijie.programmes.models import Application, Round

    pk = Round.objects.get().pk
    pages = {
        "applications": "/applications/", "of the round": f"/applications/?round={pk}",
        "by state": f"/applications/?round={pk}&state=recommended", "by name": "/applications/?q=联77",
        "by unit": f"/applications/?round={pk}&sort=unit", "deep page": "/applications/?page=300",
        "round": f"/rounds/{pk}/", "rounds": "/rounds/", "certificates": "/certificates/", "home": "/",
    }  # fmt: skip
    told = {}
    for who in ("bench-city", "bench-county"):
        user, client = User.objects.get(username=who), Client()
        client.force_login(user)
        first: Any = Application.objects.visible_to(user).first()
        for name, address in {**pages, "one": f"/applications/{first.pk}/"}.items():
            if name == "deep page" and who == "bench-county":
                continue
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            queries = len(asked)  # now: later requests begin the log that it looks into anew
            times, worked = [], busy_seconds()
            for _number in range(rounds):
                began = time.perf_counter()
                status = client.get(address).status_code
                times.append(1000 * (time.perf_counter() - began))
                assert status == 200, (address, status)
            told[f"{who[6:]}: {name}"] = {
                "wall": round(statistics.median(times), 1), "cpu": round(1000 * (busy_seconds() - worked) / rounds, 1),
                "queries": queries,
            }  # fmt: skip
    return told


def work() -> dict[str, Any]:
    """Asking all conditions, asking again, concluding, recognising, and printing."""
    from django.conf import settings

    from duijie.accounts.models import User
    from duijie.common.jobs import run_job
    from duijie.programmes.domain import decisions, examinations, print_runs, recognitions, rounds
    from duijie.programmes.models import Application, Certificate, Round

    by, round_ = User.objects.get(username="bench-city"), Round.objects.get()
    settings.MEDIA_ROOT = settings.DATA / "files"
    told = {"check": measured(lambda: examinations.check_round(round=round_, by=by))}
    told["check again"] = measured(lambda: examinations.check_round(round=round_, by=by))
    told["conclude"] = measured(lambda: examinations.conclude(round=round_, by=by))
    Application.objects.filter(round=round_, state="recommended").update(state="refused")
    round_.refresh_from_db()
    round_ = rounds.take_round_step(round=round_, verb="end_examination", version=round_.version, by=by)
    told["freeze"] = measured(lambda: decisions.freeze_list(round=round_, by=by))
    round_.refresh_from_db()
    today = round_.closes_on
    common = {"round": round_, "by": by, "version": round_.version}
    told["decide"] = measured(
        lambda: decisions.decide(held_on=today, attendees="", minutes="同意。", refused={}, **common)
    )
    round_.refresh_from_db()
    common["version"] = round_.version
    told["recognise"] = measured(lambda: recognitions.recognise(document="8号", issuer="局", issued_on=today, **common))
    some = Certificate.objects.filter(pk__in=list(Certificate.objects.values_list("pk", flat=True)[:PRINTED]))
    for kind in ("certificate", "letter"):
        run = print_runs.start_run(kind=kind, rows=some, language="zh-hans", base="http://x", by=by)
        told[f"print {len(run.listed)} {kind}s"] = measured(lambda run=run: run_job(run.job_id).result)  # type: ignore[union-attr,misc]
    return told


def main() -> None:
    rows, rounds = int(option("rows", "20000")), int(option("rounds", "11"))
    only = option("only", "")
    with prepared(rows=rows, database=option("database", "sqlite"), data=option("data", ""), make=fill):
        told: dict[str, Any] = {"rows": rows, "pages": visit(rounds)}
        for name, one in told["pages"].items():
            mark = "" if one["wall"] <= PAGE_GOAL else "  above the goal"
            print(
                f"{name:34} {one['wall']:8.1f} ms {one['cpu']:8.1f} ms cpu {one['queries']:4} queries{mark}", flush=True
            )
        if only != "pages":
            told["work"] = work()
            for name, one in told["work"].items():
                print(
                    f"{name:34} {one['seconds']:8.2f} s {one['processor']:8.2f} s cpu  {one['result'] or ''}",
                    flush=True,
                )
        path = ROOT / "var" / "bench" / "rounds.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
