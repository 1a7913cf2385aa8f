"""Expert review for reviewers: what is left to do, one application without a name, its marks."""

from typing import Any

import django_filters
import django_tables2
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act
from duijie.portal.programmes.review_forms import MarksForm, RecuseFromForm
from duijie.portal.tables import Table, show_page
from duijie.programmes.domain import reviews as domain
from duijie.programmes.domain.applications import FOLDER
from duijie.programmes.domain.queries import reviews as queries
from duijie.programmes.models import Review
from duijie.programmes.rules import said
from duijie.programmes.scores.criteria import criteria_in, score_of, shown_score
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
LEFT, HANDED_IN = pgettext_lazy("state of a review", "to do"), pgettext_lazy("state of a review", "handed in")


class ReviewFilter(django_filters.FilterSet):  # type: ignore[misc]
    done = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=[("no", LEFT), ("yes", HANDED_IN)], method="by_done",
        empty_label=gettext_lazy("any"),
    )  # fmt: skip

    class Meta:
        model = Review
        fields = ("done",)

    def by_done(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(submitted_at__isnull=value == "no")


class ReviewTable(Table):
    caption = gettext_lazy("Reviews")
    pk = django_tables2.Column(verbose_name=gettext_lazy("Application"))
    round = django_tables2.Column(
        verbose_name=gettext_lazy("Round"), accessor="application__round", order_by="application__round__name"
    )
    due = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Reviews until"), accessor="reviewer__panel__due_on", format="Y-m-d"
    )
    state = django_tables2.Column(
        verbose_name=gettext_lazy("State"), accessor="submitted_at", empty_values=(), order_by="submitted_at"
    )

    class Meta(Table.Meta):
        order_by = "state"
        empty_text = gettext_lazy("Nothing to review. You are told when applications are assigned to you.")

    def render_pk(self, record: Any) -> str:
        return format_html('<a href="{}">{}</a>', reverse("review_detail", args=[record.pk]), number_of(record))

    def render_state(self, record: Any) -> Any:
        return HANDED_IN if record.submitted_at else LEFT


def number_of(review: Review) -> str:
    """What a reviewer calls an application whose name they do not know; another reviewer's number of it differs."""
    panel = review.reviewer.panel
    words = _("Application no. %(number)d") % {"number": review.pk}
    return words if panel.is_blind else f"{words} · {review.application.name}"


@permitted(Permission.REVIEW_SCORE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ReviewFilter(request.GET, queries.own_reviews(by=request.user))
    table = show_page(ReviewTable(found.qs), request)
    return render(request, "portal/programmes/reviews.html", {"table": table, "filter": found})


@permitted(Permission.REVIEW_SCORE)
@form_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The application as far as it is shown, and the marks; both buttons keep them, one hands them in."""
    review = _review(request, pk)
    criteria = criteria_in(review.application.round.rules_in_force)
    form = MarksForm(request.POST or None, criteria=criteria, review=review)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        hand_in = "hand_in" in request.POST
        if act(
            request,
            lambda: domain.write_review(
                review=review,
                marks=form.marks,
                comment=given["comment"],
                version=given["version"],
                hand_in=hand_in,
                by=me(request),
            ),
            form=form,
            said=_("Handed in.") if hand_in else _("Kept. It counts once you hand it in."),
        ):
            return redirect("review_list" if hand_in else request.path)
    open_ = queries.is_open(review)
    audit.note_read(by=request.user, targets=[review.application], purpose="review")
    score = shown_score(score_of(criteria, review.marks)) if review.submitted_at else None
    context = {
        "review": review, "name": number_of(review), "form": form if open_ else None, "score": score,
        "answers": queries.shown_to_reviewer(review), "papers": queries.papers_shown(review),
        "marks": [(said(one.label.as_json()), review.marks.get(one.key), one.most) for one in criteria],
        "round": review.application.round, "panel": review.reviewer.panel,
    }  # fmt: skip
    return render(request, "portal/programmes/review.html", context)


@permitted(Permission.REVIEW_SCORE)
@form_page
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    review = _review(request, pk)
    form = RecuseFromForm(request.POST or None, initial={"version": review.version})
    if (
        request.method == "POST"
        and form.is_valid()
        and act(request, lambda: domain.recuse_from(review=review, by=me(request), **form.cleaned_data), form=form)
    ):
        return redirect("review_list")
    context = {"review": review, "name": number_of(review), "form": form}
    return render(request, "portal/programmes/review_recuse.html", context)


@permitted(Permission.REVIEW_SCORE)
@require_safe
def paper(request: HttpRequest, pk: int, row: int) -> Any:
    """A paper that reviewers are shown, under the name of what it is: files are often called after people."""
    review = _review(request, pk)
    found = next(((asked, held) for asked, held in queries.papers_shown(review) if held.pk == row), None)
    if found is None:
        raise Http404
    asked, held = found
    path = new_file(FOLDER, held.stored.rpartition("/")[2])
    if not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="review.paper", target=review, place=review.place, detail={"paper": held.pk})
    suffix = held.stored.rpartition(".")[2]
    name = f"{asked}.{suffix}" if review.reviewer.panel.is_blind else held.name
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _review(request: HttpRequest, pk: int) -> Review:
    try:
        return queries.find_review(by=request.user, pk=pk)
    except Review.DoesNotExist as error:
        raise Http404 from error
