"""Matching two lists, in a job: match both ways, keep the matcher for later questions, store the pairs.

Running it twice gives the same rows; a run that was overtaken by a correction of the lists leaves nothing.
"""

import hashlib
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from duijie.common import clock
from duijie.matching.domain.list_matches import result_folder
from duijie.matching.domain.list_reading import Lists, open_lists
from duijie.matching.domain.queries.lexicon import terms_in_use
from duijie.matching.interfaces.stored import document_data, reasons_data, sentence, told_of
from duijie.matching.interfaces.workbooks import write_workbooks
from duijie.matching.models import ItemSide, ListItem, ListMatch, ListPair
from duijie.search.domain.queries.embedding_models import Reader, open_reader, read_by
from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.documents import Document
from duijie_match.explain.sentences import depth
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.progress import Progress
from duijie_match.results import Match
from duijie_match.wording import Message

BATCH = 500
MOST_KEY = 200  # as long as ListItem.key


def run_list_match(*, list_match_id: str, version: int, progress: Progress) -> dict[str, Any]:
    """Match, and store the pairs with their reasons. Returns the summary that the list match keeps."""
    started = time.monotonic()
    list_match = ListMatch.objects.get(pk=list_match_id)
    lists = open_lists(list_match, progress)

    def work(reader: Reader) -> dict[str, Any]:
        return _match_and_store(list_match, version, lists, reader, started, progress)

    return read_by(open_reader(lists.demands.documents, lists.supply.documents), work)


def _match_and_store(
    list_match: ListMatch, version: int, lists: Lists, reader: Reader, started: float, progress: Progress
) -> dict[str, Any]:
    terms = terms_in_use()
    matcher = Matcher.build(
        lists.demands.documents,
        lists.supply.documents,
        embedder=reader.embedder,
        lexicon=terms.lexicon,
        kept=KeptAnalyses(Path(settings.DATA) / "cache" / "analyses"),
        progress=progress,
        settings=MatchSettings(most_shown=list_match.most_shown, diversity=list_match.diversity),
    )
    forward, backward = (
        list(matcher.with_sentences(found, reader.embedder, most=depth(count, list_match.top), progress=progress))
        for found, count in (
            (matcher.match(top=list_match.top, progress=progress), len(lists.demands.documents)),
            (matcher.match_supply(top=list_match.top, progress=progress), len(lists.supply.documents)),
        )
    )
    unmatched = dict(matcher.unmatched(top=list_match.top))
    problems = [*lists.named_problems, *lists.works_problems]
    summary = {
        "demands": len(lists.demands.documents),
        "supply": len(lists.supply.documents),
        "levels": _best_levels(forward, lists.demands.documents),
        "unmatched": len(unmatched),
        "problems": len(problems),
        **told_of(reader),
        **terms.told(),
        "seconds": round(time.monotonic() - started, 1),
    }
    progress("writing", 0, 1)
    engine = _save_engine(matcher, str(list_match.pk), version)
    summary["engine"] = engine.name
    write_workbooks(
        engine,
        list_match=list_match,
        lists=lists,
        matches=(forward, backward),
        unmatched=list(unmatched.items()),
        problems=problems,
        summary=summary,
    )
    progress("storing", 0, 1)
    sides = lists.demands.documents, lists.supply.documents
    if not _store(list_match, version, sides, forward, backward, unmatched, summary):
        shutil.rmtree(engine, ignore_errors=True)
        return {"overtaken": True}
    _remove_other_engines(engine)
    return summary


def _store(
    list_match: ListMatch,
    version: int,
    sides: tuple[Sequence[Document], Sequence[Document]],
    forward: Sequence[Match],
    backward: Sequence[Match],
    unmatched: dict[str, Message],
    summary: dict[str, Any],
) -> bool:
    """Replace the stored result in one transaction; ``False`` if the lists were corrected meanwhile."""
    best = _best(forward, by_supply=False), _best(backward, by_supply=True)
    with transaction.atomic():
        current = ListMatch.objects.select_for_update().filter(pk=list_match.pk, version=version).first()
        if current is None:
            return False
        current.pairs.all().delete()
        current.items.all().delete()
        rows: dict[tuple[str, str], ListItem] = {}
        for side, documents, top in zip((ItemSide.DEMAND, ItemSide.SUPPLY), sides, best, strict=True):
            items = [_item(current, side, place, document, top, unmatched) for place, document in enumerate(documents)]
            ListItem.objects.bulk_create(items, batch_size=BATCH)
            rows.update({(side, document.id): item for document, item in zip(documents, items, strict=True)})
        for direction, matches in ((ItemSide.DEMAND, forward), (ItemSide.SUPPLY, backward)):
            for batch in _batches(matches):
                ListPair.objects.bulk_create([_pair(current, direction, match, rows) for match in batch])
        current.matched_at = clock.now()
        current.summary = summary
        current.save(update_fields=["matched_at", "summary"])
    return True


def _item(
    list_match: ListMatch,
    side: ItemSide,
    place: int,
    document: Document,
    best: dict[str, Match],
    unmatched: dict[str, Message],
) -> ListItem:
    match = best.get(document.id)
    reason = unmatched.get(document.id) if side is ItemSide.DEMAND else None
    return ListItem(
        list_match=list_match,
        side=side,
        key=_key(document.id),
        position=place,
        kind=document.kind.value,
        title=(document.title or document.text[:60] or document.organisation)[:300],
        text="\n".join(part for part in (document.text, document.organisation) if part),
        data=document_data(document),
        best_level=int(match.level) if match else 1,
        best_score=match.score if match else 0.0,
        unmatched=sentence(reason) if reason else None,
    )


def _key(document_id: str) -> str:
    """An id as it is stored; of one that is too long, as where a text stands under 编号, the beginning and a digest."""
    if len(document_id) <= MOST_KEY:
        return document_id
    digest = hashlib.blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{document_id[: MOST_KEY - len(digest) - 1]}…{digest}"


def _pair(list_match: ListMatch, direction: ItemSide, match: Match, rows: dict[tuple[str, str], ListItem]) -> ListPair:
    return ListPair(
        list_match=list_match,
        direction=direction,
        demand=rows[ItemSide.DEMAND, match.demand_id],
        supply=rows[ItemSide.SUPPLY, match.supply_id],
        rank=match.rank,
        raw=match.raw,
        score=match.score,
        level=int(match.level),
        forward=match.forward,
        backward=match.backward,
        reasons=reasons_data(match),
    )


def _best(matches: Iterable[Match], *, by_supply: bool) -> dict[str, Match]:
    best: dict[str, Match] = {}
    for match in matches:
        key = match.supply_id if by_supply else match.demand_id
        if key not in best or match.score > best[key].score:
            best[key] = match
    return best


def _best_levels(forward: Iterable[Match], demands: Sequence[Document]) -> dict[str, int]:
    """How many demands have which level as their best, level 4 first."""
    best = _best(forward, by_supply=False)
    levels = [int(best[demand.id].level) if demand.id in best else 1 for demand in demands]
    return {str(level): levels.count(level) for level in (4, 3, 2, 1)}


def _batches(matches: Sequence[Match]) -> Iterator[list[Match]]:
    waiting = iter(matches)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _save_engine(matcher: Matcher, list_match_id: str, version: int) -> Path:
    folder = result_folder(list_match_id) / f"engine-{version}-{time.time_ns()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    matcher.save(folder)
    return folder


def _remove_other_engines(kept: Path) -> None:
    """Engines and workbooks of earlier results; what a crash left behind goes the same way."""
    for other in kept.parent.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True) if other.is_dir() else other.unlink(missing_ok=True)
