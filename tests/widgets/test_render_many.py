"""Many panels are drawn with one cache read, one query and one cache write; a fault stays in its panel."""

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone, translation
from django.utils.translation import gettext

from tests.widgets import probes
from widgets import rendering
from widgets.base import Viewer
from widgets.models import Item, Source
from widgets.rendering import RenderRequest, SourceRow, render_many

pytestmark = pytest.mark.django_db
VIEWER = Viewer()


@pytest.fixture(autouse=True)
def _probes():
    rendering._faults.clear()
    rendering._django_templates.cache_clear()
    with probes.installed():
        yield


@pytest.fixture
def cache_calls(monkeypatch):
    """Counts round trips of the real cache."""
    calls = []
    for name in ("get", "get_many", "set", "set_many"):
        real = getattr(cache, name)
        monkeypatch.setattr(
            cache._connections["default"], name, lambda *a, _n=name, _r=real, **k: calls.append(_n) or _r(*a, **k)
        )
    return calls


def make_source(name="A feed", items=2, **fields):
    fields = {"state": Source.State.OK, "fetched_at": timezone.now(), "site_url": "https://example.org/"} | fields
    source = Source.objects.create(kind="probe", key=name, title=name, **fields)
    for n in range(items):
        Item.objects.create(source=source, uid=str(n), title=f"{name} {n}")
    return source


def row(source):
    names = ("id", "kind", "version", "title", "site_url", "state", "error", "fetched_at")
    return SourceRow(*(getattr(source, name) for name in names))


def panel(*sources, kind="probe", word="hello", **settings):
    return RenderRequest(kind, {"word": word, **settings}, 1, [row(source) for source in sources])


def render(*sources, viewer=VIEWER, **options):
    return render_many([panel(*sources, **options)], viewer)[0][0]


def test_render_draws_twenty_cold_panels_with_one_query_and_two_cache_calls(django_assert_num_queries, cache_calls):
    panels = [panel(make_source(f"feed {n}")) for n in range(20)]
    with django_assert_num_queries(1):
        drawn, _extras = render_many(panels, VIEWER)
    assert cache_calls == ["get_many", "set_many"]
    assert [each.title for each in drawn] == [f"feed {n}" for n in range(20)]
    assert "feed 7 1" in drawn[7].html


def test_render_draws_warm_panels_with_one_cache_call_and_no_query(django_assert_num_queries, cache_calls):
    panels = [panel(make_source(f"feed {n}")) for n in range(20)]
    cold, _extras = render_many(panels, VIEWER)
    cache_calls.clear()
    with django_assert_num_queries(0):
        warm, _extras = render_many(panels, VIEWER)
    assert cache_calls == ["get_many"]
    assert warm == cold
    assert probes.Probe.calls == 20


def test_render_brings_the_pages_other_keys_along(cache_calls):
    cache.set_many({"for-you:1": "suggestions"})
    cache_calls.clear()
    _drawn, extras = render_many([panel()], VIEWER, extra_keys=["for-you:1", "for-you:2"])
    assert extras == {"for-you:1": "suggestions"}
    assert cache_calls == ["get_many", "set_many"]


def test_render_draws_again_when_the_source_has_a_new_version():
    source = make_source()
    assert "A feed 9" not in render(source).html
    Item.objects.create(source=source, uid="9", title="A feed 9")
    source.version += 1
    assert "A feed 9" in render(source).html


def test_render_draws_once_per_viewer_only_where_it_matters():
    source = make_source()
    render(source)
    render(source, viewer=Viewer(timezone="Asia/Tokyo"))
    assert probes.Probe.calls == 1
    render(source, viewer=Viewer(language="de"))
    assert probes.Probe.calls == 2


def test_render_draws_again_when_what_it_said_of_time_is_over(monkeypatch):
    render(kind="probe_timed")
    render(kind="probe_timed")
    assert probes.TimedProbe.calls == 1
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    render(kind="probe_timed")
    assert probes.TimedProbe.calls == 2


def test_render_never_keeps_what_belongs_to_one_person(cache_calls):
    assert "mine" in render(kind="probe_personal", word="mine").html
    assert "set_many" not in cache_calls


def test_render_escapes_what_people_and_strangers_wrote():
    source = make_source("<script>alert(1)</script>")
    html = render(source, word="<img src=x onerror=alert(1)>").html
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img" in html


def test_render_leads_to_no_site_that_runs_code():
    assert render(make_source(site_url="javascript:alert(1)")).site_url == ""
    assert render(make_source("A channel", site_url="/channels/garden/")).site_url == "/channels/garden/"


def test_render_takes_a_django_template():
    assert "<p>&lt;b&gt; 1,234.5</p>" in render(kind="probe_django", word="<b>").html


def test_render_of_a_new_source_is_loading():
    shown = render(make_source(items=0, state=Source.State.PENDING, fetched_at=None, site_url=""))
    assert (shown.state, shown.html, shown.updated_at) == ("loading", "", None)
    assert shown.message


def test_render_of_content_is_fresh():
    source = make_source()
    shown = render(source)
    assert (shown.state, shown.message) == ("fresh", "")
    assert (shown.updated_at, shown.site_url) == (source.fetched_at, "https://example.org/")


def test_render_of_old_content_is_stale_without_being_drawn_again():
    source = make_source()
    render(source)
    source.fetched_at = timezone.now() - timedelta(hours=3, minutes=1)
    shown = render(source)
    assert shown.state == "stale"
    assert "A feed 0" in shown.html
    assert probes.Probe.calls == 1


def test_render_of_a_failed_source_keeps_the_last_content_and_says_why():
    shown = render(make_source(state=Source.State.FAILED, error="The host does not answer."))
    assert (shown.state, shown.message) == ("failed", "The host does not answer.")
    assert "A feed 0" in shown.html


def test_render_says_in_the_readers_language_what_a_worker_wrote_down():
    said = "There is nothing at this address."
    with translation.override("ar"):
        shown = render(make_source(state=Source.State.FAILED, error=said), viewer=Viewer(language="ar"))
        assert shown.message == gettext(said) != said


def test_render_of_some_failed_sources_names_them():
    shown = render(make_source(), make_source("Other", state=Source.State.GONE, error="Gone."))
    assert shown.state == "partial"
    assert "Other" in shown.message
    assert "A feed 0" in shown.html


def test_render_of_nothing_is_empty_and_says_so():
    shown = render(word="nothing")
    assert (shown.state, shown.html) == ("empty", "")
    assert shown.message


def test_render_of_an_uninstalled_kind_keeps_to_its_panel():
    [gone, well], _extras = render_many([panel(kind="no-such-kind"), panel()], VIEWER)
    assert gone.state == "failed"
    assert gone.message == "This widget is not installed here any more. Your settings are kept."
    assert well.state == "fresh"


def test_render_of_a_faulty_type_keeps_to_its_panel_and_is_logged_once(caplog):
    caplog.set_level(logging.INFO, logger="widgets.rendering")
    for _again in range(3):
        [broken, well], _extras = render_many([panel(word="raise"), panel(kind="probe_personal")], VIEWER)
    assert (broken.state, broken.html) == ("failed", "")
    assert "kept" in broken.message
    assert well.state == "fresh"
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    render()
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]
