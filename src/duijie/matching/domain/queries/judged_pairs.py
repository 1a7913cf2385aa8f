"""What has been said about pairs on the whole site, as labels that a ranking model learns from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.matching.interfaces.documents import key_of
from duijie.matching.interfaces.stored import Sentence, sentence
from duijie.matching.judging import PLACES, SIGNALS, Signal, Source
from duijie.matching.models import Choice, Judgement, Proposal
from duijie_match.errors import DuijieError
from duijie_match.learning.labels import Labels, check_enough, make_labels

Pair = tuple[int, str, int]
"""Demand, kind and number of the item of supply."""
Said = dict[Pair, int]
"""By pair the place of its signal in ``SIGNALS``."""


def judged_pairs() -> Said:
    """Every pair about which something was said, with what counts of it. Whose area it lies in does not matter: one
    model serves the whole site, and nobody is shown a pair by it.
    """
    found: Said = {}
    pair = ("demand_id", "kind", "supply")
    for source, rows in (
        (Source.JUDGEMENT, Judgement.objects.values_list(*pair, "level")),
        (Source.PROPOSAL, Proposal.objects.values_list(*pair, "state", "reason")),
        (Source.CHOICE, Choice.objects.values_list(*pair, "choice", "reason")),
    ):
        _add(found, source, rows.order_by("pk").iterator(chunk_size=2000))
    return found


def _add(found: Said, source: Source, rows: Iterable[Any]) -> None:
    for demand, kind, supply, word, *reason in rows:
        place = PLACES.get((source, str(word), reason[0] if reason else ""))
        if place is not None:
            pair = (demand, kind, supply)
            found[pair] = min(place, found.get(pair, place))


def labels_of(said: Said) -> Labels:
    """The same as labels of the matching core; documents by ``key_of``."""
    keys = {pair: (key_of("demand", pair[0]), key_of(pair[1], pair[2])) for pair in said}
    return make_labels(
        ((keys[pair], SIGNALS[place].says) for pair, place in said.items()),
        {keys[pair]: SIGNALS[place].weight for pair, place in said.items()},
    )


def count_signals(places: Iterable[int]) -> dict[str, int]:
    """How many pairs are told by which signal, by its key, in the order of the table."""
    counts = Counter(places)
    return {SIGNALS[place].key: counts[place] for place in sorted(counts)}


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much there is to learn from: pairs by signal (all of the table), and what is ``missing``, if anything is."""

    signals: tuple[tuple[Signal, int], ...]
    pairs: int
    demands: int
    missing: Sentence | None


def readiness(*, by: Any) -> Readiness:
    """Three queries and no text. Raises ``PermissionDenied``."""
    require(by, Permission.RANKING_MODEL_VIEW)
    said = judged_pairs()
    counts = Counter(said.values())
    missing = None
    try:
        check_enough(labels_of(said))
    except DuijieError as error:
        missing = sentence(error.message)
    signals = tuple((signal, counts[place]) for place, signal in enumerate(SIGNALS))
    return Readiness(signals, len(said), len({demand for demand, _kind, _supply in said}), missing)
