"""The HTTP API, version 1: routers, who may call, how errors look."""

from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from duijie.api import problems
from duijie.api.auth import BEARER_OR_SESSION, PersonThrottle
from duijie.api.routers import (
    areas,
    certificates,
    challenges,
    clock_policies,
    common_problems,
    demands,
    departments,
    disclosure,
    duplicates,
    embedding_models,
    exchange,
    filings,
    imports,
    jobs,
    lexicon,
    matches,
    messages,
    organisations,
    plans,
    postings,
    privacy,
    programmes,
    ranking_models,
    search,
    service_money,
    undertakings,
    visits,
    work_logs,
    work_reports,
    yields,
)
from duijie.api.routers.records import make_router
from duijie.api.schemas.common import Problem
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.registry.register import registers


class Api(NinjaAPI):
    """Describes all errors by the one schema that they have, with their own type of content; made once a process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        prefix = path_prefix or self.get_root_path(path_params or {})
        if prefix not in self._described:
            schema = super().get_openapi_schema(path_prefix=prefix)
            _describe_problems(schema)
            self._described[prefix] = schema
        return self._described[prefix]


def _describe_problems(schema: OpenAPISchema) -> None:
    described = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    parts = described.pop("$defs", {})
    schema["components"]["schemas"].update({**parts, "Problem": described})
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    response["content"] = {problems.TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


api = Api(
    title="Duijie",
    version="1",
    description="Registers, assignment plans, imports and jobs. Rows outside your area do not exist here.",
    auth=BEARER_OR_SESSION,
    throttle=[PersonThrottle(settings.DUIJIE_API_RATE)],
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
problems.register(api)
api.add_router("/organisations", organisations.router)
OWN = {DEMANDS.key: demands.router, VISITS.key: visits.router}
"""What has operations of its own beside those of every register."""
for register in registers():
    if not register.has_own_pages:
        api.add_router(f"/{register.key}", OWN.get(register.key) or make_router(register))
api.add_router("/access-requests", disclosure.router)
api.add_router("/summaries", disclosure.summaries_router)
api.add_router("/duplicates", duplicates.router)
api.add_router("/common-problems", common_problems.router)
api.add_router("/exchange", exchange.router)
api.add_router("/filings", filings.router)
api.add_router("/personal-data", privacy.router)
api.add_router("/undertaking", undertakings.router)
api.add_router("/match-runs", matches.router)
api.add_router("/ranking-models", ranking_models.router)
api.add_router("/embedding-models", embedding_models.router)
api.add_router("/challenges", challenges.router)
api.add_router("/rounds", programmes.rounds_router)
api.add_router("/applications", programmes.router)
api.add_router("/posting-needs", postings.needs_router)
api.add_router("/postings", postings.router)
api.add_router("/agreements", postings.agreements_router)
api.add_router("/rounds", certificates.recognitions_router)
api.add_router("/applications", certificates.papers_router)
api.add_router("/certificates", certificates.router)
api.add_router("/work-logs", work_logs.router)
api.add_router("/yields", yields.router)
api.add_router("/ledger", service_money.router)
api.add_router("/host-contacts", service_money.contacts_router)
api.add_router("/lexicon", lexicon.router)
api.add_router("/clock-policies", clock_policies.router)
api.add_router("/areas", areas.router)
api.add_router("/search", search.router)
api.add_router("/departments", departments.router)
api.add_router("/imports", imports.router)
api.add_router("/plans", plans.router)
api.add_router("/funnel", work_reports.funnel_router)
api.add_router("/work-reports", work_reports.router)
api.add_router("/jobs", jobs.router)
api.add_router("/messages", messages.router)
api.add_router("/me", jobs.me_router)
