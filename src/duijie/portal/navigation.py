"""The navigation as a table: what stands in the menu, for whom, in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import REGISTERS, Reach


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu. ``permissions``: any one of them suffices; none means everybody who has signed in.

    ``of_areas``: what it lists belongs to areas, so that a permission at an organisation would lead to an empty page.
    """

    label: Any
    url_name: str
    icon: str
    permissions: tuple[Permission, ...] = ()
    argument: str = ""
    of_areas: bool = False

    @property
    def address(self) -> str:
        return reverse(self.url_name, args=[self.argument] if self.argument else [])


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one small heading; the first section has none."""

    label: Any
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An item as this person sees it on this page."""

    label: Any
    address: str
    icon: str
    is_current: bool


IMPORTS = tuple(permission for permission in Permission if permission.endswith(".import"))
APPLICATIONS = (Permission.APPLICATION_VIEW, Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)
HOST_CONTACTS = (Permission.HOST_CONTACT_EDIT, Permission.HOST_CONTACT_VERIFY)
EDITS = tuple(Permission(f"{noun}.edit") for noun in REGISTERS)

SECTIONS = (
    Section(
        "",
        (
            Item(_("My work"), "home", "home"),
            Item(_("Messages"), "message_list", "empty"),
            Item(_("The county on one page"), "county", "map", (Permission.COUNTY_VIEW,)),
            Item(_("Funnel"), "funnel", "filter", (Permission.COUNTY_VIEW,)),
            Item(_("Work reports"), "work_report_list", "file", (Permission.REPORT_VIEW,)),
            Item(_("Match runs"), "match_run_list", "match", (Permission.MATCH_VIEW,), of_areas=True),
            Item(_("Assignment plans"), "plan_list", "chart", (Permission.PLAN_VIEW,)),
            Item(_("Proposals"), "proposal_list", "mail", (Permission.PROPOSAL_VIEW,)),
            Item(_("Challenges"), "challenge_list", "star", (Permission.DEMAND_VIEW,)),
            Item(_("Programmes"), "programme_list", "calendar", (Permission.PROGRAMME_VIEW,)),
            Item(_("Rounds"), "round_list", "history", (Permission.PROGRAMME_VIEW,)),
            Item(_("Applications"), "application_list", "file", APPLICATIONS),
            Item(_("Certificates"), "certificate_list", "check", APPLICATIONS),
            Item(_("Postings"), "posting_list", "person", (Permission.POSTING_VIEW,)),
            Item(_("Needs for postings"), "posting_need_list", "demand", (Permission.POSTING_NEED_VIEW,)),
            Item(_("Work logs"), "work_log_list", "comment", (Permission.WORK_LOG_VIEW,)),
            Item(_("Contacts of host units"), "host_contact_list", "person", HOST_CONTACTS),
            Item(_("Yields"), "yield_list", "star", (Permission.YIELD_VIEW,)),
            Item(_("Ledger"), "ledger_list", "file", (Permission.LEDGER_VIEW,)),
            Item(_("My reviews"), "review_list", "star", (Permission.REVIEW_SCORE,)),
            Item(_("Stations in figures"), "station_figures", "chart", (Permission.STATION_VIEW,)),
            Item(_("Objections"), "objection_list", "warning", (Permission.ROUND_DECIDE,)),
            Item(_("Common technical problems"), "common_problem_list", "columns", (Permission.COMMON_PROBLEM_VIEW,)),
            Item(_("Requests for access"), "access_list", "key", (Permission.DEMAND_VIEW, Permission.ACHIEVEMENT_VIEW)),
            Item(_("Filings of firms"), "filing_list", "mail", (Permission.FILING_VIEW,)),
            Item(_("Match two lists"), "list_match_list", "compare", (Permission.LIST_MATCH_RUN,)),
            Item(_("Imports"), "import_list", "import", IMPORTS),
            Item(_("External platforms"), "exchange", "external", (Permission.EXCHANGE_VIEW,)),
            Item(_("Duplicates"), "duplicate_list", "merge", EDITS),
        ),
    ),
    Section(
        pgettext_lazy("menu", "Registers"),
        (
            Item(_("Demands"), "record_list", "demand", (Permission.DEMAND_VIEW,), "demands"),
            Item(_("Visits"), "record_list", "comment", (Permission.VISIT_VIEW,), "visits"),
            Item(_("Achievements"), "record_list", "achievement", (Permission.ACHIEVEMENT_VIEW,), "achievements"),
            Item(_("Experts"), "record_list", "expert", (Permission.PERSON_VIEW,), "experts"),
            Item(_("Services"), "record_list", "service", (Permission.SERVICE_VIEW,), "services"),
            Item(_("Carriers"), "record_list", "carrier", (Permission.CARRIER_VIEW,), "carriers"),
            Item(_("Stations"), "record_list", "carrier", (Permission.STATION_VIEW,), "stations"),
            Item(_("Awards"), "record_list", "star", (Permission.AWARD_VIEW,), "awards"),
            Item(_("Organisations"), "organisation_list", "organisation", (Permission.ORGANISATION_VIEW,)),
            Item(_("Persons"), "record_list", "account", (Permission.PERSON_VIEW,), "persons"),
        ),
    ),
    Section(
        _("Settings"),
        (
            Item(_("Areas"), "area_list", "area", (Permission.AREA_VIEW,)),
            Item(_("Accounts"), "account_list", "account", (Permission.ACCOUNT_VIEW,)),
            Item(_("Names and colour"), "site_edit", "edit", (Permission.SITE_EDIT,)),
            Item(_("Report templates"), "report_template_list", "file", (Permission.REPORT_TEMPLATE_EDIT,)),
            Item(_("Templates of agreements"), "agreement_template_list", "file", (Permission.AGREEMENT_EDIT,)),
            Item(_("Departments"), "department_list", "organisation", (Permission.SITE_EDIT,)),
            Item(_("Texts of messages"), "message_text_list", "comment", (Permission.MESSAGE_TEXT_EDIT,)),
            Item(_("Working days"), "calendar", "calendar"),
            Item(_("Clock policies"), "clock_policy_list", "history", (Permission.CLOCK_POLICY_VIEW,)),
            Item(_("Jobs"), "job_list", "job"),
            Item(_("Ranking models"), "ranking_model_list", "star", (Permission.RANKING_MODEL_VIEW,)),
            Item(_("Term lexicon"), "lexicon_list", "language", (Permission.LEXICON_VIEW,)),
            Item(_("Embedding models"), "embedding_model_list", "columns", (Permission.EMBEDDING_MODEL_VIEW,)),
            Item(_("Search index"), "index_status", "search", (Permission.INDEX_VIEW,)),
            Item(_("My personal data"), "privacy_mine", "person"),
            Item(_("Confidentiality undertaking"), "undertaking", "check"),
            Item(_("Audit log"), "audit_list", "audit", (Permission.AUDIT_VIEW,)),
            Item(_("Help"), "help", "help"),
        ),
    ),
)


def may_see(item: Item, user: Any) -> bool:
    """Whether the menu of ``user`` has ``item``."""
    held = [grant for permission in item.permissions for grant in holding(user, permission)]
    return not item.permissions or any(not item.of_areas or grant.reach is not Reach.ORGANISATION for grant in held)


def sections_for(request: HttpRequest) -> Iterator[tuple[Any, list[Link]]]:
    """The menu of the person of ``request``, section by section, empty ones left out; the current line is marked."""
    path, user = request.path, request.user
    seen = [[(item, item.address) for item in section.items if may_see(item, user)] for section in SECTIONS]
    above = (address for items in seen for _item, address in items if path.startswith(address))
    here = max((address for address in above if address != "/" or path == "/"), key=len, default="")
    for section, items in zip(SECTIONS, seen, strict=True):
        if items:
            yield section.label, [Link(item.label, address, item.icon, address == here) for item, address in items]
