"""Videos: channels, playlists and names, by the feeds that YouTube has for them."""

import pytest

from tests.widgets.types.conftest import ITEMS, Good, Played, fetch, sample
from widgets import configuration, registry
from widgets.base import FetchError, SourceSpec

videos = registry.get("videos")
CHANNEL, PLAYLIST = f"UC{'a' * 22}", f"PL{'b' * 32}"
FEED = f"""<?xml version="1.0"?><feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
<title>Kitchen TV</title><link rel="alternate" href="https://www.youtube.com/channel/{CHANNEL}"/>
<entry><id>yt:video:1</id><title>Bread</title><link rel="alternate" href="https://www.youtube.com/watch?v=1"/>
<author><name>Kitchen TV</name></author><published>2026-11-20T10:00:00+00:00</published>
<media:group><media:thumbnail url="https://i.ytimg.com/vi/1/hqdefault.jpg" width="480" height="360"/></media:group></entry>
</feed>"""
HOST = "https://www.youtube.com"
PAGE = f'<html><script>{{"externalId":"{CHANNEL}"}}</script></html>'
SAMPLE = sample("videos", {"channels": CHANNEL}, items=ITEMS)
GOOD_DAYS = [
    Good({"channel": CHANNEL}, {"/youtube/feeds/videos.xml": FEED}),
    Good({"channel": "@kitchen"}, {"/youtube/feeds/videos.xml": FEED, "/youtube/@kitchen": PAGE}),
]


def test_fetch_reads_titles_and_pictures():
    result, http = fetch("videos", {"channel": CHANNEL}, {HOST: Played(FEED.encode())})
    assert (result.title, result.items[0].title) == ("Kitchen TV", "Bread")
    assert result.items[0].image == "https://i.ytimg.com/vi/1/hqdefault.jpg"
    assert http.asked[0][0] == f"{HOST}/feeds/videos.xml?channel_id={CHANNEL}"
    _result, http = fetch("videos", {"channel": PLAYLIST}, {HOST: Played(FEED.encode())})
    assert http.asked[0][0].endswith(f"?playlist_id={PLAYLIST}")


def test_fetch_of_a_name_asks_its_page_once():
    answers = {f"{HOST}/@kitchen": Played(PAGE.encode()), f"{HOST}/feeds": Played(FEED.encode())}
    result, http = fetch("videos", {"channel": "@kitchen"}, answers)
    assert len(http.asked) == 2
    assert result.payload == {"id": CHANNEL}
    _result, http = fetch("videos", {"channel": "@kitchen"}, answers, payload=result.payload)
    assert len(http.asked) == 1


def test_fetch_of_no_channel_says_so():
    for answer in (Played(b"<html>"), FetchError("http-404", "Nothing.")):
        with pytest.raises(FetchError, match="no channel @nobody"):
            fetch("videos", {"channel": "@nobody"}, {HOST: answer})


def test_settings_understand_names_addresses_and_ids():
    typed = f"@kitchen\nhttps://www.youtube.com/@kitchen/videos\nyoutube.com/channel/{CHANNEL}\n{HOST}/playlist?list={PLAYLIST}"
    stored = configuration.validate(videos, {"channels": typed})
    assert stored["channels"].splitlines() == ["@kitchen", CHANNEL, PLAYLIST]
    assert videos.sources(stored)[0] == SourceSpec("videos", {"channel": "@kitchen"})
    for wrong in ("", "kitchen", "https://example.org/@x", "UCx"):
        with pytest.raises(configuration.InvalidConfiguration):
            configuration.validate(videos, {"channels": wrong})
