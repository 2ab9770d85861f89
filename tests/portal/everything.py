"""One of everything that is somebody's or public, and the addresses that lead to it: for tests of every route."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group

from portal.accounts.models import AccessToken, User
from portal.pages import services
from portal.pages.gallery.models import PageTemplate
from portal.pages.models import Page, Panel, Section
from portal.pages.sharing import links
from portal.pages.sharing import services as sharing
from portal.publishing.models import Channel
from portal.reading.models import SavedLink
from portal.reading.rules import services as rules
from portal.reading.state.models import Sweep
from portal.search.keeping import services as searches
from portal.themes.models import Backdrop
from portal.transfer.models import ImportJob
from tests.portal.pages import desk
from tests.portal.permission_table import FOREIGN
from widgets.base import SourceSpec
from widgets.models import CatalogueEntry, Item, Source
from widgets.sources import ensure


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif not route.startswith(FOREIGN):
            yield route


def make_world() -> dict[str, str]:
    """One of everything that is Ada's or public, as values for the parts of a route."""
    template = Page.objects.create(title="Home", slug="home", is_home=True, language="en")
    Panel.objects.create(section=Section.objects.create(page=template), kind="clock")
    ada = User.objects.create_user("ada@example.org")
    page = services.create_page(user=ada, title="Ada only").page
    services.create_page(user=ada, title="Second")
    panel = desk.add(ada, page, "private").panel
    gone = desk.add(ada, page, "gone").panel
    services.remove_panel(user=ada, panel_id=gone.pk)
    source = Source.objects.create(kind="calendar", key="private")
    panel.sources.add(source)
    channel_source = ensure(SourceSpec("channel", {"channel": "city"}))
    channel = Channel.objects.create(title="City", slug="city", source=channel_source)
    CatalogueEntry.objects.create(slug="an-entry", kind="clock", title="Clock", category="tools")
    job = ImportJob.objects.create(user=ada, state=ImportJob.State.DONE)
    item = Item.objects.create(source=source, uid="1", title="Dentist", content="<p>at nine</p>", language="xx")
    for kind in ("other", "editor", "admin"):
        person = User.objects.create_user(f"{kind}@example.org")
        services.create_page(user=person, title="Mine")
        if kind == "editor":
            person.groups.set(Group.objects.filter(name="Editors"))
        User.objects.filter(pk=person.pk).update(is_staff=kind != "other", is_superuser=kind == "admin")
    offered = PageTemplate.objects.create(title="Offered", version=1)
    offered.editions.create(version=1, layout={"sections": []})
    search = searches.keep_search(user=ada, words="fog")
    search = searches.open_feed(user=ada, search_id=search.pk)
    rule = rules.make_rule(user=ada, verb="mute", what="word", value="fog")
    share = sharing.share_page(user=ada, page_id=page.pk)
    link = SavedLink.objects.create(user=ada, url="https://elsewhere.example/1")
    return {
        "<int:share_id>": str(share.pk),
        "shares/<int:pk>": f"shares/{share.pk}",
        "shared/<str:name>": f"shared/{links.name_of(share)}",
        "<int:page_id>": str(page.pk),
        "<int:template_id>": str(offered.pk),
        "templates/<int:pk>": f"templates/{offered.pk}",
        "<int:section_id>": str(page.sections.get().pk),
        "<int:panel_id>": str(panel.pk),
        "<int:item_id>": str(item.pk),
        "<int:token_id>": str(AccessToken.issue(ada, "script")[0].pk),
        "<int:job_id>": str(job.pk),
        "<int:sweep_id>": str(Sweep.objects.create(user=ada).pk),
        "<int:search_id>": str(search.pk),
        "<str:secret>": searches.secret_of(search),
        "searches/<int:pk>": f"searches/{search.pk}",
        "<int:source_id>": str(source.pk),
        "<int:rule_id>": str(rule.pk),
        "<int:link_id>": str(link.pk),
        "saved-links/<int:pk>": f"saved-links/{link.pk}",
        "rules/<int:pk>": f"rules/{rule.pk}",
        "<slug:interest>": "news",
        "<slug:form>": "pages",
        "imports/<int:pk>": f"imports/{job.pk}",
        "<slug:verb>": "save",
        "history/<int:version>": "history/1",
        "revisions/<int:number>": "revisions/1",
        "<slug:what>/<int:row_id>": f"panel/{gone.pk}",
        "p/<str:slug>": f"p/{page.slug}",
        "add/<slug:slug>": "add/an-entry",
        "channels/<slug:slug>": f"channels/{channel.slug}",
        "<slug:article>": "no-article",
        "<path:path>": "no/picture.png",
        "<path:stream>": "user/-/state/com.google/reading-list",
        "kinds/<str:kind>": "kinds/clock",
        "kinds/<slug:kind>": "kinds/clock",
        "previews/<slug:kind>": "previews/clock",
        "entries/<str:slug>": "entries/an-entry",
        "pages/<int:pk>": f"pages/{page.pk}",
        "sections/<int:pk>": f"sections/{page.sections.get().pk}",
        "panels/<int:pk>": f"panels/{panel.pk}",
        "sources/<int:pk>": f"sources/{source.pk}",
        "items/<int:pk>": f"items/{item.pk}",
        "tokens/<int:pk>": f"tokens/{AccessToken.objects.get().pk}",
        "theme/<slug:name>": "theme/paper-normal-336699",
        "<slug:direction>": "mute",
        "<slug:digest>": "0123456789ab",
        "<str:latitude>/<str:longitude>": "52.5/13.4",
        "<str:token>": Backdrop.objects.create(owner=ada, content=b"webp").token,
        "PAGE": str(page.pk),
        "SECTION": str(page.sections.get().pk),
        "ITEM": str(item.pk),
        "PANEL": str(panel.pk),
    }


def address(route: str, world: dict[str, str]) -> str:
    for part, value in world.items():
        route = route.replace(part, value)
    assert "<" not in route, f"Say in `world` what stands for the part in {route}."
    return f"/{route}"
