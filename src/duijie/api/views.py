"""The description of the API as a page of ours: no script of others, so the strict Content-Security-Policy holds."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, body and answers, out of the same description that programs read."""
    from duijie.api.api import api  # noqa: PLC0415 – loaded with the first of its pages, see duijie.urls

    schema = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, operations in schema["paths"].items():
        for method, operation in operations.items():
            group = (operation.get("tags") or ["other"])[0]
            groups.setdefault(group, []).append(_operation(schema, address, method, operation))
    return render(request, "api/docs.html", {"groups": groups, "info": schema["info"]})


def _operation(schema: Any, address: str, method: str, operation: Any) -> dict[str, Any]:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "address": address,
        "summary": operation.get("summary", ""),
        "parameters": [
            {**parameter, "type": _type(schema, parameter["schema"])} for parameter in operation.get("parameters", [])
        ],
        "body_type": body[0] if body else "",
        "body": _fields(schema, body[1]["schema"]) if body else [],
        "answers": [
            {"status": status, "type": _answer(schema, response)}
            for status, response in sorted(operation["responses"].items(), key=lambda pair: int(pair[0]))
        ],
    }


def _answer(schema: Any, response: Any) -> str:
    content = next(iter(response.get("content", {}).values()), None)
    return _type(schema, content["schema"]) if content else "–"


def _fields(schema: Any, kind: Any) -> list[dict[str, Any]]:
    known = _resolved(schema, kind)
    needed = set(known.get("required", ()))
    return [
        {
            "name": name,
            "required": name in needed,
            "type": _type(schema, field),
            "description": field.get("description", ""),
        }
        for name, field in known.get("properties", {}).items()
    ]


def _resolved(schema: Any, kind: Any) -> Any:
    reference = kind.get("$ref")
    return schema["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else kind


def _type(schema: Any, kind: Any) -> str:
    """A short word for a JSON schema."""
    if "$ref" in kind:
        named = _resolved(schema, kind)
        return " | ".join(map(str, named["enum"])) if "enum" in named else str(kind["$ref"]).rsplit("/", 1)[-1]
    for key in ("anyOf", "allOf", "oneOf"):
        if key in kind:
            return " | ".join(_type(schema, one) for one in kind[key])
    if "enum" in kind or "const" in kind:
        return " | ".join(map(str, kind.get("enum", [kind.get("const")])))
    if kind.get("type") == "array":
        return f"[{_type(schema, kind.get('items', {}))}]"
    form = kind.get("format") or kind.get("pattern")
    return f"{kind.get('type', '–')} ({form})" if form else str(kind.get("type", "–"))
