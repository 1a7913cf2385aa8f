"""The ledger and the contacts of host units: by the domain functions that pages call."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import holding, require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.service_money import (
    BalanceOut,
    BalanceQuery,
    ContactQuery,
    HostContactIn,
    HostContactOut,
    HostContactPage,
    LedgerEntryIn,
    LedgerEntryOut,
    LedgerPage,
    LedgerQuery,
    ReverseIn,
    VerifyIn,
    show_contact,
    show_contact_line,
    show_entry,
)
from duijie.common.domain import audit
from duijie.programmes.domain.money import ledger as domain
from duijie.programmes.domain.queries import ledger as queries
from duijie.programmes.domain.queries.work_logs import POSTING_JOINED
from duijie.programmes.domain.worklogs import host_contacts
from duijie.programmes.models import HostContact, LedgerEntry, Posting
from duijie.registry.models import Organisation

router = Router(tags=["ledger"])
contacts_router = Router(tags=["host contacts"])
VIEW, WRITE = Permission.LEDGER_VIEW, Permission.LEDGER_WRITE
EDIT, VERIFY = Permission.HOST_CONTACT_EDIT, Permission.HOST_CONTACT_VERIFY


@router.get("", operation_id="list_ledger", summary="Entries that I may see", response={200: LedgerPage, **problems()})
def list_ledger(request: HttpRequest, query: Query[LedgerQuery]) -> Any:
    require(request.user, VIEW)
    wanted = {
        "posting": query.posting, "kind": query.kind, "stage": query.stage, "booked_on__gte": query.booked_from,
        "booked_on__lte": query.booked_to,
    }  # fmt: skip
    rows = queries.list_entries(by=request.user).filter(**{key: one for key, one in wanted.items() if one is not None})
    return page_of(rows.order_by("-booked_on", "-pk"), query, show_entry)


@router.post(
    "", operation_id="enter_money", summary="Enter an amount under the ceilings",
    response={201: LedgerEntryOut, **problems(404)},
)  # fmt: skip
def enter(request: HttpRequest, body: LedgerEntryIn) -> Any:
    require(request.user, WRITE)
    posting = Posting.objects.visible_to(request.user).select_related(*POSTING_JOINED).get(pk=body.posting)
    values = body.dict(exclude={"posting", "submission"})
    made = domain.enter_money(posting=posting, values=values, by=request.user, submission=body.submission)
    return Status(201, show_entry(queries.find_entry(by=request.user, pk=made.pk)))


@router.get(
    "/balances", operation_id="list_ledger_balances", summary="Planned, paid and left, by person, posting, firm, round",
    response={200: list[BalanceOut], **problems()},
)  # fmt: skip
def balances(request: HttpRequest, query: Query[BalanceQuery]) -> Any:
    require(request.user, VIEW)
    rows = queries.balances(query.by, LedgerEntry.objects.visible_to(request.user))
    return [{name: _places(one[name]) for name in BalanceOut.model_fields} for one in rows]


@router.get(
    "/{number}", operation_id="get_ledger_entry", summary="One", response={200: LedgerEntryOut, **problems(404)}
)
def get_entry(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, VIEW)
    return show_entry(queries.find_entry(by=request.user, pk=number))


@router.post(
    "/{number}/reverse", operation_id="reverse_ledger_entry", summary="Take one back by a counter-entry",
    response={201: LedgerEntryOut, **problems(404, 409)},
)  # fmt: skip
def reverse_entry(request: HttpRequest, number: Path[Number], body: ReverseIn) -> Any:
    require(request.user, WRITE)
    entry = queries.find_entry(by=request.user, pk=number)
    made = domain.reverse_entry(entry=entry, reason=body.reason, by=request.user)
    return Status(201, show_entry(queries.find_entry(by=request.user, pk=made.pk)))


@contacts_router.get(
    "",
    operation_id="list_host_contacts",
    summary="Those of my unit or area",
    response={200: HostContactPage, **problems()},
)
def list_contacts(request: HttpRequest, query: Query[ContactQuery]) -> Any:
    _require_either(request)
    rows = _contacts(request)
    if query.organisation:
        rows = rows.filter(organisation=query.organisation)
    if query.verified is not None:
        rows = rows.filter(verified_at__isnull=not query.verified)
    return page_of(rows.order_by("name", "pk"), query, show_contact_line)


@contacts_router.post(
    "", operation_id="add_host_contact", summary="Name a contact; the county verifies it",
    response={201: HostContactOut, **problems(404)},
)  # fmt: skip
def add_contact(request: HttpRequest, body: HostContactIn) -> Any:
    require(request.user, EDIT)
    rows = Organisation.objects.visible_to(request.user).select_related("area", "zone")
    organisation = rows.get(pk=body.organisation)
    account = None
    if body.account is not None:
        require(request.user, EDIT, organisation.place)
        account = next((one for one in host_contacts.accounts_of(organisation) if one.pk == body.account), None)
        if account is None:
            words = _("This account does not speak for the unit.")
            raise ValidationError({"account": [ValidationError(words, code="unit")]})
    values = body.dict(exclude={"organisation", "account"})
    made = host_contacts.add_contact(organisation=organisation, values=values, account=account, by=request.user)
    return Status(201, show_contact(made))


@contacts_router.get(
    "/{number}", operation_id="get_host_contact", summary="One, with e-mail and number; the reading is audited",
    response={200: HostContactOut, **problems(404)},
)  # fmt: skip
def get_contact(request: HttpRequest, number: Path[Number]) -> Any:
    _require_either(request)
    found = _contacts(request).get(pk=number)
    audit.note_read(by=request.user, targets=[found], purpose="host_contact")
    return show_contact(found)


@contacts_router.post(
    "/{number}/verify", operation_id="verify_host_contact", summary="They may speak for the unit",
    response={200: HostContactOut, **problems(404, 409)},
)  # fmt: skip
def verify_contact(request: HttpRequest, number: Path[Number], body: VerifyIn) -> Any:
    require(request.user, VERIFY)
    found = _contacts(request).get(pk=number)
    return show_contact(host_contacts.verify_contact(contact=found, proof=body.proof, by=request.user))


@contacts_router.post(
    "/{number}/end", operation_id="end_host_contact", summary="They confirm nothing any more",
    response={200: HostContactOut, **problems(404)},
)  # fmt: skip
def end_contact(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, EDIT)
    return show_contact(host_contacts.end_contact(contact=_contacts(request).get(pk=number), by=request.user))


def _places(value: Any) -> Any:
    """An amount with its two places, whatever the database gives for a sum of none."""
    return value.quantize(Decimal("0.01")) if isinstance(value, Decimal) else value


def _contacts(request: HttpRequest) -> Any:
    joined = ("organisation__area", "organisation__zone", "account")
    return HostContact.objects.visible_to(request.user).select_related(*joined)


def _require_either(request: HttpRequest) -> None:
    if not holding(request.user, VERIFY):
        require(request.user, EDIT)
