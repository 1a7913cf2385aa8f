"""Links with a secret: guessed, used again, late, forwarded – refused and audited, limited where guessing could pay.

Everything comes from one table of kinds. A new address with a secret in it must be added here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_organisation, make_region
from tests.factories.service import make_call, make_contact, make_posting

from duijie.common import clock
from duijie.common.domain.links import MOST_REFUSED, WINDOW, sign_of
from duijie.common.domain.site import name_site
from duijie.common.models import AuditEvent
from duijie.common.public_forms import make_token
from duijie.demands.domain.filings import RECEIPT_DAYS, file_publicly
from duijie.indicators.domain.queries.report_figures import figures_of_report
from duijie.indicators.models import WorkReport
from duijie.indicators.periods import Period
from duijie.matching.domain.proposal_links import make_link as make_proposal_link
from duijie.matching.domain.proposals import OPEN_DAYS, propose
from duijie.messaging.domain.choices import STOP_DAYS, choice_of, stop_token
from duijie.messaging.domain.messages import send
from duijie.messaging.domain.one_click import VALID, make_link
from duijie.messaging.models import Message, Purpose
from duijie.programmes.domain.worklogs.confirmations import secret_to_mail, send_link
from duijie.programmes.domain.worklogs.work_logs import log_work
from duijie.programmes.models import ServiceRules

pytestmark = pytest.mark.django_db
KIND = "clock.supervised"
LINK_DAYS = ServiceRules().link_days
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


class World:
    """An officer, a firm with its contact, a school that answers, and somebody whom none of it concerns."""

    def __init__(self) -> None:
        self.region = make_region()
        self.officer = make_user(role="city_officer", area=self.region.city)
        self.firm = make_organisation(area=self.region.north, uscc="91330100799655058B")
        self.contact = make_user(role="firm_contact", organisation=self.firm)
        self.school = make_organisation(area=self.region.south, kind="university")
        self.stranger = make_user(role="leader", area=self.region.south)

    def message(self) -> Message:
        demand = make_demand(organisation=self.firm, area=self.region.north)
        with transaction.atomic():
            context = {"demand": demand.title, "reason": "逾期", "by": "李"}
            send(key="k", template=KIND, to=self.contact, context=context, link=f"/demands/{demand.pk}/")
        return Message.objects.get()


@dataclass
class Link:
    """One link of a kind: where it leads, what one sends to have its deed done, whose it is (signed in), whether the
    deed is done, and what its refusals are about."""

    address: str
    secret: str
    is_done: Callable[[], bool]
    target: Any
    sent: dict[str, str] | None = None
    owner: Any = None


@dataclass(frozen=True)
class LinkKind:
    """``days``: how long it works; None where rights decide and it works as long as what it leads to. ``again``: the
    status of a second use. ``forwarded``: the status for somebody else who is signed in. ``needs_account``: it opens
    nothing to whoever is not signed in, so guessing cannot pay."""

    make: Callable[[World], Link]
    verb: str
    days: int | None
    again: int
    forwarded: int = 404
    needs_account: bool = False
    guesses: tuple[str, ...] = field(default=("x" * 32, "x", "a:b:c", "é", "%00" * 10))


def one_click(world: World) -> Link:
    message = world.message()
    secret = make_link(message=message, purpose=Purpose.RECEIPT)
    return Link(
        f"/r/{secret}/", secret, lambda: Message.objects.exclude(received_at=None).exists(), message, sent={}
    )  # fmt: skip


def stop(world: World) -> Link:
    token = stop_token(world.contact, KIND)
    usual = choice_of(world.contact, KIND).mail
    return Link(
        f"/messages/stop/{token}/", token, lambda: choice_of(world.contact, KIND).mail != usual, world.contact, sent={}
    )  # fmt: skip


def short_address(world: World) -> Link:
    message = world.message()
    return Link(
        f"/m/{message.code}/", message.code, lambda: Message.objects.exclude(read_at=None).exists(), message,
        owner=world.contact,
    )  # fmt: skip


def proposal(world: World) -> Link:
    demand = make_demand(organisation=world.firm, area=world.region.north, state="published")
    supply = make_achievement(organisation=world.school, area=world.region.south)
    made = propose(demand=demand, kind="achievement", supply=supply.pk, by=world.officer)
    secret = make_proposal_link(proposal=made, side="demand", by=world.officer)

    def is_done() -> bool:
        made.refresh_from_db()
        return made.state != "shown"

    return Link(f"/p/{secret}/", secret, is_done, made, sent={"answer": "yes"})


def receipt(world: World) -> Link:
    name_site(values={"public_forms": "open"}, by=None)
    with clock.at(clock.now() - timedelta(minutes=1)):
        token = make_token("demand")
    values = {
        "firm_name": world.firm.name, "uscc": world.firm.uscc, "area": world.region.north, "contact_name": "李工",
        "contact_phone": "13900000005", "title": "钢球淬火裂纹", "body": "每批约百分之五有裂纹",
    }  # fmt: skip
    filing, secret = file_publicly(kind="demand", token=token, values=values)
    return Link(f"/apply/receipt/{secret}/", secret, lambda: False, filing)


def claim(world: World) -> Link:
    """Of somebody who asks for an account: the address opens what became of it, and never the account."""
    name_site(values={"public_forms": "open"}, by=None)
    with clock.at(clock.now() - timedelta(minutes=1)):
        token = make_token("account")
    values = {
        "firm_name": world.firm.name, "uscc": world.firm.uscc, "area": world.region.north, "contact_name": "李工",
        "contact_phone": "13900000006",
    }  # fmt: skip
    filing, secret = file_publicly(kind="account", token=token, values=values)
    return Link(f"/apply/receipt/{secret}/", secret, lambda: False, filing)


def trace(world: World) -> Link:
    figures = figures_of_report(world.region.city, YEAR, by=world.officer)
    report = WorkReport.objects.create(
        area=world.region.city, first=YEAR.first, last=YEAR.last, title="工作总结", language="zh-hans",
        base="https://duijie.example", by=world.officer, figures=figures, counted_at=clock.now(),
    )  # fmt: skip
    return Link(
        f"/work-reports/{report.pk}/evidence/found/", f"{report.pk}/found", lambda: False, report, owner=world.officer
    )  # fmt: skip


def work_log(world: World) -> Link:
    call = make_call(area=world.region.city, by=world.officer)
    posting = make_posting(call=call, host=world.firm, by=world.officer)
    author: Any = posting.person.account  # type: ignore[union-attr]
    contact = make_contact(host=world.firm, officer=world.officer, email="qian@firm.example")
    values = {"kind": "on_site", "worked_on": clock.today(), "minutes": 60, "venue": "车间", "title": "诊断工序"}
    log = log_work(posting=posting, values=values, by=author)
    send_link(log=log, contact=contact, base="https://duijie.example", by=author)
    secret = secret_to_mail(Message.objects.get(kind="work_log.link").key) or ""

    def is_done() -> bool:
        log.refresh_from_db()
        return log.state != "submitted"

    return Link(f"/w/{secret}/", secret, is_done, log, sent={"answer": "yes"})


KINDS: dict[str, LinkKind] = {
    # A mail program may fetch a page before its reader does, so only what is posted is a use.
    "one-click receipt": LinkKind(one_click, "message.link_refused", VALID.days, again=404),
    "stop a kind of mail": LinkKind(stop, "message.stop_refused", STOP_DAYS, again=200),
    "answer to a proposal": LinkKind(proposal, "proposal.link_refused", OPEN_DAYS, again=404),
    "word of the host on a work log": LinkKind(work_log, "work_log.link_refused", LINK_DAYS, again=404),
    "receipt of a demand": LinkKind(receipt, "filing.link_refused", RECEIPT_DAYS, again=200),
    "receipt of a claim": LinkKind(claim, "filing.link_refused", RECEIPT_DAYS, again=200),
    # It leads whoever follows it to a page that asks who they are: somebody else gets there as themselves.
    "short address": LinkKind(
        short_address, "message.code_refused", None, again=302, forwarded=302, needs_account=True,
        guesses=("abcdefghjkmn", "x", "a-b"),
    ),
    "figure to its evidence": LinkKind(
        trace, "work_report.trace_refused", None, again=302, needs_account=True,
        guesses=("nothing", "found.x", "é"),
    ),
}  # fmt: skip
OPEN = [name for name, kind in KINDS.items() if not kind.needs_account]
ADDRESSES = {
    "message_one_click", "message_stop", "message_open", "proposal_by_link", "filing_receipt", "work_report_evidence",
    "work_log_by_link",
}  # fmt: skip
SECRETS = {"secret", "token", "code", "key"}
NAMES_OF_ROWS = {  # what stands in the address is the public code of an area or system, a setting, a part, a consent
    "get_area", "get_external_system", "edit_external_system", "set_exchange_template",
    "county_of", "county_export", "area_import_report", "area_detail", "area_edit", "area_move", "area_archive",
    "area_restore", "site_preset", "message_text", "message_text_back", "privacy_consent", "part_add", "part_edit",
    "part_remove", "application_paper_add", "programme_text",
    "work_log_slip_check",  # printed on the slip: it shows what was logged and confirms nothing; wrong ones are audited
    "certificate_check_code",  # printed on the certificate for everybody to check; wrong ones are audited by themselves
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


def browser(user: Any = None) -> Client:
    made = Client(REMOTE_ADDR="203.0.113.7")
    if user is not None:
        made.force_login(user)
    return made


def use(client: Client, link: Link) -> int:
    """Do with it what it is for."""
    if link.sent is None:
        return int(client.get(link.address).status_code)
    return int(client.post(link.address, link.sent).status_code)


def check_refused(kind: LinkKind, link: Link, reason: str, *, by: Any = None, secret: str = "") -> None:
    """It stands in the audit, with who and from where, and without the secret."""
    told = AuditEvent.objects.filter(verb=kind.verb).latest("pk")
    assert (told.detail, told.actor, told.ip) == (
        {"reason": reason, "link": sign_of(secret or link.secret)}, by, "203.0.113.7",
    )  # fmt: skip
    if reason != "unknown":
        assert (told.target_type, told.target_id) == (link.target._meta.label_lower, str(link.target.pk))
    for event in AuditEvent.objects.all():
        assert link.secret not in f"{event.detail} {event.target_label} {event.target_id} {event.agent}"


def test_every_address_with_a_secret_is_in_the_table() -> None:
    def walk(resolver: Any) -> Any:
        for one in resolver.url_patterns:
            yield from walk(one) if isinstance(one, URLResolver) else [one]

    found = {one.name for one in walk(get_resolver()) if SECRETS & set(one.pattern.converters)}
    assert found - NAMES_OF_ROWS == ADDRESSES


@pytest.mark.parametrize("name", KINDS)
def test_guessed(world: World, name: str) -> None:
    kind = KINDS[name]
    link = kind.make(world)
    client = browser(link.owner)
    for guess in kind.guesses:
        address = link.address.replace(link.secret.rpartition("/")[2] if "/" in link.secret else link.secret, guess)
        before = AuditEvent.objects.filter(verb=kind.verb).count()
        answer = client.post(address, link.sent) if link.sent is not None else client.get(address)
        assert (name, guess, answer.status_code) == (name, guess, 404)
        if AuditEvent.objects.filter(verb=kind.verb).count() > before:  # else no address of ours at all
            told = AuditEvent.objects.filter(verb=kind.verb).latest("pk")
            assert (told.detail["reason"], told.actor, told.ip) == ("unknown", link.owner, "203.0.113.7")
            assert guess not in str(told.detail)
    assert AuditEvent.objects.filter(verb=kind.verb).exists()
    assert not link.is_done()


@pytest.mark.parametrize("name", KINDS)
def test_used_again(world: World, name: str) -> None:
    kind = KINDS[name]
    link = kind.make(world)
    client = browser(link.owner)
    assert use(client, link) < 400
    done = link.is_done()
    assert done == (link.sent is not None or name == "short address")
    assert use(client, link) == kind.again
    assert link.is_done() == done
    if kind.again == 404:
        check_refused(kind, link, "used")
    else:
        assert not AuditEvent.objects.filter(verb=kind.verb).exists()


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.days is not None])
def test_expired(world: World, name: str) -> None:
    kind = KINDS[name]
    link = kind.make(world)
    assert kind.days is not None
    with clock.at(clock.now() + timedelta(days=kind.days + 1, hours=1)):
        client = browser()
        assert (client.get(link.address).status_code, use(client, link)) == (404, 404)
        check_refused(kind, link, "expired")
    assert not link.is_done()


@pytest.mark.parametrize("name", KINDS)
def test_forwarded(world: World, name: str) -> None:
    kind = KINDS[name]
    link = kind.make(world)
    client = browser(world.stranger)
    assert use(client, link) == kind.forwarded
    assert not link.is_done()
    check_refused(kind, link, "forwarded", by=world.stranger)
    if kind.forwarded == 302:
        assert client.get(link.address, follow=True).status_code in (403, 404)
    if kind.needs_account:
        answer = browser().get(link.address)
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", OPEN)
def test_whoever_guesses_waits_and_others_do_not(world: World, name: str) -> None:
    kind = KINDS[name]
    link = kind.make(world)
    client = browser()
    wrong = link.address.replace(link.secret, "x" * 32)
    for number in range(MOST_REFUSED):
        assert (number, client.get(wrong).status_code) == (number, 404)
    assert (client.get(wrong).status_code, use(client, link)) == (429, 429)
    assert not link.is_done()
    assert AuditEvent.objects.filter(verb=kind.verb).count() == MOST_REFUSED  # what comes after fills nothing
    assert AuditEvent.objects.filter(verb="link.locked").count() == 1
    assert Client(REMOTE_ADDR="203.0.113.8").get(link.address).status_code == 200
    with clock.at(clock.now() + WINDOW + timedelta(minutes=1)):
        assert use(client, link) < 400


def test_a_newer_link_of_a_side_ends_the_one_before(world: World) -> None:
    link = proposal(world)
    make_proposal_link(proposal=link.target, side="demand", by=world.officer)
    assert use(browser(), link) == 404
    assert not link.is_done()
    check_refused(KINDS["answer to a proposal"], link, "replaced")


def test_nobody_waits_for_others_where_addresses_tell_nothing(world: World) -> None:
    link = receipt(world)
    client = Client(REMOTE_ADDR="127.0.0.1")
    for _number in range(MOST_REFUSED + 1):
        assert client.get("/apply/receipt/x/").status_code == 404
    assert client.get(link.address).status_code == 200
