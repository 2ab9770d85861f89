"""What every widget type owes, built in or not; and that the contract notices a type that does not keep it."""

import socket
import sys

import pytest

from tests.widgets import plugin
from tests.widgets.types.samples import SAMPLES
from widgets import registry, rendering
from widgets.base import WidgetType
from widgets.egress import Client
from widgets.models import Source
from widgets.testing import PolledContract, Sample, SourceContract, WidgetContract
from widgets.testing.contract import assert_harmless, settled

sys.path.insert(0, str(plugin.PACKAGE))
from foyer_dice.widget import DiceWidget


def _has_content(sample):
    return bool(sample.payload or sample.items)


KINDS = [widget.kind for widget in registry.all_types()]  # the third-party type is among them
del registry._types[DiceWidget.kind]
#: Its articles arrive when they are published: it is never fetched, and so neither awaited nor stale.
PUBLISHED = ["channel", "notices"]
POLLED = [kind for kind in KINDS if kind in SAMPLES and _has_content(SAMPLES[kind]) and kind not in PUBLISHED]


@pytest.fixture(autouse=True)
def dice(monkeypatch):
    """The third-party type, installed as long as a test runs."""
    monkeypatch.setitem(registry._types, DiceWidget.kind, DiceWidget())
    rendering._django_templates.cache_clear()
    yield
    rendering._django_templates.cache_clear()


def sample_of(kind):
    if kind == "channel":  # the channel that the sample's form offers
        Source.objects.create(kind="channel", key="garden", title="Garden", settings={"channel": "garden"})
    if kind == DiceWidget.kind:
        return Sample(registry.get(kind), older={1: {"cubes": 3}})
    return SAMPLES.get(kind) or Sample(registry.get(kind))


class TestEveryKind(WidgetContract):
    @pytest.fixture(params=KINDS)
    def sample(self, request, db):
        return sample_of(request.param)


class TestPublishedKinds(SourceContract):
    @pytest.fixture(params=PUBLISHED)
    def sample(self, request, db):
        return sample_of(request.param)


class TestPolledKinds(PolledContract):
    @pytest.fixture(params=POLLED)
    def sample(self, request, db):
        return sample_of(request.param)


def test_every_kind_that_polls_has_a_sample():
    assert {widget.kind for widget in registry.all_types() if widget.refresh_every} <= SAMPLES.keys()


class Curious(WidgetType):
    """Asks others while it draws."""

    kind, title, icon = "clock", "Curious", "eye"
    body_lasts = None

    def get_context(self, settings, sources, viewer):
        Client().get("https://example.org/")
        return {"places": []}


class Chatty(Curious):
    def get_context(self, settings, sources, viewer):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
        return {"places": []}


class Forgetful(Curious):
    settings_version = 2


@pytest.mark.django_db
@pytest.mark.parametrize("rogue", [Curious, Chatty])
def test_the_contract_notices_who_asks_the_network(rogue, monkeypatch):
    monkeypatch.setitem(registry._types, rogue.kind, rogue())
    with settled(monkeypatch), pytest.raises(AssertionError):
        WidgetContract().test_fresh(Sample(rogue()))


@pytest.mark.django_db
def test_the_contract_notices_a_list_that_does_not_say_it_is_one(monkeypatch):
    lobsters = registry.get("lobsters")
    monkeypatch.setattr(type(lobsters), "lists_items", False)
    with pytest.raises(AssertionError):
        WidgetContract().test_list_of_items_says_that_it_is_one(SAMPLES["lobsters"])


@pytest.mark.django_db
def test_the_contract_asks_for_an_example_of_each_older_version(monkeypatch):
    with pytest.raises(AssertionError, match="one example per version"):
        WidgetContract().test_settings_of_every_older_version_are_upgraded(Sample(Forgetful()))


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<img src="//evil.example/x">',
        "<p onclick=alert(1)>x</p>",
        "<script>1</script>",
        '<p style="color:red">x</p>',
        '<iframe src="/x"></iframe>',
    ],
)
def test_the_contract_notices_what_acts(markup):
    with pytest.raises(AssertionError):
        assert_harmless(markup)
