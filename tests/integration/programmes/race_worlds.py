"""Where people of a programme meet over one thing: rows that are made once and put back for each race.

To make an application, a log or a posting anew costs many times what is raced for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection
from tests.factories.accounts import make_user
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.factories.programmes import apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.factories.service import make_contact
from tests.integration.programmes import test_work_logs as logs

from duijie.common import clock
from duijie.programmes import service_triggers
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.domain.worklogs.approvals import approve_log
from duijie.programmes.domain.worklogs.confirmations import print_slip, send_link
from duijie.programmes.domain.worklogs.work_logs import correct_log
from duijie.programmes.models import (
    Agreement,
    AgreementSignature,
    Application,
    ApplicationReturn,
    ConfirmationLink,
    Posting,
    PostingNeed,
    PostingPair,
    PostingPerson,
    PostingPlan,
    RecommendingUnit,
    WorkDay,
    WorkLog,
)

NOT_COUNTED: dict[str, Any] = {"approved_by": None, "counted_at": None}


@contextmanager
def putting_back() -> Iterator[None]:
    """While rows are put back, what the database keeps for good may change."""
    service_triggers.remove(connection)
    try:
        yield
    finally:
        service_triggers.ensure(connection)


class UnitWorld:
    """A unit with a quota, and three applications to it."""

    def __init__(self) -> None:
        region = make_region()
        self.city = make_user(role="city_officer", area=region.city)
        self.one, self.other = (make_user(role="county_officer", area=region.north) for _each in range(2))
        firm = make_organisation(area=region.north)
        self.contact = make_user(role="firm_contact", organisation=firm)
        today = clock.today()
        days = {"opens": today, "closes": today + timedelta(days=9)}
        self.round = open_round(area=region.city, by=self.city, name="联络员", **days)
        self.unit = RecommendingUnit.objects.get(round=self.round, area=region.north)
        self.made = [
            apply(round=self.round, organisation=firm, by=self.contact, name=f"联{number}") for number in range(3)
        ]

    def begin(self, recommended: int = 0, quota: int | None = 2) -> list[Application]:
        """The first ``recommended`` of the three have a place of ``quota``, the others wait; each at version 1."""
        ApplicationReturn.objects.all().delete()
        Application.objects.filter(round=self.round).update(state="submitted", rank=None, version=1, reason="")
        for rank, one in enumerate(self.made[:recommended], start=1):
            Application.objects.filter(pk=one.pk).update(state="recommended", rank=rank)
        RecommendingUnit.objects.filter(pk=self.unit.pk).update(quota=quota, used=recommended)
        return list(Application.objects.filter(round=self.round).order_by("pk"))

    def check(self) -> None:
        """Who has a place has a rank; places taken, ranks and the quota agree."""
        self.unit.refresh_from_db()
        held = Application.objects.filter(unit=self.unit, state="recommended").order_by("rank")
        ranks = list(held.values_list("rank", flat=True))
        assert ranks == list(range(1, self.unit.used + 1))
        assert not Application.objects.filter(unit=self.unit).exclude(state="recommended").exclude(rank=None).exists()
        assert self.unit.quota is None or self.unit.used <= self.unit.quota


class LogWorld(logs.World):
    """A log with a contact who has an account, one who has a link, and a stamped slip; and a correction of it."""

    def __init__(self) -> None:
        super().__init__()
        self.outside = make_contact(host=self.firm, officer=self.county, email="qian@firm.example")
        self.made = self.log(minutes=60)
        send_link(log=self.made, contact=self.outside, base="https://x.example", by=self.author)
        self.secret = logs.secret_of()
        self.slip = print_slip(log=self.made, by=self.author)
        self.correction: WorkLog | None = None

    @putting_back()
    def begin(self, state: str) -> WorkLog:
        """The log in ``state``, at version 1; where it is to be confirmed, its link lives."""
        others = WorkLog.objects.exclude(pk=self.made.pk)
        others.exclude(pk=getattr(self.correction, "pk", None)).delete()
        others.update(state="withdrawn", **NOT_COUNTED)
        log = WorkLog.objects.filter(pk=self.made.pk)
        counted = {"approved_by": self.county, "counted_at": clock.now()} if state == "counted" else NOT_COUNTED
        log.update(state=state, version=1, contact=None, confirmed_how="", answered_at=None, reason="", **counted)
        WorkDay.objects.update(minutes=self.made.minutes)
        ConfirmationLink.objects.update(used_at=None, replaced_at=None)
        return log.get()

    def begin_correction(self) -> WorkLog:
        """A confirmed correction of the counted log."""
        if self.correction is None:
            self.begin("host_confirmed")
            counted = approve_log(log=self.made, version=None, by=self.county)
            self.correction = correct_log(log=counted, values={"minutes": 90}, reason="漏记", by=self.author)
        row = WorkLog.objects.filter(pk=self.correction.pk)
        self.begin("counted")
        with putting_back():
            row.update(state="host_confirmed", version=1)
        return row.get()


class PostingWorld:
    """People and hosts of a call that lets each have two; one need that wants one person; agreements."""

    def __init__(self) -> None:
        self.posted = make_posted(firms_most=2, people_most=2)
        self.city, self.county = self.posted.city, self.posted.county
        self.person = make_user(role="commissioner", organisation=self.posted.home)
        self.people = [make_certificate(self.posted, account=self.person)]
        self.people += [make_certificate(self.posted) for _each in range(2)]
        self.hosts = [make_host(self.posted) for _each in range(3)]
        self.contact = make_user(role="firm_contact", organisation=self.hosts[0])
        self.need = make_need(self.posted, self.hosts[0])

    def post(self, person: int, host: int, **more: Any) -> Posting:
        return make_posting(
            call=self.posted.call, certificate=self.people[person], host=self.hosts[host], by=self.city,
            from_on=clock.today(), **more,
        )  # fmt: skip

    def begin(self, *, pairs: tuple[tuple[int, int], ...] = (), state: str = "matched") -> list[Posting]:
        """Nobody is posted but these pairs of a person and a host, in ``state``; the need is open."""
        AgreementSignature.objects.all().delete()
        Agreement.objects.all()._raw_delete(Agreement.objects.db)
        there = Posting.objects.filter(call=self.posted.call)
        PostingPerson.objects.filter(posting__in=there).delete()
        there._raw_delete(there.db)
        PostingNeed.objects.filter(pk=self.need.pk).update(state="verified", version=1)
        made = [self.post(*pair) for pair in pairs]
        if state != "matched":
            Posting.objects.filter(pk__in=[one.pk for one in made]).update(state=state)
        return list(Posting.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"))

    def draft(self) -> Agreement:
        """An agreement that was drawn up."""
        (posting,) = self.begin(pairs=((0, 0),), state="both_agreed")
        return agreements.draw_up(posting=posting, version=posting.version, by=self.county, tasks="每月到企业")

    def signed(self) -> Agreement:
        made = self.draft()
        for party in made.party_list:
            made = agreements.sign(
                agreement=made, party=party, signed_on=clock.today(), version=made.version, by=self.county
            )
        return made

    def check(self) -> None:
        """Nobody has more than two, each a place of their own."""
        for whose, slot in (("certificate", "slot"), ("host", "host_slot")):
            taken: dict[Any, list[Any]] = {}
            for key, place in Posting.objects.exclude(**{slot: None}).values_list(whose, slot):
                taken.setdefault(key, []).append(place)
            assert all(sorted(places) in ([1], [2], [1, 2]) for places in taken.values()), (whose, taken)


class ReleaseWorld:
    """A plan of four pairs that can be released: people and hosts of a call that lets each have one."""

    PAIRS = 4

    def __init__(self) -> None:
        self.posted = make_posted(firms_most=1, people_most=1)
        self.city, self.other = self.posted.city, make_user(role="city_officer", area=self.posted.region.city)
        self.people = [make_certificate(self.posted) for _each in range(self.PAIRS)]
        self.needs = [make_need(self.posted, make_host(self.posted)) for _each in range(self.PAIRS)]
        self.plan = PostingPlan.objects.create(call=self.posted.call, by=self.city)

    def begin(self, state: str = "computed") -> PostingPlan:
        """Nobody is posted; the plan waits to be released, at version 1, or (``releasing``) to be gone on with."""
        PostingPair.objects.all().delete()
        there = Posting.objects.filter(call=self.posted.call)
        PostingPerson.objects.filter(posting__in=there).delete()
        there._raw_delete(there.db)
        PostingNeed.objects.update(state="verified", version=1)
        PostingPair.objects.bulk_create(
            PostingPair(plan=self.plan, generation=1, need=need, certificate=who, score=50, is_chosen=True)
            for need, who in zip(self.needs, self.people, strict=True)
        )
        result = {"chosen": self.PAIRS, "breaches": [], "from_on": str(clock.today())}
        PostingPlan.objects.filter(pk=self.plan.pk).update(
            state=state, version=1, generation=1, result=result, released_at=None, job=None
        )
        return PostingPlan.objects.get(pk=self.plan.pk)

    def check(self) -> None:
        """Each pair was posted once, and knows its posting."""
        pairs = list(PostingPair.objects.select_related("posting"))
        assert Posting.objects.filter(call=self.posted.call).count() == self.PAIRS
        assert {one.posting.need_id for one in pairs} == {one.pk for one in self.needs}
        assert [one.left_out for one in pairs] == [""] * self.PAIRS
        assert PostingPlan.objects.get(pk=self.plan.pk).state == "released"
