"""The HTTP API, version 1: routers, who may call, how errors look."""

from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from duijie.api import problems
from duijie.api.auth import BEARER_OR_SESSION, PersonThrottle
from duijie.api.routers import areas, demands, departments, duplicates, imports, jobs, organisations, search
from duijie.api.routers.records import make_router
from duijie.demands.registers import DEMANDS
from duijie.registry.register import registers


class Api(NinjaAPI):
    """Describes errors with the type of content that they have."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"] = {problems.TYPE: response["content"].pop("application/json")}
        return schema


api = Api(
    title="Duijie",
    version="1",
    description="Registers, imports and jobs. Rows outside your area do not exist here.",
    auth=BEARER_OR_SESSION,
    throttle=[PersonThrottle(settings.DUIJIE_API_RATE)],
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
)
problems.register(api)
api.add_router("/organisations", organisations.router)
for register in registers():
    if not register.has_own_pages:
        api.add_router(f"/{register.key}", demands.router if register.key == DEMANDS.key else make_router(register))
api.add_router("/duplicates", duplicates.router)
api.add_router("/areas", areas.router)
api.add_router("/search", search.router)
api.add_router("/departments", departments.router)
api.add_router("/imports", imports.router)
api.add_router("/jobs", jobs.router)
api.add_router("/me", jobs.me_router)
