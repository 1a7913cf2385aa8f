"""My work: what waits for me and what I have been doing, as far as my roles reach."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common.models import ImportBatch, Job
from duijie.common.models.import_batch import ImportState
from duijie.common.models.job import OPEN
from duijie.matching.domain.queries.list_matches import list_matches
from duijie.matching.models.list_match import ListMatchState
from duijie.registry.models import Organisation

LINES = 5  # in each list
UNDERSTOOD = {"state": ListMatchState.UNDERSTOOD}  # an annotation, which the type checker does not know


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person: what, and where to do it."""

    text: Any
    address: str
    moment: Any = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of mine, and the list behind it."""

    label: Any
    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A record of mine, with its state."""

    name: str
    state: Any
    address: str
    moment: Any


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first, while there is nothing yet."""

    title: Any
    text: Any
    address: str
    label: Any


def memberships_of(user: Any) -> list[tuple[Any, str]]:
    """Each role of ``user`` with the place it holds for."""
    held = user.memberships.select_related("area", "organisation", "department")
    return [
        (ROLES[one.role].name, "、".join(str(part) for part in (one.area, one.organisation, one.department) if part))
        for one in held
        if one.role in ROLES
    ]


def waiting_for(user: Any) -> list[Waiting]:
    """What this person has to decide, the oldest first."""
    found = []
    if can(user, Permission.ORGANISATION_IMPORT):
        states = [ImportState.UPLOADED, ImportState.PREVIEWED]
        for batch in (
            ImportBatch.objects.visible_to(user).filter(state__in=states, by=user).order_by("created_at")[:LINES]
        ):
            text = _("Import “%(name)s”: %(state)s") % {"name": batch.name, "state": batch.get_state_display()}
            found.append(Waiting(text, reverse("import_detail", args=[batch.pk]), batch.created_at))
    if can(user, Permission.LIST_MATCH_RUN):
        for match in list_matches(user).filter(**UNDERSTOOD).order_by("created_at")[:LINES]:
            text = _("Lists “%(title)s”: read, ready to match") % {"title": match.title}
            found.append(Waiting(text, reverse("list_match_detail", args=[match.pk]), match.created_at))
    if can(user, Permission.MEMBERSHIP_EDIT):
        without = User.objects.visible_to(user).filter(is_active=True, memberships=None).order_by("date_joined")
        for account in without[:LINES]:
            text = _("Account “%(name)s” has no role yet") % {"name": account}
            found.append(Waiting(text, reverse("account_detail", args=[account.pk]), account.date_joined))
    return sorted(found, key=lambda one: one.moment)


def figures_of(user: Any) -> list[Figure]:
    """My figures, each a link to the list it counts."""
    figures = []
    if can(user, Permission.ORGANISATION_VIEW):
        count = Organisation.objects.visible_to(user).filter(archived_at=None).count()
        figures.append(Figure(_("organisations I can see"), count, reverse("organisation_list")))
    if can(user, Permission.LIST_MATCH_RUN):
        figures.append(Figure(_("my list matches"), list_matches(user).count(), reverse("list_match_list")))
    if can(user, Permission.ACCOUNT_VIEW):
        count = User.objects.visible_to(user).filter(is_active=True).count()
        figures.append(Figure(_("active accounts"), count, reverse("account_list")))
    running = Job.objects.visible_to(user).filter(state__in=OPEN).count()
    if running or can(user, Permission.JOB_VIEW_ALL):
        figures.append(Figure(_("jobs running or waiting"), running, reverse("job_list")))
    return figures


def first_steps(user: Any) -> list[Step]:
    """What to do first, for whoever has nothing yet."""
    steps = []
    if can(user, Permission.ORGANISATION_IMPORT) and not Organisation.objects.visible_to(user).exists():
        steps.append(
            Step(
                _("Import the list of organisations"),
                _("Your Excel list will do as it is: columns are recognised, and you see every row before it counts."),
                reverse("import_add"),
                _("Import a list"),
            )
        )
    if can(user, Permission.LIST_MATCH_RUN) and not list_matches(user).exists():
        steps.append(
            Step(
                _("Match two lists"),
                _("Demands on one side, achievements or experts on the other. Sample lists are ready to try it."),
                reverse("list_match_add"),
                _("Upload two lists"),
            )
        )
    return steps


def recent_of(user: Any) -> dict[str, Any]:
    """The newest imports, list matches and jobs of this person, as far as there are any."""
    recent: dict[str, Any] = {}
    if can(user, Permission.ORGANISATION_IMPORT):
        batches = ImportBatch.objects.visible_to(user).order_by("-created_at")[:LINES]
        recent["imports"] = [
            Line(one.name, one.get_state_display(), reverse("import_detail", args=[one.pk]), one.created_at)
            for one in batches
        ]
    if can(user, Permission.LIST_MATCH_RUN):
        recent["matches"] = [
            Line(
                one.title, ListMatchState(one.state).label, reverse("list_match_detail", args=[one.pk]), one.created_at
            )
            for one in list_matches(user).order_by("-created_at")[:LINES]
        ]
    recent["jobs"] = list(Job.objects.visible_to(user).filter(state__in=OPEN).order_by("created_at")[:LINES])
    return recent
