"""The jobs that add an embedding model and try one."""

import time
from typing import Any

import numpy as np

from duijie.common.jobs import JobContext
from duijie.search.domain.embedding_models import incoming_folder, renew_models
from duijie.search.engine.asking import LANGUAGES, language_code
from duijie.search.engine.meaning import models_folder
from duijie_match.embedding.adding import add_endpoint, add_folder, add_published
from duijie_match.embedding.addresses import Endpoint
from duijie_match.embedding.names import create_embedder
from duijie_match.embedding.shelf import ANY
from duijie_match.progress import Progress
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.meaning import centre, mean_of


def add_model(context: JobContext) -> dict[str, Any]:
    """Add the model that the parameters describe; a second time it takes its own place, and where it is in use all
    texts are read by it. Raises ``DuijieError``.
    """
    told = context.params
    name, models, language = told["name"], models_folder(), told.get("language") or ANY
    context.progress("adding", 0, 1)
    if told["kind"] == "published":
        add_published(models, name, progress=context.progress)
    elif told["kind"] == "folder":
        source = incoming_folder() / told["source"]
        add_folder(
            models, name, source, language=language, pooling=told.get("pooling") or "",
            prefix=told.get("prefix") or "", limit=told.get("limit") or 0,
        )  # fmt: skip
    else:
        endpoint = Endpoint(
            told["url"], told.get("model") or name, key_variable=told.get("key_variable") or "",
            timeout=float(told.get("timeout") or 60), prefix=told.get("prefix") or "", tokens=told.get("limit") or 0,
        )  # fmt: skip
        add_endpoint(models, name, endpoint, language=language)
    renewed = renew_models(name=name)
    return {"name": name, "choice": renewed.pk if renewed else None}


def try_model(context: JobContext) -> dict[str, Any]:
    """The texts, the nearest to the question first, with their cosines, centred as the search does; and the time."""
    told = context.params
    progress: Progress = context.progress
    embedder = create_embedder(told["name"], folder=models_folder(), progress=progress)
    texts = [told["question"], *told["texts"]]
    progress("embedding", 0, len(texts))
    embedder.embed(texts[:1])  # loading the model is not what is measured
    started = time.monotonic()
    rows = embedder.embed(texts, progress=progress)
    seconds = time.monotonic() - started
    means = {code: mean_of((), background_vectors(embedder, language), 1.0) for code, language in enumerate(LANGUAGES)}
    rows = centre(rows, np.array([language_code(text) for text in texts], np.int8), means)
    found = sorted(zip((rows[1:] @ rows[0]).tolist(), told["texts"], strict=True), key=lambda one: -one[0])
    return {
        "dimensions": embedder.dimensions, "fingerprint": embedder.fingerprint,
        "milliseconds": round(1000 * seconds / len(texts), 1), "model": told["name"], "question": told["question"],
        "found": [{"text": text, "likeness": round(like, 3)} for like, text in found],
    }  # fmt: skip
