"""The job that learns a ranking model: read what was said and the texts, fit, compare, propose.

It proposes and never puts to use. Killed and run again it leaves one row and one file.
"""

import hashlib
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.transactions import in_transaction
from duijie.demands.models import Demand
from duijie.demands.states import WANTING
from duijie.matching.domain.queries.judged_pairs import Said, count_signals, judged_pairs, labels_of
from duijie.matching.domain.queries.lexicon import terms_in_use
from duijie.matching.domain.queries.ranking_models import model_in_use, open_usable
from duijie.matching.domain.ranking_models import note_event
from duijie.matching.interfaces.documents import CHUNK, SUPPLY, key_of, read_documents
from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import R
from duijie.search.domain.queries.embedding_models import LOST, open_reader
from duijie_match.documents import Document, Kind
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.names import DEFAULT
from duijie_match.errors import DuijieError
from duijie_match.learning.comparing import Basis, Comparison, compare, compare_untrained, judges_by_error
from duijie_match.learning.file import write_model
from duijie_match.learning.fitting import Fitted, fingerprint_of, fit_model
from duijie_match.learning.labels import LEVELS, check_enough
from duijie_match.learning.pairs import with_text
from duijie_match.learning.quality import calibration_error
from duijie_match.progress import Progress
from duijie_match.wording import Message, msg

MOST_DEMANDS, MOST_SUPPLY = 1000, 4000
"""So many others stand beside the judged records, evenly chosen of each register: how rare a word is, how near the
nearest are, is a matter of the collection. Judgement.
"""


def fit_ranking_model(*, job_id: uuid.UUID, by: Any, progress: Progress) -> dict[str, Any]:
    """Propose a ranking model. Returns its number.

    Raises ``DuijieError`` (``too-little``) and ``ValidationError`` when nothing was added since the last one, or when
    what was learned is not better than what is in use; then nothing is proposed.
    """
    known = RankingModel.objects.filter(job=job_id).first()
    if known is not None:  # a worker proposed it and died before it could say so
        return {"model": known.pk}
    said = judged_pairs()
    demands, supply = _read(said, progress)
    labels = with_text(labels_of(said), demands, supply)
    check_enough(labels)
    reader = open_reader(demands, supply)
    if reader.left_out and reader.away:
        raise _away(reader.away, reader.left_out)
    embedder = reader.embedder
    same = {"data": fingerprint_of(labels, demands, supply), "embedder_fingerprint": embedder.fingerprint}
    if RankingModel.objects.filter(**same).exclude(state=R.REJECTED).exists():
        words = _("Nothing was judged since the last ranking model, so there is nothing new to learn.")
        raise ValidationError(words, code="nothing-new")
    lexicon = terms_in_use().lexicon
    try:
        fitted = fit_model(labels, demands, supply, embedder=embedder, lexicon=lexicon, progress=progress)
    except DuijieError as error:
        if error.code in LOST and embedder.name != DEFAULT:
            raise _away(embedder.name, error.message) from error
        raise
    compared = _check_better(fitted, embedder)
    path = Path(settings.MEDIA_ROOT) / "ranking_models" / f"{job_id}.model"
    path.parent.mkdir(parents=True, exist_ok=True)
    progress("storing", 0, 1)
    write_model(path, fitted.model)
    return {"model": _propose(fitted, said, compared, path, job_id=job_id, by=by).pk}


def _away(name: str, why: Message) -> DuijieError:
    """A match goes on with the shipped model; what was learned by that would grade nothing once ``name`` is back."""
    return DuijieError(
        "embedder-away",
        msg("Nothing was learned, because the embedding model in use, {name}, is away, and a ranking model of another "
            "one could not grade once it is back: bring it back, or choose another on the page “Embedding models”, and "
            "learn again. {why}", name=name, why=why),
    )  # fmt: skip


def _check_better(fitted: Fitted, embedder: Embedder) -> dict[str, Any]:
    """With what it was compared, and how that ended; by what the ranking model in use has not seen, where that is
    enough. Raises ``ValidationError``.
    """
    plain = compare_untrained(fitted)
    if not plain.is_better:
        words = _(
            "Nothing is proposed, because what was learned is no better, or only by chance, than the shipped"
            " calibration or always the same level: its error is %(new).3f, theirs %(old).3f. Judge more pairs, and"
            " look for contradictions."
        )
        raise ValidationError(words, code="not-better", params={"old": plain.old, "new": plain.new})
    found: dict[str, Any] = {
        "untrained": _numbers(plain),
        "measure": "error" if judges_by_error(fitted) else "order",
    }
    row = model_in_use()
    if row is None:
        return found
    try:
        old = open_usable(row)
    except (DuijieError, ValidationError):
        return found  # it cannot be used any more, so anything is better
    against = compare(old, fitted, embedder)
    if against.is_worse:
        words = (
            _(
                "Nothing is proposed, because %(model)s, which is in use, is better: each on its own pairs, its error"
                " is %(old).3f of that of always the same level, that of the new one %(new).3f. Judge more pairs."
            )
            if against.basis is Basis.SHARES
            else _(
                "Nothing is proposed, because %(model)s, which is in use, is better: its error is %(old).3f, that of"
                " the new one %(new).3f. Judge more pairs."
            )
        )
        raise ValidationError(words, code="not-better", params={"model": row, "old": against.old, "new": against.new})
    return {**found, "model": row.pk, **_numbers(against)}


def _numbers(one: Comparison) -> dict[str, Any]:
    return {
        "old": round(one.old, 6),
        "new": round(one.new, 6),
        "fresh": one.fresh,
        "chance": one.chance,
        "basis": one.basis.value,
    }


@in_transaction
def _propose(
    fitted: Fitted, said: Said, compared: dict[str, Any], path: Path, *, job_id: uuid.UUID, by: Any
) -> RankingModel:
    model, told = fitted.model, fitted.model.provenance
    places = {(key_of("demand", pair[0]), key_of(pair[1], pair[2])): place for pair, place in said.items()}
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    row: RankingModel
    row, made = RankingModel.objects.get_or_create(
        job_id=job_id,
        defaults={
            "file": path.relative_to(settings.MEDIA_ROOT).as_posix(), "sha256": digest, "data": told.data,
            "embedder": told.embedder, "embedder_fingerprint": told.embedder_fingerprint,
            "pairs": len(fitted.labels), "demands": len({demand for demand, _item in fitted.labels.pairs}),
            "left_out": len(said) - len(fitted.labels), "figures": model.figures.as_json(),
            "reliability": _reliability(fitted), "compared": compared, "versions": dict(told.versions),
            "signals": count_signals(places[pair] for pair in fitted.labels.pairs),
            "by": by, "created_at": clock.now(),
        },
    )  # fmt: skip
    if made:
        note_event(row, "propose", by=by)
    return row


def _reliability(fitted: Fitted) -> dict[str, Any]:
    """Of each learned level: told and seen probabilities on new demands, and their mean distance."""
    found = {}
    for place, level in enumerate(LEVELS):
        bins = fitted.bins(place)
        if level in fitted.model.learned and bins:
            rows = [[one.low, one.high, one.count, round(one.told, 4), round(one.seen, 4)] for one in bins]
            found[str(level)] = {"bins": rows, "error": round(calibration_error(bins), 4)}
    return found


def _read(said: Said, progress: Progress) -> tuple[list[Document], list[Document]]:
    """The judged records whatever became of them, and an even choice of those that are matched."""
    progress("reading", 0, 0)
    judged = {demand for demand, _kind, _supply in said}
    living = Demand.objects.filter(archived_at=None, state__in=WANTING)
    demands = _documents(Kind.DEMAND, Demand.objects.all(), judged | _some(living, MOST_DEMANDS))
    supply: list[Document] = []
    for kind, register in SUPPLY.items():
        every = register.model.objects.filter(**register.fixed)
        judged = {item for _demand, of, item in said if of == kind}
        supply += _documents(kind, every, judged | _some(every.filter(archived_at=None), MOST_SUPPLY // len(SUPPLY)))
        progress("reading", len(supply), 0)
    return demands, supply


def _documents(kind: str, rows: Any, numbers: set[int]) -> list[Document]:
    ordered = sorted(numbers)
    parts = (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
    return [document for part in parts for document, _owner in read_documents(kind, rows.filter(pk__in=part))]


def _some(rows: Any, most: int) -> set[int]:
    """At most ``most`` of the rows, evenly by number."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    step = max(1, -(-len(numbers) // most))
    return set(numbers[::step])
