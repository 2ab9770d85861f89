"""The search box leads straight to a service, as far as the page's policy lets it."""

import pytest
from django.conf import settings

from tests.widgets.types.conftest import draw
from widgets import configuration, registry
from widgets.base import Viewer
from widgets.types.search.engines import ENGINES


@pytest.mark.parametrize("engine", ENGINES)
def test_draw_leads_to_the_engine_without_telling_where_from(engine):
    html = draw("search", {"engine": engine})
    assert f'action="{ENGINES[engine].action}" method="get" target="_blank" rel="noopener noreferrer"' in html
    assert f'name="{ENGINES[engine].parameter}"' in html


def test_draw_asks_wikipedia_in_the_viewers_language():
    assert 'name="language" value="pt"' in draw("search", {"engine": "wikipedia"}, viewer=Viewer(language="pt-br"))


def test_settings_refuse_an_unknown_engine():
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(registry.get("search"), {"engine": "altavista"})


def test_the_policy_of_pages_lets_each_form_go_out():
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
    assert all(engine.origins in allowed for engine in ENGINES.values())
