"""Amounts in the cells of an imported list. Registers keep them in 10,000 yuan, and a bare number counts as that."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from duijie.common.importing.nouns import Finding, SourceRow
from duijie.registry.domain.organisation_lists import finding
from duijie_match.documents import MoneyRange
from duijie_match.lists.money import money_under
from duijie_match.lists.values import Unreadable

WAN = Decimal(10_000)
_USUAL = "万元"
_DOUBTFUL = 10_000 * WAN  # 10000 under 预算 may be 1亿元, and is more often 1万元


def amount_in(row: SourceRow, field: str) -> MoneyRange | None:
    """What the cell of ``field`` says, in yuan. Raises ``Unreadable``."""
    return money_under(row.headers.get(field, ""), row.cells[field], row.units.get(field) or _USUAL)


def in_wan(yuan: Decimal | None, places: int) -> Decimal | None:
    """In 10,000 yuan, to as many places as the column keeps: lists write 12,345元 too."""
    return None if yuan is None else (yuan / WAN).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def doubtful_amounts(row: SourceRow, fields: Iterable[str]) -> Iterator[Finding]:
    """A question about each bare number that would be very much money, and of which nobody says the unit."""
    for field in fields:
        if field not in row.cells or row.units.get(field):
            continue
        try:
            counted = amount_in(row, field)
        except Unreadable:
            continue
        parts = [part for part in (counted.low, counted.high) if part is not None] if counted else []
        if not parts or max(parts) < _DOUBTFUL:
            continue
        if counted != money_under(row.headers.get(field, ""), row.cells[field], ""):
            words = _(
                "It says no unit and counts as %(amount)s times 10,000 yuan. Import the row only if that is meant; "
                "else write the unit, as in “30万元”."
            )
            yield finding("no-unit", words, field=field, amount=f"{max(parts) / WAN:,.0f}")
