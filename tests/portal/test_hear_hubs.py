"""A feed names a hub: the portal subscribes there, the hub asks back, and what is new is on the page by a push."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.pages import services as pages
from tests.processes import wait_for
from tests.upstream import samples
from tests.upstream.hub import Hub
from widgets import refresh, sources, websub
from widgets.models import Source, Subscription


@pytest.fixture
def hub(settings, server, upstream):
    settings.WEBSUB, settings.PUBLIC_URL = True, server.url
    with Hub() as hub:
        yield hub


def named(hub: Hub, topic: str) -> str:
    links = f'<atom:link rel="hub" href="{hub.url}"/><atom:link rel="self" href="{topic}"/>'
    return links.replace("<atom:link", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"')


@pytest.fixture
def serve(upstream, hub):
    topic = upstream.url("/feed")
    return lambda *titles: upstream.serve("/feed", samples.rss(*titles, head=named(hub, topic)), type=samples.RSS_TYPE)


@pytest.fixture
def source(serve) -> Source:
    ada = User.objects.create_user("ada@example.org")
    page = pages.create_page(user=ada, title="Home").page
    panel = pages.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": serve("Soup")}).panel
    source = panel.sources.get()
    refresh.refresh(source)
    source.refresh_from_db()
    return source


def state(source: Source) -> str:
    return Subscription.objects.get(source=source).state


@pytest.fixture
def subscribed(source: Source, hub: Hub) -> Source:
    assert websub.ask_due(timezone.now()) == 1
    wait_for(lambda: hub.verified)
    # Where a worker runs already, it was told of the new panel too, and may still be at it.
    wait_for(lambda: not Source.objects.filter(pk=source.pk, leased_until__isnull=False).exists())
    source.refresh_from_db()
    return source


def test_a_push_brings_what_is_new_at_once(subscribed, hub, serve, worker):
    assert (hub.verified, state(subscribed)) == ([("subscribe", True)], "live")
    serve("Soup", "Bread")
    assert hub.push(subscribed.settings["url"], b"the new feed") == 204
    Source.objects.filter(pk=subscribed.pk).update(fetched_at=timezone.now() - timedelta(minutes=5))
    assert hub.push(subscribed.settings["url"], b"the new feed", algorithm="sha512") == 204
    wait_for(lambda: subscribed.items.filter(title="Bread").exists())


def test_a_push_while_the_source_is_fetched_is_not_lost(subscribed, hub):
    now = timezone.now()
    Source.objects.filter(pk=subscribed.pk).update(next_fetch_at=now, fetched_at=now - timedelta(hours=1))
    [claimed] = sources.claim([subscribed.pk], now)
    answer = refresh.fetch(claimed)
    assert hub.push(subscribed.settings["url"], b"the new feed") == 204
    refresh.store(claimed, answer)
    subscribed.refresh_from_db()
    assert subscribed.next_fetch_at - timezone.now() < timedelta(minutes=1)


def test_a_push_that_is_not_signed_by_the_hub_changes_nothing(subscribed, hub):
    Source.objects.filter(pk=subscribed.pk).update(fetched_at=timezone.now() - timedelta(minutes=5))
    planned = subscribed.next_fetch_at
    topic, callback = subscribed.settings["url"], hub.asked[0]["hub.callback"]
    assert hub.push(topic, b"x", secret="guessed") == 204
    assert hub.send(callback, b"x")[0] == 204
    assert hub.send(callback, b"x", {"X-Hub-Signature": "md5=0"})[0] == 204
    subscribed.refresh_from_db()
    assert subscribed.next_fetch_at == planned
    assert hub.send(f"{callback[:-1]}x/", b"x")[0] == 410


def test_what_we_did_not_ask_for_is_not_confirmed(subscribed, hub):
    form = hub.asked[0]
    hub.verify({**form, "hub.topic": "https://other.example/feed"})
    hub.verify({**form, "hub.mode": "unsubscribe"})
    hub.verify({**form, "hub.callback": f"{form['hub.callback'][:-2]}x/"})
    assert [meant for _mode, meant in hub.verified[1:]] == [False, False, False]
    assert state(subscribed) == "live"


def test_while_a_lease_runs_the_source_is_asked_rarely_and_the_lease_renewed(subscribed, hub, serve):
    lease = timedelta(seconds=hub.lease)
    assert abs(subscribed.pushed_until - timezone.now() - lease) < timedelta(minutes=1)
    refresh.refresh(subscribed)
    subscribed.refresh_from_db()
    assert subscribed.next_fetch_at - timezone.now() >= timedelta(hours=5)
    now = timezone.now()
    assert websub.ask_due(now + lease * 0.7) == 0
    assert websub.ask_due(now + lease * 0.85) == 1
    wait_for(lambda: len(hub.verified) == 2)
    assert (hub.verified[-1], state(subscribed)) == (("subscribe", True), "live")


def test_a_feed_without_its_hub_is_asked_as_often_as_before(subscribed, upstream):
    upstream.serve("/feed", samples.rss("Soup"), type=samples.RSS_TYPE)
    refresh.refresh(subscribed)
    subscribed.refresh_from_db()
    assert subscribed.pushed_until is None
    assert subscribed.next_fetch_at - timezone.now() < timedelta(hours=5)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("answer", ["not asked yet", "away", "refused"])
def test_a_hub_that_never_promised_anything_is_forgotten_with_its_name(source, hub, upstream, answer):
    if answer == "away":
        hub.status = 500
        websub.ask_due(timezone.now())
    elif answer == "refused":
        token = Subscription.objects.get().token
        websub.deny(token, source.settings["url"], timezone.now())
    upstream.serve("/feed", samples.rss("Soup"), type=samples.RSS_TYPE)
    refresh.refresh(source)
    assert not Subscription.objects.exists()
    assert websub.ask_due(timezone.now() + timedelta(days=30)) == 0


def test_a_feed_at_another_hub_is_asked_as_often_as_before_until_that_one_answers(subscribed, upstream):
    with Hub() as other:
        feed = samples.rss("Soup", head=named(other, upstream.url("/feed")))
        upstream.serve("/feed", feed, type=samples.RSS_TYPE)
        refresh.refresh(subscribed)
        subscribed.refresh_from_db()
        assert (subscribed.pushed_until, state(subscribed)) == (None, "wanted")
        assert subscribed.next_fetch_at - timezone.now() < timedelta(hours=5)
        assert websub.ask_due(timezone.now()) == 1
        wait_for(lambda: other.verified)
        subscribed.refresh_from_db()
        assert (state(subscribed), subscribed.pushed_until is None) == ("live", False)


def test_a_hub_that_refuses_or_is_away_leaves_the_source_to_its_usual_rounds(source, hub):
    hub.status = 500
    now = timezone.now()
    assert websub.ask_due(now) == 1
    assert (state(source), websub.ask_due(now)) == ("asked", 0)
    hub.status = 202
    callback = hub.asked[0]["hub.callback"]
    assert hub.send(f"{callback}?hub.mode=denied&hub.topic={source.settings['url']}")[0] == 204
    assert (state(source), websub.ask_due(now + timedelta(days=1))) == ("refused", 0)
    source.refresh_from_db()
    assert source.pushed_until is None
    assert source.next_fetch_at - now < timedelta(hours=1)


def test_two_who_ask_at_the_same_time_ask_a_hub_once(source, hub, monkeypatch):
    """The second read the same row before the first wrote: it neither asks nor forgets that the hub agreed."""
    ask, answered = websub._ask_if_free, []

    def ask_late(due, now):
        answered.append(ask(Subscription.objects.select_related("source").get(pk=due.pk), now))
        wait_for(lambda: hub.verified)
        return ask(due, now)

    monkeypatch.setattr(websub, "_ask_if_free", ask_late)
    assert (websub.ask_due(timezone.now()), answered) == (0, [True])
    assert (len(hub.asked), state(source)) == (1, "live")


def test_what_nobody_follows_is_left(subscribed, hub):
    Source.objects.filter(pk=subscribed.pk).update(next_fetch_at=None)
    assert websub.ask_due(timezone.now() + timedelta(days=9)) == 1
    wait_for(lambda: len(hub.verified) == 2)
    assert hub.verified[-1] == ("unsubscribe", True)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("wanted", "forms"), [(True, 1), (False, 0)])
def test_the_operator_can_do_without(settings, serve, hub, wanted, forms):
    settings.WEBSUB = wanted
    source = Source.objects.create(kind="feed", key="k", settings={"url": serve("Soup")}, next_fetch_at=timezone.now())
    refresh.refresh(source)
    websub.ask_due(timezone.now())
    assert len(hub.asked) == forms
