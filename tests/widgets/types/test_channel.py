"""A channel panel reads what editors publish."""

import pytest

from tests.widgets.types.conftest import ITEMS, draw, item, sample, source
from widgets import configuration, registry
from widgets.base import SourceSpec
from widgets.models import Source

SAMPLE = sample("channel", {"channel": "garden", "summaries": True}, items=ITEMS)
channel = registry.get("channel")


def test_sources_names_the_channels_own_source():
    assert channel.sources({"channel": "garden", "rows": 3}) == [SourceSpec("channel", {"channel": "garden"})]
    assert channel.sources(configuration.defaults(channel)) == []
    assert channel.refresh_every is None


def test_draw_shows_articles_to_be_read_here():
    html = draw("channel", {}, source(item(4, url="/channels/garden/soil/", has_content=True), kind="channel"))
    assert 'href="/read/4/" data-read' in html
    assert "external-link" not in html


@pytest.mark.django_db
def test_settings_take_only_a_channel_there_is():
    Source.objects.create(kind="channel", key="k", title="Garden", settings={"channel": "garden"})
    assert configuration.validate(channel, {"channel": "garden"})["channel"] == "garden"
    assert configuration.describe(channel)[0]["choices"] == [{"value": "garden", "label": "Garden"}]
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(channel, {"channel": "cellar"})


@pytest.mark.django_db
def test_settings_offer_no_closed_channel():
    Source.objects.create(kind="channel", key="k", title="Cellar", settings={"channel": "cellar"}, state="gone")
    assert configuration.describe(channel)[0]["choices"] == []
    with pytest.raises(configuration.InvalidConfiguration):
        configuration.validate(channel, {"channel": "cellar"})
