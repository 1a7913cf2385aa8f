"""Embedding models of the platform: adding one, trying it, choosing which are used, removing one.

Adding and trying are jobs: a model is large, a server may be slow, and web processes load none for it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.models import Job, JobState
from duijie.common.transactions import hold, in_transaction
from duijie.search.domain.queries.embedding_models import changed_models, used_models, waiting_choice
from duijie.search.engine.meaning import models_folder
from duijie.search.models import ChoiceState, EmbeddingChoice
from duijie_match.embedding.adding import PUBLISHED
from duijie_match.embedding.addresses import full_address
from duijie_match.embedding.names import DEFAULT, EMBEDDERS, find_embedder
from duijie_match.embedding.shelf import ANY, LANGUAGES, check_name, read_shelf, remove_models
from duijie_match.errors import DuijieError
from duijie_match.wording import msg

CHANGE, ADD, TRY = "embedding_model.change", "embedding_model.add", "embedding_model.try"
INCOMING = "new-models"
"""The folder of the data folder in which whoever keeps the server puts models that are to be added."""
KEYS = "DUIJIE_EMBEDDING_KEY"
"""With this the names of variables begin that may hold a server's key: no other secret of the process leaves it."""
MOST_TEXTS, MOST_CHARACTERS = 20, 2000


@in_transaction
def choose_models(*, used: Mapping[str, str], agreed: bool = False, by: Any) -> EmbeddingChoice:
    """Have all texts read by these models, by language, and then put them to use: a job does it, and takes the place
    of one that is under way. ``agreed`` is that texts may go to a server, where one of them is behind an address.

    Raises ``ValidationError``, ``DuijieError`` for a damaged list of models.
    """
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    return _choose(used, agreed, by)


@in_transaction
def choose_models_here(*, used: Mapping[str, str]) -> EmbeddingChoice | None:
    """The same for the operator at the server's own command line, who has agreed there; None where these are in use
    already and nothing else is being prepared.
    """
    if _tidy(used) == used_models() and waiting_choice() is None and not changed_models():
        return None
    return _choose(used, True, None)


@in_transaction
def renew_models(*, name: str = "") -> EmbeddingChoice | None:
    """After models were added: where one of that ``name`` (of any) is in use or being prepared and is another by now,
    have all texts read by it. Its vectors cannot be compared with those in the index. None where nothing is to do, or
    another of the models in use is away.
    """
    waiting, changed = waiting_choice(), changed_models()
    if waiting is not None:
        changed = list(waiting.used.values()) if name else changed
    if not changed or (name and name not in changed):
        return None
    try:
        return _choose(waiting.used if waiting else used_models(), True, waiting.by if waiting else None)
    except ValidationError:
        return None


def _choose(used: Mapping[str, str], agreed: bool, by: Any) -> EmbeddingChoice:
    used = _checked(used, agreed)
    hold(EmbeddingChoice, *EmbeddingChoice.objects.values_list("pk", flat=True))
    waiting = waiting_choice()
    if waiting is None and used == used_models() and not changed_models():
        raise ValidationError(_("These models are in use already."), code="same")
    if waiting is not None:
        _end(waiting, by)
    choice: EmbeddingChoice = EmbeddingChoice.objects.create(used=used, by=by, created_at=clock.now())
    # Nobody's job: on a small machine it gives way to those of people, for it may take hours.
    choice.job = jobs.start_job(kind=CHANGE, params={"choice": choice.pk}, by=None)
    choice.save(update_fields=["job"])
    audit.record(by=by, verb="embedding_model.choose", target=choice, detail={"models": used})
    return choice


@in_transaction
def give_up_change(*, by: Any) -> EmbeddingChoice:
    """Stop preparing other models: those in use stay in use. What was read is kept. Raises ``ValidationError``."""
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    return _give_up(by)


@in_transaction
def give_up_change_here() -> EmbeddingChoice:
    """The same for the operator at the server's own command line."""
    return _give_up(None)


def _give_up(by: Any) -> EmbeddingChoice:
    hold(EmbeddingChoice, *EmbeddingChoice.objects.values_list("pk", flat=True))
    waiting = waiting_choice()
    if waiting is None:
        raise ValidationError(_("Nothing is being prepared."), code="none")
    _end(waiting, by)
    audit.record(by=by, verb="embedding_model.give_up", target=waiting, detail={"models": waiting.used})
    return waiting


def _end(waiting: EmbeddingChoice, by: Any) -> None:
    """Stop the job of a choice and give that up."""
    if waiting.job is not None and waiting.job.is_open:
        jobs.stop_job(job=waiting.job, by=by)
    waiting.state, waiting.ended_at = ChoiceState.GIVEN_UP, clock.now()
    waiting.save(update_fields=["state", "ended_at"])


def _tidy(used: Mapping[str, str]) -> dict[str, str]:
    """Without languages that are read by the model for any."""
    first = used.get(ANY) or DEFAULT
    return {ANY: first, **{code: name for code, name in used.items() if code != ANY and name and name != first}}


def _checked(used: Mapping[str, str], agreed: bool) -> dict[str, str]:
    used = _tidy(used)
    shelf = read_shelf(models_folder())
    for language, name in used.items():
        entry = shelf.entries.get(name)
        field = f"reads_{language}"
        if language not in LANGUAGES or (entry is None and name != DEFAULT):
            raise ValidationError({field: ValidationError(_("There is no such model."), code="unknown")})
        if entry is not None and entry.language not in (language, ANY):
            words = _("“%(name)s” does not read this language.")
            raise ValidationError({field: ValidationError(words, code="language", params={"name": name})})
        if find_embedder(name, models_folder()) is None:
            words = _("The files of “%(name)s” are missing or damaged. Add it again.")
            raise ValidationError({field: ValidationError(words, code="missing", params={"name": name})})
    if not agreed and any(name in shelf.entries and shelf.entries[name].endpoint for name in used.values()):
        words = _("The texts of all records would be sent to a server. Agree to that, or choose other models.")
        raise ValidationError({"agreed": ValidationError(words, code="agreement")})
    return used


@in_transaction
def start_adding(*, name: str, values: Mapping[str, Any], by: Any) -> Job:
    """A job that adds a model. ``values`` has its ``kind``: ``published`` (one that can be fetched), ``folder`` (its
    ``source`` lies in ``INCOMING``) or ``address`` (``url``, ``model``, ``key_variable``, ``timeout`` in seconds); and
    ``language``, ``pooling``, ``prefix`` and ``limit`` as for the command. Raises ``ValidationError``.
    """
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    params = {"name": name.strip(), **values}
    try:
        check_name(params["name"], list(EMBEDDERS))
        _check_where_it_is(params)
        if params["kind"] == "address":
            params["url"] = full_address(params["url"])
    except DuijieError as error:
        field = "url" if error.code == "endpoint-address" else "name"
        raise ValidationError({field: error.message.render(get_language() or "en")}) from error
    if params["kind"] == "published" and params["name"] not in PUBLISHED:
        raise ValidationError({"name": ValidationError(_("There is no such model."), code="unknown")})
    if params["kind"] == "address" and params.get("pooling"):
        words = _("Behind an address the server decides that. Leave it as the folder says.")
        raise ValidationError({"pooling": ValidationError(words, code="pooling")})
    if params["kind"] == "published":
        words = _("A model that is fetched brings that with it. Leave it out.")
        given = [key for key in ("pooling", "prefix", "limit") if params.get(key)]
        if given:
            raise ValidationError({key: ValidationError(words, code="brought") for key in given})
    if params.get("key_variable") and not params["key_variable"].startswith(KEYS):
        words = _("The name of the variable must begin with %(begin)s.")
        raise ValidationError({"key_variable": ValidationError(words, code="variable", params={"begin": KEYS})})
    audit.record(by=by, verb=ADD, target=None, detail={**params})
    return jobs.start_job(kind=ADD, params=params, by=by)


@in_transaction
def take_failure_away(*, job: Job, by: Any) -> Job:
    """What could not be added or tried is not told on the page any more; the job keeps its error. Run again and failed
    again, it is told again. Raises ``ValidationError`` for a job that has not failed.
    """
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    hold(Job, job.pk)
    job.refresh_from_db()
    if job.kind not in (ADD, TRY) or job.state != JobState.FAILED:
        raise ValidationError(_("Only what failed can be taken away."), code="state")
    if is_failure_told(job):
        job.result = {"taken_away_at_attempt": job.attempt}
        job.save(update_fields=["result"])
        audit.record(by=by, verb="embedding_model.take_away", target=job, detail={"name": job.params["name"]})
    return job


def is_failure_told(job: Job) -> bool:
    return bool(job.error) and (job.result or {}).get("taken_away_at_attempt") != job.attempt


def _check_where_it_is(params: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` where a folder or an address is asked for and none is told, or no such folder lies
    ready.
    """
    if params["kind"] == "address" and not params.get("url"):
        raise ValidationError({"url": ValidationError(_("Give the address of the server."), code="required")})
    if params["kind"] == "folder" and params.get("source") not in incoming_folders():
        words = _("There is no such folder in “%(folder)s” of the data folder.")
        if not params.get("source"):
            words = _("Choose one of the folders in “%(folder)s” of the data folder.")
        raise ValidationError({"source": ValidationError(words, code="folder", params={"folder": INCOMING})})


def incoming_folder() -> Path:
    return Path(settings.DATA) / INCOMING


def incoming_folders() -> list[str]:
    """The names of the folders that lie ready to be added."""
    folder = incoming_folder()
    return sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []


@in_transaction
def start_trial(*, name: str, question: str, texts: Sequence[str], by: Any) -> Job:
    """A job that orders ``texts`` by their nearness to ``question``, as the model called ``name`` sees it.

    Raises ``ValidationError``.
    """
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    texts = [text.strip()[:MOST_CHARACTERS] for text in texts if text.strip()][:MOST_TEXTS]
    if not question.strip():
        raise ValidationError({"question": ValidationError(_("Write a question."), code="empty")})
    if len(texts) < 2:
        raise ValidationError({"texts": ValidationError(_("Write two texts or more, one a line."), code="few")})
    if find_embedder(name, models_folder()) is None:
        raise ValidationError({"name": ValidationError(_("There is no such model."), code="unknown")})
    params = {"name": name, "question": question.strip()[:MOST_CHARACTERS], "texts": texts}
    audit.record(by=by, verb=TRY, target=None, detail={"name": name})
    return jobs.start_job(kind=TRY, params=params, by=by)


@in_transaction
def remove_added_model(*, name: str, by: Any) -> None:
    """Delete an added model. Raises ``DuijieError`` while the platform or the command line uses it, or where it was
    not added.
    """
    require(by, Permission.EMBEDDING_MODEL_EDIT)
    waiting = waiting_choice()
    if name in {*used_models().values(), *(waiting.used.values() if waiting else ())}:
        raise DuijieError("model-in-use", msg("“{name}” is in use or being prepared. Choose another first.", name=name))
    audit.record(by=by, verb="embedding_model.remove", target=None, detail={"name": name})
    remove_models(models_folder(), name)
