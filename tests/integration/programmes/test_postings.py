"""Postings from the need to the end: what each verb keeps, which limit refuses, and who may."""

import io
from datetime import timedelta

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.agreements import agreements, endings, templates
from duijie.programmes.domain.postings import plan_releases, plans, postings
from duijie.programmes.domain.postings.calls import edit_call
from duijie.programmes.domain.postings.needs import edit_need, state_need, take_need_step
from duijie.programmes.domain.postings.owners import note_owner
from duijie.programmes.models import Agreement, Posting, PostingNeed, PostingPair
from duijie.programmes.posting_states import LIVING_POSTING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def code_of(error) -> str:
    return error.value.error_list[0].code if hasattr(error.value, "error_list") else _first(error.value.error_dict)


def _first(errors) -> str:
    return next(iter(errors.values()))[0].code


def post(posted, certificate, host, **more):
    return postings.make_posting(
        call=posted.call, certificate=certificate, host=host, by=posted.city, from_on=clock.today(), **more
    )


def both_agree(posting, person, contact):
    posting = postings.agree(posting=posting, side="person", version=posting.version, by=person, owns_no_part=True)
    return postings.agree(posting=posting, side="host", version=posting.version, by=contact)


def signed(agreement, by):
    for party in agreement.party_list:
        agreement = agreements.sign(
            agreement=agreement, party=party, signed_on=clock.today(), version=agreement.version, by=by
        )
    return agreement


def file(agreement, number, by):
    return agreements.file_agreement(
        agreement=agreement, number=number, filed_on=clock.today(), scan=("协议.pdf", [PDF]),
        version=agreement.version, by=by,
    )  # fmt: skip


def serving(posted, certificate, host, number, person, contact):
    """A posting in service, through every step."""
    posting = both_agree(post(posted, certificate, host), person, contact)
    agreement = agreements.draw_up(posting=posting, version=posting.version, by=posted.county, tasks="每月到企业")
    file(signed(agreement, posted.county), number, posted.county)
    posting.refresh_from_db()
    return postings.take_posting_step(posting=posting, verb="begin", version=posting.version, by=posted.county)


def test_from_the_need_to_the_hand_over():
    posted = make_posted()
    host = make_host(posted)
    contact = make_user(role="firm_contact", organisation=host)
    person = make_user(role="commissioner", organisation=posted.home)
    certificate, other = make_certificate(posted, account=person), make_certificate(posted)
    need = state_need(call=posted.call, host=host, values={"title": "热处理"}, by=contact)
    need = take_need_step(need=need, verb="verify", version=need.version, by=posted.county)
    posting = post(posted, certificate, host, need=need)
    need.refresh_from_db()
    assert (posting.state, need.state, posting.people.get().person) == (
        "matched",
        "met",
        certificate.application.person,
    )
    with pytest.raises(PermissionDenied):
        postings.agree(posting=posting, side="person", version=posting.version, by=contact, owns_no_part=True)
    with pytest.raises(ValidationError) as error:
        postings.agree(posting=posting, side="person", version=posting.version, by=person)
    assert code_of(error) == "owner"
    posting = both_agree(posting, person, contact)
    assert posting.state == "both_agreed"

    agreement = agreements.draw_up(posting=posting, version=posting.version, by=posted.county, tasks="每月到企业\n培训")
    with pytest.raises(ValidationError) as error:
        agreements.sign(
            agreement=agreement, party="home", signed_on=clock.today(), version=agreement.version, by=posted.county
        )
    assert code_of(error) == "order"
    text = docx.Document(io.BytesIO(agreements_document(agreement)))
    assert any(host.name in one.text for one in text.paragraphs)
    agreement = signed(agreement, posted.county)
    posting.refresh_from_db()
    assert (agreement.state, posting.state) == ("signed", "signed_commissioner")
    with pytest.raises(ValidationError) as error:
        agreements.file_agreement(
            agreement=agreement, number="1", filed_on=clock.today(), scan=("a.pdf", [b"MZ\0"]),
            version=agreement.version, by=posted.county,
        )  # fmt: skip
    assert "scan" in error.value.error_dict
    agreement = file(agreement, "协〔2026〕1号", posted.county)
    posting.refresh_from_db()
    posting = postings.take_posting_step(posting=posting, verb="begin", version=posting.version, by=posted.county)
    assert list(Posting.objects.serving()) == [posting]

    demand = make_demand(organisation=host, state="solving", handler=None)
    demand.events.create(verb="find", by=person)
    with clock.at(clock.now() + timedelta(days=30)):
        longer = agreements.extend(
            posting=posting, to_on=posting.to_on + timedelta(days=100), reason="项目未完", version=posting.version,
            by=posted.county,
        )  # fmt: skip
        file(signed(longer, posted.county), "协〔2026〕2号", posted.county)
        posting.refresh_from_db()
        assert (posting.state, posting.to_on, longer.extends) == ("extended", longer.to_on, agreement)
        with pytest.raises(ValidationError) as error:
            transfer(posting, other, posted, None)
        assert code_of(error) == "cases"
        made = transfer(posting, other, posted, posted.county)
    posting.refresh_from_db()
    demand.refresh_from_db()
    states = set(Agreement.objects.values_list("state", flat=True))
    assert (posting.state, posting.slot, made.follows, made.state) == ("ended", None, posting, "matched")
    assert (demand.handler, posting.handover["cases"], states) == (posted.county, [demand.pk], {"ended"})


def agreements_document(agreement):
    from duijie.common.word_templates import fill_word_file
    from duijie.programmes.interfaces.agreement_words import told_of

    return fill_word_file(templates.template_content(agreement), told_of(agreement, clock.today()))


def transfer(posting, successor, posted, to):
    return endings.transfer(
        posting=posting, successor=successor, ended_on=clock.today(), version=posting.version, by=posted.city,
        reason="调离", cases_to=to,
    )  # fmt: skip


def test_every_limit_refuses_and_is_audited():
    posted = make_posted(firms_most=2, people_most=2)
    one = make_certificate(posted)
    hosts = [make_host(posted) for _number in range(4)]
    post(posted, one, hosts[0])
    for attempt, code in ((hosts[0], "twice"), (hosts[1], None), (hosts[2], "person_full")):
        if code is None:
            post(posted, one, attempt)
            continue
        with pytest.raises(ValidationError) as error:
            post(posted, one, attempt)
        assert code_of(error) == code
    post(posted, make_certificate(posted), hosts[0])
    with pytest.raises(ValidationError) as error:
        post(posted, make_certificate(posted), hosts[0])
    assert code_of(error) == "host_full"
    owner = make_certificate(posted)
    note_owner(firm=hosts[3], person=owner.application.person, source="工商登记", by=posted.county)
    with pytest.raises(ValidationError) as error:
        post(posted, owner, hosts[3])
    assert code_of(error) == "owner"
    says = make_certificate(posted, answers={"owns_host": True, "host": hosts[3].name})
    with pytest.raises(ValidationError) as error:
        post(posted, says, hosts[3])
    assert code_of(error) == "owner"
    note_owner(firm=hosts[2], unit=posted.home, source="工商登记", by=posted.county)
    with pytest.raises(ValidationError) as error:
        post(posted, make_certificate(posted), hosts[2])
    assert code_of(error) == "owner"
    with clock.at(clock.now() + timedelta(days=41)), pytest.raises(ValidationError) as error:
        post(posted, says, hosts[1])
    assert code_of(error) == "late"
    with pytest.raises(PermissionDenied):
        postings.make_posting(
            call=posted.call, certificate=says, host=hosts[1], by=posted.county, from_on=clock.today()
        )
    told = AuditEvent.objects.filter(verb="posting.refused").order_by("pk").values_list("detail__reason", flat=True)
    assert list(told) == ["person_full", "host_full", "owner", "owner", "owner", "late", "permission"]
    living = Posting.objects.filter(state__in=LIVING_POSTING)
    assert living.count() == 3


def test_a_county_has_so_many_needs_and_a_late_one_is_refused():
    posted = make_posted(requests_most=2, firm_requests_most=1)
    hosts = [make_host(posted) for _number in range(3)]
    first = make_need(posted, hosts[0])
    with pytest.raises(ValidationError) as error:
        make_need(posted, hosts[0])
    assert code_of(error) == "firm"
    make_need(posted, hosts[1])
    with pytest.raises(ValidationError) as error:
        make_need(posted, hosts[2])
    assert code_of(error) == "county"
    take_need_step(need=first, verb="withdraw", version=first.version, by=posted.county)
    third = make_need(posted, hosts[2])
    third = edit_need(need=third, values={"title": "更好的"}, version=third.version, by=posted.county)
    assert (third.state, third.title) == ("submitted", "更好的")
    elsewhere = make_user(role="firm_contact", organisation=hosts[0])
    with pytest.raises(PermissionDenied):
        edit_need(need=third, values={"title": "x"}, version=third.version, by=elsewhere)
    assert set(PostingNeed.objects.visible_to(elsewhere)) == {first}
    with clock.at(clock.now() + timedelta(days=21)), pytest.raises(ValidationError) as error:
        make_need(posted, make_host(posted))
    assert code_of(error) == "late"


def test_a_plan_keeps_all_limits_and_says_what_a_hand_breaks():
    posted = make_posted(firms_most=2, people_most=1, fit_needed=True, firm_requests_most=2)
    fit = {"field": "manufacturing", "keywords": "热处理"}
    people = [make_certificate(posted, of_person=fit) for _number in range(3)]
    stranger = make_certificate(posted, of_person={"field": "biology"})
    hosts = [make_host(posted) for _number in range(5)]
    needs = [make_need(posted, host) for host in hosts]
    needs.append(make_need(posted, hosts[0]))  # a second need of a firm that may have one person
    note_owner(firm=hosts[4], unit=posted.home, source="工商登记", by=posted.county)
    plan = plans.start_plan(call=posted.call, by=posted.city)
    plans.compute_plan(plan_id=plan.pk, by=posted.city)
    plan.refresh_from_db()
    assert (plan.result["chosen"], plan.result["breach_count"], plan.result["is_proved"]) == (4, 0, True)
    chosen = list(plans.chosen_pairs(plan))
    assert {one.need.host for one in chosen} == set(hosts[:4])
    assert all(one.reasons and one.score > 0 for one in chosen)
    for need, who, codes in (
        (needs[4], people[0], {"owner"}), (needs[5], people[1], {"host_full"}),
        (needs[1], stranger, {"need_full", "fit"}),
    ):  # fmt: skip
        plan = plans.choose_pair(
            plan=plan, need=need, certificate=who, is_chosen=True, version=plan.version, by=posted.city
        )
        assert codes <= {one["code"] for one in plan.result["breaches"]}, need
        with pytest.raises(ValidationError) as error:
            plan_releases.release_plan(plan=plan, version=plan.version, by=posted.city, from_on=clock.today())
        assert code_of(error) == "breaches"
        plan = plans.choose_pair(
            plan=plan, need=need, certificate=who, is_chosen=False, version=plan.version, by=posted.city
        )
        assert plan.result["breach_count"] == 0
    made = plan_releases.release_plan(plan=plan, version=plan.version, by=posted.city, from_on=clock.today())
    assert (len(made), PostingPair.objects.filter(posting__isnull=False).count()) == (4, 4)
    plan.refresh_from_db()
    assert plan.state == "released"
    again = plans.start_plan(call=posted.call, by=posted.city)
    plans.compute_plan(plan_id=again.pk, by=posted.city)
    again.refresh_from_db()
    assert again.result["chosen"] == 0


def test_several_sign_at_a_meeting_and_one_declines():
    posted = make_posted(parties=2)
    drawn = []
    for _number in range(3):
        host = make_host(posted)
        contact = make_user(role="firm_contact", organisation=host)
        posting = both_agree(post(posted, make_certificate(posted), host), institution(posted), contact)
        drawn.append(agreements.draw_up(posting=posting, version=posting.version, by=posted.city))
    agreements.sign_at_meeting(
        call=posted.call, title="签约会", held_on=clock.today(), agreements=drawn, by=posted.city, venue="科技大厦"
    )
    assert {one.state for one in Agreement.objects.all()} == {"signed"}
    assert {one.posting.state for one in Agreement.objects.all()} == {"signed_commissioner"}
    host = make_host(posted)
    posting = post(posted, make_certificate(posted), host)
    contact = make_user(role="firm_contact", organisation=host)
    posting = postings.decline(posting=posting, side="host", reason="已有人选", version=posting.version, by=contact)
    assert (posting.state, posting.slot, posting.reason) == ("declined", None, "已有人选")


def institution(posted):
    return make_user(role="institution_officer", organisation=posted.home)


def test_a_template_is_tried_before_it_is_taken():
    posted = make_posted()
    content = templates.shipped_template("zh-hans")
    taken = templates.take_template(area=posted.region.city, name="本市", content=content, by=posted.city)
    assert taken.sha256
    bad = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("{{ no_such_word }}")
    document.save(bad)
    for given in (b"no word", bad.getvalue()):
        with pytest.raises(ValidationError) as error:
            templates.take_template(area=posted.region.city, name="坏", content=given, by=posted.city)
        assert "file" in error.value.error_dict
    with pytest.raises(PermissionDenied):
        templates.take_template(area=posted.region.city, name="县", content=content, by=posted.county)


def test_a_call_is_changed_with_a_reason():
    posted = make_posted()
    with pytest.raises(ValidationError):
        edit_call(call=posted.call, values={"firms_most": 5}, version=1, by=posted.city, reason=" ")
    changed = edit_call(call=posted.call, values={"firms_most": 5}, version=1, by=posted.city, reason="省里放宽")
    detail = AuditEvent.objects.get(verb="posting_call.edit").detail
    assert (changed.firms_most, detail["changed"]) == (5, {"firms_most": [3, 5]})


def test_who_sees_which_posting():
    posted = make_posted()
    host = make_host(posted)
    posting = post(
        posted, make_certificate(posted, account=make_user(role="commissioner", organisation=posted.home)), host
    )
    seen = {
        "host": make_user(role="firm_contact", organisation=host), "home": institution(posted), "city": posted.city,
        "person": posting.person.account, "county": posted.county,
    }  # fmt: skip
    hidden = (
        make_user(role="firm_contact", organisation=make_organisation()),
        make_user(role="county_officer", area=posted.region.south), make_user(),
    )  # fmt: skip
    assert {name for name, user in seen.items() if posting in Posting.objects.visible_to(user)} == set(seen)
    assert [posting in Posting.objects.visible_to(user) for user in hidden] == [False] * 3
