"""Packing how far demands have come (``queries.passage_blocks``), beside the pages."""

from collections.abc import Callable
from uuid import uuid4

from django.db.models import F, Max

from duijie.common.transactions import hold, in_transaction
from duijie.demands.domain.queries.passage_blocks import LAYOUT, SIZE, pack
from duijie.demands.domain.queries.passages import read_passages
from duijie.demands.models import Demand, PassageBlock, PassageChange

ENOUGH = 500
"""Demands that are read from their rows with every funnel, from which on it is worth packing them."""
Progress = Callable[[str, int, int], None]


def is_anything_to_pack() -> bool:
    """Whether funnels read more than ``ENOUGH`` demands from their rows."""
    if PassageChange.objects.order_by()[ENOUGH : ENOUGH + 1].exists():
        return True
    packed = PassageBlock.objects.filter(layout=LAYOUT).order_by().values_list("number", flat=True)
    missing = {*range(_last() // SIZE + 1)} - {*packed}
    some = next(iter(sorted(missing)), None)
    return some is not None and Demand.objects.filter(pk__gte=some * SIZE)[ENOUGH : ENOUGH + 1].exists()


def pack_passages(progress: Progress = lambda *_all: None) -> int:
    """Pack every block that is missing or of which a demand has changed. How many. Running it twice, or two at once,
    changes nothing."""
    changed = PassageChange.objects.order_by().values_list(F("demand") / SIZE, flat=True).distinct()
    known = PassageBlock.objects.filter(layout=LAYOUT).order_by().values_list("number", flat=True)
    wanted = sorted({*changed} | {*range(_last() // SIZE + 1)} - {*known})
    for done, number in enumerate(wanted):
        _pack(number)
        progress("packing", done + 1, len(wanted))
    return len(wanted)


@in_transaction
def _pack(number: int) -> None:
    """One block. What changes while it is read stays noted, and is packed the next time: the changes are read first,
    and no others are taken away. Two never pack one block at once."""
    PassageBlock.objects.get_or_create(number=number)
    hold(PassageBlock, number)
    first, end = number * SIZE, (number + 1) * SIZE
    changes = list(PassageChange.objects.filter(demand__gte=first, demand__lt=end).values_list("pk", flat=True))
    found = read_passages(Demand.objects.filter(archived_at=None, pk__gte=first, pk__lt=end).order_by("pk"))
    PassageBlock.objects.filter(number=number).update(layout=LAYOUT, version=uuid4(), packed=pack(number, found))
    for at in range(0, len(changes), SIZE):
        PassageChange.objects.filter(pk__in=changes[at : at + SIZE]).delete()


def _last() -> int:
    return Demand.objects.order_by().aggregate(last=Max("pk"))["last"] or 0
