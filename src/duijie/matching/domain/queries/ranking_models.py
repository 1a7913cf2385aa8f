"""Reading ranking models: the list, the one in use, and opening its file."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.matching.interfaces.stored import Sentence, sentence
from duijie.matching.models import MatchRun, RankingModel
from duijie.matching.ranking_states import RankingState
from duijie.search.domain.queries.embedding_models import open_reader
from duijie_match.embedding.base import Embedder
from duijie_match.errors import DuijieError
from duijie_match.learning.file import read_model
from duijie_match.learning.model import RankingModel as Learned
from duijie_match.wording import LANGUAGES, msg

OTHER_EMBEDDER = _(
    "%(model)s was learned with the embedding model %(wanted)s (%(wanted_print)s), but the texts are read by %(name)s"
    " (%(name_print)s) now. Choose %(wanted)s again on the page of embedding models, or have a ranking model learned"
    " again: nothing new has to be judged for that."
)


def list_models(*, by: Any) -> Any:
    """All that ``by`` may see, newest first."""
    return RankingModel.objects.visible_to(by).select_related("by", "decided_by", "job")


def find_model(*, by: Any, pk: int) -> RankingModel:
    """The model, or ``DoesNotExist``."""
    found: RankingModel = list_models(by=by).get(pk=pk)
    return found


def model_in_use() -> RankingModel | None:
    """The accepted one; none is the shipped calibration."""
    found: RankingModel | None = RankingModel.objects.filter(state=RankingState.ACCEPTED).first()
    return found


def embedder_in_use() -> str:
    """The embedding model by which the ranking model in use was learned; empty where none is."""
    row = model_in_use()
    return row.embedder if row else ""


def is_outdated(run: MatchRun | None, in_use: RankingModel | None) -> bool:
    """Whether another model is in use now than the one that graded the run."""
    if run is None or run.finished_at is None:
        return False
    return run.ranking_model_id != (in_use.pk if in_use else None)


def open_model(row: RankingModel) -> Learned:
    """The model of a row. Raises ``DuijieError`` when its file is gone, damaged, or not the one that was accepted."""
    path = Path(settings.MEDIA_ROOT) / str(row.file.name)
    try:
        moment = path.stat().st_mtime_ns
    except OSError:
        moment = 0
    return _open(str(path), row.sha256, moment)


def open_usable(row: RankingModel) -> Learned:
    """The model of a row that can grade what is read now. Raises as ``open_model``, and ``ValidationError``
    (``embedder``) when it was learned with another embedding model.
    """
    model = open_model(row)
    _check_embedder(row, model, open_reader(preferred=row.embedder).embedder)
    return model


def _check_embedder(row: RankingModel, model: Learned, embedder: Embedder) -> None:
    wanted = model.provenance
    if embedder.fingerprint != wanted.embedder_fingerprint:
        params = {
            "model": row, "wanted": wanted.embedder, "wanted_print": wanted.embedder_fingerprint,
            "name": embedder.name, "name_print": embedder.fingerprint,
        }  # fmt: skip
        raise ValidationError(OTHER_EMBEDDER, code="embedder", params=params)


def _in_every_language(error: ValidationError) -> Sentence:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = " ".join(error.messages)
    return found


@lru_cache(maxsize=2)
def _open(path: str, sha256: str, moment: int) -> Learned:
    model = read_model(Path(path))
    with Path(path).open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise DuijieError("model-damaged", msg("The ranking model “{file}” is damaged. Copy it again from where it "
                                                   "came, or make it again with “duijie fit”.", file=path))  # fmt: skip
    return model


@dataclass(frozen=True, slots=True)
class Chosen:
    """What grades a match: the row and the model, or neither for the shipped calibration. ``left_out`` says why the one
    in use was not taken.
    """

    row: RankingModel | None = None
    model: Learned | None = None
    left_out: Sentence | None = None


def choose_model(embedder: Embedder) -> Chosen:
    """The model in use, if it can be used with ``embedder``: a file that was lost or another embedding model must not
    keep an office from matching.
    """
    row = model_in_use()
    if row is None:
        return Chosen()
    try:
        model = open_model(row)
        _check_embedder(row, model, embedder)
    except DuijieError as error:
        return Chosen(left_out=sentence(error.message))
    except ValidationError as error:
        return Chosen(left_out=_in_every_language(error))
    return Chosen(row, model)
