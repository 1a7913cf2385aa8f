"""What personal data is processed for: the register of purposes, as a frozen table shown to everybody (PIPL 7, 17)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose. ``fields`` names the data as ``model.column``, both in small letters; ``basis`` is why it is
    lawful (PIPL 13).

    ``consent`` is the text of the consent, empty where the law gives the basis. ``version`` grows with every change of
    the text: consents to an earlier version then hold no more. ``sensitive``: a separate consent (PIPL 29).
    """

    key: str
    label: Any
    basis: Any
    data: Any
    fields: tuple[str, ...]
    retention: Any
    receives: Any
    consent: Any = ""
    version: int = 0
    sensitive: bool = False


_DUTY = _("Statutory duty of the office (Art. 13 no. 3)")
_CONTRACT = _("Needed for what the person or the firm asked for (Art. 13 no. 2)")
_CONSENT = _("Consent of the person, which can be withdrawn at any time (Art. 13 no. 1)")

_YEARS = lazy(lambda: settings.DUIJIE_CONTACT_YEARS, int)()
"""How long contacts are kept once what they were for is over; ``contact_retention`` keeps to it."""

PURPOSES: dict[str, Purpose] = {
    one.key: one
    for one in (
        Purpose(
            "accounts", _("Accounts: signing in and being answerable"), _DUTY,
            _("Full name, login name, mobile number, e-mail, roles"),
            (
                "user.username", "user.name", "user.name_en", "user.mobile", "user.email", "undertakingsignature.name",
                "visit.visitor_name", "worklog.by_name",
            ),
            _("While the account is used, then three years"), _("The office in charge; nobody outside"),
        ),
        Purpose(
            "experts", _("Register of experts: being found for demands"), _DUTY,
            _("Name, title, unit, field, works; mobile number and e-mail for the office only"),
            ("person.name", "person.name_en", "person.mobile", "person.email", "person.profile"),
            _("Until the person leaves the register, then three years"),
            _("Firms and offices that use the platform; contact data the office in charge only"),
        ),
        Purpose(
            "demands", _("Demands of firms: reaching the contact person"), _CONTRACT,
            _("Name and phone of the contact person"),
            (
                "demand.contact_name", "demand.contact_phone", "demand.asked_by", "visit.contact_name",
                "visit.contact_phone", "demandcontact.spoken_with",
            ),
            format_lazy(
                _("Until the demand is closed, or the visit was made that found none, then {years} years"), years=_YEARS
            ),
            _("The office in charge and the firm itself"),
        ),
        Purpose(
            "filings", _("Filings of firms without an account: checking them and answering"), _CONTRACT,
            _("Name, mobile number and e-mail of who files; the picture of the licence or authorisation"),
            ("filing.contact_name", "filing.contact_phone", "filing.email", "filing.proof", "filing.proof_name"),
            format_lazy(
                _("Until the filing is decided and its demand closed, then {years} years"), years=_YEARS
            ),
            _("The office of the area; nobody outside"),
        ),
        Purpose(
            "challenges", _("Bids for challenges: choosing who solves the demand"), _CONTRACT,
            _("Who leads the work and how to reach the bidder"), ("bid.lead", "bid.contact"),
            _("As long as the demand is kept"), _("The office in charge and the firm whose demand it is"),
        ),
        Purpose(
            "applications", _("Rounds of programmes: examining and recognising who applies"), _CONTRACT,
            _("Name, title, unit and the answers of the form; name, unit and title are published in a notice"),
            (
                "application.name", "application.answers", "applicationmember.name", "certificate.number",
            ),
            _("Until the term of the certificate is over, then three years"),
            _("The recommending unit and the office of the programme; of the notice everybody"),
        ),
        Purpose(
            "postings", _("Postings: sending people to firms, with an agreement; who owns a part of a firm"), _CONTRACT,
            _("Name, unit, host and term; the signed agreement; owners of firms as the business register says"),
            (
                "posting.name", "postingperson.name", "agreement.scan", "agreement.scan_name",
                "agreementsignature.signer", "firmowner.person", "stationexpert.name", "hostcontact.name",
                "hostcontact.mobile", "hostcontact.email", "hostcontact.proof", "message.address", "message.addressee",
            ),
            _("Until the posting has ended, then three years"),
            _("The person, home unit and host, their counties and the office of the programme"),
        ),
        Purpose(
            "objections", _("Objections to a public notice: checking them and answering"), _CONTRACT,
            _("Name and contact of who objects"), ("objection.objector", "objection.contact"),
            _("Until the objection is decided, then three years"), _("Whoever decides in the office of the programme"),
        ),
        Purpose(
            "services", _("Organisations, carriers and services: reaching who is in charge"), _CONTRACT,
            _("Name and phone of the contact person"), ("organisation.contact_name", "organisation.contact_phone"),
            _("While the record is kept"), _("The office in charge and the owner"),
        ),
        Purpose(
            "audit", _("Log of deeds and of reading contact data"), _DUTY,
            _("Who did or read what, when, from which network address"),
            (
                "auditevent.actor", "auditevent.ip", "personaldataread.reader", "undertakingsignature.ip",
                "loginlock.name",
            ),
            _("Six months at least; the log of deeds as long as the records"),
            _("Audit administrators; of readings also the person concerned"),
        ),
        Purpose(
            "positions", _("Position of a visit or of a day of service"), _CONSENT,
            _("Latitude and longitude at the moment one presses the button, to about a kilometre; never in between"),
            (
                "visitposition.latitude", "visitposition.longitude", "worklogposition.latitude",
                "worklogposition.longitude",
            ),
            _("Two years, or until the consent is withdrawn"), _("The office in charge"),
            consent=_(
                "I agree that my position is kept when I log a visit or a day of service by pressing the button. I can"
                " log without it, and withdraw this consent at any time; positions kept until then are removed."
            ),
            version=1, sensitive=True,
        ),
    )
}  # fmt: skip


# Messages have no consent: those that a case needs rest on the duty or the contract that the case rests on, their
# digests are the same messages at another hour, and nothing else is sent. A consent that changes nothing would be none.


def asking() -> tuple[Purpose, ...]:
    """The purposes that need a consent."""
    return tuple(one for one in PURPOSES.values() if one.version)


RIGHTS = (
    pgettext_lazy("right of a person", "to see and take along what is held (Art. 45)"),
    pgettext_lazy("right of a person", "to have it corrected (Art. 46)"),
    pgettext_lazy("right of a person", "to have it erased, or kept without being used (Art. 47)"),
    pgettext_lazy("right of a person", "to withdraw a consent, as easily as it was given (Art. 15)"),
    pgettext_lazy("right of a person", "to know who read one's contact data"),
)
