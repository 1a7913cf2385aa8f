"""What firms file without an account: taken with guards, then accepted or refused by the office of the area."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, require
from duijie.accounts.domain.accounts import FIRM_ROLE, open_firm_account
from duijie.accounts.models import Membership
from duijie.accounts.permissions import Permission
from duijie.common import clock, facts, site
from duijie.common.domain import audit
from duijie.common.importing.files import tidy_file_name
from duijie.common.lines import one_line
from duijie.common.public_forms import count_try, read_token
from duijie.common.transactions import hold, in_transaction
from duijie.demands.domain.filing_messages import tell_of_decision, tell_of_filing
from duijie.demands.filing_states import FILING_STEPS
from duijie.demands.models import Filing, FilingKind, FilingState, Source
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.annexes import new_file, store_checked
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.records import add_record
from duijie.registry.models import Organisation, OrganisationKind
from duijie.registry.validators import doubt_about_uscc, tidy_uscc

MOST_FROM_ADDRESS = 20  # a day: a whole firm or park may share one
MOST_OF_FIRM = 5
RECEIPT_DAYS = 90
LONGEST_TEXT = 4000
LARGEST_PROOF = 900 << 10  # bytes
SALT = "duijie.filing"
TEXTS = ("firm_name", "contact_name", "contact_phone", "email", "title", "body", "targets", "tried", "rights")
GIVEN = ("deadline", "budget_from", "budget_to")

Proof = tuple[str, Iterable[bytes]]


def file_publicly(
    *, kind: str, token: str, values: Mapping[str, Any], proof: Proof | None = None, is_demo: bool = False
) -> tuple[Filing, str]:
    """What a stranger files, and the secret of its receipt; the same form sent again gives the same.

    Raises ``PermissionDenied`` while the site has no public forms; ``ValidationError``, with code ``often`` when too
    much was sent, ``token``, ``fast`` or ``old`` for the form itself, else by field.
    """
    if not site.current().has_public_forms:
        raise PermissionDenied(_("This site has no public forms. Call the office of your area."))
    submission = read_token(token, kind)
    secret = secret_of(submission)
    known = Filing.objects.filter(submission=submission).first()
    if known is not None:
        return known, secret
    tidied = _tidied(values)
    count_try("address", facts.current().ip or "", most=MOST_FROM_ADDRESS)
    count_try("uscc", tidied["uscc"], most=MOST_OF_FIRM)
    stored = _stored(proof) if proof is not None else {}
    try:
        return _file(kind=kind, submission=submission, values=tidied, stored=stored, is_demo=is_demo), secret
    except IntegrityError:  # the same form, sent twice at the same moment
        return Filing.objects.get(submission=submission), secret


def secret_of(submission: str) -> str:
    """The secret of a receipt follows from the number of the form and the server's key; only its digest is kept."""
    return salted_hmac(SALT, submission, algorithm="sha256").hexdigest()[:40]


def digest_of(secret: str) -> str:
    return salted_hmac(f"{SALT}.digest", secret, algorithm="sha256").hexdigest()


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: one_line(str(values.get(name) or "")) for name in TEXTS}
    for name in ("body", "targets", "tried"):
        found[name] = str(values.get(name) or "").replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
    code = tidy_uscc(str(values.get("uscc") or "")) or ""
    if len(code) != 18 or not (code.isascii() and code.isalnum()):
        words = _("A unified social credit code has 18 characters.")
        raise ValidationError({"uscc": [ValidationError(words, code="uscc")]})
    given = {name: values.get(name) for name in GIVEN}
    return {**found, **given, "uscc": code, "area": values["area"]}


def _stored(proof: Proof) -> dict[str, str]:
    name, chunks = tidy_file_name(proof[0]), proof[1]
    path = new_file("filings", f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}")
    try:
        _size, digest = store_checked(path, chunks)
    except ValidationError as error:
        raise ValidationError({"proof": error.messages}) from error
    return {"proof": f"filings/{path.name}", "proof_name": name, "proof_sha256": digest}


@in_transaction
def _file(*, kind: str, submission: str, values: Mapping[str, Any], stored: Mapping[str, str], is_demo: bool) -> Filing:
    now = clock.now()
    firm = Organisation.objects.select_related("area", "zone").filter(uscc=values["uscc"], archived_at=None).first()
    place = {"area": firm.area, "zone": firm.zone} if firm is not None else {}  # the office that looks after it
    filing = Filing(
        **{**values, **place}, **stored, kind=kind, submission=submission, digest=digest_of(secret_of(submission)),
        number=_number(now), language=get_language() or "", created_at=now,
        expires_at=now + timedelta(days=RECEIPT_DAYS), is_demo=is_demo,
    )  # fmt: skip
    filing.is_second = kind == FilingKind.ACCOUNT and _is_held(values["uscc"])
    filing.full_clean(exclude=["decided_by", "submission", "digest"])
    filing.save()
    audit.record(by=None, verb="filing.add", target=filing, place=filing.place, detail={"kind": kind})
    tell_of_filing(filing)
    return filing


def _number(now: Any) -> str:
    return f"{now:%y%m%d}{secrets.randbelow(10**8):08d}"


def _is_held(uscc: str) -> bool:
    claims = Filing.objects.filter(uscc=uscc, kind=FilingKind.ACCOUNT, state=FilingState.WAITING)
    held = Membership.objects.filter(organisation__uscc=uscc, role=FIRM_ROLE, user__is_active=True)
    return claims.exists() or held.exists()


@in_transaction
def accept(*, filing: Filing, by: Any) -> tuple[Filing, str]:
    """What was filed counts from now on: the demand is in the register, or the contact has an account, whose one-time
    password comes back. The firm is registered if it was not.

    Raises ``PermissionDenied``; ``ValidationError`` with code ``state`` when it is decided, ``elsewhere`` for a firm
    that another area looks after.
    """
    current = _begin(filing, "accept", by=by)
    current.organisation = _firm_of(current, by=by)
    password = ""
    if current.kind == FilingKind.DEMAND:
        current.demand = add_record(register=DEMANDS, values=_demand_values(current), by=by, is_demo=current.is_demo)
    else:
        current.account, password = open_firm_account(
            organisation=current.organisation, by=by, username=_login_name(current), name=current.contact_name,
            mobile=current.contact_phone, email=current.email, language=current.language,
        )  # fmt: skip
    _finish(current, "accept", by=by)
    return current, password


@in_transaction
def decide(*, filing: Filing, verb: str, reason: str, by: Any) -> Filing:
    """``refuse`` it, or ``reconsider`` what was refused; both say why. ``KeyError`` for an unknown verb."""
    reason = one_line(reason, 300)
    current = _begin(filing, verb, by=by)
    if FILING_STEPS[verb].needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    _finish(current, verb, by=by, reason=reason)
    return current


def _begin(filing: Filing, verb: str, *, by: Any) -> Filing:
    step = FILING_STEPS[verb]
    hold(Filing, filing.pk)
    current: Filing = Filing.objects.select_related("area", "zone", "organisation", "demand").get(pk=filing.pk)
    require(by, Permission.FILING_DECIDE, current.place)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible: it is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    return current


def _finish(filing: Filing, verb: str, *, by: Any, reason: str = "") -> None:
    filing.state = FILING_STEPS[verb].target
    filing.reason, filing.decided_by, filing.decided_at, filing.urged_at = reason, by, clock.now(), None
    filing.save()
    detail = {"reason": reason, "demand": filing.demand_id, "account": filing.account_id}
    audit.record(by=by, verb=f"filing.{verb}", target=filing, place=filing.place, detail=detail)
    tell_of_decision(filing, verb)


def _firm_of(filing: Filing, *, by: Any) -> Organisation:
    known: Organisation | None = Organisation.objects.select_related("area", "zone").filter(uscc=filing.uscc).first()
    if known is None:
        values = {
            "name": filing.firm_name, "uscc": filing.uscc, "kind": OrganisationKind.ENTERPRISE, "area": filing.area,
            "zone": filing.zone, "uscc_confirmed": doubt_about_uscc(filing.uscc) is not None,
        }  # fmt: skip
        return add_organisation(values=values, by=by, is_demo=filing.is_demo)
    if known.archived_at is not None:
        raise ValidationError(_("The firm with this code is archived. Restore it first."), code="archived")
    if not can(by, Permission.FILING_DECIDE, known.place):
        words = _("A firm with this code is registered in another area, whose office decides.")
        raise ValidationError(words, code="elsewhere")
    hold(Organisation, known.pk)  # two contacts of one firm, accepted at once, get two login names
    return known


def _demand_values(filing: Filing) -> dict[str, Any]:
    return {
        **{name: getattr(filing, name) for name in ("title", "body", "targets", "tried", "rights", *GIVEN)},
        "organisation": filing.organisation,
        "source": Source.ENTERPRISE, "found_on": clock.today(), "contact_name": filing.contact_name,
        "contact_phone": filing.contact_phone, "disclosure": "internal",
    }  # fmt: skip


def _login_name(filing: Filing) -> str:
    """The firm's code; with a number for its second contact."""
    taken = Membership.objects.filter(organisation=filing.organisation, role=FIRM_ROLE).count()
    return f"{filing.uscc.lower()}{f'-{taken + 1}' if taken else ''}"


def proof_path(filing: Filing) -> Path:
    """Where the proof is stored. The filing was found before."""
    return new_file("filings", PurePath(filing.proof).name)
