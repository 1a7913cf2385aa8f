"""Vectors of the demo's texts, shipped with it, so that nobody waits for a model before the first match.

A row is kept under the key by which ``CachedEmbedder`` looks for it: content of the text and fingerprint of the model.
After a change of either the row is simply not found, and computed anew. ``make_embeddings`` writes the file.
"""

from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie.demo.documents import demand_documents, supply_documents
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import FILE as CACHE
from duijie_match.embedding.cache import LIMIT_BYTES, CachedEmbedder
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.pieces import TOKENS, DocumentEmbedder, embed_documents
from duijie_match.embedding.store import VectorStore
from duijie_match.ranking.background_texts import TEXTS
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import read_sides

FILE = "embeddings.npz"
Rows = dict[bytes, NDArray[np.float16]]


AS_A_WHOLE = 0
"""Instead of a number of pieces: the model is given the text and reads of it what it reads."""


def texts() -> dict[str, int]:
    """What a match of the demo embeds: each text, and of how many pieces its vector is the mean.

    The background of English is among them: the demo holds too few English texts to do without.
    """
    sides = read_sides(demand_documents(), supply_documents())
    found = dict.fromkeys(TEXTS["en"], AS_A_WHOLE)
    found |= {passage.text: 1 for passage in sides.supply_passages}
    return {**found, **{passage.text: MatchSettings().pieces for passage in sides.demand_passages}}


def keys_of(text: str, pieces: int, embedder: CachedEmbedder) -> list[bytes]:
    """Where ``embed_documents`` keeps the row of ``text``, and ``embed_pieces`` those of its pieces."""
    if pieces == AS_A_WHOLE or len(text) < TOKENS:
        return [embedder.key(text)]
    parts = embedder.split(text, TOKENS)[:pieces]
    several = [embedder.key(part) for part in parts] if len(parts) > 1 else []
    return [embedder.around(DocumentEmbedder(embedder, pieces=pieces)).key(text), *several]


def compute(wanted: dict[str, int], embedder: Embedder, folder: Path) -> Rows:
    """The rows of ``wanted`` as the cache keeps them; ``folder`` is for the work."""
    cached = CachedEmbedder(embedder, folder)
    for pieces in sorted(set(wanted.values())):
        alike = [text for text, told in wanted.items() if told == pieces]
        if pieces == AS_A_WHOLE:
            cached.embed(alike)
        else:
            embed_documents(cached, alike, pieces=pieces)
    return cached.store.read(key for text, pieces in wanted.items() for key in keys_of(text, pieces, cached))


def write_file(path: Path, rows: Rows) -> None:
    """Keys and rows side by side, sorted, without pickle: the same rows give the same bytes."""
    keys = sorted(rows)
    with path.open("wb") as file:
        np.savez(file, keys=np.array([list(key) for key in keys], np.uint8), rows=np.stack([rows[key] for key in keys]))


def shipped() -> Rows:
    """The rows of the file."""
    with resources.as_file(resources.files("duijie.demo") / FILE) as path, np.load(path, allow_pickle=False) as file:
        keys, rows = file["keys"], file["rows"]
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}


def fill_cache(data: Path) -> bool:
    """Put the rows where matching looks for them, below the data folder; False where that cannot be written."""
    store = VectorStore(
        data / "cache" / "embeddings" / CACHE, E5Small.dimensions, LIMIT_BYTES // (2 * E5Small.dimensions)
    )
    return store.write(shipped())
