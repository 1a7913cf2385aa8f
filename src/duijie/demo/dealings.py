"""What the demo's people have done with matches: proposals in several states, and a run that waits for a worker."""

from datetime import datetime, timedelta

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.models import Demand
from duijie.demands.states import DemandState
from duijie.demo.reading import lines
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.proposals import answer, propose, take_step
from duijie.matching.models import MatchRun, Proposal, SupplyKind
from duijie.matching.states import Side
from duijie.registry.models import Achievement, Area, Person

# How far each proposal has come: days ago, and what each side said.
STORIES: tuple[tuple[int, tuple[tuple[str, bool, str], ...], str], ...] = (
    (2, (), ""),
    (5, ((Side.DEMAND, True, ""),), ""),
    (3, ((Side.SUPPLY, True, ""),), ""),
    (9, ((Side.SUPPLY, True, ""), (Side.DEMAND, True, "")), ""),
    (12, ((Side.DEMAND, False, "too_dear"),), ""),
    (6, ((Side.SUPPLY, False, "no_time"),), ""),
    (13, ((Side.DEMAND, True, ""), (Side.SUPPLY, True, "")), "meet"),
    (1, (), ""),
)


FOR_THE_TOUR = "改用氯胺消毒后蝶阀衬胶掉黑渣"  # told by its symptom; its match is left for the guided tour to propose


def deal(*, city: Area, now: datetime, by: User) -> None:
    """Make the proposals that are not there yet, and start the first match run. Done again, it changes nothing."""
    if not Proposal.objects.filter(is_demo=True).exists():
        for (demand, kind, supply), story in zip(_pairs(), STORIES, strict=False):
            _tell(demand, kind, supply, story, now, by=by)
    if not MatchRun.objects.filter(area=city).exists():
        start_match_run(area=city, by=by)


def _pairs() -> list[tuple[Demand, str, int]]:
    """Strong pairs of the judged ones, each demand and each item of supply once, of demands that look for somebody."""
    titles = {line["id"]: line.get("title") if line["id"].startswith("CG") else line["name"]
              for name in ("achievements", "experts") for line in lines(name)}  # fmt: skip
    wanted = {line["id"]: line["title"] for line in lines("demands")}
    states = [DemandState.PUBLISHED, DemandState.MATCHED]
    looking = Demand.objects.filter(is_demo=True, state__in=states).exclude(title=FOR_THE_TOUR)
    open_ones = {one.title: one for one in looking}
    achievements = {one.title: one.pk for one in Achievement.objects.filter(is_demo=True)}
    experts = {one.name: one.pk for one in Person.objects.filter(is_demo=True, is_expert=True)}
    found: list[tuple[Demand, str, int]] = []
    taken: set[str] = set()
    for line in lines("expected"):
        demand = open_ones.get(wanted.get(line["demand_id"], ""))
        name = titles.get(line["supply_id"], "")
        is_expert = line["supply_id"].startswith("ZJ")
        supply = (experts if is_expert else achievements).get(name)
        if line["level"] != 4 or demand is None or supply is None or {line["demand_id"], line["supply_id"]} & taken:
            continue
        taken |= {line["demand_id"], line["supply_id"]}
        found.append((demand, SupplyKind.EXPERT if is_expert else SupplyKind.ACHIEVEMENT, supply))
    return found


def _tell(
    demand: Demand, kind: str, supply: int, story: tuple[int, tuple[tuple[str, bool, str], ...], str], now: datetime,
    *, by: User,
) -> None:  # fmt: skip
    days, answers, step = story
    with clock.at(now - timedelta(days=days)):
        proposal = propose(
            demand=demand, kind=kind, supply=supply, by=by, days=21, is_demo=True, message="请双方看看匹配理由（演示）"
        )
    for n, (side, interested, reason) in enumerate(answers, start=1):
        with clock.at(now - timedelta(days=days) + timedelta(hours=7 * n)):
            proposal = answer(proposal=proposal, side=side, interested=interested, by=by, reason=reason)
    if step:
        with clock.at(now - timedelta(days=days) + timedelta(days=3)):
            take_step(proposal=proposal, verb=step, by=by)
