"""The OpenAPI description: only our own endpoints, and how one signs in to them."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


def only_ours(endpoints: list[tuple[Any, ...]], **_kwargs: Any) -> list[tuple[Any, ...]]:
    """A hook of drf-spectacular; the studio has endpoints of its own, which are no part of this API."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "portal.accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A personal token, made under Settings."}


class VisitorScheme(OpenApiAuthenticationExtension):
    target_class = "portal.api.access.VisitorAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "foyer_session"}
