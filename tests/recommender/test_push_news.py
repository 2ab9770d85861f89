"""What is published is soon on the lists of those who are here."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.publishing import services as publishing
from recommender import asking, pushing, tasks
from recommender.models import Suggestion
from recommender.suggestions import for_user
from tests.processes import wait_for


@pytest.fixture
def channel(db):
    return publishing.create_channel(slug="city", title="City")


def article(channel, title="A bridge opens"):
    return publishing.create_article(channel=channel, title=title, body="<p>On Monday.</p>", topics=["city"])


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Runs what follows a commit, and the task it asks for at once instead of after some seconds."""

    def run(act):
        cache.delete(asking.NEWS_KEY)
        with django_capture_on_commit_callbacks(execute=True):
            result = act()
        assert cache.get(asking.NEWS_KEY), "nobody asked for new lists"
        cache.delete_many([asking.push_key(pk) for pk in range(10_000)])
        tasks.push_news()
        return result

    return run


def waiting_for_push(person) -> bool:
    return bool(cache.get(asking.push_key(person.pk)))


def titles(person) -> list[str]:
    return [item.title for item in for_user(person).items]


@pytest.mark.django_db
def test_publish_asks_for_lists_of_those_who_are_here_now(world, channel, sent):
    here, away, silent = world.person(), world.person(), world.person(wants_suggestions=False)
    type(here).objects.filter(pk=away.pk).update(last_seen_at=timezone.now() - timedelta(hours=2))
    pushing.push([here.pk, away.pk])
    sent(lambda: article(channel))
    assert [waiting_for_push(person) for person in (here, away, silent)] == [True, False, False]


@pytest.mark.django_db
def test_withdraw_asks_for_lists_of_those_who_have_it(world, channel, sent):
    has_it, newer = world.person(), world.person()
    comet, bridge = article(channel, "A comet is near"), article(channel)
    pushing.push([has_it.pk])
    world.did(newer, "open", *channel.source.items.filter(title=comet.title))
    pushing.push([newer.pk])
    sent(comet.unpublish)
    assert [waiting_for_push(person) for person in (has_it, newer)] == [True, False]
    assert titles(has_it) == [bridge.title]


@pytest.mark.django_db
def test_publish_many_at_once_is_one_round(channel, monkeypatch):
    rounds = []
    monkeypatch.setattr(asking, "_send", lambda _task, countdown: rounds.append(countdown))
    cache.delete(asking.NEWS_KEY)
    for _ in range(5):
        asking.push_news_soon()
    assert rounds == [asking.NEWS_DELAY]


@pytest.mark.django_db(transaction=True)
def test_publish_reaches_the_list_through_a_real_worker(worker, world):
    reader = world.person()
    cache.delete(asking.NEWS_KEY)
    article(publishing.create_channel(slug="city", title="City"))
    found = Suggestion.objects.filter(user=reader, item__title="A bridge opens")
    wait_for(found.exists, asking.NEWS_DELAY + 20, why="the new article on the list")
