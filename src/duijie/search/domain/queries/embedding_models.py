"""Embedding models: which there are, which read the platform's texts, and opening the one for some documents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.search.engine.meaning import ModelKey, find_key, models_folder, vector_cache
from duijie.search.models import ChoiceState, EmbeddingChoice
from duijie_match.documents import Document
from duijie_match.embedding.adding import PUBLISHED
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import DEFAULT, create_embedder, find_embedder, languages_of, reader_for
from duijie_match.embedding.shelf import ANY, read_shelf
from duijie_match.errors import DuijieError
from duijie_match.wording import Message

Made = TypeVar("Made")
LOST = frozenset({"endpoint", "model_folder_broken"})
"""Errors of a model that was there when it was opened, and could not read then."""


def list_choices(*, by: Any) -> Any:
    """All choices that ``by`` may see, newest first."""
    return EmbeddingChoice.objects.visible_to(by).select_related("by", "job")


def choice_in_use() -> EmbeddingChoice | None:
    """The choice in use; none before anybody chose."""
    found: EmbeddingChoice | None = EmbeddingChoice.objects.filter(state=ChoiceState.USED).first()
    return found


def waiting_choice() -> EmbeddingChoice | None:
    """The choice that is being prepared, or whose job ended without finishing it."""
    rows = EmbeddingChoice.objects.filter(state=ChoiceState.WAITING).select_related("by", "job")
    found: EmbeddingChoice | None = rows.first()
    return found


def used_models() -> dict[str, str]:
    """By language the name of the model that reads the platform's texts; ``any`` is always there."""
    row = choice_in_use()
    return {ANY: DEFAULT, **(row.used if row else {})}


def changed_models() -> list[str]:
    """The names of those in use that are other models by now than when their texts were read: added anew."""
    row = choice_in_use()
    found = []
    for name, fingerprint in (row.fingerprints if row else {}).items():
        embedder = find_embedder(name, models_folder())
        if embedder is not None and embedder.fingerprint != fingerprint:
            found.append(name)
    return found


def index_key() -> ModelKey:
    """The model by which a search index is built: one for any language, since a search looks across languages."""
    return find_key(used_models()[ANY])


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads the texts of a match. ``left_out`` says why it is not the model that was chosen, if it is not;
    ``away`` is the name of one that somebody chose.
    """

    embedder: CachedEmbedder
    left_out: Message | None = None
    away: str = ""


def open_reader(*sides: Iterable[Document], preferred: str = "") -> Reader:
    """The model in use for these documents: that of their language when they have only one, else the one for any; the
    ``preferred`` one where it is in use for anything. A model that was lost must not keep an office from matching: the
    shipped one stands in.
    """
    used = used_models()
    if preferred in used.values():
        name = preferred
    else:
        name = reader_for(languages_of(*sides) if len(used) > 1 else (), used) or DEFAULT
    if name != DEFAULT:
        try:
            return Reader(vector_cache(create_embedder(name, folder=models_folder())))
        except DuijieError as error:
            return _shipped_reader(error.message, name)
    return _shipped_reader(None)


def _shipped_reader(left_out: Message | None, away: str = "") -> Reader:
    embedder = create_embedder(folder=models_folder())
    return Reader(vector_cache(embedder), left_out or getattr(embedder, "notice", None), away)


def read_by(reader: Reader, work: Callable[[Reader], Made]) -> Made:
    """What ``work`` makes with ``reader``; where its model is lost meanwhile, what it makes with the shipped one.

    For a match whose server is gone or whose files were changed: ``work`` may run twice.
    """
    try:
        return work(reader)
    except DuijieError as error:
        if error.code not in LOST or reader.embedder.name == DEFAULT:
            raise
        left_out = error.message
    return work(_shipped_reader(left_out, reader.embedder.name))


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that is here, or can be fetched. ``reads`` are the languages for which the platform uses it,
    ``reads_lists`` those for which the command line does.
    """

    name: str
    language: str
    source: str
    dimensions: int
    fingerprint: str
    is_here: bool
    is_added: bool
    is_remote: bool
    reads: tuple[str, ...] = ()
    reads_lists: tuple[str, ...] = ()


def list_models(*, by: Any) -> list[KnownModel]:
    """The shipped one, those that were added, and those that can be fetched. Raises ``DuijieError`` where the list of
    added ones is damaged.
    """
    require(by, Permission.EMBEDDING_MODEL_VIEW)
    return known_models()


def known_models() -> list[KnownModel]:
    """The same for commands of the server's own operator."""
    folder = models_folder()
    shelf, used = read_shelf(folder), used_models()
    lists = {ANY: DEFAULT, **shelf.used}
    found = [_known(DEFAULT, ANY, "", used, lists, is_added=False)]
    for name, entry in shelf.entries.items():
        remote = entry.endpoint is not None
        found.append(_known(name, entry.language, entry.source, used, lists, is_added=True, is_remote=remote))
    for name, told in PUBLISHED.items():
        if name not in shelf.entries:
            found.append(_known(name, told.language, told.coordinates, used, lists, is_added=False))
    return found


def _known(
    name: str,
    language: str,
    source: str,
    used: Mapping[str, str],
    lists: Mapping[str, str],
    *,
    is_added: bool,
    is_remote: bool = False,
) -> KnownModel:
    embedder = find_embedder(name, models_folder())
    return KnownModel(
        name, language, source, embedder.dimensions if embedder else 0, embedder.fingerprint if embedder else "",
        is_here=embedder is not None, is_added=is_added, is_remote=is_remote,
        reads=tuple(code for code, reader in used.items() if reader == name),
        reads_lists=tuple(code for code, reader in lists.items() if reader == name),
    )  # fmt: skip
