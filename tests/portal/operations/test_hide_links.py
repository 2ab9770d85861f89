"""What the log tells of a shared page is not enough to open it."""

import io
import logging
from logging.config import dictConfig

import pytest

from portal.operations import logs

SECRET = "0123456789abcdef" * 4


@pytest.fixture
def written():
    """What a handler of our own configuration writes of one warning."""
    configuration = logs.configuration(style="text", level="INFO")
    stream = io.StringIO()
    configuration["handlers"]["console"]["stream"] = stream
    configuration["root"] = {}
    configuration["loggers"] = {"tests.links": {"handlers": ["console"], "propagate": False}}
    dictConfig(configuration)
    yield lambda *told: (logging.getLogger("tests.links").warning(*told), stream.getvalue())[1]
    logging.getLogger("tests.links").handlers.clear()


@pytest.mark.parametrize("address", [f"/shared/{SECRET}/panels/9/", f"/api/v1/shared/{SECRET}/"])
def test_log_does_not_tell_a_secret_link(written, address):
    line = written("%s: %s", "Not Found", address)
    assert "/shared/012345…" in line
    assert SECRET not in line
    assert SECRET[6:22] not in line


def test_log_tells_every_other_address(written):
    assert "/shared/p12/ and /panels/12/" in written("Not Found: /shared/p12/ and /panels/12/")
