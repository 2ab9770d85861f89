"""JSON calls with a test client, and the answer as data."""

from typing import Any

from django.test import Client


def call(client: Client, method: str, path: str, status: int = 200, **body: Any) -> Any:
    """Calls /api/v1/<path> with `body` as JSON, expects `status`, answers what came back."""
    answer = client.generic(method, f"/api/v1/{path}", data=_json(body), content_type="application/json")
    assert answer.status_code == status, (answer.status_code, answer.content[:500])
    return answer.json() if answer.content else None


def get(client: Client, path: str, status: int = 200) -> Any:
    return call(client, "GET", path, status)


def post(client: Client, path: str, status: int = 200, **body: Any) -> Any:
    return call(client, "POST", path, status, **body)


def patch(client: Client, path: str, status: int = 200, **body: Any) -> Any:
    return call(client, "PATCH", path, status, **body)


def delete(client: Client, path: str, status: int = 204, **body: Any) -> Any:
    return call(client, "DELETE", path, status, **body)


def _json(body: dict[str, Any]) -> bytes:
    import json

    return json.dumps(body).encode()
