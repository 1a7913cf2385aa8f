"""Work logs: logged on one's own behalf, confirmed by the host, approved by the county, counted once; and every way
around that is refused and audited."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_organisation, make_region
from tests.factories.service import make_call, make_contact, make_posting

from duijie.common import clock
from duijie.common.domain.links import LinkRefusedError
from duijie.common.models import AuditEvent
from duijie.common.outbox import deliver_waiting
from duijie.messaging.models import Delivery, Message
from duijie.messaging.sending_hours import next_opening
from duijie.programmes.domain.queries.work_logs import figures_of_logs, list_logs
from duijie.programmes.domain.worklogs import confirmations
from duijie.programmes.domain.worklogs.approvals import approve_log, return_log
from duijie.programmes.domain.worklogs.confirmations import (
    answer_by_link,
    answer_log,
    hand_in_slip,
    print_slip,
    send_link,
)
from duijie.programmes.domain.worklogs.host_contacts import add_contact, verify_contact
from duijie.programmes.domain.worklogs.log_positions import PURPOSE, note_log_position, remove_log_position
from duijie.programmes.domain.worklogs.reminders import remind
from duijie.programmes.domain.worklogs.work_logs import correct_log, edit_log, log_work, submit_log, withdraw_log
from duijie.programmes.models import ConfirmationLink, HostContact, WorkDay, WorkLog, WorkLogPosition
from duijie.registry.domain.consents import give_consent, withdraw_consent
from duijie.registry.purposes import PURPOSES

pytestmark = pytest.mark.django_db
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01"
    b"\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)


class World:
    """A city, a county, a firm with a verified contact, and a commissioner who is posted there."""

    def __init__(self):
        self.region = make_region()
        self.city = make_user(role="city_officer", area=self.region.city)
        self.county = make_user(role="county_officer", area=self.region.north)
        self.firm = make_organisation(area=self.region.north)
        self.contact = make_user(role="firm_contact", organisation=self.firm)
        self.call = make_call(area=self.region.city, by=self.city)
        self.posting = make_posting(call=self.call, host=self.firm, by=self.city)
        self.author = self.posting.person.account
        self.host = make_contact(host=self.firm, officer=self.county, account=self.contact)

    def values(self, **more):
        return {
            "kind": "on_site", "worked_on": clock.today(), "minutes": 120, "venue": "二号车间",
            "title": "诊断热处理工序", **more,
        }  # fmt: skip

    def log(self, **more):
        return log_work(posting=self.posting, values=self.values(**more), by=self.author)

    def confirmed(self, **more):
        return answer_log(log=self.log(**more), confirmed=True, version=None, by=self.contact)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def refused(call):
    """The codes of what was refused, or the kind of refusal."""
    with pytest.raises((ValidationError, PermissionDenied, LinkRefusedError)) as caught:
        call()
    error = caught.value
    if isinstance(error, ValidationError):
        errors = (
            error.error_list
            if not hasattr(error, "error_dict")
            else [one for told in error.error_dict.values() for one in told]
        )
        return {one.code for one in errors}
    return {error.reason} if isinstance(error, LinkRefusedError) else {"denied"}


def refusals(verb):
    return [one.detail["reason"] for one in AuditEvent.objects.filter(verb=verb).order_by("pk")]


def test_a_log_is_confirmed_approved_and_counted_once(world):
    one = world.log(worked_on=clock.today() - timedelta(days=2))
    assert Message.objects.filter(kind="work_log.to_confirm", account=world.contact).count() == 1
    one = answer_log(log=one, confirmed=False, reason="当天只有半天", version=one.version, by=world.contact)
    assert (one.state, Message.objects.filter(kind="work_log.answered", account=world.author).count()) == (
        "host_disputed", 1,
    )  # fmt: skip
    one = edit_log(log=one, values={"minutes": 240}, version=one.version, by=world.author)
    one = submit_log(log=one, version=one.version, by=world.author)
    one = answer_log(log=one, confirmed=True, version=one.version, by=world.contact)
    one = return_log(log=one, version=one.version, reason="写明工序", by=world.county)
    one = edit_log(log=one, values={"title": "诊断渗碳工序"}, version=one.version, by=world.author)
    one = submit_log(log=one, version=one.version, by=world.author)
    one = answer_log(log=one, confirmed=True, version=one.version, by=world.contact)
    one = approve_log(log=one, version=one.version, by=world.county)
    assert (one.state, one.approved_by) == ("counted", world.county)
    assert refused(lambda: approve_log(log=one, version=None, by=world.county)) == {"state"}
    locked = lambda: edit_log(log=one, values={"minutes": 1}, version=one.version, by=world.author)  # noqa: E731
    assert refused(locked) == {"locked"}
    assert refused(lambda: withdraw_log(log=one, version=one.version, reason="x", by=world.author)) == {"state"}
    other = correct_log(log=one, values={"minutes": 180}, reason="多记一小时", by=world.author)
    assert refused(lambda: correct_log(log=one, values={}, reason="再改", by=world.author)) == {"twice"}
    assert figures_of_logs(list_logs(by=world.city))["minutes"] == 240  # until the correction is approved
    other = answer_log(log=other, confirmed=True, version=None, by=world.contact)
    other = approve_log(log=other, version=None, by=world.county)
    one.refresh_from_db()
    assert (one.state, other.state, other.corrects_id) == ("corrected", "counted", one.pk)
    assert figures_of_logs(list_logs(by=world.city)) == {
        "logs": 1, "minutes": 180, "hours": 3.0, "persons": 1, "firms": 1,
    }  # fmt: skip
    told = set(AuditEvent.objects.filter(target_type="programmes.worklog").values_list("verb", flat=True))
    assert told >= {
        f"work_log.{verb}" for verb in ("add", "submit", "dispute", "confirm", "return", "approve", "count")
    }


def test_days_and_hours_are_bounded(world):
    today = clock.today()
    assert refused(lambda: world.log(worked_on=today + timedelta(days=1))) == {"future"}
    assert refused(lambda: world.log(worked_on=today - timedelta(days=366))) == {"term"}
    assert refused(lambda: world.log(worked_on=today - timedelta(days=31))) == {"late"}
    assert refused(lambda: world.log(minutes=0, title=" ", venue="")) == {"range", "required"}
    world.log(minutes=800)
    second = make_posting(
        call=world.call, host=make_organisation(area=world.region.north), by=world.city, account=world.author,
        home=world.posting.home,
    )  # fmt: skip
    values = world.values(minutes=641)
    assert refused(lambda: log_work(posting=second, values=values, by=world.author)) == {"day"}
    last = log_work(posting=second, values=world.values(minutes=640), by=world.author)
    assert WorkDay.objects.get(account=world.author, day=today).minutes == 1440
    withdraw_log(log=last, version=last.version, reason="记错", by=world.author)
    assert WorkDay.objects.get(account=world.author, day=today).minutes == 800
    world.posting.state = "ended"
    world.posting.save()
    assert refused(world.log) == {"serving"}


def test_nobody_speaks_for_themselves_or_for_their_own_unit(world):
    stranger = make_user(role="commissioner", organisation=world.posting.home)
    for_others = lambda: log_work(posting=world.posting, values=world.values(), by=stranger)  # noqa: E731
    assert refused(for_others) == {"denied"}
    one = world.log()
    grant(world.author, "firm_contact", organisation=world.firm)  # somebody made the commissioner a contact as well
    own = HostContact.objects.create(
        organisation=world.firm, account=world.author, name="自己", by=world.county, verified_by=world.county,
        verified_at=clock.now(),
    )  # fmt: skip
    assert refused(lambda: answer_log(log=one, confirmed=True, version=None, by=world.author)) == {"denied"}
    unverified = make_user(role="firm_contact", organisation=world.firm)
    assert refused(lambda: answer_log(log=one, confirmed=True, version=None, by=unverified)) == {"denied"}
    assert refused(lambda: send_link(log=one, contact=own, base="https://x", by=world.author)) == {"contact"}
    mail = lambda: add_contact(  # noqa: E731
        organisation=world.firm, values={"name": "同名", "email": world.posting.person.email}, by=world.contact
    )
    world.posting.person.email = "lu@school.example"
    world.posting.person.save()
    assert refused(mail) == {"own"}
    named = add_contact(organisation=world.firm, values={"name": "孙", "email": "s@firm.example"}, by=world.contact)
    assert refused(lambda: verify_contact(contact=named, proof="本人", by=world.contact)) == {"denied"}
    assert verify_contact(contact=named, proof="授权书", by=world.county).verified_by == world.county
    done = answer_log(log=one, confirmed=True, version=None, by=world.contact)
    grant(world.county, "firm_contact", organisation=world.firm)
    assert refused(lambda: approve_log(log=done, version=None, by=world.county)) == {"denied"}
    grant(world.author, "city_officer", area=world.region.city)
    assert refused(lambda: approve_log(log=done, version=None, by=world.author)) == {"denied"}
    other = make_user(role="county_officer", area=world.region.south)
    assert refused(lambda: approve_log(log=done, version=None, by=other)) == {"denied"}
    assert refusals("work_log.refused") == ["own", "own", "contact", "unit", "own", "right"]
    assert refusals("host_contact.refused") == ["own"]
    assert approve_log(log=done, version=None, by=world.city).state == "counted"


def test_a_link_works_once_for_its_contact(world):
    outside = make_contact(host=world.firm, officer=world.county, email="qian@firm.example")
    one = world.log()
    send_link(log=one, contact=outside, base="https://x.example/", by=world.author)
    first = secret_of()
    send_link(log=one, contact=outside, base="https://x.example/", by=world.author)
    second = secret_of()
    assert refused(lambda: answer_by_link(first, confirmed=True, by=None)) == {"replaced"}
    assert refused(lambda: answer_by_link(second, confirmed=True, by=world.author)) == {"forwarded"}
    assert refused(lambda: answer_by_link(second, confirmed=True, by=world.county)) == {"forwarded"}
    assert refused(lambda: answer_by_link("x" * 32, confirmed=True, by=None)) == {"unknown"}
    assert refused(lambda: answer_by_link(second, confirmed=False, by=None)) == {"reason"}
    with clock.at(clock.now() + timedelta(days=8)):
        assert refused(lambda: answer_by_link(second, confirmed=True, by=None)) == {"expired"}
    done = answer_by_link(second, confirmed=True, by=None)
    assert (done.state, done.confirmed_how, done.contact) == ("host_confirmed", "link", outside)
    assert refused(lambda: answer_by_link(second, confirmed=True, by=None)) == {"used"}
    assert ConfirmationLink.objects.filter(digest__contains=second).count() == 0
    assert refusals("work_log.link_refused") == [
        "replaced", "forwarded", "forwarded", "unknown", "expired", "used",
    ]  # fmt: skip


def test_a_slip_confirms_what_it_says(world):
    one = world.log()
    slip = print_slip(log=one, by=world.author)
    assert print_slip(log=one, by=world.author) == slip
    photo = lambda: ("slip.png", [PICTURE])  # noqa: E731
    wrong = lambda: hand_in_slip(log=one, code="AAAA", photo=photo(), version=None, by=world.author)  # noqa: E731
    assert refused(wrong) == {"slip"}
    one = answer_log(log=one, confirmed=False, reason="时长不对", version=None, by=world.contact)
    one = edit_log(log=one, values={"minutes": 60}, version=one.version, by=world.author)
    one = submit_log(log=one, version=one.version, by=world.author)
    old = lambda: hand_in_slip(log=one, code=slip.code, photo=photo(), version=None, by=world.author)  # noqa: E731
    assert refused(old) == {"slip"}
    code = print_slip(log=one, by=world.author).code
    one = hand_in_slip(log=one, code=code, photo=photo(), version=None, by=world.author)
    assert (one.state, one.confirmed_how, one.photos.filter(is_slip=True).count()) == ("host_confirmed", "slip", 1)


def test_sent_twice_it_is_one_log(world):
    made = [
        log_work(
            posting=world.posting, values=world.values(), by=world.author, submission="a1",
            photos=[("p.png", [PICTURE])],
        )
        for _turn in range(2)
    ]  # fmt: skip
    assert (made[0].pk, made[0].photos.count(), WorkLog.objects.count()) == (made[1].pk, 1, 1)
    disguised = lambda: log_work(  # noqa: E731
        posting=world.posting, values=world.values(), by=world.author, photos=[("p.png", [b"MZ" + b"\0" * 600])]
    )
    with pytest.raises(ValidationError) as caught:
        disguised()
    assert list(caught.value.error_dict) == ["photos"]
    assert refused(
        lambda: log_work(
            posting=world.posting, values=world.values(), by=world.author,
            photos=[(f"{n}.png", [PICTURE]) for n in range(7)],
        )
    ) == {"too-many"}  # fmt: skip


def test_contacts_are_reminded_once_a_period(world):
    world.log()
    assert [_reminded(days) for days in (1, 3, 3, 6)] == [0, 1, 0, 1]


def _reminded(days):
    before = Message.objects.count()
    with clock.at(clock.now() + timedelta(days=days, hours=1)):
        remind(lambda *_told: None)
    return Message.objects.count() - before


def secret_of():
    """What the contact reads in the mail, that of the newest link."""
    message = Message.objects.filter(kind="work_log.link").order_by("-pk").first()
    return confirmations.secret_to_mail(message.key)


def test_the_secret_of_a_link_stands_in_the_mail_alone(world, mailoutbox):
    outside = make_contact(host=world.firm, officer=world.county, email="qian@firm.example")
    log = world.log()
    for _number in range(2):  # sent again: another link, and the first is not even mailed any more
        send_link(log=log, contact=outside, base="https://x.example/", by=world.author)
    secret = secret_of()
    kept = Message.objects.filter(kind="work_log.link")
    assert secret not in str(list(kept.values_list("texts", "context")))
    assert not ConfirmationLink.objects.filter(digest=secret).exists()
    moment = next_opening(clock.now() + timedelta(days=1))
    with clock.at(moment):
        ConfirmationLink.objects.update(expires_at=moment + timedelta(days=1))
        deliver_waiting()
        deliver_waiting()
        sent = [one for one in mailoutbox if one.to == ["qian@firm.example"]]
        assert [f"https://x.example/w/{secret}/" in one.body for one in sent] == [True]
        states = Delivery.objects.filter(message__in=kept).order_by("message_id").values_list("state", flat=True)
        assert list(states) == ["unwanted", "sent"]
        assert secret not in str(list(kept.values_list("texts", "context")))
        assert answer_by_link(secret, confirmed=True, by=None).state == "host_confirmed"
    assert confirmations.secret_to_mail(kept.last().key) is None  # used: mailed no more


def test_a_position_needs_ones_own_consent(world):
    place = (Decimal("28.95"), Decimal("118.87"))
    one = world.log(minutes=10)
    assert refused(lambda: note_log_position(log=one, position=place, by=world.author)) == {"consent"}
    before = WorkLog.objects.count()
    said = world.values(title="带位置", minutes=10)
    assert refused(
        lambda: log_work(posting=world.posting, values=said, by=world.author, position=place)
    ) == {"consent"}  # fmt: skip
    assert (WorkLog.objects.count(), WorkLogPosition.objects.count()) == (before, 0)
    for account in (world.author, world.county):
        give_consent(purpose=PURPOSE, version=PURPOSES[PURPOSE].version, by=account)
    assert refused(lambda: note_log_position(log=one, position=place, by=world.county)) == {"own"}
    assert refused(lambda: note_log_position(log=one, position=(Decimal("91"), Decimal(0)), by=world.author)) == {
        "range"
    }
    note_log_position(log=one, position=place, by=world.author)
    withdraw_consent(purpose=PURPOSE, by=world.author)
    assert refused(lambda: note_log_position(log=one, position=place, by=world.author)) == {"consent"}


def test_one_position_is_removed_alone(world, client):
    give_consent(purpose=PURPOSE, version=PURPOSES[PURPOSE].version, by=world.author)
    logs = [world.log(title=f"第{number}次", minutes=10) for number in range(2)]
    for one in logs:
        note_log_position(log=one, position=(Decimal("28.95"), Decimal("118.87")), by=world.author)
    address = reverse("work_log_position_remove", args=[logs[0].pk])
    client.force_login(world.contact)
    assert client.post(address).status_code == 403
    client.force_login(world.author)
    assert address in client.get(reverse("work_log_detail", args=[logs[0].pk])).content.decode()
    client.post(address)
    assert remove_log_position(log=logs[1], by=world.county)
    assert (WorkLogPosition.objects.count(), remove_log_position(log=logs[1], by=world.county)) == (0, False)
    removed = AuditEvent.objects.filter(verb="work_log.position_removed").order_by("pk")
    assert [one.actor for one in removed] == [world.author, world.county]
