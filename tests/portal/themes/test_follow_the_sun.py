"""Rise and set agree with almanacs to two minutes, also where the sun does not set; the sheet tells the browser."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from portal.accounts.models import User
from portal.pages import services as pages
from portal.themes.daylight import turns
from portal.themes.stylesheets import sun_address, sun_sheet

#: Place, day, rise and set in UTC, as timeanddate.com and NOAA's calculator give them.
ALMANAC = [
    ("Berlin", 52.52, 13.41, "2026-06-21", "02:43", "19:33"),
    ("Berlin", 52.52, 13.41, "2026-12-21", "07:15", "14:54"),
    ("Quito", -0.18, -78.47, "2026-03-20", "11:18", "23:25"),
    ("Sydney", -33.87, 151.21, "2026-12-21", "18:40", "09:05"),
]


@pytest.mark.parametrize(("name", "latitude", "longitude", "day", "rise", "sets"), ALMANAC)
def test_the_sun_rises_and_sets_as_almanacs_say(name, latitude, longitude, day, rise, sets):
    found = turns(latitude, longitude, datetime.fromisoformat(f"{day}T00:00+00:00"))
    for mode, said in (("light", rise), ("dark", sets)):
        wanted = datetime.fromisoformat(f"{day}T{said}+00:00")
        nearest = min((turn.moment for turn in found if turn.mode == mode), key=lambda moment: abs(moment - wanted))
        assert abs(nearest - wanted) <= timedelta(minutes=2), (name, mode, nearest)


@pytest.mark.parametrize(("day", "mode"), [("2026-06-21", "light"), ("2026-12-21", "dark")])
def test_far_in_the_north_there_is_no_turn(day, mode):
    found = turns(78.2, 15.6, datetime.fromisoformat(f"{day}T12:00+00:00"))
    assert [turn.mode for turn in found] == [mode]


def test_turns_alternate_from_the_last_one_on():
    for hour in range(24):
        now = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)
        found = turns(-33.87, 151.21, now)
        assert found[0].moment <= now < found[1].moment
        assert all(before.mode != after.mode for before, after in pairwise(found))


def test_the_sheet_is_true_until_the_light_changes():
    now = datetime(2026, 6, 21, 18, 33, tzinfo=UTC)
    sheet, seconds = sun_sheet(52.52, 13.41, now)
    assert "color-scheme: light" in sheet
    assert abs(seconds - 3600) < 180
    modes = re.search(r'--sun: "([^"]+)"', sheet)[1].split()[::2]
    assert modes[:3] == ["light", "dark", "light"]


def test_a_place_is_named_to_a_tenth_of_a_degree_only():
    assert sun_address({"latitude": 52.5163, "longitude": 13.3777}) == "/theme/sun/52.5/13.4.css"
    assert sun_address(None) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "linked"),
    [
        ({"timezone": "Europe/Berlin"}, True),
        ({"place": {"name": "Oslo", "latitude": 59.9, "longitude": 10.8, "timezone": "Europe/Oslo"}}, True),
        ({}, False),
    ],
)
def test_a_page_follows_the_sun_of_the_place_or_of_the_time_zone(client, facts, linked):
    ada = User.objects.create_user("ada@example.org", theme="sunset", **facts)
    pages.create_page(user=ada, title="Home")
    client.force_login(ada)
    body = client.get("/").content.decode()
    assert 'data-theme="sunset"' in body
    found = re.search(r'href="(/theme/sun/[^"]+)"', body)
    assert bool(found) is linked
    if found:
        assert client.get(found[1]).headers["Cache-Control"].startswith("public, max-age=")
