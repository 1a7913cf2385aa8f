"""What benchmarks that embed sets have in common: the model with its kept vectors, and the options they are given."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench._sets import ROOT, lacking
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import DEFAULT, create_embedder
from duijie_match.folders import data_folder


@dataclass(frozen=True)
class Asked:
    """The name of the model and the model, and the file that keeps what is measured."""

    model: str
    embedder: CachedEmbedder
    out: Path


def model_of(name: str | None = None) -> CachedEmbedder:
    """An embedding model (none: the default one); its vectors stay in the data folder."""
    return CachedEmbedder(create_embedder(name), data_folder() / "cache" / "embeddings")


def ask(name: str, description: str | None, sets: Sequence[str]) -> Asked | None:
    """The options of the benchmark ``name``, described by its docstring; ``None``, and why, where a set is lacking."""
    parser = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / f"{name}.json")
    options = parser.parse_args()
    if missing := lacking(sets):
        print(missing, file=sys.stderr)
        return None
    return Asked(options.model, model_of(options.model), options.out)
