"""What well-known kinds of upstream really send, small enough to read."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

RSS_TYPE = "application/rss+xml"


def rss(*titles: str, title="The Kitchen", head="", entry="") -> str:
    """One item per title with guid, link and text; `head` and `entry` are put in as they are."""
    date = format_datetime(datetime(2026, 11, 20, 8, tzinfo=UTC))
    items = "".join(
        f"<item><title>{escape(each)}</title><link>https://example.org/{number}</link><guid>g{number}</guid>"
        f"<pubDate>{date}</pubDate><description>About {escape(each)}</description>{entry}</item>"
        for number, each in enumerate(titles, 1)
    )
    channel = f"<title>{escape(title)}</title><link>https://example.org/</link>{head}{items}"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'


def page(*feeds: str) -> str:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="News" href="{feed}">' for feed in feeds)
    return f"<!doctype html><html><head><title>A page</title>{links}</head><body><p>Hello</p></body></html>"


def json_feed(*titles: str) -> str:
    items = [
        {"id": number, "url": f"/{number}", "title": title, "content_html": "<p>x</p>"}
        for number, title in enumerate(titles, 1)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "JSON", "items": items})


def ics(*events: str) -> str:
    """Each event is its lines without BEGIN and END."""
    inner = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n{inner}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def weather(temperature: float | None = 7.4) -> str:
    """Open-Meteo's forecast: parallel arrays, nulls among them."""
    times = [1795392000 + hour * 3600 for hour in range(24)]
    return json.dumps({
        "latitude": 52.52, "longitude": 13.42, "utc_offset_seconds": 3600, "timezone": "Europe/Berlin",
        "current_units": {"temperature_2m": "°C", "wind_speed_10m": "km/h"},
        "current": {
            "time": times[9], "temperature_2m": temperature, "apparent_temperature": 4.1,
            "weather_code": 61, "wind_speed_10m": 18.0,
        },
        "hourly": {"time": times, "temperature_2m": [*range(23), None], "precipitation_probability": [None, *range(23)]},
        "daily": {
            "time": times[:1], "sunrise": [1795417200], "sunset": [1795447800], "weather_code": [61],
            "temperature_2m_max": [9.1], "temperature_2m_min": [None],
        },
    })  # fmt: skip


def quote(symbol="ACME") -> str:
    """Yahoo's chart: closes with nulls."""
    meta = {
        "currency": "USD", "symbol": symbol, "regularMarketPrice": 102.5, "chartPreviousClose": 100.0,
        "shortName": "Acme Corporation", "priceHint": 2,
    }  # fmt: skip
    closes = [99.0, None, 100.0, 101.25, None, 102.5]
    stamps = [1795046400 + day * 86400 for day in range(len(closes))]
    result = {"meta": meta, "timestamp": stamps, "indicators": {"quote": [{"close": closes}]}}
    return json.dumps({"chart": {"result": [result], "error": None}})
