"""Reading applications: the list, one with its papers, what is missing, who can recommend, what the register knows."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common.scope import where_few
from duijie.programmes.forms.answers import check_answers
from duijie.programmes.forms.cells import shown_answer
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import MOST_MEGABYTES, SUFFIXES, FieldKind
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Application, ApplicationPaper, RecommendingUnit, Round
from duijie.programmes.rules import papers_of
from duijie.programmes.states import ApplicationState
from duijie.programmes.words import NOTHING
from duijie.registry.models import Organisation, Person

JOINED = (
    "round__programme__area",
    "unit__area",
    "unit__organisation",
    "organisation__area",
    "organisation__zone",
    "person",
    "by",
)


def list_applications(*, by: Any) -> QuerySet[Any]:
    """All that ``by`` may see."""
    rows: QuerySet[Any] = Application.objects.visible_to(by).select_related(*JOINED)
    return rows.order_by("-changed_at", "-pk")  # said, so that a list ordered by the change is read by its index


def find_application(*, by: Any, pk: int) -> Application:
    """One of them, or ``DoesNotExist``."""
    found: Application = list_applications(by=by).get(pk=pk)
    return found


def papers_in(application: Application) -> dict[str, ApplicationPaper]:
    """The papers that count, by their key."""
    return {one.key: one for one in application.papers.filter(replaced_at=None).select_related("by")}


def missing_in(application: Application) -> list[str]:
    """Everything that is missing before it can be submitted, in the reader's language; empty when it is complete."""
    rules = application.round.rules_in_force
    gaps = [str(one.message) for one in check_answers(form_of(application.round), application.answers).missing]
    papers = papers_in(application)
    return gaps + [
        _("The paper “%(paper)s” is missing.") % {"paper": one}
        for one in papers_of(rules)
        if one.required and one.key not in papers
    ]


def form_of(round: Round) -> FormDefinition:  # noqa: A002 – the noun
    """The form of a round, read from its rules."""
    return read_form(round.rules_in_force["form"])


def paper_field(key: str) -> FormField:
    """A paper as a field that takes a file, so that both are checked alike."""
    return FormField(key, FieldKind.FILE, NOTHING, suffixes=tuple(sorted(SUFFIXES)), most=MOST_MEGABYTES)


def file_field(round: Round, key: str) -> FormField:  # noqa: A002
    """The field of the form that takes this file, with its own kinds and size, or a paper beside the form."""
    field = form_of(round).by_key().get(key)
    return field if field is not None and field.kind is FieldKind.FILE else paper_field(key)


def answers_shown(application: Application) -> list[tuple[FormField, str]]:
    """The fields of the form with the answers for people."""
    fields = form_of(application.round).fields()
    return [(one, shown_answer(one, application.answers.get(one.key))) for one in fields]


def units_for(round: Round, organisation: Organisation) -> list[RecommendingUnit]:  # noqa: A002 – the noun
    """The units that recommend people of ``organisation``: itself, its county, its zone – the nearest of a line."""
    rows = round.units.select_related("area", "organisation")
    return [one for one in rows if one.covers(organisation)]


def own_organisations(by: Any) -> list[Organisation]:
    """The organisations for whose people ``by`` applies, or at which the person of this account works."""
    held = holding(by, Permission.APPLICATION_ADD)
    own = {one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id}
    if holding(by, Permission.APPLICATION_APPLY):
        own |= {one.organisation_id for one in holding(by, Permission.APPLICATION_APPLY) if one.organisation_id}
        person = person_of(by)
        own |= {person.organisation_id} if person is not None and person.organisation_id else set()
    rows = Organisation.objects.filter(pk__in=own, archived_at=None)
    return list(rows.select_related("area", "zone").order_by("name"))


def person_of(by: Any) -> Person | None:
    """The person of the register who signs in with this account."""
    found: Person | None = Person.objects.filter(account=by, archived_at=None).select_related("organisation").first()
    return found


def waiting_for(by: Any) -> QuerySet[Any]:
    """Submitted applications at units that ``by`` speaks for."""
    units = RecommendingUnit.objects.recommended_by(by).order_by().values("pk")
    rows: QuerySet[Any] = Application.objects.filter(
        Q(unit__in=units), state=ApplicationState.SUBMITTED, round__state__in=["open", "closed"]
    )
    return rows


def own_to_complete(by: Any) -> QuerySet[Any]:
    """Drafts and returned applications that ``by`` began, while the round is going on."""
    states = [ApplicationState.DRAFT, ApplicationState.RETURNED]
    return where_few(
        Application, lambda: Application.objects.filter(round__state__in=["open", "closed"]), by=by, state__in=states
    )
