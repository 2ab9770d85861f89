"""After `manage.py demo` the portal is worth looking at, for a visitor and for each of the three demo people."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.people import EDITOR, OPERATOR, READER, READER_TASTE, ensure_people
from portal.pages.models import Page, Panel
from portal.publishing.models import Article, Channel
from recommender import suggestions
from recommender.models import Event, ModelVersion
from widgets.models import CatalogueEntry, Item, Source

pytestmark = pytest.mark.usefixtures("demo")


def counts() -> dict[str, int]:
    models = (Article, CatalogueEntry, Channel, Event, Item, Page, Panel, Source, User)
    return {model.__name__: model.objects.count() for model in models}


def test_seed_makes_what_was_promised():
    assert Article.objects.filter(is_demo=True, live=True).count() >= 60
    assert Channel.objects.filter(is_demo=True).count() == 6
    assert User.objects.filter(is_demo=True, email__endswith="@demo.invalid").count() == 300
    assert CatalogueEntry.objects.filter(kind="feed").count() >= 80
    assert 6_000 <= Event.objects.filter(is_demo=True).count() <= 10_000


def test_seed_twice_is_as_once():
    before = counts()
    said = StringIO()
    call_command("demo", stdout=said)
    assert counts() == before
    assert "0 written" in said.getvalue()


def test_seed_illustrates_every_article_and_says_what_is_seen():
    for item in Item.objects.filter(is_demo=True):
        assert item.image.startswith("/media/"), item.title
        assert item.extra["picture_text"], item.title


def test_seed_spreads_articles_over_two_weeks():
    ages = sorted(timezone.now() - at for at in Item.objects.values_list("published_at", flat=True))
    assert ages[0] < timedelta(hours=6)
    assert timedelta(days=10) < ages[-1] <= timedelta(days=14, hours=1)


def test_seed_lets_no_event_happen_before_its_article():
    assert not [
        e for e in Event.objects.filter(item__isnull=False).select_related("item") if e.created_at < e.item.published_at
    ]
    assert not Event.objects.filter(created_at__gt=timezone.now()).exists()


def test_seed_shows_a_visitor_pictures_without_any_network(client):
    page = client.get("/").content.decode()
    assert "Sky &amp; Space" in page
    assert page.count("<img") >= 12
    assert "This page is yours to arrange" in page


@pytest.mark.parametrize("address", [READER, EDITOR, OPERATOR])
def test_seed_lets_the_demo_people_sign_in(client, address):
    assert client.login(username=address, password="foyer-demo")
    assert client.get("/").status_code == 200


def test_seed_lets_nobody_sign_in_as_a_synthetic_reader():
    assert not any(user.has_usable_password() for user in User.objects.filter(email__endswith="@demo.invalid")[:20])


def test_seed_gives_the_editor_the_studio_and_the_right_to_publish(client):
    editor = User.objects.get(email=EDITOR)
    assert editor.has_perm("portal.publish_article")
    assert not editor.is_superuser
    client.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/studio/").status_code == 200


def test_seed_suggests_what_the_demo_reader_likes_and_has_not_read():
    reader = User.objects.get(email=READER)
    shown = suggestions.for_user(reader)
    items = Item.objects.in_bulk([item.id for item in shown.items])
    theirs = [item for item in items.values() if set(item.topics) & set(READER_TASTE)]
    read = set(Event.objects.filter(user=reader, kind="open").values_list("item_id", flat=True))
    assert len(items) >= 8
    assert len(theirs) > len(items) / 2, [item.title for item in items.values()]
    assert not read & items.keys()
    assert shown.widgets


def test_seed_suggests_other_things_to_other_people():
    reader, editor = (User.objects.get(email=address) for address in (READER, EDITOR))
    first, second = ({item.id for item in suggestions.for_user(user).items} for user in (reader, editor))
    assert first != second


def test_seed_gives_the_demo_reader_two_tabs_of_their_own():
    pages = Page.objects.filter(owner__email=READER)
    panels = Counter(Panel.objects.filter(section__page__in=pages).values_list("section__page__slug", flat=True))
    assert panels["home"] >= 11
    assert panels["reading"] >= 4


def test_seed_trains_both_models():
    assert set(ModelVersion.objects.filter(state="live").values_list("subject", flat=True)) == {"items", "widgets"}


def test_seed_leaves_a_real_account_of_the_same_address_alone():
    User.objects.get(email=OPERATOR).delete()
    mine = User.objects.create_user(OPERATOR, "my own password")
    assert OPERATOR not in ensure_people()
    mine.refresh_from_db()
    assert mine.check_password("my own password")
    assert not mine.is_demo
    assert not mine.is_superuser
