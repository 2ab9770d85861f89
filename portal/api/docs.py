"""The API's own page: every call with its words, from the same description that machines read."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "patch", "put", "delete")


@require_safe
def show_docs(request: HttpRequest) -> HttpResponse:
    """Made here and not by a viewer of others, which would need foreign scripts."""
    return render(request, "api_docs.html", {"calls": described(get_language() or "en")})


@cache
def described(_language: str) -> list[dict[str, Any]]:
    """Kept for the life of the process: working it out takes as long as hundreds of pages, and anybody may ask."""
    return list(calls(SchemaGenerator().get_schema(request=None, public=True)))


def calls(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One per path and method: what it does, and the fields of its body."""
    shapes = schema["components"]["schemas"]
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                words = operation.get("description", "")
                yield {"method": method.upper(), "path": path, "words": words, "fields": fields(operation, shapes)}


def fields(operation: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = shapes.get(body.get("$ref", "").rpartition("/")[2], {})
    required = shape.get("required", [])
    return [
        {
            "name": name,
            "type": about.get("type", ""),
            "help": about.get("description", ""),
            "required": name in required,
        }
        for name, about in shape.get("properties", {}).items()
        if not about.get("readOnly")
    ]
