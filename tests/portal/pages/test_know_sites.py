"""Sites that everybody knows are known by their address: nobody is asked, and what is offered fits its form."""

import pytest

from portal.accounts.models import User
from portal.pages import looking
from portal.pages.models import Panel
from tests.portal.api.calls import post
from widgets import configuration, errands, registry
from widgets.looking import Found
from widgets.parsing import FoundFeed

pytestmark = pytest.mark.django_db

CHANNEL = f"UC{'a' * 22}"


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda task, **_options: calls.append(task))
    return calls


@pytest.mark.parametrize(
    ("address", "offers"),
    [
        ("https://www.youtube.com/@kitchen/videos", {"videos": {"channels": "@kitchen"}}),
        (f"https://youtube.com/channel/{CHANNEL}", {"videos": {"channels": CHANNEL}}),
        ("https://old.reddit.com/r/Python/top", {"reddit": {"communities": "python"}}),
        ("https://bsky.app/profile/Ada.example.org/post/1", {"bluesky": {"handle": "ada.example.org"}}),
        ("https://news.ycombinator.com/show", {"hackernews": {"list": "show_hn"}}),
        ("https://lobste.rs/t/python,web", {"lobsters": {"tags": "python,web", "list": "hottest"}}),
        ("https://codeberg.org/forgejo/forgejo", {"releases": {"repositories": "codeberg:forgejo/forgejo"}}),
        (
            "https://github.com/django/django/issues",
            {"releases": {"repositories": "github:django/django"}, "repository": {"name": "django/django"}},
        ),
        ("https://xkcd.com/", {"comic": {}}),
    ],
)
def test_a_known_site_is_offered_without_asking_it(client, sent, address, offers):
    client.force_login(User.objects.create_user("script@example.org"))
    answer = post(client, "sources/preview/", 200, url=address)
    assert {offer["kind"]: offer["settings"] for offer in answer["offers"]} == offers
    assert (answer["what"], sent) == ("site", [])
    for kind, chosen in offers.items():
        configuration.validate(registry.get(kind), chosen)


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com.evil.example/@kitchen", "https://www.youtube.com/watch?v=1", "https://reddit.com/user/ada",
        "https://github.com/django", "https://medium.com/@ada", "https://example.org/r/python", "https://bsky.app/search",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_looked_at(client, sent, address):
    client.force_login(User.objects.create_user("script@example.org"))
    post(client, "sources/preview/", 202, url=address)
    assert sent == ["widgets.tasks.look_at"]


def test_a_profile_of_mastodon_is_known_by_the_feed_that_it_names():
    url = "https://social.example/@ada"
    offers = looking.offers_for(Found("feeds", url, feeds=(FoundFeed(f"{url}.rss", "Ada"),)))
    assert [(offer.widget.kind, dict(offer.settings)) for offer in offers] == [
        ("mastodon", {"url": "https://social.example", "follow": "@ada"}),
        ("feed", {"url": f"{url}.rss"}),
    ]
    other = looking.offers_for(Found("feeds", url, feeds=(FoundFeed("https://social.example/all.xml", "All"),)))
    assert [offer.widget.kind for offer in other] == ["feed"]


def test_a_known_site_is_added_from_the_page_without_a_script(client, sent, ada, page):
    client.force_login(ada)
    body = client.post("/add/look/", {"url": "https://www.reddit.com/r/python"}, follow=True).content.decode()
    assert "We know this site" in body
    client.post("/add/kinds/reddit/", {"communities": "python", "page": page.slug})
    assert Panel.objects.get().settings["communities"] == "python"
