"""Embedding models: which there are and are used, adding, trying, choosing, removing."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from duijie.api.schemas.common import JobOut, problems
from duijie.api.schemas.embedding_models import (
    AddPost,
    ChoiceOut,
    ChoosePost,
    EmbeddingModelsOut,
    TryPost,
    show_choice,
    show_known,
)
from duijie.search.domain import embedding_models as domain
from duijie.search.domain.queries import embedding_models as queries

router = Router(tags=["embedding models"])


@router.get(
    "", operation_id="list_embedding_models", summary="Which there are and are used",
    response={200: EmbeddingModelsOut, **problems()},
)  # fmt: skip
def list_embedding_models(request: HttpRequest) -> Any:
    models = [show_known(one) for one in queries.list_models(by=request.user)]
    return EmbeddingModelsOut(
        models=models, used=queries.used_models(), in_use=show_choice(queries.choice_in_use()),
        waiting=show_choice(queries.waiting_choice()),
    )  # fmt: skip


@router.post("", operation_id="add_embedding_model", summary="Add one, as a job", response={202: JobOut, **problems()})
def add_embedding_model(request: HttpRequest, body: AddPost) -> Any:
    values = {key: value for key, value in body.dict(exclude={"name"}).items() if value not in ("", None)}
    return Status(202, domain.start_adding(name=body.name, values={"source": "", "url": "", **values}, by=request.user))


@router.post(
    "/choose", operation_id="choose_embedding_models", summary="Read everything by these, then use them",
    response={202: ChoiceOut, **problems()},
)  # fmt: skip
def choose_embedding_models(request: HttpRequest, body: ChoosePost) -> Any:
    used = body.dict(exclude={"agreed"})
    return Status(202, show_choice(domain.choose_models(used=used, agreed=body.agreed, by=request.user)))


@router.post(
    "/give-up", operation_id="give_up_embedding_models", summary="Stop preparing others; those in use stay",
    response={200: ChoiceOut, **problems()},
)  # fmt: skip
def give_up_embedding_models(request: HttpRequest) -> Any:
    return show_choice(domain.give_up_change(by=request.user))


@router.post(
    "/{name}/try", operation_id="try_embedding_model", summary="Order texts by nearness, as a job",
    response={202: JobOut, **problems()},
)  # fmt: skip
def try_embedding_model(request: HttpRequest, name: Path[str], body: TryPost) -> Any:
    return Status(202, domain.start_trial(name=name, question=body.question, texts=body.texts, by=request.user))


@router.delete(
    "/{name}", operation_id="remove_embedding_model", summary="Remove an added one", response={204: None, **problems()}
)
def remove_embedding_model(request: HttpRequest, name: Path[str]) -> Any:
    domain.remove_added_model(name=name, by=request.user)
    return Status(204, None)
