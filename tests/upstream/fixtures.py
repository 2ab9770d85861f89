"""A pytest plugin: `upstream`, a fake server that egress may reach."""

from collections.abc import Iterator

import pytest

from tests.upstream.server import Upstream


@pytest.fixture
def upstream(settings) -> Iterator[Upstream]:
    settings.EGRESS_ALLOW = ["127.0.0.0/8"]
    with Upstream() as server:
        yield server
