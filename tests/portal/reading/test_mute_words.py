"""Rules mute and highlight stories by word, author, topic and site: on pages, in the reader, and in what is suggested."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.errors import TooMany
from portal.pages import services as pages
from portal.reading import services as reading
from portal.reading.for_you import list_for
from portal.reading.rules import services
from portal.reading.rules.matching import Matcher, story_of
from portal.reading.rules.models import Rule
from recommender import pushing, shelf
from recommender.models import Suggestion
from tests.portal.api.calls import call, delete, get, post
from tests.portal.reading.conftest import place_feed, tell
from widgets.models import Source

pytestmark = pytest.mark.django_db


def seen(client, address="/") -> list[str]:
    """Titles that are to be seen; those that stand out with a star."""
    html = client.get(address).content.decode()
    found = re.findall(r'<li class="item"([^>]*)>.*?item-title[^>]*>\s*([^<]+?)\s*<', html, re.S)
    return [title + ("*" if "data-highlight" in marks else "") for marks, title in found if " hidden" not in marks]


def mute(user, value, what="word", **more):
    return services.make_rule(user=user, verb="mute", what=what, value=value, **more)


@pytest.mark.parametrize(
    ("what", "value", "fits"),
    [
        ("word", "AI", ["AI wins", "What ai can do", "(AI)"]),
        ("word", "meteo", ["La Météo", "METEO."]),
        ("word", "football  match", ["The football match", "Football\nmatch"]),
        ("word", "c++", ["C++ is old"]),
        ("word", "天気", ["今日の天気予報"]),
        ("word", "날씨", ["날씨 좋다"]),
        ("word", "(.*", ["A (.* in the title"]),
    ],
)
def test_word_is_found_as_a_whole_word(what, value, fits):
    rule = Matcher([Rule(what=what, value=value)])
    told = ["Said nothing", "Hair", "Meteorite", "Football rematch", "Plain"]
    assert [title for title in [*fits, *told] if rule.fits(story_of((1, 1, title, "", "", [], "", "")))] == fits


@pytest.mark.parametrize(
    ("what", "value", "is_muted"),
    [
        ("author", "Ann Lee", True),
        ("author", "Ann", True),
        ("author", "An", False),
        ("topic", "Baking", True),
        ("topic", "bak", False),
        ("site", "example.org", True),
        ("site", "https://www.blog.example.org/feed", True),
        ("site", "ample.org", False),
        ("site", "reader.example", True),
        ("word", "dough", True),
    ],
)
def test_rule_looks_at_author_topic_and_site(ada, tab, panel, feed, what, value, is_muted):
    Source.objects.filter(pk=feed.pk).update(site_url="https://reader.example/")
    tell(feed, "Bread", summary="On dough.", author="Ann Lee", topics=["baking"])
    Source.objects.get(pk=feed.pk).items.update(url="https://blog.example.org/bread")
    mute(ada, value, what)
    assert seen(tab) == ([] if is_muted else ["Bread"])


def test_mute_by_form_is_counted_shown_and_taken_back(ada, tab, page, panel, stories):
    assert seen(tab) == ["Story 1", "Story 2", "Story 3"]
    said = tab.post("/rules/new/", {"verb": "mute", "what": "word", "value": "story 2"}, follow=True).content.decode()
    undo = re.search(r'formaction="(/rules/\d+/remove/)"', said)
    assert "Stories with “story 2” are muted." in said
    assert seen(tab) == ["Story 1", "Story 3"]
    home = tab.get("/").content.decode()
    assert "1 muted story" in home
    assert 'title="2 unread"' in home
    muted = tab.get(f"/panels/{panel.pk}/muted/").content.decode()
    assert "Story 2" in muted
    assert "Story 1" not in muted
    assert undo[1] in muted
    removed = tab.post(undo[1], {"page": page.slug}, follow=True).content.decode()
    assert seen(tab) == ["Story 1", "Story 2", "Story 3"]
    tab.post(re.search(r'formaction="(/rules/\d+/restore/)"', removed)[1])
    assert seen(tab) == ["Story 1", "Story 3"]


def test_mute_from_the_menu_of_a_story_and_come_back(ada, tab, page, panel, feed):
    item = tell(feed, "Bread", author="Ann: Lee", topics=["baking"])
    form = tab.get(f"/rules/new/?item={item.pk}", HTTP_REFERER=f"http://testserver/p/{page.slug}/").content.decode()
    for subject in ("site:news.example", "author:Ann: Lee", "topic:baking"):
        assert f'value="{subject}"' in form
    sent = {"item": item.pk, "subject": "author:Ann: Lee", "verb": "mute", "next": f"/p/{page.slug}/"}
    assert tab.post("/rules/new/", sent)["Location"] == f"/p/{page.slug}/"
    assert seen(tab) == []
    assert "Your rules mute all that is here." in tab.get("/").content.decode()
    assert tab.post("/rules/new/", sent | {"next": "https://evil.example/"})["Location"] == "/rules/"


def test_highlight_stands_out_and_mute_goes_before(ada, tab, panel, stories):
    services.make_rule(user=ada, verb="highlight", what="word", value="story")
    mute(ada, "story 3")
    assert seen(tab) == ["Story 1*", "Story 2*"]


def test_rule_goes_for_one_panel_or_one_page(ada, tab, page, panel, stories):
    other = place_feed(ada, page, "https://other.example/")
    tell(other.sources.get(), "Story 9")
    elsewhere = pages.create_page(user=ada, title="Other").page
    tell(place_feed(ada, elsewhere, "https://third.example/").sources.get(), "Story 8")
    rule = mute(ada, "story", panel_id=panel.pk)
    assert seen(tab) == ["Story 9"]
    services.remove_rule(user=ada, rule_id=rule.pk)
    mute(ada, "story", page_id=page.pk)
    assert seen(tab) == []
    assert seen(tab, f"/p/{elsewhere.slug}/") == ["Story 8"]
    assert 'class="panel-empty"' in tab.get(f"/panels/{other.pk}/").content.decode()


def test_rule_ends_after_its_last_day_where_the_reader_is(ada, tab, panel, stories):
    today = timezone.now().date()
    rule = mute(ada, "story 1", until=today)
    assert seen(tab) == ["Story 2", "Story 3"]
    Rule.objects.filter(pk=rule.pk).update(until=today - timedelta(days=1))
    services.make_rule(user=ada, verb="highlight", what="word", value="nothing")
    assert seen(tab) == ["Story 1", "Story 2", "Story 3"]
    assert "over since" in tab.get("/rules/").content.decode()


def test_muted_stories_make_room_for_others(ada, tab, page):
    panel = place_feed(ada, page, "https://many.example/", rows=3)
    for n in range(1, 9):
        tell(panel.sources.get(), f"{'Rain' if n < 4 else 'Sun'} {n}", n)
    mute(ada, "rain")
    assert seen(tab) == ["Sun 4", "Sun 5", "Sun 6"]
    assert "3 muted stories" in tab.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 9])
def test_what_is_muted_is_read_in_as_many_queries_however_much_it_is(
    ada, tab, panel, feed, count, django_assert_num_queries
):
    for n in range(count):
        tell(feed, f"Rain {n}", n)
    for word in ("rain", "hail", "snow"):
        mute(ada, word)
    tab.get(f"/panels/{panel.pk}/muted/")
    with django_assert_num_queries(9):
        assert (
            tab.get(f"/panels/{panel.pk}/muted/").content.decode().count("Stories with “rain” are muted.") == 2 * count
        )


def test_rules_are_made_ready_once_for_all_panels_that_have_the_same(ada, tab, page, monkeypatch):
    made = []

    class Counted(Matcher):
        def __init__(self, rules):
            made.append(self)
            super().__init__(rules)

    monkeypatch.setattr("portal.reading.rules.selectors.Matcher", Counted)
    panels = [place_feed(ada, page, f"https://{number}.example/") for number in range(5)]
    for panel in panels:
        tell(panel.sources.get(), "Rain")
        tell(panel.sources.get(), "Sun")
    mute(ada, "rain")
    mute(ada, "sun", panel_id=panels[0].pk)
    made.clear()
    assert seen(tab) == ["Sun"] * 4
    assert len(made) == 4  # to mute and to highlight: for one panel, and for the others together


def test_a_rule_makes_no_list_longer_than_it_shall_be(ada, tab, page, feed):
    for n in range(8):
        reading.save_item(user=ada, item_id=tell(feed, f"Sun {n}", n).pk)
    pages.add_panel(user=ada, page_id=page.pk, kind="saved", settings={"rows": 3})
    pages.remove_panel(user=ada, panel_id=feed.panels.get().pk)
    assert len(seen(tab)) == 3
    mute(ada, "rain")
    assert len(seen(tab)) == 3


@pytest.mark.parametrize("feeds", [1, 12])
def test_page_with_rules_needs_two_queries_more_whatever_stands_on_it(ada, tab, page, feeds, django_assert_num_queries):
    for number in range(feeds):
        tell(place_feed(ada, page, f"https://{number}.example/").sources.get(), "Story 1")
    for word in ("rain", "snow", "hail"):
        mute(ada, word)
    tab.get("/for-you/")
    tab.get("/")
    services.make_rule(user=ada, verb="highlight", what="word", value="story")
    tab.get("/for-you/")
    with django_assert_num_queries(4):  # as without rules, and the rules, and what they look at
        tab.get("/")


def test_reader_obeys_and_shows_what_is_muted_when_asked(ada, tab, page, panel, stories):
    mute(ada, "story 2", panel_id=panel.pk)
    services.make_rule(user=ada, verb="highlight", what="word", value="story 3")
    reader = f"/p/{page.slug}/reader/"
    html = tab.get(reader).content.decode()
    assert "1 muted story" in html
    assert "Story 2" not in html
    assert html.count("data-highlight") == 1
    assert "Story 2" in tab.get(reader + "?muted=1").content.decode()
    reading.save_item(user=ada, item_id=stories[1].pk)
    assert "Story 2" in tab.get(reader + "?show=saved").content.decode()


def test_what_is_suggested_obeys_rules_for_everywhere(ada, panel, feed, stories):
    Source.objects.filter(pk=feed.pk).update(is_public=True)
    for rank, item in enumerate(stories):
        Suggestion.objects.create(user=ada, item=item, rank=rank, score=1.0, policy="popular")
    mute(ada, "story 1", panel_id=panel.pk)
    mute(ada, "story 2")
    assert [item.title for item in list_for(ada, "en").items] == ["Story 1", "Story 3"]


def test_list_is_full_although_rules_mute_most_of_what_is_offered(ada, feed):
    Source.objects.filter(pk=feed.pk).update(is_public=True)
    words = ["Frogs", "Bread", "Comets", "Trams", "Markets", "Orchids", "Tunnels", "Tennis", "Soup", "Moss", "Bonds"]
    for title in [*(f"{word} again" for word in words), *(f"{word} and football" for word in words)]:
        tell(feed, title)
    mute(ada, "football")
    mute(ada, "moss", until=timezone.now().date() - timedelta(days=2))
    shelf.forget()
    pushing.push([ada.pk])
    rows = Suggestion.objects.filter(user=ada).exclude(item=None)
    titles = list(rows.values_list("item__title", flat=True))
    assert len(titles) == 10
    assert not [title for title in titles if "football" in title]
    assert [item.title for item in list_for(ada, "en").items] == titles


def test_offered_stories_are_read_once_and_new_ones_are_looked_at(ada, feed):
    Source.objects.filter(pk=feed.pk).update(is_public=True)
    for word in ("Frogs", "Bread", "Comets"):
        tell(feed, f"{word} and football")
    mute(ada, "football")
    shelf.forget()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            pushing.push([ada.pk])
        counts.append(sum('"widgets_item"."author"' in query["sql"] for query in asked))
    assert counts == [1, 0]
    for word in ("Trams", "Markets"):
        tell(feed, f"{word} {'and football' if word == 'Trams' else 'again'}")
    pushing.push([ada.pk])
    titles = list(Suggestion.objects.filter(user=ada, item__source=feed).values_list("item__title", flat=True))
    assert "Markets again" in titles
    assert not [title for title in titles if "football" in title]


def test_rules_for_words_with_and_without_blanks_stand_together():
    fits = Matcher([Rule(what="word", value=value) for value in ("AI", "天気", "c++", "++")]).fits
    titles = ["AI wins", "今日の天気予報", "I like c++", "a++", "Said", "Hair", "abc+"]
    assert [title for title in titles if fits(story_of((1, 1, title, "", "", [], "", "")))] == titles[:4]


def test_same_rule_twice_is_one(ada):
    first, second = mute(ada, "Rain"), mute(ada, " Rain ", until=timezone.now().date())
    assert first.pk == second.pk
    assert Rule.objects.get().until is not None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"verb": "mute", "what": "word", "value": "  "}, "Say it in words."),
        ({"verb": "mute", "what": "word", "value": "—"}, "There is no word in this."),
        ({"verb": "mute", "what": "site", "value": "nonsense"}, "A site looks like"),
        ({"verb": "mute", "what": "site", "value": "http://[::1"}, "Say it in words."),
        ({"verb": "mute", "what": "word", "value": "x", "until": "2020-01-01"}, "This day is over."),
        ({"verb": "mute", "what": "word", "value": "x", "until": "tomorrow"}, "Enter a valid date."),
        ({"verb": "mute", "what": "word", "value": "x", "where": "panel:99999"}, "not one of the available choices"),
        ({"verb": "eat", "what": "word", "value": "x"}, "not one of the available choices"),
        ({"verb": "mute", "what": "moon", "value": "x"}, "not one of the available choices"),
    ],
)
def test_bad_rule_is_refused_in_its_place(ada, tab, page, said, answer):
    refused = tab.post("/rules/new/", said)
    assert refused.status_code == 422
    assert answer in refused.content.decode()
    if said["value"].strip():
        assert f'value="{said["value"]}"' in refused.content.decode()
    assert not Rule.objects.exists()


def test_rules_have_an_end(ada, monkeypatch):
    monkeypatch.setattr(services, "RULES_AT_MOST", 2)
    mute(ada, "a1")
    mute(ada, "b1")
    with pytest.raises(TooMany):
        mute(ada, "c1")
    assert mute(ada, "a1")


def test_rule_that_was_there_already_is_not_taken_away_as_if_it_were_new(ada, tab):
    rule = mute(ada, "rain")
    said = get_messages(tab.post("/rules/new/", {"verb": "mute", "what": "word", "value": "rain"}).wsgi_request)
    assert [(str(told), told.extra_tags) for told in said] == [("Stories with “rain” are muted.", "")]
    assert Rule.objects.get(removed_at=None) == rule


def test_rule_comes_back_once_and_only_where_there_is_room(ada, tab, monkeypatch):
    first = mute(ada, "rain")
    tab.post(f"/rules/{first.pk}/remove/")
    again = mute(ada, "rain")
    tab.post(f"/rules/{first.pk}/restore/")
    assert Rule.objects.get(removed_at=None) == again
    services.remove_rule(user=ada, rule_id=again.pk)
    mute(ada, "snow")
    monkeypatch.setattr(services, "RULES_AT_MOST", 1)
    said = tab.post(f"/rules/{again.pk}/restore/", follow=True).content.decode()
    assert "You have 1 rules. Remove some first." in said
    assert Rule.objects.get(removed_at=None).value == "snow"


def test_rules_over_the_api(ada, eve, tab, client, page, panel, stories):
    made = post(tab, "rules/", 201, verb="mute", what="site", value="https://NEWS.example/x", panel=panel.pk)
    assert (made["value"], made["panel"], made["until"]) == ("news.example", panel.pk, None)
    assert [rule["id"] for rule in get(tab, "rules/")] == [made["id"]]
    assert post(tab, "rules/", 400, verb="mute", what="site", value="x")["errors"]["value"]
    post(tab, "rules/", 404, verb="mute", what="word", value="x", page=10**9)
    delete(tab, f"rules/{made['id']}/")
    assert get(tab, "rules/") == []
    client.force_login(eve)
    call(client, "POST", f"rules/{made['id']}/restore/", 404)
    client.force_login(ada)
    call(client, "POST", f"rules/{made['id']}/restore/")
    assert seen(tab) == []
