"""A matcher on disk: arrays as .npy, the rest as JSON. No pickle: opening a folder runs nothing."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.lexicon import Lexicon, lexicon_of
from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.errors import DuijieError
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.hubness import Hubness
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.places import TermPlaces
from duijie_match.ranking.quantities import QuantityCounts
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides, read_sides
from duijie_match.ranking.words import WeightedTerms
from duijie_match.wording import msg

if TYPE_CHECKING:
    from duijie_match.learning.ranker import Ranker

FORMAT = 8
HEAD = "matcher.json"
_PARTS = ("data", "indices", "indptr")


def write_matcher(
    folder: Path,
    sides: Sides,
    scorer: Scorer,
    calibration: Calibration,
    *,
    model: Callable[[Path], None] | None = None,
    shown: Callable[[Path], None] | None = None,
) -> None:
    """Everything into a fresh folder beside ``folder``, then swapped in whole. ``model`` writes the ranking model,
    ``shown`` what is shown on request, where the matcher has them.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_into(work, sides, scorer, calibration, has_model=model is not None)
        for write in (model, shown):
            if write is not None:
                write(work)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent)) / "old"
            folder.rename(old)
            work.rename(folder)
            shutil.rmtree(old.parent)
        else:
            work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _write_into(folder: Path, sides: Sides, scorer: Scorer, calibration: Calibration, *, has_model: bool) -> None:
    evidence = scorer.evidence
    arrays: dict[str, NDArray[Any]] = {
        "demand-vectors": evidence.demand_vectors,
        "supply-vectors": evidence.supply_vectors,
        "demand-pieces": evidence.demand_pieces,
        "piece-pointers": evidence.piece_pointers,
        "items": evidence.items,
        "recency": evidence.recency,
        "hubness": scorer.hubness.supply,
    }
    for name, side in (("demand", evidence.demand), ("supply", evidence.supply)):
        arrays[f"{name}-languages"] = side.languages
        for kind in ("same", "across"):
            for part in _PARTS:
                arrays[f"{name}-{kind}-{part}"] = getattr(getattr(side, kind), part)
    for name, counts in (("met", evidence.quantities.met), ("missed", evidence.quantities.missed)):
        arrays |= {f"{name}-{part}": getattr(counts, part) for part in _PARTS}
    if evidence.means:
        arrays["mean-languages"] = np.array(sorted(evidence.means), np.int8)
        arrays["means"] = np.stack([evidence.means[code] for code in sorted(evidence.means)])
    if scorer.frozen_around is not None:
        arrays["surroundings"] = scorer.frozen_around
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    for name, documents in (("demands", sides.demands), ("supply", sides.supply)):
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for document in documents:
                file.write(json.dumps(_plain(document), ensure_ascii=True) + "\n")  # ASCII keeps lone surrogates apart
    (folder / "lexicon.json").write_text(json.dumps(dict(scorer.lexicon.concepts)), encoding="utf-8")
    terms = {"same": evidence.terms, "across": evidence.across_terms}
    (folder / "terms.json").write_text(json.dumps(terms), encoding="utf-8")
    head = {
        "format": FORMAT, "settings": scorer.settings.as_json(), "calibration": asdict(calibration),
        "ranking_model": has_model, "common": scorer.hubness.common,
    }  # fmt: skip
    (folder / HEAD).write_text(json.dumps(head, indent=1), encoding="utf-8")


def read_matcher(folder: Path) -> tuple[Sides, Scorer, Calibration, "Ranker | None"]:
    """What ``write_matcher`` wrote; arrays stay on disk until they are used.

    Raises ``DuijieError`` (``matcher-unreadable``) when something is missing, broken or of another format.
    """
    try:
        head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        if head["format"] != FORMAT:
            raise ValueError(f"format {head['format']}")
        terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        lexicon = lexicon_of(json.loads((folder / "lexicon.json").read_text(encoding="utf-8")))
        sides = read_sides(_read_documents(folder / "demands.jsonl"), _read_documents(folder / "supply.jsonl"))
        shape = (len(sides.demands), len(sides.supply))
        evidence = Evidence(
            demand_vectors=_load(folder, "demand-vectors"),
            supply_vectors=_load(folder, "supply-vectors"),
            demand_pieces=_load(folder, "demand-pieces"),
            piece_pointers=_load(folder, "piece-pointers"),
            demand=_read_side(folder, "demand", sides.demand_passages, terms, lexicon),
            supply=_read_side(folder, "supply", sides.supply_passages, terms, lexicon),
            items=_load(folder, "items"),
            terms=terms["same"],
            across_terms=terms["across"],
            recency=_load(folder, "recency"),
            quantities=QuantityCounts(_read_matrix(folder, "met", shape), _read_matrix(folder, "missed", shape)),
            means=_read_means(folder),
        )
        settings = MatchSettings.from_json(head["settings"])
        facets = Facets(sides.demands, sides.supply, settings)
        frozen = _load(folder, "surroundings") if (folder / "surroundings.npy").exists() else None
        first, second = head["common"]
        hubness = Hubness(_load(folder, "hubness"), (first, second))
        scorer = Scorer(evidence, facets, settings, hubness, lexicon=lexicon, surroundings=frozen)
        ranker = _read_ranker(folder, sides, scorer) if head.get("ranking_model") else None
        return sides, scorer, Calibration(**head["calibration"]), ranker
    except (OSError, ValueError, KeyError, TypeError, DuijieError) as error:
        raise unreadable(folder) from error


def unreadable(folder: Path) -> DuijieError:
    """What to raise for a folder that holds no whole matcher."""
    return DuijieError(
        "matcher-unreadable",
        msg(
            "The saved match in {folder} is incomplete or of another version; match the lists again.",
            folder=str(folder),
        ),
    )


def _read_ranker(folder: Path, sides: Sides, scorer: Scorer) -> "Ranker":
    from duijie_match.learning.store import read_ranker  # noqa: PLC0415 – most matches have no model

    return read_ranker(folder, scorer, (sides.demands, sides.supply))


def _load(folder: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def _read_means(folder: Path) -> dict[int, NDArray[Any]]:
    """Nothing of matchers that were saved before means were kept: only frozen statistics need them."""
    if not (folder / "means.npy").exists():
        return {}
    codes = _load(folder, "mean-languages").tolist()
    return dict(zip(codes, _load(folder, "means"), strict=True))


def _read_side(
    folder: Path, name: str, passages: Sequence[Passage], terms: dict[str, list[str]], lexicon: Lexicon
) -> WeightedTerms:
    languages = np.asarray(_load(folder, f"{name}-languages"))

    same, across = (
        _read_matrix(folder, f"{name}-{kind}", (len(languages), len(terms[kind]))) for kind in ("same", "across")
    )
    return WeightedTerms(same, across, languages, TermPlaces(passages, terms["same"], lexicon))


def _read_matrix(folder: Path, name: str, shape: tuple[int, int]) -> sparse.csr_matrix:
    parts = tuple(np.asarray(_load(folder, f"{name}-{part}")) for part in _PARTS)
    return sparse.csr_matrix(parts, shape=shape)


def _plain(document: Document) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(document, name) for name in Document.__dataclass_fields__}
    values["facets"] = {name: list(facet) for name, facet in document.facets.items()}
    values["extra"] = dict(document.extra)
    values["works"] = [{"title": work.title, "body": work.body, "year": work.year} for work in document.works]
    if document.budget is not None:
        low, high = (None if amount is None else str(amount) for amount in (document.budget.low, document.budget.high))
        values["budget"] = {"low": low, "high": high, "negotiable": document.budget.negotiable}
    return values


def _read_documents(path: Path) -> list[Document]:
    with path.open(encoding="utf-8") as file:
        return [_document(json.loads(line)) for line in file]


def _document(values: dict[str, Any]) -> Document:
    budget = values["budget"]
    if budget is not None:
        low, high = (None if budget[name] is None else Decimal(budget[name]) for name in ("low", "high"))
        budget = MoneyRange(low, high, budget["negotiable"])
    return Document(
        **{
            **values,
            "kind": Kind(values["kind"]),
            "keywords": tuple(values["keywords"]),
            "facets": {name: tuple(facet) for name, facet in values["facets"].items()},
            "works": tuple(Work(**work) for work in values["works"]),
            "budget": budget,
        }
    )
