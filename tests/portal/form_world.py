"""What Ada has, where every form of the portal can be found and sent: pages, panels, trash, templates, stories."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone

from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.gallery import services as gallery
from portal.pages.models import Page, Panel, Section
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.reading.models import SavedLink
from portal.reading.rules import services as rules
from portal.reading.state.models import ItemMark, Sweep
from portal.search.keeping import services as searches
from portal.themes.models import Backdrop
from portal.transfer.models import ImportJob
from recommender import events, pushing
from recommender.events import EventData
from tests.portal.pages import desk
from widgets import items
from widgets.base import ItemData
from widgets.models import CatalogueEntry


class World(SimpleNamespace):
    """What Ada has, by name; `answer` is the page that came last, `sent` what workers are asked to do."""

    answer = ""

    def seen(self, words: str) -> bool:
        return words in self.answer


def furnish() -> World:
    """Ada has two pages with panels of several kinds, an archived one, something in the trash, and stories to read."""
    world = World()
    world.ada = ada = User.objects.create_user("ada@example.org", "a-long-password", language="en", is_introduced=True)
    ada.user_permissions.add(Permission.objects.get(codename="add_pagetemplate"))
    world.home, world.work = (services.create_page(user=ada, title=title).page for title in ("Home", "Work"))
    _furnish_home(world)
    _furnish_reading(world)
    world.gone_page = services.create_page(user=ada, title="Gone page").page
    services.remove_page(user=ada, page_id=world.gone_page.pk)
    _furnish_gallery(world)
    world.job = ImportJob.objects.create(user=ada, state=ImportJob.State.DONE, made=[{"page": 0, "panels": []}])
    world.picture = Backdrop.objects.create(owner=ada, content=b"webp")
    world.token = AccessToken.issue(ada, "script")[0]
    world.entry = CatalogueEntry.objects.create(slug="an-entry", kind="clock", title="Clock", category="tools")
    return world


def _furnish_home(world: World) -> None:
    ada, home = world.ada, world.home
    world.section = home.sections.get()
    world.second = _section(ada, home)
    world.a, world.b, world.c = (desk.add(ada, home, name, section_id=world.section.pk).panel for name in "abc")
    world.todo = _panel(ada, home, "todo", {"tasks": "Milk"})
    world.image = _panel(ada, home, "image", {"uploaded": "0" * 32})
    services.tab_panel(user=ada, panel_id=world.c.pk, into=world.b.pk)
    world.gone = desk.add(ada, home, "gone").panel
    gone_section = _section(ada, home)
    world.gone_section = gone_section
    services.remove_section(user=ada, section_id=gone_section.pk)
    services.update_section(user=ada, section_id=world.second.pk, title="Below")
    services.remove_panel(user=ada, panel_id=world.gone.pk)
    services.update_panel(user=ada, panel_id=world.a.pk, title="A")
    services.undo(user=ada, page_id=home.pk)
    world.first_state = home.revisions.last().version


def _furnish_reading(world: World) -> None:
    world.feed = _panel(world.ada, world.work, "feed", {"url": "https://news.example/feed"})
    world.twin = _panel(world.ada, world.work, "feed", {"url": "https://news.example/feed"})
    world.source = world.feed.sources.get()
    told = [
        ItemData(
            uid=name, title=name, url=f"https://news.example/{name}", published_at=timezone.now(), topics=["baking"]
        )
        for name in ("one", "two")
    ]
    items.upsert(world.source, told, timezone.now())
    world.source.state, world.source.version, world.source.is_public = "ok", 1, True
    world.source.fetched_at, world.source.next_fetch_at = (timezone.now() + timedelta(hours=h) for h in (-1, 1))
    world.source.save()
    world.item = world.source.items.get(uid="one")
    events.record(world.ada, [EventData("open", item_id=world.item.pk)])
    ItemMark.objects.create(
        user=world.ada, item=world.item, source=world.source, is_read=False, opened_at=timezone.now()
    )
    world.mark = ItemMark.objects.get()
    world.search = searches.keep_search(user=world.ada, words="rain")
    world.link = SavedLink.objects.create(user=world.ada, url="https://elsewhere.example/1", title="Elsewhere")
    world.rule = rules.make_rule(user=world.ada, verb="mute", what="word", value="rain")
    pushing.push([world.ada.pk])


def _section(user: User, page: Page) -> Section:
    services.add_section(user=user, page_id=page.pk)
    return Section.objects.latest("pk")


def _panel(user: User, page: Page, kind: str, settings: dict[str, Any]) -> Panel:
    panel = services.add_panel(user=user, page_id=page.pk, kind=kind, settings=settings).panel
    assert panel is not None
    return panel


def _furnish_gallery(world: World) -> None:
    ada = world.ada
    world.template = gallery.publish_template(
        user=ada, page_id=world.work.pk, title="Offered", description="", language=""
    )
    world.withdrawn = gallery.publish_template(
        user=ada, page_id=world.work.pk, title="Withdrawn", description="", language=""
    )
    gallery.withdraw_template(user=ada, template_id=world.withdrawn.pk)
    world.followed = gallery.follow_template(user=ada, template_id=world.template.pk).page
    desk.add(ada, world.work, "for the next edition")
    world.share = sharing.share_page(user=ada, page_id=world.work.pk)
    world.shared_name = links.name_of(world.share)


def note_what_came_later(world: World) -> None:
    """Names for what forms have made meanwhile."""
    world.newest_job = ImportJob.objects.latest("pk").pk
    world.sweep = getattr(Sweep.objects.last(), "pk", 0)
