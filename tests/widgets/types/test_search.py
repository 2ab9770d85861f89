"""The search box leads to the service that was chosen, or to the one whose bang stands with the words."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from tests.widgets.types.conftest import draw, sample
from widgets import configuration, registry
from widgets.base import Viewer
from widgets.types.search.engines import BANGS, ENGINES, lead

SAMPLE = sample("search", {"engine": "wikipedia"})
ADDRESS = re.compile(r'data-(?:search|address)="([^"]+)"')


@pytest.mark.parametrize("engine", ENGINES)
def test_draw_asks_the_chosen_engine_without_telling_where_from(engine):
    html = draw("search", {"engine": engine})
    assert 'action="/search/out/" method="post" target="_blank" rel="noopener noreferrer"' in html
    assert f'name="engine" value="{engine}"' in html
    assert urlsplit(ENGINES[engine].address).netloc in ADDRESS.findall(html)[0]


def test_draw_tells_every_bang():
    html = draw("search", {})
    assert all(f">!{bang}</code> <bdi>{service.name}</bdi>" in html for bang, service in BANGS.items())


def test_draw_asks_wikipedia_in_the_viewers_language():
    assert "language=pt&amp;" in draw("search", {"engine": "wikipedia"}, viewer=Viewer(language="pt-br"))


@pytest.mark.parametrize("service", [*ENGINES.values(), *BANGS.values()])
def test_every_service_takes_words_by_https(service):
    address = urlsplit(service.lead("a & b", "de"))
    assert (address.scheme, "%" in address.netloc) == ("https", False)
    assert ["a & b"] in parse_qs(address.query).values()
    assert service.lead("", "de") == f"https://{urlsplit(service.home).netloc}/"


@pytest.mark.parametrize(
    ("asked", "name", "address"),
    [
        ("!gh django", "GitHub", "https://github.com/search?q=django"),
        ("django !gh", "GitHub", "https://github.com/search?q=django"),
        ("!GH  two  words", "GitHub", "https://github.com/search?q=two+words"),
        ("!yt", "YouTube", "https://www.youtube.com/"),
        ("!gh !w", "GitHub", "https://github.com/search?q=%21w"),
        ("!nowhere cats", "Qwant", "https://www.qwant.com/?q=%21nowhere+cats"),
        ("what !w is this", "Qwant", "https://www.qwant.com/?q=what+%21w+is+this"),
        ("!", "Qwant", "https://www.qwant.com/?q=%21"),
        ("//evil.example/?q=", "Qwant", "https://www.qwant.com/?q=%2F%2Fevil.example%2F%3Fq%3D"),
        ("", "Qwant", "https://www.qwant.com/"),
    ],
)
def test_lead_follows_a_bang_of_the_table_and_nothing_else(asked, name, address):
    service, leads_to = lead("qwant", asked, "en")
    assert (service.name, leads_to) == (name, address)


def test_settings_refuse_an_unknown_engine():
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(registry.get("search"), {"engine": "altavista"})


def test_pages_send_their_forms_to_the_portal_alone():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'"]
