"""What every widget type owes, built in or not: all states, hostile data, bad settings, no network, any direction."""

import json
import socket
import sys
from datetime import timedelta

import pytest
from lxml import html as lxml_html

from tests.widgets import plugin
from tests.widgets.types.conftest import NOW
from tests.widgets.types.samples import ITEMS, SAMPLES
from widgets import configuration, registry, rendering
from widgets.base import Viewer
from widgets.models import Item, Source
from widgets.rendering import RenderRequest, SourceRow, render_many

sys.path.insert(0, str(plugin.PACKAGE))
from foyer_dice.widget import DiceWidget

KINDS = [widget.kind for widget in registry.all_types()]  # the third-party type is among them
del registry._types[DiceWidget.kind]
POLLED = [kind for kind in KINDS if kind in SAMPLES and (SAMPLES[kind][1] or SAMPLES[kind][2])]
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1) style=x>{{ 7*7 }}javascript:alert(1)"
ARABIC = "مرحبا بالعالم"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture(autouse=True)
def dice(monkeypatch):
    """The third-party type, installed as long as a test runs."""
    monkeypatch.setitem(registry._types, DiceWidget.kind, DiceWidget())
    rendering._django_templates.cache_clear()
    yield
    rendering._django_templates.cache_clear()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    real = socket.socket.connect

    def connect(self, address):
        assert self.family == socket.AF_UNIX, f"a connection to {address} while drawing"
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def garden():
    """The channel that the sample's form offers."""
    return Source.objects.create(kind="channel", key="garden", title="Garden", settings={"channel": "garden"})


class Panel:
    """One panel of a kind with the sources that its settings name."""

    def __init__(self, kind, change=lambda text: text, **fields):
        self.kind, self.widget = kind, registry.get(kind)
        given, payload, has_items = SAMPLES.get(kind, ({}, {}, False))
        self.settings = configuration.validate(self.widget, given)
        payload = payload() if callable(payload) else payload
        has_content = fields.pop("has_content", True)
        fields = {"state": "ok", "fetched_at": NOW, "payload": changed(payload, change) if has_content else {}} | fields
        self.sources = [self._source(number, spec, change, fields) for number, spec in enumerate(self.specs())]
        for source in self.sources if has_items and has_content else []:
            Item.objects.bulk_create(Item(source=source, published_at=NOW, **changed(item, change)) for item in ITEMS)

    def specs(self):
        return self.widget.sources(self.settings)

    def _source(self, number, spec, change, fields):
        key = f"{self.kind} {number}"
        return Source.objects.create(
            kind=spec.kind, key=key, settings=spec.settings, title=change(f"Source {number}"), **fields
        )

    def draw(self, viewer=None, **settings):
        names = ("id", "kind", "version", "title", "site_url", "state", "error", "fetched_at")
        rows = [SourceRow(*(getattr(source, name) for name in names)) for source in self.sources]
        request = RenderRequest(self.kind, self.settings | settings, self.widget.settings_version, rows)
        return render_many([request], viewer or Viewer())[0][0]


def changed(value, change):
    """The same JSON with every text in it changed, but for dates and what is no text for people."""
    if isinstance(value, dict):
        return {key: each if key in {"uid", "symbol"} else changed(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [changed(each, change) for each in value]
    return change(value) if isinstance(value, str) and value and not value[:4].isdigit() else value


def tree(markup):
    return lxml_html.fragment_fromstring(f"<div>{markup}</div>")


def assert_harmless(markup):
    """Nothing that runs, nothing that the page's policy would refuse, no link that is not one."""
    for element in tree(markup).iter():
        assert element.tag not in {"script", "style", "iframe", "object", "base", "link", "meta"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in {"href", "src", "action"}:
                assert value.startswith(("https://", "http://", "/"))
                assert not value.startswith("//")


@pytest.mark.parametrize("kind", KINDS)
def test_fresh(kind):
    shown = Panel(kind).draw()
    assert (shown.state, shown.message) == ("fresh", "")
    assert str(shown.html).strip()
    assert shown.title
    assert_harmless(shown.html)


@pytest.mark.parametrize("kind", KINDS)
def test_empty(kind):
    shown = Panel(kind, has_content=False).draw(**configuration.defaults(registry.get(kind)))
    assert shown.state in {"empty", "fresh"}
    assert bool(shown.html) == (shown.state == "fresh") == (not shown.message)


@pytest.mark.parametrize("kind", [kind for kind in POLLED if kind != "channel"])
def test_loading(kind):
    shown = Panel(kind, has_content=False, state="pending", fetched_at=None).draw()
    assert (shown.state, shown.html) == ("loading", "")
    assert shown.message


@pytest.mark.parametrize("kind", [kind for kind in POLLED if kind != "channel"])
def test_stale(kind):
    shown = Panel(kind, fetched_at=NOW - timedelta(days=10)).draw()
    assert shown.state == "stale"
    assert shown.html
    assert shown.message


@pytest.mark.parametrize("kind", POLLED)
def test_failed(kind):
    shown = Panel(kind, state="failed", error="The host does not answer.").draw()
    assert (shown.state, shown.message) == ("failed", "The host does not answer.")
    assert shown.html
    assert shown.updated_at == NOW


@pytest.mark.parametrize("kind", POLLED)
def test_failed_before_anything_came(kind):
    shown = Panel(kind, state="failed", error="Nobody answers.", has_content=False, fetched_at=None).draw()
    assert (shown.state, shown.message, shown.html) == ("failed", "Nobody answers.", "")


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_data(kind):
    shown = Panel(kind, change=lambda _text: HOSTILE).draw()
    assert shown.state == "fresh"
    assert_harmless(shown.html)
    assert "alert(1)</script>" not in shown.html
    assert "49" not in shown.title


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_settings(kind):
    """What a form lets through is drawn harmlessly; the rest it refuses."""
    panel = Panel(kind)
    for name, value in panel.settings.items():
        if not isinstance(value, str):
            continue
        try:
            stored = configuration.validate(panel.widget, {name: HOSTILE}, initial=panel.settings)
        except configuration.InvalidConfiguration:
            continue
        shown = panel.draw(**stored)
        assert shown.state != "failed"
        assert_harmless(shown.html)


@pytest.mark.parametrize(
    "junk", [None, "", "x" * 100_000, -1, 10**30, 1e308, True, [], ["x"], {"a": {}}, "\x00", "\ud800"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_bad_settings(kind, junk):
    """Each junk is refused with a sentence, or accepted as something that can be stored and drawn."""
    panel = Panel(kind)
    for name in panel.settings:
        try:
            stored = configuration.validate(panel.widget, {name: junk}, initial=panel.settings)
        except configuration.InvalidConfiguration:
            continue
        json.dumps(stored).encode()
        assert panel.draw(**stored).state != "failed"


@pytest.mark.parametrize("kind", KINDS)
def test_settings_survive_storage_editing_and_upgrades(kind):
    panel = Panel(kind)
    assert json.loads(json.dumps(panel.settings)) == panel.settings
    assert configuration.validate(panel.widget, panel.settings) == panel.settings
    assert configuration.upgrade(panel.widget, panel.settings, 1).keys() >= panel.settings.keys()
    assert configuration.upgrade(panel.widget, {}, 1) == configuration.defaults(panel.widget)
    assert configuration.form(panel.widget, initial=panel.settings).as_div()
    assert len(json.dumps(configuration.describe(panel.widget))) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_right_to_left(kind):
    """A text of unknown direction stands in an element that finds it out."""
    markup = Panel(kind, change=lambda _text: ARABIC).draw().html
    for text in tree(markup).xpath("//text()"):
        if ARABIC in text:
            above = [text.getparent(), *text.getparent().iterancestors()]
            assert any(element.get("dir") == "auto" or element.tag == "bdi" for element in above), text.getparent().tag


@pytest.mark.parametrize("kind", KINDS)
def test_links_out_tell_nobody_where_from(kind):
    for link in tree(Panel(kind).draw().html).xpath("//a[starts-with(@href, 'http')] | //form"):
        assert link.get("rel") == "noopener noreferrer" or "noreferrer" in link.get("rel")


@pytest.mark.parametrize("kind", KINDS)
def test_equal_settings_share_their_sources(kind):
    """What only changes the look of a panel makes no second fetch."""
    panel = Panel(kind)
    looks = {"rows": 3, "summaries": False, "pictures": False, "days": 5}
    assert panel.widget.sources(panel.settings | looks) == panel.specs()


def test_every_kind_that_polls_has_a_sample():
    assert {widget.kind for widget in registry.all_types() if widget.refresh_every} <= SAMPLES.keys()
