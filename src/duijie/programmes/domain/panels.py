"""Expert review (专家评审), the office's side: set up, reviewers, who reviews what, closed with a ranking."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import grants, require
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import StaleError
from duijie.common.transactions import hold, in_transaction
from duijie.messaging.domain.messages import send
from duijie.programmes.domain.postings.plans import reasons_of
from duijie.programmes.domain.review_fit import ReviewFits
from duijie.programmes.domain.rounds import lock_round, tidy
from duijie.programmes.message_kinds import REVIEW_ASSIGNED
from duijie.programmes.models import Application, Recusal, Review, ReviewPanel, Round, RoundReviewer
from duijie.programmes.scores.criteria import Trimming, criteria_in, place_all, score_of, shown_score
from duijie.programmes.scores.reviewers import Reviewed, Reviewer, assign_reviewers, faults_in, wrote_together
from duijie.programmes.states import ApplicationState, RoundState
from duijie.registry.models import Affiliation, Person
from duijie_match.errors import DuijieError

REVIEWED_IN = frozenset({RoundState.RECOMMENDED, RoundState.EXAMINED})
FIELDS = ("each", "each_side", "from_scores", "is_blind", "fields", "papers", "due_on")
MOST_REVIEWERS = 300


@in_transaction
def set_up(*, round: Round, values: Mapping[str, Any], version: int | None, by: Any) -> ReviewPanel:  # noqa: A002
    """Settings of the review, first or anew while it is open. Raises ``ValidationError`` by field; codes ``review``
    (the programme wants none), ``state``, ``closed``; ``StaleError``."""
    current = _lock(round, by=by)
    if not current.rules["review"] or not criteria_in(current.rules):
        raise ValidationError(_("The rules of this round want no expert review."), code="review")
    panel = ReviewPanel.objects.filter(round=current).first() or ReviewPanel(round=current, version=0)
    if version is not None and panel.pk and panel.version != version:
        raise StaleError(current=panel, version=version, values=values)
    _require_open(panel)
    for name in FIELDS:
        if name in values:
            setattr(panel, name, values[name])
    if panel.due_on < clock.today():
        raise ValidationError({"due_on": [ValidationError(_("This day is over."), code="past")]})
    if panel.from_scores <= 2 * panel.each_side:
        words = _("Of so few scores none would be left.")
        raise ValidationError({"from_scores": [ValidationError(words, code="trimming")]})
    panel.by, panel.changed_at, panel.version = by, clock.now(), panel.version + 1
    none = [name for name in ("fields", "papers") if panel.__dict__[name] == []]  # reviewers may see none of a kind
    panel.full_clean(exclude=["round", "by", *none], validate_constraints=False)
    panel.save()
    detail = {"until": str(panel.due_on), "version": panel.version}
    audit.record(by=by, verb="review.set_up", target=current, place=current.place, detail=detail)
    return panel


@in_transaction
def add_reviewer(*, round: Round, account: User, most: int, by: Any) -> RoundReviewer:  # noqa: A002
    """Somebody who holds a reviewer's role. Their person in the register is found by the account."""
    panel = lock_panel(round, by=by)
    if not account.is_active or not account.has_perm(Permission.REVIEW_SCORE):
        words = _("This account holds no role that reviews. The security administrator grants the role “Reviewer”.")
        raise ValidationError({"account": [ValidationError(words, code="role")]})
    if panel.reviewers.count() >= MOST_REVIEWERS:
        raise ValidationError(_("At most %(most)d reviewers."), code="many", params={"most": MOST_REVIEWERS})
    person = Person.objects.filter(account=account, archived_at=None).first()
    made = RoundReviewer(panel=panel, account=account, person=person, most=most)
    made.full_clean(exclude=["panel", "account", "person"], validate_unique=False, validate_constraints=False)
    if panel.reviewers.filter(account=account).exists():
        raise ValidationError({"account": [ValidationError(_("They review in this round already."), code="taken")]})
    made.save()
    detail = {"account": account.pk, "most": most}
    audit.record(by=by, verb="review.add_reviewer", target=panel.round, place=panel.place, detail=detail)
    return made


@in_transaction
def remove_reviewer(*, reviewer: RoundReviewer, by: Any) -> None:
    """They review no more in this round; what they handed in stays, and then so do they (code ``used``)."""
    panel = lock_panel(reviewer.panel.round, by=by)
    if reviewer.reviews.filter(submitted_at__isnull=False).exists():
        raise ValidationError(_("Reviews of theirs are handed in already. They stay."), code="used")
    detail = {"account": reviewer.account_id}
    audit.record(by=by, verb="review.remove_reviewer", target=panel.round, place=panel.place, detail=detail)
    reviewer.reviews.all().delete()
    RoundReviewer.objects.filter(pk=reviewer.pk, panel=panel).delete()


@in_transaction
def assign(*, round: Round, by: Any) -> dict[str, int]:  # noqa: A002
    """Have the solver say who reviews what, by field and words; what was begun stays, and nobody in conflict is asked.
    Each is told what is new. How many ``applications``, ``reviews``, and how many are ``short`` of reviewers."""
    panel = lock_panel(round, by=by)
    rows = to_review(panel.round)
    reviewers = list(panel.reviewers.select_related("account", "person"))
    if not rows or not reviewers:
        words = _("There are no applications to review yet, or no reviewers.")
        raise ValidationError(words, code="empty")
    reviewed, asked = subjects(panel, rows, reviewers)
    people = {one for each in reviewed for one in each.persons} | {one.person for one in asked if one.person}
    together = wrote_together(people)
    fits = ReviewFits(panel, rows, reviewers)
    known = list(Review.objects.filter(reviewer__panel=panel, recused_at=None))
    old = {(one.application_id, one.reviewer_id): one for one in known}
    begun = [key for key, one in old.items() if one.marks or one.submitted_at]
    try:
        plan = assign_reviewers(
            reviewed, asked, each=panel.each, together=together, fit=fits.scores(), kept=old, begun=begun
        )
    except DuijieError as error:
        raise ValidationError(error.message.render(get_language() or "en"), code="plan") from error
    begun_anyway = set(begun)
    wrong = faults_in(plan, reviewed, asked, each=panel.each, together=together) if not begun_anyway else []
    if wrong:
        raise ValidationError(wrong[0], code="plan")
    wanted = {(int(str(application)), int(str(reviewer))) for application, reviewer in plan.pairs}
    Review.objects.filter(pk__in=[one.pk for key, one in old.items() if key not in wanted | begun_anyway]).delete()
    new = sorted(wanted - set(old))
    now = clock.now()
    found = [(a, r, fits.of(a, r)) for a, r in new]
    Review.objects.bulk_create(
        Review(application_id=a, reviewer_id=r, assigned_at=now, fit=fit.score, fit_reasons=reasons_of(fit))
        for a, r, fit in found
    )
    _tell(panel, reviewers, [reviewer for _application, reviewer in new], by=by)
    counted = {"applications": len(rows), "reviews": len(wanted), "short": sum(plan.short.values())}
    audit.record(by=by, verb="review.assign", target=panel.round, place=panel.place, detail=counted)
    return counted


@in_transaction
def close(*, round: Round, by: Any, reason: str = "") -> ReviewPanel:  # noqa: A002
    """The ranking by the trimmed means. Reviews that are not handed in need a ``reason`` and do not count; an
    application without any keeps it open (code ``unready``)."""
    panel = lock_panel(round, by=by)
    given = _marks(panel)
    rows = to_review(panel.round)
    bare = [one for one in rows if one.pk not in given]
    if bare or not rows:
        words = ngettext_lazy(
            "%(count)d application has no review that was handed in.",
            "%(count)d applications have no review that was handed in.",
            len(bare),
        )
        raise ValidationError(words, code="unready", params={"count": len(bare)})
    left = Review.objects.filter(application__in=rows, reviewer__panel=panel, submitted_at=None, recused_at=None)
    short = [one for one in rows if len(given[one.pk]) < panel.each]
    reason = tidy(reason)
    if (left.exists() or short) and not reason:
        words = _("Not every review is handed in. Say why it is closed all the same.")
        raise ValidationError({"reason": [ValidationError(words, code="reason")]})
    panel.ranking, panel.closed_at, panel.reason = _ranked(panel, given), clock.now(), reason
    panel.version += 1
    panel.save()
    detail = {"applications": len(rows), "count": left.count(), "reason": reason}
    audit.record(by=by, verb="review.close", target=panel.round, place=panel.place, detail=detail)
    return panel


@in_transaction
def reopen(*, round: Round, by: Any, reason: str) -> ReviewPanel:  # noqa: A002
    """The ranking is dropped and marks can be given again, until the meeting has decided."""
    current = _lock(round, by=by)
    panel = ReviewPanel.objects.filter(round=current).first()
    reason = tidy(reason)
    if panel is None or panel.closed_at is None:
        raise ValidationError(_("It is not closed."), code="state")
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    detail = {"reason": reason, "ranked": [one["application"] for one in panel.ranking]}
    panel.ranking, panel.closed_at, panel.reason, panel.version = [], None, reason, panel.version + 1
    panel.save()
    audit.record(by=by, verb="review.reopen", target=current, place=current.place, detail=detail)
    return panel


def to_review(round: Round) -> list[Application]:  # noqa: A002
    """The applications that are reviewed: those that meet the conditions."""
    rows = round.applications.filter(state=ApplicationState.EXAMINED)
    return list(rows.select_related("person", "organisation").prefetch_related("members").order_by("pk"))


def subjects(
    panel: ReviewPanel, rows: Iterable[Application], reviewers: Sequence[RoundReviewer]
) -> tuple[list[Reviewed], list[Reviewer]]:
    """Applications and reviewers as the solver sees them, with what makes a conflict: persons, units, and recusals."""
    by_account = {one.account_id: one.pk for one in reviewers}
    named: dict[int, set[int]] = {}
    for account, organisation in Recusal.objects.filter(round=panel.round_id).values_list("account", "organisation"):
        if account in by_account:
            named.setdefault(organisation, set()).add(by_account[account])
    out = Review.objects.filter(reviewer__panel=panel, recused_at__isnull=False)
    recused: dict[int, set[int]] = {}
    for application, reviewer in out.values_list("application", "reviewer"):
        recused.setdefault(application, set()).add(reviewer)
    reviewed = []
    for one in rows:
        members = list(one.members.all())
        units = {one.organisation_id, *(each.organisation_id for each in members if each.organisation_id)}
        apart = recused.get(one.pk, set()).union(*(named.get(unit, set()) for unit in units))
        seated = (one.person_id, *(each.person_id for each in members))
        persons = frozenset(number for number in seated if number is not None)
        reviewed.append(Reviewed(one.pk, persons, frozenset(units), frozenset(apart)))
    worked: dict[int, set[int]] = {}
    people = [one.person_id for one in reviewers if one.person_id]
    held = Affiliation.objects.filter(person__in=people, organisation__isnull=False)
    for person, organisation in held.values_list("person", "organisation"):
        worked.setdefault(person, set()).add(organisation)
    asked = []
    for who in reviewers:
        units = {grant.organisation_id for grant in grants(who.account) if grant.organisation_id}
        if who.person is not None:
            units |= {who.person.organisation_id, *worked.get(who.person.pk, ())} - {None}
        asked.append(Reviewer(who.pk, who.person_id, frozenset(units), most=who.most))
    return reviewed, asked


def lock_panel(round: Round, *, by: Any) -> ReviewPanel:  # noqa: A002
    """The review of a round while it is open, held by whoever examines there."""
    current = _lock(round, by=by)
    hold(ReviewPanel, *ReviewPanel.objects.filter(round=current).values_list("pk", flat=True))
    panel: ReviewPanel | None = ReviewPanel.objects.select_related("round__programme__area").filter(
        round=current
    ).first()  # fmt: skip
    if panel is None:
        raise ValidationError(_("Set the review up first."), code="state")
    _require_open(panel)
    return panel


def _lock(round: Round, *, by: Any) -> Round:  # noqa: A002
    current = lock_round(round, version=None, by=by, permission=Permission.APPLICATION_EXAMINE)
    require(by, Permission.APPLICATION_EXAMINE, current.place)
    if current.state not in REVIEWED_IN:
        words = _("Experts review after the recommendation and before the meeting decides.")
        raise ValidationError(words, code="state")
    return current


def _require_open(panel: ReviewPanel) -> None:
    if panel.closed_at is not None:
        raise ValidationError(_("The review is closed. It can be reopened with a reason."), code="closed")


def _marks(panel: ReviewPanel) -> dict[int, list[dict[str, int]]]:
    found: dict[int, list[dict[str, int]]] = {}
    rows = Review.objects.filter(
        reviewer__panel=panel, submitted_at__isnull=False, application__state=ApplicationState.EXAMINED
    )
    for application, marks in rows.order_by("pk").values_list("application", "marks"):
        found.setdefault(application, []).append(marks)
    return found


def _ranked(panel: ReviewPanel, given: Mapping[int, list[dict[str, int]]]) -> list[dict[str, Any]]:
    criteria = criteria_in(panel.round.rules)
    placed = place_all(criteria, dict(given.items()), Trimming(panel.each_side, panel.from_scores))
    found = []
    for one in placed:
        scores = sorted(score_of(criteria, marks) for marks in given[int(str(one.key))])
        found.append(
            {
                "application": one.key, "place": one.place, "score": str(shown_score(one.score)),
                "lowest": str(shown_score(scores[0])), "highest": str(shown_score(scores[-1])),
                "spread": str(shown_score(scores[-1] - scores[0])), "scores": len(scores),
            }
        )  # fmt: skip
    return found


def _tell(panel: ReviewPanel, reviewers: Iterable[RoundReviewer], new: Sequence[int], *, by: Any) -> None:
    for one in reviewers:
        count = new.count(one.pk)
        if count:
            context = {"round": str(panel.round), "count": count, "due": str(panel.due_on)}
            key = f"review:{one.pk}:{panel.version}:{clock.now():%Y%m%d%H%M%S%f}"
            send(
                key=key, template=REVIEW_ASSIGNED.key, to=one.account, context=context, link=reverse("review_list"),
                by=by, target=panel.round,
            )  # fmt: skip
