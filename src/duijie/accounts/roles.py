"""Roles as a frozen table: who may what. Where it holds – an area, an organisation – is in each membership.

System, security and audit administration are three roles that one person must not hold together (GB/T 22239).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission as P  # noqa: N817 – one letter keeps the table readable


class Reach(StrEnum):
    """What a membership of this role must name."""

    EVERYWHERE = "everywhere"
    AREA = "area"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Role:
    """``reach`` says what a membership names; ``excludes`` are the roles the same person must not hold.

    ``signs``: it reaches nothing until its holder has signed the confidentiality undertaking that is in force.
    """

    key: str
    name: Any
    description: Any
    reach: Reach
    permissions: frozenset[P]
    excludes: frozenset[str] = frozenset()
    signs: bool = False


def _role(
    key: str,
    name: Any,
    description: Any,
    reach: Reach,
    permissions: Iterable[P],
    excludes: Iterable[str] = (),
    *,
    signs: bool = False,
) -> Role:
    """Whoever holds any role has an inbox, and personal data of one's own; permissions of their own let a token be made
    that cannot touch them."""
    everybody = {P.MESSAGE_READ, P.PERSONAL_OWN}
    return Role(key, name, description, reach, frozenset({*everybody, *permissions}), frozenset(excludes), signs)


REGISTERS = ("organisation", "person", "achievement", "service", "carrier", "station", "award", "demand")


def _on_registers(*verbs: str, nouns: Iterable[str] = REGISTERS) -> set[P]:
    """``noun.verb`` for each of ``verbs`` on each register."""
    return {P(f"{noun}.{verb}") for noun in nouns for verb in verbs}


_VISITOR = {P.VISIT_VIEW, P.VISIT_ADD, P.VISIT_EDIT, P.VISIT_ARCHIVE, P.VISIT_EXPORT}
_SUPPLY = ("person", "achievement", "service")
_READ = {P.AREA_VIEW, P.MATCH_VIEW, P.PROPOSAL_VIEW, P.PROGRAMME_VIEW} | _on_registers("view")
_BROKER = {
    P.COUNTY_VIEW, P.MATCH_RUN, P.MATCH_CHOOSE, P.RANKING_MODEL_VIEW, P.PROPOSAL_MAKE, P.LIST_MATCH_RUN, P.PLAN_VIEW,
    P.PLAN_MAKE, P.LEXICON_VIEW, P.COMMON_PROBLEM_VIEW,
}  # fmt: skip
_OFFICER = (
    _READ
    | _on_registers("add", "edit", "archive", "import", "export")
    | _BROKER
    | _VISITOR
    | {P.DEMAND_STEP, P.PLAN_RELEASE, P.CLOCK_POLICY_VIEW, P.REPORT_VIEW, P.REPORT_MAKE, P.VISIT_IMPORT}
    | {P.COMMON_PROBLEM_EDIT, P.EXCHANGE_VIEW, P.EXCHANGE_EXPORT, P.EXCHANGE_IMPORT, P.ACCESS_DECIDE}
    | {P.CHALLENGE_BREACH}
    | {P.UNDERTAKING_VIEW, P.FILING_VIEW, P.FILING_DECIDE, P.PERSONAL_DECIDE}
    | {P.APPLICATION_VIEW, P.APPLICATION_ADD, P.APPLICATION_RECOMMEND}
    | {P.POSTING_NEED_VIEW, P.POSTING_NEED_ADD, P.POSTING_NEED_CHECK, P.POSTING_VIEW, P.AGREEMENT_EDIT}
    | {P.WORK_LOG_VIEW, P.WORK_LOG_APPROVE, P.HOST_CONTACT_EDIT, P.HOST_CONTACT_VERIFY}
    | {P.YIELD_VIEW, P.YIELD_ADD, P.YIELD_VERIFY, P.LEDGER_VIEW, P.LEDGER_WRITE}
)
_POSTED = {P.POSTING_VIEW, P.POSTING_ANSWER, P.WORK_LOG_VIEW, P.YIELD_VIEW}
_LOGS = {P.WORK_LOG_ADD, P.YIELD_ADD, P.LEDGER_VIEW}
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        _role(
            "system_administrator",
            _("System administrator"),
            _(
                "Keeps accounts, areas, the calendar, jobs, the search index and embedding models; sees no business"
                " records."
            ),
            Reach.EVERYWHERE,
            {
                P.ACCOUNT_VIEW,
                P.ACCOUNT_EDIT,
                P.AREA_VIEW,
                P.AREA_EDIT,
                P.CALENDAR_EDIT,
                P.CLOCK_POLICY_VIEW,
                P.CLOCK_POLICY_EDIT,
                P.JOB_VIEW_ALL,
                P.INDEX_VIEW,
                P.INDEX_REBUILD,
                P.EMBEDDING_MODEL_VIEW,
                P.EMBEDDING_MODEL_EDIT,
                P.LEXICON_VIEW,
                P.LEXICON_EDIT,
                P.SITE_EDIT,
                P.REPORT_TEMPLATE_EDIT,
                P.MESSAGE_TEXT_EDIT,
                P.PERSONAL_DECIDE,
            },
            ADMINISTRATORS[1:],
        ),
        _role(
            "security_administrator",
            _("Security administrator"),
            _("Grants and withdraws roles; unlocks accounts."),
            Reach.EVERYWHERE,
            {P.ACCOUNT_VIEW, P.MEMBERSHIP_EDIT, P.AREA_VIEW},
            (ADMINISTRATORS[0], ADMINISTRATORS[2]),
        ),
        _role(
            "audit_administrator",
            _("Audit administrator"),
            _("Reads the audit log; changes nothing."),
            Reach.EVERYWHERE,
            {P.AUDIT_VIEW, P.ACCOUNT_VIEW, P.AREA_VIEW, P.UNDERTAKING_VIEW},
            ADMINISTRATORS[:2],
        ),
        _role(
            "city_officer",
            _("City officer"),
            _("Works for the whole city in a department: registers, programmes, matching."),
            Reach.AREA,
            _OFFICER
            | {P.CALENDAR_EDIT, P.CHALLENGE_RULES_EDIT, P.RANKING_MODEL_FIT, P.RANKING_MODEL_DECIDE}
            | {P.LEXICON_EDIT, P.CLOCK_POLICY_EDIT, P.DEMAND_SUPERVISE, P.REPORT_TEMPLATE_EDIT}
            | {P.MESSAGE_TEXT_EDIT, P.EXCHANGE_EDIT, P.UNDERTAKING_EDIT}
            | {P.PROGRAMME_EDIT, P.APPLICATION_EXAMINE, P.ROUND_DECIDE}
            | {P.POSTING_MAKE, P.AGREEMENT_TEMPLATE_EDIT, P.SERVICE_RULES_EDIT},
        ),
        _role(
            "county_officer",
            _("County officer"),
            _("Keeps the county's registers, imports lists and matches them."),
            Reach.AREA,
            _OFFICER,
        ),
        _role(
            "zone_officer",
            _("Zone officer"),
            _("The same for a development zone, wherever its firms are counted."),
            Reach.AREA,
            _OFFICER,
        ),
        _role(
            "institution_officer",
            _("Institution officer"),
            _("Keeps the records of a university, institute or hospital."),
            Reach.ORGANISATION,
            _READ
            | {P.ORGANISATION_EDIT, P.LIST_MATCH_RUN, P.PROPOSAL_ANSWER, P.CHALLENGE_BID, P.ACCESS_DECIDE}
            | {P.APPLICATION_VIEW, P.APPLICATION_ADD, P.APPLICATION_RECOMMEND, *_POSTED}
            | {P.WORK_LOG_CONFIRM, P.HOST_CONTACT_EDIT}
            | _on_registers("add", "edit", "archive", "export", nouns=_SUPPLY),
        ),
        _role(
            "liaison_officer",
            _("Innovation liaison officer"),
            _("Visits the firms assigned, finds demands and follows them."),
            Reach.ORGANISATION,
            _READ | _VISITOR | _POSTED | _LOGS | {P.DEMAND_ADD, P.DEMAND_EDIT, P.APPLICATION_APPLY},
            signs=True,
        ),
        _role(
            "commissioner",
            _("S&T commissioner"),
            _("Posted to host units; logs the work done there."),
            Reach.ORGANISATION,
            _READ | _VISITOR | _POSTED | _LOGS | {P.APPLICATION_APPLY},
        ),
        _role(
            "expert",
            _("Expert"),
            _("Sees demands that fit and answers proposals."),
            Reach.ORGANISATION,
            _READ | _POSTED | _LOGS | {P.PROPOSAL_ANSWER, P.APPLICATION_APPLY, P.REVIEW_SCORE},
        ),
        _role(
            "firm_contact",
            _("Firm contact"),
            _("States the firm's problems and confirms services."),
            Reach.ORGANISATION,
            _READ
            | {P.ORGANISATION_EDIT, P.DEMAND_ADD, P.DEMAND_EDIT, P.DEMAND_RATE, P.PROPOSAL_ANSWER}
            | {P.CHALLENGE_BID, P.ACCESS_DECIDE, P.APPLICATION_ADD, P.APPLICATION_VIEW}
            | {P.POSTING_NEED_VIEW, P.POSTING_NEED_ADD, *_POSTED, P.WORK_LOG_CONFIRM, P.HOST_CONTACT_EDIT},
        ),
        _role(
            "carrier_operator",
            _("Carrier operator"),
            _("Keeps the members, services and figures of a carrier."),
            Reach.ORGANISATION,
            _READ
            | {P.ORGANISATION_EDIT, P.CARRIER_EDIT, P.STATION_EDIT, P.SERVICE_ADD, P.SERVICE_EDIT}
            | {P.PROPOSAL_ANSWER, P.CHALLENGE_BID}
            | {P.APPLICATION_ADD, P.APPLICATION_VIEW},
        ),
        _role(
            "reviewer",
            _("Reviewer"),
            _("Scores what is assigned, blind."),
            Reach.EVERYWHERE,
            {P.AREA_VIEW, P.REVIEW_SCORE},
        ),
        _role(
            "broker",
            _("Technology broker"),
            _("Brings the two sides together in an area and matches lists."),
            Reach.AREA,
            _READ | _BROKER,
        ),
        _role(
            "leader",
            _("Leader"),
            _("Reads everything of the area; changes nothing, but may order supervised handling."),
            Reach.AREA,
            _READ
            | _on_registers("export")
            | {P.COUNTY_VIEW, P.RANKING_MODEL_VIEW, P.PLAN_VIEW, P.LEXICON_VIEW, P.CLOCK_POLICY_VIEW}
            | {P.DEMAND_SUPERVISE, P.REPORT_VIEW, P.VISIT_VIEW, P.VISIT_EXPORT, P.COMMON_PROBLEM_VIEW}
            | {P.EXCHANGE_VIEW, P.FILING_VIEW, P.APPLICATION_VIEW, P.POSTING_NEED_VIEW, P.POSTING_VIEW}
            | {P.WORK_LOG_VIEW, P.YIELD_VIEW, P.LEDGER_VIEW},
        ),
    )
}
