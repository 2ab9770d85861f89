"""Where a service is asked: as its type says, or as the operator says."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env
from portal.operations import doctor
from portal.operations.health import Remark
from widgets import registry, upstreams


def test_the_usual_address_is_the_types_own(settings):
    settings.UPSTREAMS = {}
    assert upstreams.address("weather") == "https://api.open-meteo.com"
    assert not upstreams.check_upstreams()


def test_the_operator_names_another(settings, monkeypatch):
    monkeypatch.setenv("FOYER_UPSTREAM_WEATHER", " https://mirror.example/weather/ ")
    monkeypatch.setenv("FOYER_UPSTREAM_PLACES", "")
    settings.UPSTREAMS = env.addresses("FOYER_UPSTREAM_")
    assert upstreams.address("weather") == "https://mirror.example/weather"
    assert upstreams.address("places") == "https://geocoding-api.open-meteo.com"
    assert "weather at https://mirror.example/weather" in doctor.services()


@pytest.mark.parametrize(
    "value", ["mirror.example", "ftp://mirror.example", "https://", "http://x:99999", "https://x/?a=b"]
)
def test_what_is_no_address_stops_the_start(value, monkeypatch):
    monkeypatch.setenv("FOYER_UPSTREAM_WEATHER", value)
    with pytest.raises(ImproperlyConfigured, match="FOYER_UPSTREAM_WEATHER"):
        env.addresses("FOYER_UPSTREAM_")


def test_a_name_that_nobody_asks_is_told(settings):
    settings.UPSTREAMS = {"wheather": "https://mirror.example"}
    (warning,) = upstreams.check_upstreams()
    assert (warning.id, "FOYER_UPSTREAM_WHEATHER" in warning.msg) == ("widgets.W001", True)
    assert "FOYER_UPSTREAM_WEATHER" in warning.hint
    with pytest.raises(Remark, match="FOYER_UPSTREAM_WHEATHER"):
        doctor.services()


def test_two_types_that_disagree_stop_the_start(monkeypatch):
    class Rival(type(registry.get("quotes"))):
        kind = "rival"
        upstreams = {"weather": "https://rival.example"}

    monkeypatch.setitem(registry._types, "rival", Rival())
    assert [each.id for each in upstreams.check_upstreams()] == ["widgets.E002"]
