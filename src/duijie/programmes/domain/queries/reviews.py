"""Reading expert reviews: what a reviewer has to do and sees, how far it is, and the ranking."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from duijie.accounts.access import can
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.programmes.domain.panels import REVIEWED_IN
from duijie.programmes.domain.queries.applications import answers_shown, form_of, papers_in
from duijie.programmes.forms.definition import FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.models import Application, ApplicationPaper, Review, ReviewPanel, Round, RoundReviewer
from duijie.programmes.rules import Paper, papers_of
from duijie.programmes.states import ApplicationState

_TELL_WHO = frozenset({FieldKind.PERSON, FieldKind.ORGANISATION, FieldKind.FILE, FieldKind.TABLE})

_TOLD = ("place", "score", "lowest", "highest", "spread", "scores")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of the ranking, with the application it is about. Scores are texts with two decimals."""

    application: Application
    place: int
    score: str
    lowest: str
    highest: str
    spread: str
    scores: int


def panel_of(round: Round) -> ReviewPanel | None:  # noqa: A002 – the noun
    found: ReviewPanel | None = ReviewPanel.objects.filter(round=round).select_related("by").first()
    return found


def own_reviews(*, by: Any) -> QuerySet[Any]:
    """Those that ``by`` is asked for: open ones, and what was handed in; not what they keep out of."""
    rows = Review.objects.visible_to(by).filter(reviewer__account=by, recused_at=None)
    found: QuerySet[Any] = rows.filter(application__state=ApplicationState.EXAMINED).select_related(
        "application__round__programme__area", "reviewer__panel"
    )
    return found.order_by("submitted_at", "pk")


def reviews_to_do(*, by: Any) -> QuerySet[Any]:
    """What is left of one's own, in reviews that are open."""
    return own_reviews(by=by).filter(
        submitted_at=None, reviewer__panel__closed_at=None, application__round__state__in=REVIEWED_IN
    )


def find_review(*, by: Any, pk: int) -> Review:
    """One of one's own, or ``DoesNotExist``."""
    found: Review = own_reviews(by=by).get(pk=pk)
    return found


def is_open(review: Review) -> bool:
    return review.reviewer.panel.closed_at is None and review.application.round.state in REVIEWED_IN


def shown_to_reviewer(review: Review) -> list[tuple[FormField, str]]:
    """The answers that the panel lets its reviewers see; all of them where it is not blind."""
    panel = review.reviewer.panel
    return [
        (field, answer)
        for field, answer in answers_shown(review.application)
        if not panel.is_blind or field.key in panel.fields
    ]


def papers_shown(review: Review) -> list[tuple[Paper, ApplicationPaper]]:
    """The papers that the panel lets its reviewers read."""
    panel, held = review.reviewer.panel, papers_in(review.application)
    asked = papers_of(review.application.round.rules_in_force)
    return [
        (one, held[one.key]) for one in asked if one.key in held and (not panel.is_blind or one.key in panel.papers)
    ]


def harmless_fields(round: Round) -> list[FormField]:  # noqa: A002
    """Fields whose answers do not say by themselves who applies: what a blind review begins with."""
    return [
        one
        for one in form_of(round).fields()
        if one.kind not in _TELL_WHO and not one.prefill and not one.states.startswith("person.birth")
    ]


def progress_of(panel: ReviewPanel) -> QuerySet[Any]:
    """Its reviewers with how many reviews each has, handed in, left and kept out of. While it goes on, only of what is
    still to be decided on; once it is closed, of all."""
    asked = Q() if panel.closed_at else Q(reviews__application__state=ApplicationState.EXAMINED)
    rows: QuerySet[Any] = panel.reviewers.select_related("account", "person").annotate(
        asked=Count("reviews", filter=asked & Q(reviews__recused_at=None)),
        handed_in=Count("reviews", filter=asked & Q(reviews__submitted_at__isnull=False)),
        left=Count("reviews", filter=asked & Q(reviews__submitted_at=None, reviews__recused_at=None)),
        recused=Count("reviews", filter=Q(reviews__recused_at__isnull=False)),
    )
    return rows.order_by("account__username")


def find_reviewer(panel: ReviewPanel, pk: int) -> RoundReviewer:
    """One of its reviewers, or ``DoesNotExist``."""
    found: RoundReviewer = panel.reviewers.select_related("panel__round").get(pk=pk)
    return found


def account_named(username: str) -> User | None:
    """The active account with this login name: whoever sets a review up knows whom they ask."""
    found: User | None = User.objects.filter(username=username, is_active=True).first()
    return found


def assignments_of(panel: ReviewPanel) -> QuerySet[Any]:
    """Who reviews what, with the fit and its reasons: for the office alone, since it names both."""
    rows: QuerySet[Any] = Review.objects.filter(reviewer__panel=panel, recused_at=None)
    return rows.select_related("reviewer__account", "application__unit__area", "application__unit__organisation")


def recusals_of(panel: ReviewPanel) -> QuerySet[Any]:
    """What reviewers keep out of, with their reasons."""
    rows: QuerySet[Any] = Review.objects.filter(reviewer__panel=panel, recused_at__isnull=False)
    return rows.select_related("reviewer__account", "application").order_by("pk")


def uncovered(panel: ReviewPanel) -> QuerySet[Any]:
    """Applications that have fewer reviewers than the panel wants, with ``asked``, how many they have."""
    rows = panel.round.applications.filter(state=ApplicationState.EXAMINED)
    counted: QuerySet[Any] = rows.annotate(asked=Count("reviews", filter=Q(reviews__recused_at=None)))
    return counted.filter(asked__lt=panel.each).order_by("pk")


def ranking_of(panel: ReviewPanel) -> list[Ranked]:
    """The ranking, frozen when it was closed; empty before."""
    rows = Application.objects.filter(pk__in=[one["application"] for one in panel.ranking]).select_related(
        "unit__area", "unit__organisation"
    )
    known = {one.pk: one for one in rows}
    return [
        Ranked(known[one["application"]], *(one[key] for key in _TOLD))
        for one in panel.ranking
        if one["application"] in known
    ]


def may_read_ranking(round: Round, *, by: Any) -> bool:  # noqa: A002
    """The office, and leaders of the programme's area: who looks after a county or a firm alone does not."""
    return can(by, Permission.APPLICATION_EXAMINE, round.place) or can(by, Permission.APPLICATION_VIEW, round.place)
