"""A ranking model as one file: a zip of arrays (.npy) and ``model.json``. No pickle: opening it runs nothing, and each
part carries a checksum.
"""

import hashlib
import io
import json
import math
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

import duijie_match
from duijie_match.errors import DuijieError
from duijie_match.learning.boosting import Trees
from duijie_match.learning.features import NAMES
from duijie_match.learning.grading import Calibrated
from duijie_match.learning.kernels import KERNELS, Points
from duijie_match.learning.labels import LEVELS
from duijie_match.learning.machine import Machine, Weighing
from duijie_match.learning.model import Figures, Provenance, RankingModel, Scale
from duijie_match.learning.portraits import VIEWS, WHOLE, WIDTH, Lens, Portraits
from duijie_match.learning.tallies import Tally
from duijie_match.lists.packages import unreadable
from duijie_match.lists.writing import replacing
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.words import LANGUAGES
from duijie_match.wording import msg

FORMAT = "duijie-ranking-model"
VERSION = 1
"""Goes up whenever an older file could not be used, or would say something else."""
HEAD = "model.json"
MOST_BYTES = 2 << 30
_DAY = (1980, 1, 1, 0, 0, 0)  # the same model, the same bytes

SIDES = ("demand", "supply")
TALLY_PARTS = ("digests", "sums", "counts", "means")

Arrays = dict[str, NDArray[Any]]


def write_model(path: Path, model: RankingModel) -> None:
    """Whole or not at all. Raises ``DuijieError`` where the file cannot be written."""
    with writing_model(path, model):
        pass


@contextmanager
def writing_model(path: Path, model: RankingModel) -> Iterator[None]:
    """The model is written before the block and takes its place after it; not at all where the block fails, so that
    what is written in the block and the model are there both or neither. Raises as ``write_model``.
    """
    arrays = _arrays(model)
    parts = {f"{name}.npy": _bytes_of(array) for name, array in sorted(arrays.items())}
    head = {
        "format": FORMAT,
        "version": VERSION,
        "features": list(NAMES),
        "learned": list(model.learned),
        "ramp": model.ramp,
        "calibration": asdict(model.calibration),
        "weights": dict(model.machine.weighing.weights),
        "noise": model.machine.weighing.noise,
        "figures": model.figures.as_json(),
        "provenance": {**asdict(model.provenance), "versions": dict(model.provenance.versions)},
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    text = json.dumps(head, indent=1, ensure_ascii=False, sort_keys=True).encode()
    with replacing(path) as part:
        with zipfile.ZipFile(part, "w") as archive:
            for name, data in {HEAD: text, **parts}.items():
                archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
        yield


def model_version() -> str:
    """What this duijie reads and writes, as sentences name it: the form of the file and the program."""
    return f"{VERSION} (duijie {duijie_match.__version__})"


def _version_of(head: Mapping[str, Any]) -> str:
    told = f"{head.get('version', '?')}"[:20]
    provenance = head.get("provenance")
    versions = provenance.get("versions") if isinstance(provenance, dict) else None
    program = versions.get("duijie") if isinstance(versions, dict) else None
    return f"{told} (duijie {str(program)[:20]})" if program else told


def read_model(path: Path) -> RankingModel:
    """What ``write_model`` wrote. Raises ``DuijieError``: ``missing-file`` and the like; ``not-a-model``;
    ``model-version`` for one of another version; ``model-damaged``.
    """
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        raise unreadable(path, error) from error
    if magic != b"PK\x03\x04":
        raise _no_model(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ValueError("too large")
            if HEAD not in archive.namelist():
                raise _no_model(path)
            head = json.loads(archive.read(HEAD), parse_constant=_number, parse_float=_number)
            if not isinstance(head, dict) or head.get("format") != FORMAT:
                raise _no_model(path)
            if head.get("version") != VERSION or head.get("features") != list(NAMES):
                raise _other_version(path, head)
            return _model(head, {name: _part(archive, name, told) for name, told in head["parts"].items()})
    except DuijieError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, EOFError,
            zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, MemoryError,
            OverflowError) as error:  # fmt: skip
        raise DuijieError(
            "model-damaged",
            msg("The ranking model “{file}” is damaged. Copy it again from where it came, or make it again with "
                "“duijie fit”.", file=str(path)),
        ) from error  # fmt: skip


def _number(told: str | float) -> float:
    """``told`` as a finite number, or ``ValueError``: with others levels would be told all the same."""
    value = float(told)
    if not math.isfinite(value):
        raise ValueError("number")
    return value


def _part(archive: zipfile.ZipFile, name: str, told: str) -> NDArray[Any]:
    data = archive.read(name)
    if hashlib.sha256(data).hexdigest() != told:
        raise ValueError(name)
    array: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
    return array


def _bytes_of(array: NDArray[Any]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.ascontiguousarray(array), allow_pickle=False)
    return stream.getvalue()


def _arrays(model: RankingModel) -> Arrays:
    points = model.machine.points
    found: Arrays = {
        "means": model.machine.means,
        "coefficients": model.machine.coefficients,
        "measured": points.measured,
        "demand-rows": points.rows[0],
        "supply-rows": points.rows[1],
        "calibrated-source": model.calibrated.source,
        "calibrated-factor": model.calibrated.factor,
        "calibrated-shift": model.calibrated.shift,
        "trees-start": np.array([trees.start for trees in model.trees]),
        "trees-columns": np.stack([trees.columns for trees in model.trees]),
        "trees-cuts": np.stack([trees.cuts for trees in model.trees]),
        "trees-leaves": np.stack([trees.leaves for trees in model.trees]),
        "lens-means": model.lens.means,
        "lens-idf": model.lens.idf,
        "scale-kept": model.scale.kept,
        "scale-centre": model.scale.centre,
        "scale-spread": model.scale.spread,
    }
    for side, portraits in zip(SIDES, (points.demands, points.supply), strict=True):
        for view in VIEWS:
            found[f"{side}-{view}-vectors"] = portraits.vectors[view]
            for part in ("data", "indices", "indptr"):
                found[f"{side}-{view}-terms-{part}"] = getattr(portraits.terms[view], part)
    for side, tally in zip(SIDES, model.tallies, strict=True):
        for part in TALLY_PARTS:
            found[f"{side}-tally-{part}"] = getattr(tally, part)
    return found


def _model(head: Mapping[str, Any], parts: Mapping[str, NDArray[Any]]) -> RankingModel:
    arrays = {name.removesuffix(".npy"): array for name, array in parts.items()}
    if set(head["weights"]) != set(KERNELS):
        raise ValueError("kernels")
    lens_means = np.asarray(arrays["lens-means"], np.float32)
    dimensions = lens_means.shape[-1]
    demands, supply = (_portraits(arrays, side, dimensions) for side in SIDES)
    rows = (np.asarray(arrays["demand-rows"], np.intp), np.asarray(arrays["supply-rows"], np.intp))
    kept = np.asarray(arrays["scale-kept"], np.intp)
    learned = len(head["learned"])
    width = learned + len(SIDES) * (learned + 1) + len(kept)
    measured = _shaped(arrays["measured"], np.float64, (len(rows[0]), len(kept)))
    coefficients = _shaped(arrays["coefficients"], np.float64, (len(measured), learned))
    rows_agree = (
        len(rows[1]) == len(measured)
        and all(((side >= 0) & (side < len(known))).all() for side, known in zip(rows, (demands, supply), strict=True))
        and ((kept >= 0) & (kept < len(NAMES))).all()
    )
    finite = all(np.isfinite(array).all() for array in arrays.values() if array.dtype.kind == "f")
    if not rows_agree or not finite:
        raise ValueError("arrays")
    told = head["provenance"]
    return RankingModel(
        machine=Machine(
            Weighing({name: _number(head["weights"][name]) for name in KERNELS}, _number(head["noise"])),
            Points(demands, supply, rows, measured),
            _shaped(arrays["means"], np.float64, (learned,)),
            coefficients,
        ),
        trees=_trees(arrays, learned, width),
        tallies=(_tally(arrays, "demand", learned), _tally(arrays, "supply", learned)),
        calibrated=Calibrated(
            _shaped(arrays["calibrated-source"], np.intp, (len(LEVELS),)).clip(0, learned - 1),
            _shaped(arrays["calibrated-factor"], np.float64, (len(LEVELS),)),
            _shaped(arrays["calibrated-shift"], np.float64, (len(LEVELS),)),
        ),
        lens=Lens(
            _shaped(lens_means, np.float32, (len(LANGUAGES), dimensions)),
            _shaped(arrays["lens-idf"], np.float32, (WIDTH,)),
        ),
        scale=Scale(kept, *(_shaped(arrays[f"scale-{part}"], np.float64, kept.shape) for part in ("centre", "spread"))),
        calibration=Calibration(**{name: _number(value) for name, value in head["calibration"].items()}),
        ramp=_number(head["ramp"]),
        learned=tuple(int(level) for level in head["learned"]),
        figures=Figures.from_json(head["figures"]),
        provenance=Provenance(
            embedder=str(told["embedder"]),
            embedder_fingerprint=str(told["embedder_fingerprint"]),
            data=str(told["data"]),
            seen=tuple(str(one) for one in told["seen"]),
            versions={str(name): str(value) for name, value in told["versions"].items()},
        ),
    )


def _shaped(array: NDArray[Any], kind: type, shape: tuple[int, ...]) -> NDArray[Any]:
    """``array`` as numbers of ``kind``. Raises ``ValueError`` for another shape."""
    if array.shape != shape:
        raise ValueError("shape")
    return np.asarray(array, kind)


def _trees(arrays: Mapping[str, NDArray[Any]], learned: int, width: int) -> tuple[Trees, ...]:
    count, depth = arrays["trees-columns"].shape[1:]
    columns = _shaped(arrays["trees-columns"], np.int64, (learned, count, depth))
    cuts = _shaped(arrays["trees-cuts"], np.float64, (learned, count, depth))
    leaves = _shaped(arrays["trees-leaves"], np.float64, (learned, count, 1 << depth))
    starts = _shaped(arrays["trees-start"], np.float64, (learned,))
    if not ((columns >= 0) & (columns < width)).all():
        raise ValueError("trees")
    return tuple(Trees(float(starts[one]), columns[one], cuts[one], leaves[one]) for one in range(learned))


def _tally(arrays: Mapping[str, NDArray[Any]], side: str, learned: int) -> Tally:
    digests, sums, counts, means = (arrays[f"{side}-tally-{part}"] for part in TALLY_PARTS)
    shape = (len(digests), learned)
    return Tally(
        _shaped(digests, np.uint64, shape[:1]),
        _shaped(sums, np.float64, shape),
        _shaped(counts, np.float64, shape),
        _shaped(means, np.float64, shape[1:]),
    )


def _portraits(arrays: Mapping[str, NDArray[Any]], side: str, dimensions: int) -> Portraits:
    vectors, terms = {}, {}
    rows = len(arrays[f"{side}-{WHOLE}-vectors"])
    for view in VIEWS:
        vectors[view] = _shaped(arrays[f"{side}-{view}-vectors"], np.float32, (rows, dimensions))
        weights, *places = (arrays[f"{side}-{view}-terms-{part}"] for part in ("data", "indices", "indptr"))
        matrix = sparse.csr_matrix((np.asarray(weights, np.float32), *places), shape=(rows, WIDTH))
        matrix.check_format(full_check=True)
        terms[view] = matrix
    return Portraits(vectors, terms)


def _no_model(path: Path) -> DuijieError:
    return DuijieError(
        "not-a-model",
        msg("“{file}” is not a ranking model. Leave --model out to use the shipped calibration.", file=str(path)),
    )


def _other_version(path: Path, head: Mapping[str, Any]) -> DuijieError:
    return DuijieError(
        "model-version",
        msg(
            "“{file}” is a ranking model of version {version}, which this version of duijie cannot use. "
            "Make it again with “duijie fit”, or leave --model out to use the shipped calibration.",
            file=str(path),
            version=_version_of(head),
        ),
    )
