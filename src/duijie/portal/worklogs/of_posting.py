"""Lists of one posting (``?posting=``), and what the page of a posting says of work, yields and money."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import address_with
from duijie.programmes.domain.queries import ledger, work_logs
from duijie.programmes.domain.queries.yields import list_yields
from duijie.programmes.domain.results.yields import may_enter
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import Commendation, Posting
from duijie.programmes.posting_states import SERVING
from duijie.programmes.service_states import LogState, YieldState


class OfPosting(django_filters.FilterSet):  # type: ignore[misc]
    """A list that ``?posting=`` narrows to the rows of one posting; the form keeps it."""

    of_posting = "posting"
    """How a row is tied to its posting."""

    @cached_property
    def posting(self) -> int | None:
        asked = self.data.get("posting", "")
        return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else None

    @property
    def qs(self) -> Any:
        rows = super().qs
        return rows if self.posting is None else rows.filter(**{self.of_posting: self.posting})

    @property
    def narrowed(self) -> list[dict[str, Any]]:
        """For ``parts/narrowed.html``: whose list it is, where there is one; the rows say it, so nobody else's."""
        if self.posting is None:
            return []
        seen = self.queryset.filter(**{self.of_posting: self.posting})
        told = seen.values_list(f"{self.of_posting}__name", f"{self.of_posting}__host__name").first()
        rest = self.data.copy()
        del rest["posting"]
        words = " → ".join(told) if told else "–"
        return [
            {"key": "posting", "value": self.posting, "label": _("Posting"), "words": words, "rest": rest.urlencode()}
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """What there is of one kind, where it is listed, and where more is entered."""

    label: str
    text: str
    address: str
    add_label: str = ""
    add_address: str = ""


def lines_of(posting: Posting, *, by: Any) -> list[Line]:
    """Work logs, yields, money and commendations of ``posting``, as far as ``by`` may read them; four queries."""
    found = []
    if can(by, Permission.WORK_LOG_VIEW):
        found.append(_logs(posting, by))
    if can(by, Permission.YIELD_VIEW):
        found += [_yields(posting, by), _commendations(posting, by)]
    if can(by, Permission.LEDGER_VIEW):
        found.append(_money(posting, by))
    return found


def _logs(posting: Posting, by: Any) -> Line:
    told = work_logs.list_logs(by=by).filter(posting=posting).order_by()
    count = told.aggregate(all=Count("pk"), counted=Count("pk", filter=Q(state=LogState.COUNTED)))
    words = ngettext("%(all)d log, %(counted)d counted", "%(all)d logs, %(counted)d counted", count["all"]) % count
    may = posting.state in SERVING and can(by, Permission.WORK_LOG_ADD) and is_posted(posting, by)
    return Line(_("Work logs"), words, _of("work_log_list", posting), *_add(may, _("Log work"), "work_log_add"))


def _yields(posting: Posting, by: Any) -> Line:
    told = list_yields(by=by).filter(shares__posting=posting).order_by()
    count = told.aggregate(
        all=Count("pk", distinct=True), verified=Count("pk", distinct=True, filter=Q(state=YieldState.VERIFIED))
    )
    words = ngettext("%(all)d yield, %(verified)d verified", "%(all)d yields, %(verified)d verified", count["all"])
    add = _add(may_enter(posting, by=by), _("Enter a yield"), "yield_add", posting.pk)
    return Line(_("Yields"), words % count, _of("yield_list", posting), *add)


def _commendations(posting: Posting, by: Any) -> Line:
    rows: QuerySet[Any] = Commendation.objects.visible_to(by).filter(posting=posting)
    count = rows.count()
    words = ngettext("%(count)d commendation", "%(count)d commendations", count) % {"count": count}
    may = can(by, Permission.YIELD_VERIFY, posting.host.place) and not is_posted(posting, by)
    add = _add(may, _("Enter a commendation"), "commendation_add", posting.pk)
    return Line(_("Commendations"), words, _of("commendation_list", posting), *add)


def _money(posting: Posting, by: Any) -> Line:
    told = ledger.sums(ledger.list_entries(by=by).filter(posting=posting))
    words = _("planned %(planned)s yuan, paid %(paid)s yuan") % {
        "planned": f"{told['planned']:,.2f}", "paid": f"{told['paid']:,.2f}",
    }  # fmt: skip
    add = _add(can(by, Permission.LEDGER_WRITE, posting.place), _("Enter money"), "ledger_add", posting.pk)
    return Line(_("Ledger"), words, _of("ledger_list", posting), *add)


def _of(name: str, posting: Posting) -> str:
    return address_with(reverse(name), posting=str(posting.pk))


def _add(may: bool, label: str, name: str, *numbers: int) -> tuple[str, str]:
    return (label, reverse(name, args=numbers)) if may else ("", "")
