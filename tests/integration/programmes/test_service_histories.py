"""Whatever is tried with days of service and yields, in whatever order: every counted result has one source."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from tests.factories.accounts import make_user
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation
from tests.factories.service import make_contact, make_posting
from tests.integration.programmes.histories import FEW_OR_MANY, played
from tests.integration.programmes.test_work_logs import World

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.programmes.domain.queries import work_logs as log_queries
from duijie.programmes.domain.queries import yields as yield_queries
from duijie.programmes.domain.results.yields import add_evidence, add_yield, merge_yields, set_shares, take_yield_step
from duijie.programmes.domain.worklogs import approvals, confirmations, work_logs
from duijie.programmes.models import (
    WorkLog,
    Yield,
    YieldShare,
)
from duijie.programmes.service_states import LIVING_LOG, LIVING_YIELD

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


class Service(World):
    """Two people posted at the firm and one at another, their logs and yields."""

    def __init__(self) -> None:
        super().__init__()
        other = make_organisation(area=self.region.north)
        self.postings = [
            self.posting,
            make_posting(call=self.call, host=self.firm, by=self.city),
            make_posting(call=self.call, host=other, by=self.city, account=self.author),
        ]
        self.other = make_user(role="firm_contact", organisation=other)
        make_contact(host=other, officer=self.county, account=self.other)

    def take(self, deed: str, number: int, size: int) -> None:
        try:
            with transaction.atomic():
                getattr(self, f"_{deed}")(number, size)
        except (ValidationError, PermissionDenied, StaleError):
            pass

    def _log(self, number: int, size: int) -> None:
        posting = self.postings[number % 3]
        values = self.values(minutes=size * 60, worked_on=clock.today() - timedelta(days=number % 2))
        work_logs.log_work(posting=posting, values=values, by=posting.person.account)

    def _chosen(self, number: int) -> WorkLog:
        rows = WorkLog.objects.order_by("pk")
        count = rows.count()
        if not count:
            raise ValidationError("none")
        return rows[number % count]

    def _confirm(self, number: int, size: int) -> None:
        log = self._chosen(number)
        by = self.contact if log.posting.host_id == self.firm.pk else self.other
        confirmations.answer_log(log=log, confirmed=size % 5 != 0, version=None, by=by, reason="不实")

    def _approve(self, number: int, _size: int) -> None:
        approvals.approve_log(log=self._chosen(number), version=None, by=self.county)

    def _correct(self, number: int, size: int) -> None:
        log = self._chosen(number)
        work_logs.correct_log(log=log, values={"minutes": size * 60}, reason="多记", by=log.by)

    def _withdraw(self, number: int, _size: int) -> None:
        log = self._chosen(number)
        work_logs.withdraw_log(log=log, version=log.version, reason="误记", by=log.by)

    def _enter(self, number: int, size: int) -> None:
        posting = self.postings[number % 3]
        values = {"kind": "patent_applied", "title": f"工艺{size % 3}", "number": f"CN20261001234{size % 3}",
                  "happened_on": clock.today()}  # fmt: skip
        add_yield(posting=posting, values=values, by=posting.person.account)

    def _yield(self, number: int) -> Yield:
        rows = Yield.objects.order_by("pk")
        count = rows.count()
        if not count:
            raise ValidationError("none")
        return rows[number % count]

    def _verify(self, number: int, _size: int) -> None:
        one = self._yield(number)
        add_evidence(service_yield=one, kind="certificate", name="p.pdf", chunks=[PDF], by=self.county)
        one.refresh_from_db()
        take_yield_step(service_yield=one, verb="verify", version=one.version, by=self.county)

    def _refuse(self, number: int, _size: int) -> None:
        one = self._yield(number)
        take_yield_step(service_yield=one, verb="refuse", version=one.version, reason="不实", by=self.county)

    def _reopen(self, number: int, _size: int) -> None:
        one = self._yield(number)
        take_yield_step(service_yield=one, verb="reopen", version=one.version, reason="补正", by=self.county)

    def _merge(self, number: int, size: int) -> None:
        merge_yields(service_yield=self._yield(number), into=self._yield(size), reason="同一项", by=self.county)

    def _share(self, number: int, size: int) -> None:
        one = self._yield(number)
        shares = {self.postings[0].pk: size * 4, self.postings[1].pk: 100 - size * 4}
        set_shares(service_yield=one, shares=shares, version=one.version, by=self.city)


SERVED = st.lists(
    st.tuples(
        st.sampled_from((
            "log", "log", "confirm", "confirm", "confirm", "approve", "approve", "correct", "withdraw", "enter",
            "enter", "verify", "verify", "refuse", "reopen", "merge", "share",
        )),
        st.integers(0, 11), st.integers(1, 24),
    ),
    min_size=10, max_size=40,
)  # fmt: skip


def play_a_service(deeds: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        world = Service()
        for deed, number, size in deeds:
            world.take(deed, number, size)
        check_the_days()
        check_the_counting(world)
        transaction.set_rollback(True)


def check_the_days() -> None:
    """Nobody works more than a day a day, over all postings."""
    living = WorkLog.objects.filter(state__in=LIVING_LOG).exclude(corrections__state__in=LIVING_LOG)
    told = living.order_by().values("by", "worked_on").annotate(sum=Sum("minutes"))
    assert all(one["sum"] <= 24 * 60 for one in told)


def check_the_counting(world: Service) -> None:
    """What the totals say is what one source says, once."""
    logs = WorkLog.objects.filter(state="counted")
    assert not logs.filter(corrections__state="counted").exists()
    replaced = WorkLog.objects.filter(state="corrected")
    assert all(one.corrections.filter(state__in=("counted", "corrected")).count() == 1 for one in replaced)
    for one in logs:
        verbs = set(
            AuditEvent.objects.filter(target_id=str(one.pk), verb__startswith="work_log.").values_list(
                "verb", flat=True
            )
        )
        assert {"work_log.confirm", "work_log.approve"} <= verbs, verbs
    told = log_queries.figures_of_logs(log_queries.list_logs(by=world.city))
    assert (told["logs"], told["minutes"] or 0) == (logs.count(), sum(one.minutes for one in logs))

    living = Yield.objects.filter(state__in=LIVING_YIELD)
    keys = Counter(living.exclude(number="").values_list("kind", "number"))
    assert not keys or max(keys.values()) == 1
    for one in living:
        shares = YieldShare.objects.filter(service_yield=one)
        assert shares.aggregate(sum=Sum("percent"))["sum"] == 100
    rows = yield_queries.list_yields(by=world.city)
    verified = rows.filter(state="verified")
    assert yield_queries.totals(rows)["patent_applied"] == verified.count()
    people = yield_queries.totals_by("person", rows)
    assert sum(sum(row.shares.values()) for row in people) == verified.count()
    assert sum(row.counts.get("patent_applied", 0) for row in yield_queries.totals_by("firm", rows)) == verified.count()
    assert all(one.evidence.exists() for one in verified)


@FEW_OR_MANY
def test_every_counted_result_has_one_source(examples: int, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    played(play_a_service, SERVED, examples)
