"""A page shown to others: by an unguessable link, without what is private, until its owner takes it back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from django.utils import timezone

from portal.accounts.models import User
from portal.errors import NotFound, Refused
from portal.live import publish, tokens
from portal.pages import selectors, services
from portal.pages.models import Page
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.pages.sharing.models import Share
from portal.publishing import roles
from recommender.models import Event
from tests.portal.api.calls import call
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData
from widgets.models import CatalogueEntry, Source

pytestmark = pytest.mark.django_db

SECRET = "https://calendar.example/private-9f8e7d/feed.xml"


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", name="Ada Lovelace")


@pytest.fixture
def page(ada) -> Page:
    """A clock, a note, a feed from the catalogue, and one from an address that nobody else knows."""
    page = services.create_page(user=ada, title="Allotment").page
    services.add_panel(user=ada, page_id=page.pk, kind="clock", title="Time")
    desk.add(ada, page, "my diary")
    CatalogueEntry.objects.create(
        slug="ledger", kind="feed", settings={"url": "https://ledger.example/feed"}, title="The Ledger", category="news"
    )
    services.add_from_catalogue(user=ada, page_id=page.pk, slug="ledger")
    services.add_panel(user=ada, page_id=page.pk, kind="feed", settings={"url": SECRET})
    now = timezone.now()
    for source in Source.objects.all():
        told = "Public story" if source.is_public else "Private story"
        items.upsert(source, [ItemData(uid="1", title=told, content=f"<p>{told} text</p>", published_at=now)], now)
    Source.objects.update(state="ok", version=1, fetched_at=now, title="The paper")
    Source.objects.filter(is_public=False).update(site_url="https://calendar.example/private-9f8e7d/")
    return page


@pytest.fixture
def private(page) -> dict[str, int]:
    return {
        "note": desk.panel("my diary").pk,
        "feed": next(panel.id for panel in panels(page) if panel.settings.get("url") == SECRET),
    }


def panels(page):
    return [panel for section in selectors.shown_sections(page.pk) for col in section.columns for panel in col]


def address(share: Share) -> str:
    return f"/shared/{links.name_of(share)}/"


def test_share_shows_a_stranger_only_what_is_for_everybody(client, ada, page):
    share = sharing.share_page(user=ada, page_id=page.pk)
    answer = client.get(address(share))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Allotment" in shown
    assert "Public story" in shown
    for hidden in ("my diary", "Private story", SECRET, "private-9f8e7d", "Lovelace", "ada@", "csrf"):
        assert hidden not in shown
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert answer.cookies == {}


def test_share_shows_what_the_owner_opened_without_its_address(client, ada, page, private):
    share = sharing.share_page(user=ada, page_id=page.pk, opened=list(private.values()))
    shown = client.get(address(share)).content.decode()
    assert "my diary" in shown
    assert "Private story" in shown
    told = call(client, "GET", f"shared/{links.name_of(share)}/")
    for text in (shown, str(told)):
        assert SECRET not in text
        assert "private-9f8e7d" not in text
    assert "settings" not in str(told)
    assert not Source.objects.get(settings__url=SECRET).is_public


def test_share_reads_a_private_story_only_through_the_door(client, ada, page, private):
    share = sharing.share_page(user=ada, page_id=page.pk, opened=[private["feed"]])
    story = Source.objects.get(settings__url=SECRET).items.get()
    link = f"{address(share)}read/{story.pk}/"
    shown = client.get(address(share)).content.decode()
    assert f'href="{link}"' in shown
    assert "Private story text" in client.get(link).content.decode()
    assert client.get(f"/read/{story.pk}/").status_code == 404
    sharing.share_page(user=ada, page_id=page.pk, opened=[])
    assert client.get(link).status_code == 404


def test_share_does_not_open_panels_of_other_pages(ada, page, private):
    other = services.create_page(user=ada, title="Other").page
    foreign = desk.add(ada, other, "foreign").panel
    share = sharing.share_page(user=ada, page_id=page.pk, opened=[foreign.pk, private["note"], 10**15])
    assert share.opened == [private["note"]]


def test_share_keeps_new_private_panels_hidden(client, ada, page):
    share = sharing.share_page(user=ada, page_id=page.pk)
    desk.add(ada, page, "written later")
    assert "written later" not in client.get(address(share)).content.decode()


def test_revoke_closes_page_fragments_and_stories(client, ada, page, private):
    share = sharing.share_page(user=ada, page_id=page.pk, opened=[private["feed"]])
    story = Source.objects.get(settings__url=SECRET).items.get()
    base, name = address(share), links.name_of(share)
    doors = [base, f"{base}panels/{private['feed']}/", f"{base}read/{story.pk}/", f"{base}copy/"]
    assert [client.get(door).status_code for door in doors] == [200] * 4
    client.force_login(ada)
    client.post(f"/shares/{share.pk}/revoke/")
    stranger = Client()
    answers = [stranger.get(door) for door in doors]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert "This page is not shared any more" in answers[0].content.decode()
    assert "Allotment" not in answers[0].content.decode()
    call(stranger, "GET", f"shared/{name}/", status=404)
    with pytest.raises(NotFound):
        sharing.copy_shared(user=User.objects.create_user("eve@example.org"), name=name)


def test_archived_page_is_not_shown_and_comes_back_with_it(client, ada, page):
    services.create_page(user=ada, title="Other")
    share = sharing.share_page(user=ada, page_id=page.pk)
    services.archive_page(user=ada, page_id=page.pk)
    assert client.get(address(share)).status_code == 404
    services.restore_page(user=ada, page_id=page.pk)
    assert client.get(address(share)).status_code == 200


def test_renew_gives_another_link(client, ada, page, private):
    old = sharing.share_page(user=ada, page_id=page.pk, opened=[private["note"]])
    new = sharing.renew_link(user=ada, share_id=old.pk)
    assert client.get(address(old)).status_code == 404
    assert "my diary" in client.get(address(new)).content.decode()


def test_link_is_long_and_not_in_the_database(ada, page):
    share = sharing.share_page(user=ada, page_id=page.pk)
    name = links.name_of(share)
    assert len(name) * 4 >= 128
    stored = Share.objects.values_list().get()
    assert name not in str(stored)
    with override_settings(SECRET_KEY="another-key-" * 5):
        assert links.name_of(share) == ""
        assert sharing.find_share(name) == share


@pytest.mark.parametrize("name", ["p1", "p99999999999999999999", "x", "0" * 64, "p0", "%00"])
def test_guessed_names_open_nothing(client, ada, page, name):
    sharing.share_page(user=ada, page_id=page.pk)
    assert client.get(f"/shared/{name}/").status_code in (400, 404)


def test_share_of_a_foreign_page_is_not_found(ada, page):
    eve = User.objects.create_user("eve@example.org")
    with pytest.raises(NotFound):
        sharing.share_page(user=eve, page_id=page.pk)
    share = sharing.share_page(user=ada, page_id=page.pk)
    for act in (sharing.revoke_share, sharing.renew_link):
        with pytest.raises(NotFound):
            act(user=eve, share_id=share.pk)


def test_copy_takes_what_is_seen_but_no_address_of_the_owner(client, ada, page, private):
    share = sharing.share_page(user=ada, page_id=page.pk, opened=list(private.values()))
    client.post(f"{address(share)}copy/")
    guest = User.objects.get(is_guest=True)
    copy = guest.pages.get(title="Allotment")
    assert sorted(panel.title for panel in panels(copy)) == ["The Ledger", "Time", "my diary"]
    assert SECRET not in str([panel.settings for panel in panels(copy)])
    services.remove_panel(user=guest, panel_id=panels(copy)[0].id)
    assert len(panels(page)) == 4


def test_copy_may_be_forbidden(client, ada, page):
    share = sharing.share_page(user=ada, page_id=page.pk, may_copy=False)
    assert "Take a copy" not in client.get(address(share)).content.decode()
    answer = client.post(f"{address(share)}copy/", follow=True)
    assert not Page.objects.filter(title="Allotment").exclude(owner=ada).exists()
    assert answer.status_code == 200


def test_publish_lists_the_page_until_it_is_taken_back(client, ada, page):
    share = sharing.share_page(user=ada, page_id=page.pk, is_public=True, byline="A. L.", description="Beds & weather")
    assert "Beds &amp; weather" in client.get("/pages/gallery/").content.decode()
    shown = client.get(f"/shared/p{share.pk}/")
    assert "made by A. L." in shown.content.decode()
    assert "X-Robots-Tag" not in shown
    sharing.revoke_share(user=ada, share_id=share.pk)
    assert "Allotment" not in client.get("/pages/gallery/").content.decode()
    assert client.get(f"/shared/p{share.pk}/").status_code == 404


def test_publish_is_for_members(ada, page):
    guest = User.objects.create_guest()
    own = services.create_page(user=guest, title="G").page
    with pytest.raises(Refused, match="make an account first"):
        sharing.share_page(user=guest, page_id=own.pk, is_public=True)
    assert sharing.share_page(user=guest, page_id=own.pk).pk


def test_editor_takes_a_published_page_off_the_list_but_no_secret_link(ada, page):
    chief = User.objects.create_user("chief@example.org")
    chief.groups.add(Group.objects.get(name=roles.CHIEF_EDITORS))
    public = sharing.share_page(user=ada, page_id=page.pk, is_public=True)
    link = sharing.share_page(user=ada, page_id=page.pk)
    sharing.revoke_share(user=chief, share_id=public.pk)
    with pytest.raises(NotFound):
        sharing.revoke_share(user=chief, share_id=link.pk)


def test_share_form_says_what_others_see_and_why_not(client, ada, page, private):
    client.force_login(ada)
    form = client.get(f"/pages/{page.pk}/share/").content.decode()
    assert "comes from an address of your own" in form
    assert "holds what you wrote or chose yourself" in form
    shown = client.post(
        f"/pages/{page.pk}/share/",
        {"door": "link", "opened": [private["note"], "x", "-1"], "may_copy": "1"},
        follow=True,
    ).content.decode()
    assert address(Share.objects.get()) in shown
    assert Share.objects.get().opened == [private["note"]]
    assert client.post(f"/pages/{page.pk}/share/", {"door": "window"}).status_code == 422


def test_viewing_records_nothing_about_the_owner(client, ada, page):
    before = User.objects.values_list("last_seen_at", flat=True).get(pk=ada.pk)
    share = sharing.share_page(user=ada, page_id=page.pk)
    client.get(address(share))
    assert User.objects.values_list("last_seen_at", flat=True).get(pk=ada.pk) == before
    assert not Event.objects.filter(item__isnull=False).exists()
    assert desk.version(page) == page.version + 4


def test_weather_of_a_stranger_is_not_the_owners_place(client, ada, page):
    User.objects.filter(pk=ada.pk).update(
        place={"name": "Ockham", "latitude": 51.3, "longitude": -0.4, "timezone": "UTC"}
    )
    share = sharing.share_page(user=ada, page_id=page.pk)
    assert "Ockham" not in client.get(address(share)).content.decode()


def test_live_token_of_a_share_names_its_sources_and_its_door_only(ada):
    topics = tokens.read(tokens.sign(None, [3, 4], share_id=7))
    assert topics == {"source:3", "source:4", "share:7"}
    assert timedelta(hours=12) == tokens.MAX_AGE
    assert publish.GONE == "gone"


def test_share_by_script(client, ada, page, private):
    client.force_login(ada)
    share = call(client, "POST", "shares/", status=201, page=page.pk, opened=[private["note"]], may_copy=False)
    assert [one["name"] for one in call(client, "GET", "shares/")] == [share["name"]]
    assert client.get(f"/shared/{share['name']}/").status_code == 200
    renewed = call(client, "POST", f"shares/{share['id']}/renew/")
    assert renewed["name"] != share["name"]
    call(client, "DELETE", f"shares/{renewed['id']}/", status=204)
    assert call(client, "GET", "shares/") == []
    call(client, "POST", "shares/", status=404, page=10**9)


def test_share_shows_tabs_as_tabs_and_runs_the_scripts_of_its_kinds(client, ada, page):
    clock = next(panel.id for panel in panels(page) if panel.kind == "clock")
    other = services.add_panel(user=ada, page_id=page.pk, kind="clock", title="There").panel
    services.tab_panel(user=ada, panel_id=other.pk, into=clock)
    shown = client.get(address(sharing.share_page(user=ada, page_id=page.pk))).content.decode()
    assert f'<nav class="panel-tabs" data-panel-tabs aria-label="Tabs"><a href="#panel-{clock}"' in shown
    assert "clock/widget" in shown
    assert "notes/widget.js" not in shown


def test_share_never_makes_a_tab_of_another_panel_where_the_first_tab_is_private(client, ada, page):
    """Above, and by itself, stands a clock; the note that is not shown had another clock for its tab."""
    note, above = desk.panel("my diary"), services.add_panel(user=ada, page_id=page.pk, kind="clock", title="Above")
    services.move_panel(user=ada, panel_id=above.panel.pk, column=0, position=0)
    services.move_panel(user=ada, panel_id=note.pk, column=0, position=1)
    behind = services.add_panel(user=ada, page_id=page.pk, kind="clock", title="Behind").panel
    services.tab_panel(user=ada, panel_id=behind.pk, into=note.pk)
    share = sharing.share_page(user=ada, page_id=page.pk)
    assert "panel-tabs" not in client.get(address(share)).content.decode().replace("js/panel-tabs", "")
    eve = User.objects.create_user("eve@example.org", "a-long-password")
    copy = sharing.copy_shared(user=eve, name=links.name_of(share)).page
    assert [panel.title for panel in panels(copy) if panel.in_tabs] == []


def test_share_shows_a_list_that_strangers_cannot_tick(client, ada, page):
    todo = services.add_panel(user=ada, page_id=page.pk, kind="todo").panel
    services.act_on_panel(user=ada, panel_id=todo.pk, verb="add", data={"text": "Water the beans"})
    frame = services.add_panel(user=ada, page_id=page.pk, kind="html", settings={"markup": "<b>mine</b>"}).panel
    share = sharing.share_page(user=ada, page_id=page.pk, opened=[todo.pk, frame.pk, desk.panel("my diary").pk])
    shown = client.get(address(share)).content.decode()
    body = shown.partition('class="look-only" disabled>')[2].partition("</fieldset>")[0]
    assert "Water the beans" in body
    for lost in ("<iframe", "/note/", "data-note-write"):
        assert lost not in shown
    assert "A frame is shown only on the page itself" in shown


def test_share_of_somebody_whose_account_is_closed_opens_nothing(client, ada, page):
    link, public = (sharing.share_page(user=ada, page_id=page.pk, is_public=is_public) for is_public in (False, True))
    User.objects.filter(pk=ada.pk).update(is_active=False)
    for share in (link, public):
        assert client.get(address(share)).status_code == 404
    assert address(public) not in client.get("/pages/gallery/").content.decode()


def test_share_with_nonsense_for_panels_opens_none(client, ada, page):
    client.force_login(ada)
    sent = {"door": "link", "opened": ["9" * 5000, "9" * 30, "²", "-1", "x"]}
    assert client.post(f"/pages/{page.pk}/share/", sent).status_code == 302
    assert Share.objects.get().opened == []
