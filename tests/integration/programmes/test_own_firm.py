"""Whoever approves, verifies, files, pays or decides has no role at the firm: refused on every verb, and audited; then
a colleague without one does the same, which shows that nothing else stood in the way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.factories.accounts import grant, make_user
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.factories.programmes import PDF, apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.integration.programmes.test_pages import client_of
from tests.integration.programmes.test_rounds import on, step

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.conflicts import ConflictError
from duijie.programmes.domain.money import ledger
from duijie.programmes.domain.postings import needs, postings
from duijie.programmes.models import Agreement, Application, Certificate, LedgerEntry, Objection, Posting

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES, DAY = date(2022, 1, 10), date(2022, 1, 28), date(2022, 3, 28)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@dataclass(slots=True)
class Verb:
    """``refuses`` is what the audit is told; ``does`` is called by the officer with a role at the firm, and then,
    where ``goes_on``, by a colleague."""

    refuses: str
    does: Any
    partial: Any
    colleague: Any
    goes_on: bool = True

    def check(self) -> None:
        before = AuditEvent.objects.filter(verb=self.refuses, detail__reason="conflict").count()
        others = AuditEvent.objects.exclude(verb=self.refuses).count()
        with pytest.raises(ConflictError):
            self.does(self.partial)
        rows = AuditEvent.objects.filter(verb=self.refuses, detail__reason="conflict").order_by("pk")
        assert (rows.count(), rows.last().actor) == (before + 1, self.partial), self.refuses
        assert AuditEvent.objects.exclude(verb=self.refuses).count() == others, self.refuses  # nothing was done
        if self.goes_on:
            self.does(self.colleague)


def officer(role, area, firm):
    """An officer of the area who speaks for ``firm`` beside that."""
    made = make_user(role=role, area=area)
    grant(made, "firm_contact", organisation=firm)
    return made


def fresh(row):
    row.refresh_from_db()
    return row


def test_an_application_of_ones_own_firm_is_for_somebody_else():
    region = make_region()
    firm, other = make_organisation(area=region.north), make_organisation(area=region.north)
    counties = officer("county_officer", region.north, firm), make_user(role="county_officer", area=region.north)
    cities = officer("city_officer", region.city, firm), make_user(role="city_officer", area=region.city)
    rules = {"conditions": [], "papers": [], "notice_days": 5}
    with on(OPENS):
        round_ = open_round(area=region.city, by=cities[1], opens=OPENS, closes=CLOSES, rules=rules)
        applied = [
            apply(round=round_, organisation=one, by=make_user(role="firm_contact", organisation=one), name=name)
            for one, name in ((firm, "甲"), (other, "乙"), (firm, "丙"))
        ]
        own, another, third = applied
        unit = own.unit

        def on_own(function, **values):
            return lambda by: function(application=own, version=fresh(own).version, by=by, **values)

        take_back = recommendations.take_back
        page = client_of(counties[0]).get(reverse("round_recommend", args=[round_.pk, unit.pk]))
        assert page.context["barred"] == {own.pk, third.pk}
        assert page.content.decode().count(" disabled>") == 2
        for verb in (
            Verb("application.refused", on_own(recommendations.return_application, defects=["缺"]), *counties, False),
            Verb("application.refused", on_own(recommendations.decline, reason="不符"), *counties, False),
            Verb("application.refused", on_own(recommendations.recommend), *counties),
            Verb("application.refused", on_own(take_back, reason="误"), *counties, False),
            Verb("round.refused", lambda by: recommendations.recommend_all(
                unit=unit, chosen={third.pk: third.version}, by=by), *counties),
        ):  # fmt: skip
            verb.check()
        shown = client_of(counties[0]).get(reverse("round_recommend", args=[round_.pk, unit.pk]))
        assert shown.context["barred"] == set()  # what waits is of another firm: their job
        recommendations.recommend(application=another, version=None, by=counties[0])
        same = [own.pk, third.pk, another.pk]
        recommendations.order(unit=unit, ranked=same, by=counties[0])
        Verb("round.refused", lambda by: recommendations.order(
            unit=unit, ranked=[third.pk, own.pk, another.pk], by=by), *counties).check()  # fmt: skip
    with on(date(2022, 2, 20)):
        for name in ("close", "end_recommendation"):
            step(round_, name, cities[1])
        for one in applied[1:]:
            examinations.check_round(round=round_, by=cities[1])
            one.refresh_from_db()
            examinations.take_examination_step(application=one, verb="pass", version=one.version, by=cities[1])
        Verb(
            "application.refused", on_own(examinations.take_examination_step, verb="pass"), *cities
        ).check()  # fmt: skip
        step(round_, "end_examination", cities[1])
        decisions.freeze_list(round=round_, by=cities[1])
        Verb("round.refused", lambda by: decisions.decide(
            round=round_, held_on=date(2022, 2, 20), attendees="", minutes="同意。", refused={},
            version=fresh(round_).version, by=by), *cities).check()  # fmt: skip
        notices.publicise(
            round=round_, from_on=date(2022, 2, 21), receiver="机关纪委", version=fresh(round_).version, by=cities[1]
        )
        Application.objects.filter(pk=own.pk).update(state="objection")
        objection = Objection.objects.create(application=own, objector="钱", contact="1", statement="x", submission="1")
        Verb("objection.refused", lambda by: notices.decide_objection(
            objection=objection, upheld=False, reason="查无", by=by), *cities).check()  # fmt: skip
        page = client_of(cities[0]).post(reverse("objection_detail", args=[objection.pk]), {})
        assert page.status_code == 200  # it may be read
    with on(DAY):
        recognitions.recognise(
            round=round_, document="1号", issuer="市科技局", issued_on=DAY, version=fresh(round_).version, by=cities[1]
        )
        certificate = Certificate.objects.get(application=own)
        for verb in ("suspend", "resume"):
            Verb("certificate.refused", lambda by, verb=verb: recognitions.take_certificate_step(
                certificate=certificate, verb=verb, version=fresh(certificate).version, by=by, reason="查"),
                *cities).check()  # fmt: skip
        Verb("certificate.refused", lambda by: recognitions.renew(
            certificate=certificate, to_on=date(2040, 1, 1), version=fresh(certificate).version, by=by, reason="续"),
            *cities).check()  # fmt: skip


def test_a_posting_at_ones_own_firm_is_for_somebody_else():
    posted = make_posted(parties=2)
    host, region = make_host(posted), posted.region
    person = make_user(role="commissioner", organisation=posted.home)
    certificate = make_certificate(posted, account=person)
    counties = officer("county_officer", region.north, host), posted.county
    contact = make_user(role="firm_contact", organisation=host)
    need = needs.state_need(call=posted.call, host=host, values={"title": "热处理变形"}, by=counties[0])
    Verb("posting_need.refused", lambda by: needs.take_need_step(
        need=need, verb="verify", version=fresh(need).version, by=by), *counties).check()  # fmt: skip
    made = postings.make_posting(
        call=posted.call, certificate=certificate, host=host, by=posted.city, from_on=clock.today(), need=fresh(need)
    )
    grant(person, "commissioner", organisation=host)  # where they serve, they may have a role
    assert postings.sides_of(made, by=person) == ("person",)
    postings.agree(posting=made, side="person", version=made.version, by=person, owns_no_part=True)
    Verb("posting.refused", lambda by: postings.agree(
        posting=made, side="host", version=fresh(made).version, by=by), person, contact).check()  # fmt: skip
    agreement = agreements.draw_up(posting=fresh(made), version=made.version, by=posted.county)
    today = clock.today()

    def filed(by):
        scan = ("协议.pdf", [PDF])
        return agreements.file_agreement(
            agreement=agreement, number="协1", filed_on=today, scan=scan, version=fresh(agreement).version, by=by
        )

    def paid(by):
        values = {"kind": "subsidy", "stage": "paid", "amount": 100, "booked_on": today, "document": "1号"}
        return ledger.enter_money(posting=made, values=values, by=by)

    for verb in (
        Verb("agreement.refused", lambda by: agreements.sign(
            agreement=agreement, party="host", signed_on=today, version=fresh(agreement).version, by=by), *counties),
        Verb("agreement.refused", lambda by: agreements.sign_at_meeting(
            call=posted.call, title="签约会", held_on=today, agreements=[agreement], by=by),
            officer("city_officer", region.city, host), posted.city),
        Verb("agreement.refused", filed, *counties),
        Verb("ledger.refused", paid, *counties),
        Verb("ledger.refused", lambda by: ledger.reverse_entry(
            entry=LedgerEntry.objects.get(reverses=None), reason="误", by=by), *counties),
    ):  # fmt: skip
        verb.check()
    assert (Agreement.objects.get().state, Posting.objects.get().state) == ("filed", "filed")
    assert LedgerEntry.objects.count() == 2


def test_a_unit_that_recommends_its_own_people_does_its_job():
    region = make_region()
    city = make_user(role="city_officer", area=region.city)
    university = make_organisation(area=region.north, kind="university")
    dean = make_user(role="institution_officer", organisation=university)
    rules = {"conditions": [], "papers": []}
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES, rules=rules)
        made = apply(round=round_, organisation=university, by=dean, name="甲")
        unit = round_.units.create(organisation=university)
        Application.objects.filter(pk=made.pk).update(unit=unit)
        recommendations.recommend(application=fresh(made), version=made.version, by=dean)
    assert fresh(made).state == "recommended"
