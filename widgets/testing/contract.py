"""The tests that every widget type passes: all states, hostile data, bad settings, no network, any direction."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from lxml import html as lxml_html

from widgets import checks, configuration
from widgets.base import Viewer
from widgets.testing.guard import close_network
from widgets.testing.panels import NOW, Panel, Sample

ARABIC = "مرحبا بالعالم"
#: What a source may say instead of a title, an address or a name.
PAYLOADS = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1) style=x>{{ 7*7 }}javascript:alert(1)",
    "javascript:alert(1)//https://example.org/",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x",
    "/\\evil.example/x",
    "</textarea></template></title></svg><svg onload=alert(1)><base href=//evil.example>",
    "' autofocus onfocus=alert(1) x='",
    "{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
)
JUNK: tuple[Any, ...] = (None, "", "x" * 100_000, -1, 10**30, 1e308, True, [], ["x"], {"a": {}}, "\x00", "\ud800")
#: Settings that change only the look of a panel.
LOOKS = {"rows": 3, "summaries": False, "pictures": False, "days": 5}
ITEM = re.compile(r"\bdata-item=")
FORBIDDEN = {"script", "style", "object", "embed", "base", "link", "meta", "frame", "applet"}


def tree(markup: str) -> Any:
    return lxml_html.fragment_fromstring(f"<div>{markup}</div>")


def assert_harmless(markup: str) -> None:
    """Nothing that runs, nothing that the page's policy would refuse, no link that is not one."""
    for element in tree(markup).iter():
        assert element.tag not in FORBIDDEN, f"<{element.tag}>"
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "srcdoc"}, name
            if name in {"href", "src", "action", "formaction"}:
                assert value.startswith(("https://", "http://", "/", "#", "?")), value
                assert not value.startswith(("//", "/\\")), value
        if element.tag == "iframe":
            assert "allow-same-origin" not in element.get("sandbox", "allow-same-origin")


@contextmanager
def settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A moment that stays, no network, and a cache of the test's own: each body is drawn, and no server is needed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    close_network(monkeypatch)
    usual, caches["default"] = caches["default"], LocMemCache("contract", {})
    caches["default"].clear()
    try:
        yield
    finally:
        caches["default"] = usual


class Settled:
    """What all contracts stand on: a database, a moment that stays, and no network. Say what to test as `sample`."""

    pytestmark: ClassVar[list[Any]] = [pytest.mark.django_db]

    @pytest.fixture
    def sample(self) -> Sample:
        raise NotImplementedError("Define a fixture named sample that returns a widgets.testing.Sample.")

    @pytest.fixture(autouse=True)
    def _settled(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with settled(monkeypatch):
            yield


class WidgetContract(Settled):
    """For every type."""

    def test_has_no_faults(self, sample: Sample) -> None:
        assert list(checks.find_faults(sample.widget)) == []

    def test_fresh(self, sample: Sample) -> None:
        shown = Panel(sample).draw()
        assert (shown.state, shown.message) == ("fresh", "")
        assert str(shown.html).strip()
        assert shown.title
        assert_harmless(shown.html)

    def test_empty(self, sample: Sample) -> None:
        shown = Panel(sample, has_content=False).draw(**configuration.defaults(sample.widget))
        assert shown.state in {"empty", "fresh"}
        assert bool(shown.html) == (shown.state == "fresh") == (not shown.message)

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_hostile_data(self, sample: Sample, payload: str) -> None:
        shown = Panel(sample, lambda _text: payload).draw()
        assert shown.state == "fresh"
        assert_harmless(shown.html)
        assert "<script" not in shown.html
        assert "49" not in shown.title
        assert not shown.site_url.startswith(("javascript:", "data:", "//", "/\\"))

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_hostile_settings(self, sample: Sample, payload: str) -> None:
        """What a form lets through is drawn harmlessly; the rest it refuses."""
        panel = Panel(sample)
        for name, value in panel.settings.items():
            if not isinstance(value, str):
                continue
            try:
                stored = configuration.validate(panel.widget, {name: payload}, initial=panel.settings)
            except configuration.InvalidConfiguration:
                continue
            shown = panel.draw(**stored)
            assert shown.state != "failed"
            assert_harmless(shown.html)

    @pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
    def test_bad_settings(self, sample: Sample, junk: Any) -> None:
        """Each junk is refused with a sentence, or accepted as something that can be stored and drawn."""
        panel = Panel(sample)
        for name in panel.settings:
            try:
                stored = configuration.validate(panel.widget, {name: junk}, initial=panel.settings)
            except configuration.InvalidConfiguration:
                continue
            json.dumps(stored).encode()
            assert panel.draw(**stored).state != "failed"

    def test_settings_survive_storage_and_editing(self, sample: Sample) -> None:
        panel = Panel(sample)
        assert json.loads(json.dumps(panel.settings)) == panel.settings
        assert configuration.validate(panel.widget, panel.settings) == panel.settings
        assert configuration.form(panel.widget, initial=panel.settings).as_div() is not None
        assert len(json.dumps(configuration.describe(panel.widget))) > 1

    def test_settings_of_every_older_version_are_upgraded(self, sample: Sample) -> None:
        """What was stored under an older version becomes settings that today's form keeps as they are."""
        widget, panel = sample.widget, Panel(sample)
        assert sample.older.keys() == set(range(1, widget.settings_version)), "older: one example per version"
        assert configuration.upgrade(widget, {}, 1) == configuration.defaults(widget)
        for version, stored in sample.older.items():
            upgraded = configuration.upgrade(widget, json.loads(json.dumps(stored)), version)
            assert configuration.validate(widget, upgraded, initial=upgraded).items() <= upgraded.items()
            assert panel.draw(version=version, **stored).state != "failed"

    def test_right_to_left(self, sample: Sample) -> None:
        """A text of unknown direction stands in an element that finds it out."""
        markup = Panel(sample, lambda _text: ARABIC).draw(Viewer(language="ar")).html
        for text in tree(markup).xpath("//text()"):
            if ARABIC in text:
                above = [text.getparent(), *text.getparent().iterancestors()]
                assert any(each.get("dir") == "auto" or each.tag == "bdi" for each in above), text.getparent().tag

    def test_links_out_tell_nobody_where_from(self, sample: Sample) -> None:
        for link in tree(Panel(sample).draw().html).xpath("//a[starts-with(@href, 'http')] | //form"):
            leaves = link.tag == "a" or not link.get("action", "/").startswith("/")
            assert not leaves or "noreferrer" in link.get("rel", "")

    def test_list_of_items_says_that_it_is_one(self, sample: Sample) -> None:
        """Else those rows of it that a reader muted or has read would leave holes: see `WidgetType.lists_items`."""
        panel = Panel(sample)
        has_rows = "rows" in panel.settings and bool(ITEM.search(panel.draw(rows=1).html))
        assert panel.widget.lists_items == (has_rows and panel.widget.shared)

    def test_equal_settings_share_their_sources(self, sample: Sample) -> None:
        """What only changes the look of a panel makes no second fetch."""
        panel = Panel(sample)
        assert panel.widget.sources(panel.settings | LOOKS) == panel.specs()


class SourceContract(Settled):
    """For types that read sources."""

    def test_failed(self, sample: Sample) -> None:
        """The last good content stays, with the reason."""
        shown = Panel(sample, state="failed", error="The host does not answer.").draw()
        assert (shown.state, shown.message) == ("failed", "The host does not answer.")
        assert shown.html
        assert shown.updated_at == NOW

    def test_failed_before_anything_came(self, sample: Sample) -> None:
        shown = Panel(sample, state="failed", error="Nobody answers.", has_content=False, fetched_at=None).draw()
        assert (shown.state, shown.message, shown.html) == ("failed", "Nobody answers.", "")


class PolledContract(SourceContract):
    """For types whose sources are fetched."""

    def test_loading(self, sample: Sample) -> None:
        shown = Panel(sample, has_content=False, state="pending", fetched_at=None).draw()
        assert (shown.state, shown.html) == ("loading", "")
        assert shown.message

    def test_stale(self, sample: Sample) -> None:
        shown = Panel(sample, fetched_at=NOW - timedelta(days=10)).draw()
        assert shown.state == "stale"
        assert shown.html
        assert shown.message
