"""Reading the for-you panel: few queries, no model in the web process, hiding at once, and what others get."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from recommender import pushing
from recommender.choices import Choices
from recommender.events import EventData, record
from recommender.models import Event, Suggestion
from recommender.suggestions import ForYou, dismiss, for_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(world):
    """A reader with a pushed list of six items and two widgets."""
    for _ in range(6):
        world.item(world.source())
    world.entry("Weather"), world.entry("Quotes")
    world.reader = world.person()
    pushing.push([world.reader.pk])
    return world


def test_for_user_reads_the_list_in_one_query(served, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = for_user(served.reader)
    assert len(shown.items) == 6
    assert {widget.title for widget in shown.widgets} == {"Weather", "Quotes"}
    assert shown.items[0].source_title.startswith("Source")
    assert shown.items[0].reason["code"] == "fresh"


def test_for_user_gives_newcomers_what_is_popular_and_fresh_in_few_queries(town, django_assert_max_num_queries):
    newcomer = town.person()
    assert for_user(newcomer).policy == "popular"
    with django_assert_max_num_queries(5):  # now that the choice is in the cache
        shown = for_user(newcomer)
    assert [item.reason["code"] for item in shown.items] == ["popular"] * 5 + ["fresh"] * 5
    sources = [item.source_id for item in shown.items]
    assert max(sources.count(source) for source in sources) <= 3


def test_for_user_gives_visitors_the_same_in_their_language(served):
    finnish = served.item(served.source(), "Uutinen", language="fi")
    for visitor in (None, AnonymousUser()):
        assert [item.id for item in for_user(visitor, "fi").items] == [finnish.pk]
        assert finnish.pk not in [item.id for item in for_user(visitor, "en").items]


def test_for_user_leaves_out_widgets_of_the_page(served):
    weather = next(widget for widget in for_user(served.reader).widgets if widget.title == "Weather")
    on_page = Choices(entry_ids=frozenset({weather.id}))
    assert [widget.title for widget in for_user(served.reader, on_page=on_page).widgets] == ["Quotes"]
    assert [widget.title for widget in for_user(None, on_page=on_page).widgets] == ["Quotes"]


def test_for_user_leaves_out_a_second_clock_and_shows_what_comes_next(world):
    for number in range(6):
        world.entry(f"Clock of zone {number}", kind="clock", is_featured=True)
    for number in range(6):
        world.entry(f"Paper {number}")
    shown = for_user(None, on_page=Choices(kinds=frozenset({"clock", "feed"}))).widgets
    assert [widget.title for widget in shown] == ["Paper 0", "Paper 1", "Paper 2", "Paper 3"]


def test_for_user_shows_nothing_to_someone_who_said_no(served):
    served.reader.wants_suggestions = False
    assert for_user(served.reader) == ForYou(policy="off")


def test_for_user_shows_nothing_where_the_operator_switched_it_off(served, settings):
    settings.PERSONALIZATION = False
    assert for_user(served.reader) == for_user(None) == ForYou(policy="off")


def test_for_user_leaves_out_what_was_withdrawn_or_expired_since(served):
    one, two, *rest = Suggestion.objects.filter(user=served.reader).exclude(item=None).order_by("rank")
    served_ids = {row.item_id for row in rest}
    one.item.is_live = False
    one.item.save()
    two.item.expires_at = timezone.now() - timedelta(seconds=1)
    two.item.save()
    assert {item.id for item in for_user(served.reader).items} == served_ids


def test_dismiss_hides_at_once_and_for_good(served):
    shown = for_user(served.reader)
    item, widget = shown.items[0], shown.widgets[0]
    dismiss(served.reader, item_id=item.id)
    dismiss(served.reader, entry_id=widget.id)
    for _ in range(2):
        now = for_user(served.reader)
        assert item.id not in [other.id for other in now.items]
        assert widget.id not in [other.id for other in now.widgets]
        pushing.push([served.reader.pk])
    assert Event.objects.filter(user=served.reader, kind="hide", place="for-you").count() == 2


def test_dismiss_wins_over_a_push_that_began_before_it(served):
    item = for_user(served.reader).items[0]
    before = list(Suggestion.objects.filter(user=served.reader))
    dismiss(served.reader, item_id=item.id)
    pushing.store([served.reader.pk], {served.reader.pk: before}, before[0].created_at)
    assert item.id not in [other.id for other in for_user(served.reader).items]


def test_dismiss_holds_for_a_newcomer_without_a_list(served):
    newcomer = served.person()
    item = for_user(newcomer).items[0]
    dismiss(newcomer, item_id=item.id)
    assert item.id not in [other.id for other in for_user(newcomer).items]


def test_dismiss_of_what_does_not_exist_does_nothing(served):
    dismiss(served.reader, item_id=987654)
    dismiss(served.reader)
    assert not Event.objects.filter(user=served.reader).exists()


def test_dismiss_takes_nothing_from_someone_who_said_no(served):
    stranger = served.person(wants_suggestions=False)
    dismiss(stranger, item_id=1)
    assert not Event.objects.filter(user=stranger).exists()


def test_popular_counts_people_and_not_clicks(world):
    source = world.source()
    loved, spammed, other, *_ = (world.item(source, hours_old=hours) for hours in (90, 99, 1, 2, 3))
    for _ in range(3):
        world.did(world.person(), "open", loved, other)
    robot = world.person()
    for _ in range(9):
        record(robot, [EventData("open", item_id=spammed.pk)])
    shown = for_user(None)
    assert {item.id for item in shown.items[:2]} == {loved.pk, other.pk}
    assert [item.reason["code"] for item in shown.items if item.id == spammed.pk] in ([], ["fresh"])


def test_web_process_never_loads_the_engine_nor_numpy(transactional_db, served):
    """A process of its own serves a page, the for-you panel and a click, and is asked what it has loaded."""
    item = for_user(served.reader).items[0]
    script = (
        "import sys, django; django.setup()\n"
        "from django.contrib.auth import get_user_model\n"
        "from django.test import Client\n"
        "from recommender import events, suggestions\n"
        "client = Client(headers={'host': 'testserver'})\n"
        "assert client.get('/').status_code == 200\n"
        f"reader = get_user_model().objects.get(pk={served.reader.pk})\n"
        "client.force_login(reader)\n"
        "assert client.get('/').status_code == 200\n"
        f"assert events.record(reader, [events.EventData('open', item_id={item.id})]) == 1\n"
        "assert suggestions.for_user(reader).items and suggestions.for_user(None).items\n"
        "loaded = {'lightfm', 'numpy', 'scipy'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_for_user_gives_few_picks_of_the_editors_marked_as_such(world):
    until = timezone.now() + timedelta(days=1)
    titles = ["Frogs return", "Bread rises", "Comets pass", "Trams wait", "Markets sleep"]
    picks = [world.item(world.source(), title, hours_old=90, featured_until=until) for title in titles]
    over = world.item(world.source(), featured_until=timezone.now() - timedelta(hours=1))
    others = [world.item(world.source()) for _ in range(15)]
    reader = world.person()
    pushing.push([reader.pk])
    for shown in (for_user(None).items, for_user(reader).items):
        marked = {item.id for item in shown if item.is_pick}
        assert len(shown) == 10
        assert marked <= {pick.pk for pick in picks}
        assert {item.id for item in shown} & {other.pk for other in others}
        assert over.pk not in marked
        assert len(marked) == 2


def test_for_user_fills_the_list_with_picks_where_there_is_nothing_else(world):
    until = timezone.now() + timedelta(days=1)
    picks = {world.item(world.source(), featured_until=until).pk for _ in range(5)}
    assert {item.id for item in for_user(None).items} == picks
