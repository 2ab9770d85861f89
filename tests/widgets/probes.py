"""Widget types for tests of the machinery: they do what a test tells them to."""

from contextlib import contextmanager
from datetime import timedelta

from django import forms

from widgets import registry
from widgets.base import WidgetType


class ProbeForm(forms.Form):
    word = forms.CharField(required=False, initial="hello")


class Probe(WidgetType):
    """Shows a word and its sources."""

    kind, title, icon = "probe", "Probe", "flask"
    refresh_every = timedelta(hours=1)
    SettingsForm = ProbeForm
    items_wanted = 3
    calls = 0

    def get_context(self, settings, sources, viewer):
        type(self).calls += 1
        if settings["word"] == "raise":
            raise ZeroDivisionError("the probe was told to")
        if settings["word"] == "nothing" or (sources and not any(source.items for source in sources)):
            return {}
        return {"sources": sources}


class PersonalProbe(Probe):
    """The same, for one person."""

    kind, shared = "probe_personal", False
    template = "probe/widget.html"


class TimedProbe(Probe):
    """The same, true for an hour."""

    kind, body_lasts = "probe_timed", timedelta(hours=1)
    template = "probe/widget.html"


class DjangoProbe(Probe):
    """The same, with a Django template."""

    kind, template_engine = "probe_django", "django"


@contextmanager
def installed():
    """Registers the probes, and takes them away again."""
    known = dict(registry._types)
    for probe in (Probe, PersonalProbe, TimedProbe, DjangoProbe):
        registry.register(probe)
        probe.calls = 0
    yield
    registry._types.clear()
    registry._types.update(known)
