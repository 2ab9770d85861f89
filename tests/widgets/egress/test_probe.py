"""A probe: whether a server works, whatever its status; how long that took; how long its certificate holds."""

import subprocess
from datetime import UTC, datetime, timedelta

import pycurl
import pytest

from tests.upstream import Upstream
from widgets.base import FetchError
from widgets.egress import Client, exchange


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For 127.0.0.1 and ten days; nobody trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    paths = str(folder / "cert.pem"), str(folder / "key.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "10", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1]]
    subprocess.run([*made, *names], check=True, capture_output=True)
    return paths


@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_probe_answers_with_any_status(upstream, status):
    answer = Client().probe(upstream.serve("/", "Hello", status=status))
    assert (answer.status, answer.body, answer.certificate_ends) == (status, b"", None)
    assert 0 < answer.seconds < 10


def test_a_probe_follows_checked_redirects_with_the_same_method(upstream):
    upstream.serve("/new", "Hello")
    assert Client().probe(upstream.redirect("/old", "/new", 301)).moved_to == upstream.url("/new")
    assert {asked.method for asked in upstream.asked()} == {"HEAD"}
    with pytest.raises(FetchError) as refused:
        Client().probe(upstream.redirect("/inside", "http://169.254.169.254/"))
    assert refused.value.code == "refused"


def test_a_get_after_a_probe_has_its_body(upstream):
    """The handle is used again."""
    url = upstream.serve("/", "Hello")
    Client().probe(url)
    assert Client().get(url).body == b"Hello"
    assert Client().probe(url, method="GET").body == b"Hello"


def test_a_probe_tells_when_the_certificate_ends(settings, certificate, monkeypatch):
    configure = exchange._configure

    def trusting(curl, hop, addresses):
        configure(curl, hop, addresses)
        curl.setopt(pycurl.CAINFO, certificate[0])

    settings.EGRESS_ALLOW = ["127.0.0.0/8"]
    monkeypatch.setattr(exchange, "_configure", trusting)
    with Upstream(tls=certificate) as upstream:
        answer = Client().probe(upstream.serve("/", "Hello"))
    left = answer.certificate_ends - datetime.now(UTC)
    assert timedelta(days=9) < left <= timedelta(days=10)
