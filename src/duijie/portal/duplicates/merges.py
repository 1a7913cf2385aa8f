"""Comparing two records field by field, merging them, and taking that back."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.common.editing import StaleError
from duijie.portal.duplicates.pointers import page_of
from duijie.portal.duplicates.tables import MergeTable, percent
from duijie.portal.duplicates.views import pair_of
from duijie.portal.navigation import EDITS
from duijie.portal.permitted import permitted, tell
from duijie.portal.tables import show_page
from duijie.registry.domain import merges as domain
from duijie.registry.domain.queries import duplicates as pairs
from duijie.registry.domain.queries import merges as queries
from duijie.registry.domain.queries import records
from duijie.registry.models import Merge, PairState
from duijie.registry.register import Register, kin_of, register_of

WHYS = {
    "changed": gettext_lazy("changed since"),
    "gone": gettext_lazy("no longer there"),
    "target": gettext_lazy("what it belonged to is no longer there"),
    "taken": gettext_lazy("the value stands elsewhere now"),
}


@permitted(*EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The two side by side; posted, they are merged as chosen."""
    pair = pair_of(request, pk)
    pairs.attach_records([pair])
    one, other = pair.one, pair.other  # type: ignore[attr-defined]
    if one is None or other is None:
        raise Http404
    register = register_of(pair.register)
    asked = request.POST.get("kept") or request.GET.get("kept") or str(_fuller(one, other).pk)
    kept, merged = (other, one) if asked == str(other.pk) else (one, other)
    if request.method == "POST":
        made = _merge(request, register, kept, merged)
        if made is not None:
            messages.success(request, _("“%(gone)s” is part of “%(kept)s” now.") % {"gone": merged, "kept": kept})
            return redirect("merge_detail", made.pk)
        return redirect("duplicate_detail", pk)
    for each in kin_of(register):
        records.note_personal(each, by=request.user, shown=[kept, merged])
    living = kept.archived_at is None and merged.archived_at is None
    context = {
        "pair": pair, "register": register, "kept": kept, "merged": merged, "percent": percent(pair.likeness),
        "lines": queries.preview_merge(register, kept, merged),
        "references": queries.count_references(register, kept, merged),
        "kept_address": page_of(register, kept.pk), "merged_address": page_of(register, merged.pk),
        "may_merge": living and queries.may_merge(register, kept, merged, by=request.user), "living": living,
        "is_open": pair.state == PairState.OPEN, "is_different": pair.state == PairState.DIFFERENT,
    }  # fmt: skip
    return render(request, "portal/duplicates/compare.html", context)


def _merge(request: HttpRequest, register: Register, kept: Any, merged: Any) -> Merge | None:
    """What came of it; None where it was refused, and the page says why."""
    choices = {
        name.removeprefix("choice-"): str(value) for name, value in request.POST.items() if name.startswith("choice-")
    }
    versions = [request.POST.get(name, "") for name in ("kept_version", "merged_version")]
    numbers = [int(one) if one.isdigit() else 0 for one in versions]
    try:
        return domain.merge_records(
            register=register, kept=kept, merged=merged, choices=choices, versions=(numbers[0], numbers[1]),
            by=request.user, reason=request.POST.get("reason", "")[:200],
        )  # fmt: skip
    except ValidationError as error:
        tell(request, error)
    except StaleError:
        words = _("Nothing was merged: somebody changed one of the two just now. Compare them again.")
        messages.error(request, words)
    return None


def _fuller(one: Any, other: Any) -> Any:
    """Which of the two is kept unless a person turns it round: the one of which more is known."""

    def known(record: Any) -> int:
        values = (getattr(record, column.attname) for column in record._meta.concrete_fields)
        return sum(value not in (None, "") for value in values)

    return other if known(other) > known(one) else one


@permitted(*EDITS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = show_page(MergeTable(queries.list_merges(by=request.user)), request)
    pairs.attach_records([row.record for row in table.paginated_rows], names=("kept", "merged"))
    return render(request, "portal/duplicates/merges.html", {"table": table})


@permitted(*EDITS)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    merge, register = _find(request, pk)
    counts: dict[Any, list[int]] = {}
    for at, rows in enumerate((merge.moved, merge.dropped)):
        for row in rows:
            counts.setdefault(row["model"], [0, 0])[at] += 1
    conflicts = [{**one, "what": _what(one), "why": WHYS.get(one["why"], one["why"])} for one in merge.conflicts]
    context = {
        "merge": merge, "register": register, "kept_address": page_of(register, merge.kept), "conflicts": conflicts,
        "counts": [(apps.get_model(label)._meta.verbose_name_plural, *both) for label, both in counts.items()],
        "may_undo": merge.undone_at is None and _may(request, merge, register),
    }  # fmt: skip
    return render(request, "portal/duplicates/merge.html", context)


@permitted(*EDITS)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and put everything back."""
    merge, register = _find(request, pk)
    if request.method == "POST":
        try:
            undone = domain.undo_merge(merge=merge, by=request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            tell(request, error)
        else:
            messages.success(request, _("Both records are there again."))
            if undone.conflicts:
                messages.warning(request, _("What was changed since the merge was kept; it is listed below."))
        return redirect("merge_detail", pk)
    return render(request, "portal/duplicates/undo.html", {"merge": merge, "register": register})


def _find(request: HttpRequest, pk: int) -> tuple[Any, Register]:
    merge = queries.list_merges(by=request.user).filter(pk=pk).first()
    if merge is None:
        raise Http404
    pairs.attach_records([merge], names=("kept", "merged"))
    return merge, register_of(merge.register)


def _may(request: HttpRequest, merge: Any, register: Register) -> bool:
    return None not in (merge.one, merge.other) and queries.may_merge(register, merge.one, merge.other, by=request.user)


def _what(one: dict[str, Any]) -> Any:
    """Which row, and which column of it, in words."""
    model = apps.get_model(one["model"])
    label = model._meta.verbose_name
    if "column" not in one:
        return f"{label} {one['pk']}"
    column = next(each for each in model._meta.concrete_fields if each.attname == one["column"])
    return f"{label} {one['pk']} · {column.verbose_name}"
