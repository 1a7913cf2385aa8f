"""The work of putting other embedding models to use: read everything anew, then swap search and matching at once.

Search and matching go on with the models in use meanwhile. What was read is kept by content and model, so whatever
ends the job – a kill, a stop, somebody's job that goes before – the next attempt goes on where it ended, and going
back to a model whose vectors are still kept takes as long as reading them from the disk.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.jobs import JobContext, SteppedBack
from duijie.common.transactions import hold, in_transaction
from duijie.search.domain.embedding_models import renew_models
from duijie.search.domain.embedding_texts import text_readers
from duijie.search.domain.rebuilding import rebuild
from duijie.search.domain.updates import open_current
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.meaning import key_of, models_folder, vector_cache
from duijie.search.models import ChoiceState, EmbeddingChoice
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.names import create_embedder
from duijie_match.embedding.shelf import ANY, changing, read_shelf, write_shelf

OVERTAKEN = _("These embedding models were given up meanwhile, or others were chosen; they were not put to use.")


def change_models(context: JobContext) -> dict[str, Any]:
    """Returns the summary that the choice keeps. Raises ``DuijieError`` where a model cannot be used; then nothing has
    changed.
    """
    started = time.monotonic()
    choice = EmbeddingChoice.objects.get(pk=context.params["choice"])
    if choice.state == ChoiceState.USED:  # a worker swapped and died before it could say so
        stored: dict[str, Any] = choice.summary
        return stored
    if choice.state != ChoiceState.WAITING:
        raise ValidationError(OVERTAKEN, code="overtaken")
    models = {
        name: create_embedder(name, folder=models_folder(), progress=context.progress)
        for name in dict.fromkeys(choice.used.values())
    }
    summary = {"records": _read(choice, models, context, started + settings.DUIJIE_JOB_LIMIT / 2)}

    def put_to_use(swap: Callable[[], None]) -> None:
        told = {**summary, "seconds": round(time.monotonic() - started, 1)}
        _put_to_use(choice.pk, {name: one.fingerprint for name, one in models.items()}, told, swap)

    key = key_of(models[choice.used[ANY]])
    serving = open_current(IndexFolder())
    if serving is not None and serving.model == key:
        put_to_use(lambda: None)
    else:
        rebuild(context, model=key, around=put_to_use)
    renew_models()  # one of them may have been added anew at the command line while it was read by
    choice.refresh_from_db()
    done: dict[str, Any] = choice.summary
    return done


def _read(choice: EmbeddingChoice, models: dict[str, Embedder], context: JobContext, until: float) -> int:
    """All texts by the models that read them; says how many records. A long one waits anew before the worker's limit
    of time is reached.
    """
    readers = text_readers()
    total = sum(reader.count() for reader in readers) * len(choice.used)
    read = 0

    def done(more: int) -> None:
        nonlocal read
        read += more
        context.progress("embedding", min(read, total), total)
        if time.monotonic() > until:
            raise SteppedBack

    done(0)
    for language, name in choice.used.items():
        for reader in readers:
            reader.read(vector_cache(models[name]), language, done)
    return read


@in_transaction
def _put_to_use(pk: int, fingerprints: dict[str, str], summary: dict[str, Any], swap: Callable[[], None]) -> None:
    """The choice, the command line's list and the index, in this order: a crash in between leaves the choice waiting,
    and the next attempt does all three once more.
    """
    hold(EmbeddingChoice, *EmbeddingChoice.objects.values_list("pk", flat=True))
    choice = EmbeddingChoice.objects.select_related("by").get(pk=pk)
    if choice.state != ChoiceState.WAITING:
        raise ValidationError(OVERTAKEN, code="overtaken")
    now = clock.now()
    EmbeddingChoice.objects.filter(state=ChoiceState.USED).update(state=ChoiceState.REPLACED, ended_at=now)
    choice.state, choice.used_at = ChoiceState.USED, now
    choice.fingerprints, choice.summary = fingerprints, summary
    choice.save(update_fields=["state", "used_at", "fingerprints", "summary"])
    audit.record(by=choice.by, verb="embedding_model.use", target=choice, detail={"models": choice.used})
    folder = models_folder()
    with changing(folder):
        shelf = read_shelf(folder)
        for language in sorted(choice.used):  # "any" first: it takes the place of all
            shelf = shelf.with_use(language, choice.used[language])
        write_shelf(folder, shelf)
    swap()
