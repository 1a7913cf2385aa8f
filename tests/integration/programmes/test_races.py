"""Several people of a programme do something at the same moment: never one too many, never two winners, and each deed
stands once in the audit.

A seeded sample in CI; ``./run test --full`` runs two thousand rounds of each group on the database that it is given.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.factories.programmes import PDF
from tests.factories.races import MANY, at_once, deadlocks, rounds
from tests.integration.programmes.race_worlds import LogWorld, PostingWorld, ReleaseWorld, UnitWorld
from tests.integration.programmes.test_work_logs import PICTURE

from duijie.common import clock
from duijie.common.domain.links import LinkRefusedError
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.programmes.domain import applications, recommendations
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.postings import plan_releases, postings
from duijie.programmes.domain.rounds import set_quotas
from duijie.programmes.domain.worklogs import approvals, confirmations, work_logs
from duijie.programmes.models import Agreement, ConfirmationLink, Posting, WorkLog

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (StaleError, ValidationError, LinkRefusedError)
Say = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Contest:
    """What it begins with, what each does with it, and how many may win; how many deeds the audit tells then, where a
    winner may have done several or none."""

    begin: Callable[[Any], Any]
    words: tuple[Say, ...]
    winners: frozenset[int] = frozenset({1})
    check: Callable[[Any, Any], None] | None = None
    deeds: frozenset[int] | None = None


def on_paper(verb: str, number: int = 0, who: str = "one", **more: Any) -> Say:
    """A verb of the recommending unit for one of the applications, by somebody who has its page open."""
    return lambda world, rows: getattr(recommendations, verb)(
        application=rows[number], version=1, by=getattr(world, who), **more
    )


def withdrawn(number: int = 0) -> Say:
    return lambda world, rows: applications.withdraw(
        application=rows[number], version=1, reason="改报", by=world.contact
    )


def all_at_once(*numbers: int) -> Say:
    return lambda world, rows: recommendations.recommend_all(
        unit=world.unit, chosen={rows[number].pk: 1 for number in numbers}, by=world.other
    )


def quota(most: int) -> Say:
    return lambda world, rows: set_quotas(round=world.round, quotas={world.unit.pk: most}, by=world.city)


def answered(confirmed: bool) -> Say:
    return lambda world, log: confirmations.answer_log(
        log=log, confirmed=confirmed, reason="" if confirmed else "不属实", version=None, by=world.contact
    )


def by_link(confirmed: bool) -> Say:
    return lambda world, log: confirmations.answer_by_link(
        world.secret, confirmed=confirmed, reason="" if confirmed else "不属实", by=None
    )


def on_log(verb: str, who: str, **more: Any) -> Say:
    module = approvals if hasattr(approvals, verb) else work_logs
    return lambda world, log: getattr(module, verb)(log=log, by=getattr(world, who), **more)


def slip(world: Any, log: Any) -> Any:
    return confirmations.hand_in_slip(
        log=log, code=world.slip.code, photo=("a.png", [PICTURE]), version=None, by=world.author
    )


def post(person: int, host: int, **more: str) -> Say:
    return lambda world, _rows: world.post(
        person, host, **{name: getattr(world, place) for name, place in more.items()}
    )


def agreed(side: str, who: str) -> Say:
    return lambda world, rows: postings.agree(
        posting=rows[0], side=side, version=rows[0].version, by=getattr(world, who), owns_no_part=True
    )


def left(deed: str, who: str, **more: Any) -> Say:
    return lambda world, rows: getattr(postings, deed)(
        posting=rows[0], version=rows[0].version, by=getattr(world, who), reason="不合适", **more
    )


def drawn(world: Any, rows: Any) -> Any:
    return agreements.draw_up(posting=rows[0], version=rows[0].version, by=world.county, tasks="每月到企业")


def signs(world: Any, agreement: Any) -> Any:
    return agreements.sign(
        agreement=agreement, party="host", signed_on=clock.today(), version=agreement.version, by=world.county
    )


def meets(world: Any, agreement: Any) -> Any:
    return agreements.sign_at_meeting(
        call=world.posted.call, title="签约", held_on=clock.today(), agreements=[agreement], by=world.city
    )


def files(world: Any, agreement: Any) -> Any:
    return agreements.file_agreement(
        agreement=agreement, number="协1号", filed_on=clock.today(), scan=("a.pdf", [PDF]), version=agreement.version,
        by=world.county,
    )  # fmt: skip


def posted_once(world: Any, _rows: Any) -> None:
    assert Posting.objects.filter(need=world.need).count() == 1


def counted_once(world: Any, _log: Any) -> None:
    chain = WorkLog.objects.filter(chain=world.made.chain)
    assert chain.filter(state="counted").count() <= 1
    assert chain.filter(state="counted").count() == chain.exclude(counted_at=None).exclude(state="corrected").count()


def no_link_lives(_world: Any, _log: Any) -> None:
    assert not ConfirmationLink.objects.filter(used_at=None, replaced_at=None).exists()


def one_agreement(_world: Any, _it: Any) -> None:
    made = Agreement.objects.get()
    parties = list(made.signatures.values_list("party", flat=True))
    assert sorted(parties) == sorted(set(parties))


TWO = frozenset({2})
ANY = frozenset({1, 2})
DEEDS = {"application", "work_log", "posting", "agreement", "round", "signing_meeting"}
NO_DEED = {
    "application.refused", "round.refused", "work_log.link_refused", "work_log.refused", "posting.refused",
    "work_log.photo", "work_log.count", "work_log.replace", "work_log.submit", "posting.draw_up", "posting.sign_host",
    "posting.file",
}  # fmt: skip
"""Refusals, and what follows from another deed."""
waiting = partial(UnitWorld.begin)
confirmed = partial(LogWorld.begin, state="host_confirmed")
submitted = partial(LogWorld.begin, state="submitted")
recommend, decline = on_paper("recommend"), on_paper("decline", who="other", reason="不符合")
give_back = on_paper("take_back", reason="换人")
county, city = on_log("approve_log", "county", version=1), on_log("approve_log", "city", version=None)
withdrawing = on_log("withdraw_log", "author", version=1, reason="误记")
correcting = on_log("correct_log", "author", values={}, reason="改")

WORLDS: dict[str, tuple[type[Any], dict[str, Contest]]] = {
    "quota": (UnitWorld, {
        "three for two": Contest(waiting, tuple(on_paper("recommend", number) for number in range(3)), TWO),
        "one place, two units' people": Contest(
            partial(UnitWorld.begin, recommended=1), (on_paper("recommend", 1), on_paper("recommend", 2, "other"))
        ),
        "one is taken back": Contest(
            partial(UnitWorld.begin, recommended=2), (give_back, on_paper("recommend", 2, "other")), ANY
        ),
        "the quota is lowered": Contest(waiting, (on_paper("recommend", 0), on_paper("recommend", 1), quota(1)), TWO),
        "one and two together": Contest(waiting, (on_paper("recommend", 2), all_at_once(0, 1)), deeds=ANY),
        "the same, alone and together": Contest(waiting, (on_paper("recommend", 1), all_at_once(0, 1)), deeds=ANY),
    }),
    "recommendation": (UnitWorld, {
        "recommended twice": Contest(waiting, (recommend, on_paper("recommend", who="other"))),
        "recommended and not": Contest(waiting, (recommend, decline)),
        "recommended and returned": Contest(
            waiting, (recommend, on_paper("return_application", who="other", defects=["缺证明"]))
        ),
        "recommended and withdrawn": Contest(waiting, (recommend, withdrawn())),
        "not recommended and withdrawn": Contest(waiting, (decline, withdrawn())),
        "taken back twice": Contest(
            partial(UnitWorld.begin, recommended=2), (give_back, on_paper("take_back", who="other", reason="换人"))
        ),
        "taken back and withdrawn": Contest(partial(UnitWorld.begin, recommended=2), (give_back, withdrawn())),
        "two taken back": Contest(
            partial(UnitWorld.begin, recommended=2), (give_back, on_paper("take_back", 1, "other", reason="换人")), TWO
        ),
    }),
    "confirmation": (LogWorld, {
        "by account and by link": Contest(
            submitted, (answered(True), by_link(False), by_link(True)), check=no_link_lives
        ),
        "by account twice": Contest(submitted, (answered(True), answered(True)), check=no_link_lives),
        "by link twice": Contest(submitted, (by_link(True), by_link(True)), check=no_link_lives),
        "confirmed and disputed": Contest(submitted, (answered(True), answered(False)), check=no_link_lives),
        "confirmed and withdrawn": Contest(submitted, (by_link(True), withdrawing), check=no_link_lives),
        "confirmed and a slip": Contest(submitted, (answered(False), slip), check=no_link_lives),
    }),
    "approval": (LogWorld, {
        "by county and city": Contest(confirmed, (county, city), check=counted_once),
        "three times": Contest(confirmed, (county, city, city), check=counted_once),
        "approved and returned": Contest(
            confirmed, (county, on_log("return_log", "city", version=None, reason="写明")), check=counted_once
        ),
        "approved and withdrawn": Contest(confirmed, (city, withdrawing), check=counted_once),
        "corrected twice": Contest(partial(LogWorld.begin, state="counted"), (correcting, correcting)),
        "a correction, twice": Contest(LogWorld.begin_correction, (county, city), check=counted_once),
    }),
    "posting": (PostingWorld, {
        "a person at three hosts": Contest(PostingWorld.begin, (post(1, 0), post(1, 1), post(1, 2)), TWO),
        "three persons at a host": Contest(PostingWorld.begin, (post(0, 1), post(1, 1), post(2, 1)), TWO),
        "one pair twice": Contest(PostingWorld.begin, (post(1, 1), post(1, 1))),
        "two for one need": Contest(
            PostingWorld.begin, (post(1, 0, need="need"), post(2, 0, need="need")), check=posted_once
        ),
        "one goes, one comes": Contest(
            partial(PostingWorld.begin, pairs=((0, 1), (1, 1))),
            (left("take_posting_step", "city", verb="call_off"), post(2, 1)), ANY,
        ),
        "both sides agree": Contest(
            partial(PostingWorld.begin, pairs=((0, 0),)), (agreed("person", "person"), agreed("host", "contact"))
        ),
        "agreed and declined": Contest(
            partial(PostingWorld.begin, pairs=((0, 0),)),
            (agreed("person", "person"), left("decline", "contact", side="host")),
        ),
        "agreed and called off": Contest(
            partial(PostingWorld.begin, pairs=((0, 0),)),
            (agreed("host", "contact"), left("take_posting_step", "city", verb="call_off")),
        ),
    }),
    "agreement": (PostingWorld, {
        "drawn up twice": Contest(
            partial(PostingWorld.begin, pairs=((0, 0),), state="both_agreed"), (drawn, drawn), check=one_agreement
        ),
        "signed twice": Contest(PostingWorld.draft, (signs, signs), check=one_agreement),
        "signed alone and at a meeting": Contest(
            PostingWorld.draft, (signs, meets), ANY, one_agreement, frozenset(range(1, 9))
        ),
        "filed twice": Contest(PostingWorld.signed, (files, files), check=one_agreement),
    }),
}  # fmt: skip


def contest(world: Any, name: str, one: Contest) -> None:
    begun = one.begin(world)
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = at_once(*(partial(word, world, begun) for word in one.words))
    won = [result for result in found if not isinstance(result, Exception)]
    strange = [result for result in found if isinstance(result, Exception) and not isinstance(result, REFUSALS)]
    assert (name, strange) == (name, [])
    assert len(won) in one.winners, (name, found)
    told = AuditEvent.objects.filter(pk__gt=last).values_list("verb", flat=True)
    deeds = [verb for verb in told if verb not in NO_DEED and verb.partition(".")[0] in DEEDS]
    assert len(deeds) in (one.deeds or {len(won)}), (name, deeds)
    if one.check is not None:
        one.check(world, begun)
    if hasattr(world, "check"):
        world.check()


@pytest.mark.parametrize(
    "group, times",
    [(None, len(WORLDS)), *(pytest.param(one, MANY, marks=pytest.mark.slow, id=one) for one in WORLDS)],
)
def test_of_several_at_one_moment_no_more_win_than_may(
    group: str | None, times: int, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    dice, worlds, before = random.Random(20261127), {}, deadlocks()
    for number in range(times):
        chosen = group or [*WORLDS][number % len(WORLDS)]
        make, contests = WORLDS[chosen]
        if make not in worlds:
            worlds[make] = make()
        name = dice.choice(sorted(contests))
        contest(worlds[make], name, contests[name])
    assert deadlocks() == before


@pytest.mark.by_default_on("postgres")
def test_whoever_recommends_one_and_whoever_recommends_several_do_not_stop_each_other() -> None:
    world, before = UnitWorld(), deadlocks()
    contests = WORLDS["quota"][1] | WORLDS["recommendation"][1]
    for name in ("the same, alone and together", "two taken back", "taken back and withdrawn") * 3:
        contest(world, name, contests[name])
    assert deadlocks() == before


def releases(who: str) -> Say:
    """Both have pressed the button at once: the plan is released here and now, by whoever comes first or by both."""
    return lambda world, plan: plan_releases.release_plan(
        plan=plan, version=1, by=getattr(world, who), from_on=clock.today()
    )


def goes_on(who: str) -> Say:
    """A job that goes on with a release that was begun."""
    return lambda world, plan: plan_releases.run_release(plan_id=plan.pk, by=getattr(world, who))


@rounds(8)
def test_a_plan_that_two_release_at_one_moment_posts_each_pair_once(times: int, monkeypatch: Any) -> None:
    """Whether two begin it, or two jobs go on with it: one begins and one ends it in the audit, and nobody is told
    twice."""
    monkeypatch.setattr(plan_releases, "AT_ONCE", 2)
    world, before = ReleaseWorld(), deadlocks()
    for number in range(times):
        is_begun = bool(number % 2)
        plan = world.begin("releasing" if is_begun else "computed")
        last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        lines = OutboxMessage.objects.count()
        words = [goes_on("city"), goes_on("other")] if is_begun else [releases("city"), releases("other")]
        found = at_once(*(partial(word, world, plan) for word in words))
        refused = [one for one in found if isinstance(one, Exception)]  # who comes when all is done, and began anew
        assert [one for one in refused if is_begun or not isinstance(one, REFUSALS)] == []
        assert len(refused) <= 1
        world.check()
        verbs = Counter(AuditEvent.objects.filter(pk__gt=last).values_list("verb", flat=True))
        assert verbs == {
            "posting.add": world.PAIRS, "posting_plan.released": 1, "posting_need.meet": world.PAIRS,
            **({} if is_begun else {"posting_plan.release": 1}),
        }, (number, verbs)  # fmt: skip
        assert OutboxMessage.objects.count() - lines == world.PAIRS // 2  # a line for each part
    assert deadlocks() == before
