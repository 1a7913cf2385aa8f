"""Whatever is tried with needs, postings and money, in whatever order: no history of legal steps breaks a limit."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import strategies as st
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.integration.programmes.histories import FEW_OR_MANY, played

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.agreements.endings import terminate, transfer
from duijie.programmes.domain.postings import needs
from duijie.programmes.domain.postings.owners import note_owner
from duijie.programmes.domain.postings.postings import make_posting, take_posting_step
from duijie.programmes.domain.recognitions import take_certificate_step
from duijie.programmes.models import Certificate, Posting, PostingNeed
from duijie.programmes.posting_states import LIVING_NEED, LIVING_POSTING
from duijie.programmes.scenarios.posted import file_and_begin

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
FIRMS_MOST, PEOPLE_MOST, REQUESTS_MOST, MONTHS = 2, 2, 2, 12


class Postings:
    """Four recognised and four hosts in two counties; the first of the people owns a part of the first host."""

    def __init__(self) -> None:
        self.posted = make_posted(
            firms_most=FIRMS_MOST, people_most=PEOPLE_MOST, requests_most=REQUESTS_MOST, term_months=MONTHS
        )
        self.people = [make_certificate(self.posted) for _number in range(4)]
        north, south = self.posted.region.north, self.posted.region.south
        self.hosts = [make_host(self.posted, area=area) for area in (north, north, north, south)]
        owner = self.people[0].application.person
        note_owner(firm=self.hosts[0], person=owner, source="工商登记", by=self.posted.city)

    def take(self, deed: str, number: int, other: int) -> None:
        try:
            with transaction.atomic():
                getattr(self, f"_{deed}")(number, other)
        except (ValidationError, PermissionDenied, StaleError):
            pass

    def _need(self, number: int, _other: int) -> None:
        values = {"title": f"热处理变形{number}", "keywords": "热处理", "field": "manufacturing"}
        host = self.hosts[number % 4]
        made = needs.state_need(call=self.posted.call, host=host, values=values, by=self.posted.city)
        needs.take_need_step(need=made, verb="verify", version=made.version, by=self.posted.city)

    def _drop(self, number: int, _other: int) -> None:
        one = _chosen(PostingNeed, number)
        needs.take_need_step(need=one, verb="refuse", version=one.version, by=self.posted.city, reason="已自行解决")

    def _post(self, number: int, other: int) -> None:
        make_posting(
            call=self.posted.call, certificate=self._person(number), host=self.hosts[other % 4], by=self.posted.city,
            from_on=clock.today() + timedelta(days=number % 3),
        )  # fmt: skip

    def _person(self, number: int) -> Certificate:
        return Certificate.objects.get(pk=self.people[number % 4].pk)

    def _begin(self, number: int, _other: int) -> None:
        """Both agree, the agreement is filed, the service begins."""
        city, one = self.posted.city, _chosen(Posting, number)
        Posting.objects.filter(pk=one.pk, state="matched").update(state="both_agreed")
        one.refresh_from_db()
        made = agreements.draw_up(posting=one, version=one.version, tasks="培训", by=city)
        for party in made.parties.split(","):
            made = agreements.sign(agreement=made, party=party, signed_on=clock.today(), version=made.version, by=city)
        file_and_begin(made, number=f"协{made.pk}", filed_on=clock.today(), by=city)

    def _off(self, number: int, _other: int) -> None:
        one = _chosen(Posting, number)
        take_posting_step(posting=one, verb="call_off", version=one.version, by=self.posted.city, reason="改派")

    def _end(self, number: int, _other: int) -> None:
        one = _chosen(Posting, number)
        terminate(posting=one, ended_on=clock.today(), version=one.version, by=self.posted.city, reason="调离")

    def _transfer(self, number: int, other: int) -> None:
        one = _chosen(Posting, number)
        transfer(
            posting=one, successor=self._person(other), ended_on=clock.today(), version=one.version,
            by=self.posted.city, reason="换人",
        )  # fmt: skip

    def _suspend(self, number: int, _other: int) -> None:
        one = self._person(number)
        verb = "suspend" if one.state == "active" else "resume"
        take_certificate_step(certificate=one, verb=verb, version=one.version, by=self.posted.city, reason="核查")


def _chosen(model, number):
    rows = model.objects.order_by("pk")
    count = rows.count()
    if not count:
        raise ValidationError("none")
    return rows[number % count]


DEEDS = st.lists(
    st.tuples(
        st.sampled_from((
            "need", "need", "need", "drop", "post", "post", "post", "post", "post", "begin", "begin", "off", "end",
            "transfer", "transfer", "suspend",
        )),
        st.integers(0, 11), st.integers(0, 11),
    ),
    min_size=12, max_size=45,
)  # fmt: skip
REACHED: Counter[str] = Counter()
"""How many histories came to which limit, and how many began or transferred somebody."""


def play(deeds: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        world = Postings()
        for deed, number, other in deeds:
            world.take(deed, number, other)
        check(world)
        transaction.set_rollback(True)


def check(world: Postings) -> None:
    living = list(Posting.objects.filter(state__in=LIVING_POSTING).select_related("certificate", "host"))
    firms = Counter(certificate for certificate, _host in {(one.certificate_id, one.host_id) for one in living})
    people = Counter(one.host_id for one in living)
    counties = Counter(
        PostingNeed.objects.filter(state__in=LIVING_NEED).values_list("host__area__path", flat=True)
    )  # fmt: skip
    limits = {"firms": (firms, FIRMS_MOST), "people": (people, PEOPLE_MOST), "requests": (counties, REQUESTS_MOST)}
    for name, (counted, most) in limits.items():
        assert max(counted.values(), default=0) <= most, (name, counted)
        REACHED[name] += max(counted.values(), default=0) == most
    REACHED["begun"] += any(one.state == "active" for one in living)
    REACHED["followed"] += Posting.objects.exclude(follows=None).exists()
    pairs = Counter((one.certificate_id, one.host_id) for one in living)
    assert max(pairs.values(), default=0) <= 1, pairs
    owner = (world.people[0].pk, world.hosts[0].pk)
    assert owner not in pairs
    for one in Posting.objects.select_related("certificate"):
        assert one.certificate.from_on <= one.from_on <= one.to_on <= one.certificate.to_on
        assert one.ended_on is None or one.state not in LIVING_POSTING
        told = [str(pk) for pk in (one.pk, one.follows_id) if pk]  # a transfer is told of the posting that it ends
        assert AuditEvent.objects.filter(verb__startswith="posting.", target_id__in=told).exists()
    assert all(one.follows is None or one.follows.state not in LIVING_POSTING for one in living)


@FEW_OR_MANY
def test_no_history_of_legal_steps_breaks_a_limit(examples, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    REACHED.clear()
    played(play, DEEDS, examples)
    if examples > 50:  # the limits were really met
        assert min(REACHED[name] for name in ("firms", "people", "requests", "begun", "followed")) > 5, REACHED
