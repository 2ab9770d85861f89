"""Where the public services are that widget types ask: each type says it, and the operator may say otherwise."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from widgets import registry


def address(name: str) -> str:
    """Where this service is asked, without a slash at its end."""
    return str(settings.UPSTREAMS.get(name) or declared()[name])


def declared() -> dict[str, str]:
    """The usual address of every service that an installed type names."""
    return {name: base for widget in registry.all_types() for name, base in widget.upstreams.items()}


def unknown() -> list[str]:
    """Settings of the operator for services that no installed type asks: a typing error, or a package that is gone."""
    return [variable(name) for name in sorted(settings.UPSTREAMS.keys() - declared().keys())]


def variable(name: str) -> str:
    return f"FOYER_UPSTREAM_{name.upper()}"


@checks.register("widgets")
def check_upstreams(**_options: object) -> list[checks.CheckMessage]:
    hint = f"Known are: {', '.join(variable(name) for name in sorted(declared()))}."
    return [
        *(checks.Warning(f"{name} belongs to no widget type.", hint=hint, id="widgets.W001") for name in unknown()),
        *(checks.Error(fault, id="widgets.E002") for fault in contradictions()),
    ]


def contradictions() -> Iterator[str]:
    """Two types may share a service; then they agree on its address."""
    known: dict[str, tuple[str, str]] = {}
    for widget in registry.all_types():
        for name, base in widget.upstreams.items():
            kind, before = known.setdefault(name, (widget.kind, base))
            if base != before:
                yield f"{kind} and {widget.kind} name different addresses for the service {name!r}."
