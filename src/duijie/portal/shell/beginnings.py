"""What to do first: while something is still empty, or when nothing waits."""

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, holding
from duijie.accounts.permissions import Permission as P  # noqa: N817 – one letter keeps the table readable
from duijie.matching.domain.queries.list_matches import list_matches
from duijie.portal.shell.home import Step
from duijie.registry.domain.queries.records import list_records
from duijie.registry.models import Organisation
from duijie.registry.register import register_of

MOST = 3


def first_steps(user: Any, *, is_idle: bool, filled: Collection[str] = ()) -> list[Step]:
    """What is missing; where nothing is and nothing waits (``is_idle``), what the role is there for. ``filled`` are
    addresses of lists in which there is something: these are not asked again.
    """
    missing = list(_missing(user, filled))
    return (missing or (list(_usual(user)) if is_idle else []))[:MOST]


def _missing(user: Any, filled: Collection[str]) -> Iterator[Step]:
    def is_empty(address: str, rows: Any) -> bool:
        return address not in filled and not rows.exists()

    demands, achievements = (reverse("record_list", args=[key]) for key in ("demands", "achievements"))
    organisations = reverse("organisation_list")
    if can(user, P.ORGANISATION_IMPORT) and is_empty(organisations, Organisation.objects.visible_to(user)):
        yield Step(
            _("Import the list of organisations"),
            _("Your Excel list will do as it is: columns are recognised, and you see every row before it counts."),
            reverse("import_add"),
            _("Import a list"),
        )
    if can(user, P.DEMAND_ADD) and is_empty(demands, list_records(register_of("demands"), by=user)):
        yield Step(
            _("Write down the first demand"),
            _("What the firm cannot solve by itself, in its own words: the problem, the figures to reach, the time."),
            reverse("record_add", args=["demands"]),
            _("Add a demand"),
        )
    if can(user, P.ACHIEVEMENT_ADD) and is_empty(achievements, list_records(register_of("achievements"), by=user)):
        yield Step(
            _("Write down the first achievement"),
            _("What has been developed and can be put to use, so that demands find it."),
            reverse("record_add", args=["achievements"]),
            _("Add an achievement"),
        )
    if can(user, P.LIST_MATCH_RUN) and is_empty(reverse("list_match_list"), list_matches(user)):
        yield Step(
            _("Match two lists"),
            _("Demands on one side, achievements or experts on the other. Sample lists are ready to try it."),
            reverse("list_match_add"),
            _("Upload two lists"),
        )


def _usual(user: Any) -> Iterator[Step]:
    if can(user, P.COUNTY_VIEW):
        yield Step(
            _("See the county on one page"),
            _("What is wanted, what is offered, and how far it is; every number leads to its records."),
            reverse("county"),
            _("Open the page"),
        )
    if can(user, P.COUNTY_VIEW):
        yield Step(
            _("See how far demands come"),
            _("How many reach each stage from found to solved, and how long it takes; a work report follows from it."),
            reverse("funnel"),
            _("Open the funnel"),
        )
    if can(user, P.MEMBERSHIP_EDIT):
        yield Step(
            _("Look after the roles"),
            _("Who may do what, and where. An account without a role opens nothing."),
            reverse("account_list"),
            _("Show the accounts"),
        )
    if can(user, P.ACCOUNT_EDIT):
        yield Step(
            _("Look after accounts and areas"),
            _("Each person has an account of their own; the areas say where a role holds."),
            reverse("account_list"),
            _("Show the accounts"),
        )
    if can(user, P.AUDIT_VIEW):
        yield Step(
            _("Look through the audit log"),
            _("Who did what, when and from where: failed sign-ins, exports and reads of personal data first."),
            reverse("audit_list"),
            _("Open the audit log"),
        )
    if can(user, P.DEMAND_VIEW) and not can(user, P.DEMAND_STEP):
        yield Step(
            _("Look at open demands"),
            _("Firms and offices have published what they need. Perhaps you can help."),
            reverse("record_list", args=["demands"]),
            _("Show the demands"),
        )
    if not holding(user, P.DEMAND_VIEW) and not can(user, P.ACCOUNT_VIEW):
        yield Step(
            _("Nothing is assigned to you at present"),
            _("When something is handed to you, it stands here. The help says what your role is for."),
            reverse("help"),
            _("Open the help"),
        )
