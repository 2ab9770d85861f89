"""Every change that a person can make, as a plain form: route → the page whose HTML holds the form, what is filled in,
and what is true afterwards. A new route that takes a form and has no row fails the tests.

Places in addresses are the world's: what Ada has, by its name.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone

from portal.accounts.models import AccessToken
from portal.pages import selectors
from portal.pages.gallery.models import PageTemplate
from portal.pages.models import Page, Panel
from portal.pages.sharing.models import Share
from portal.reading.models import SavedItem
from portal.reading.rules.models import Rule
from portal.reading.state.models import Following
from portal.search.keeping.models import SavedSearch
from portal.themes.models import Backdrop
from portal.transfer.models import ImportJob
from recommender import tuning
from recommender.models import Event, Preference
from tests.portal.form_world import World
from tests.portal.forms import Typed
from tests.portal.pages import desk
from tests.portal.permission_table import FROM_APPS

PICTURE = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
OPML = b'<opml version="2.0"><body><outline text="F" xmlUrl="https://new.example/feed"/></body></opml>'


class Row(NamedTuple):
    #: Where the form stands.
    page: str
    #: What must be true when the answer has come.
    then: Callable[[World], Any]
    fields: Typed = {}
    #: Name and value of the button, where the page has several to this address.
    press: tuple[str, str] | None = None
    #: Values for the parts of the route, where they are not the world's usual ones.
    parts: dict[str, str] = {}
    #: A route whose form is sent first; this one's then stands in the answer (`page` is not asked for).
    after: str = ""
    #: Only who has no row in the database sees this form.
    is_for_visitors: bool = False


#: Takes a POST, but is no edit of its own.
NO_EDITS = {
    "panels/<int:panel_id>/move/": "The end of a drag; a form says the same by `shift`, `send` and `tab`.",
    "previews/<slug:kind>/": "Draws the preview while a script is there; a form draws it again by `settings`.",
    "websub/<str:token>/": "Hubs call there; people do not.",
    "apps/accounts/ClientLogin": "Reading apps call there, as at the next ones.",
    **{f"apps/reader/api/0/{name}": "Their own pages are their affair." for name in FROM_APPS},
    "search/out/": "Leads to another service and changes nothing.",
}


def now(row: Any) -> Any:
    """The row as it is stored now."""
    return type(row)._default_manager.get(pk=row.pk)


def kinds(page: Page) -> list[str]:
    return [panel.kind for section in selectors.shown_sections(page.pk) for col in section.columns for panel in col]


def live_pages(world: World) -> list[str]:
    return [page.title for page in selectors.pages_of(world.ada)]


def column(world: World) -> list[str]:
    """The titles of the first column on the home page."""
    return desk.titles(world.home)[0][0]


#: What stands for the parts of a route, unless a row says otherwise.
PARTS = {
    "page_id": "home.pk",
    "panel_id": "a.pk",
    "section_id": "second.pk",
    "item_id": "item.pk",
    "template_id": "template.pk",
    "share_id": "share.pk",
    "job_id": "job.pk",
    "token_id": "token.pk",
    "row_id": "gone.pk",
    "what": "panel",
    "version": "first_state",
    "slug": "an-entry",
    "kind": "notes",
    "verb": "save",
    "name": "shared_name",
    "token": "picture.token",
    "sweep_id": "sweep",
    "direction": "mute",
    "rule_id": "rule.pk",
    "link_id": "link.pk",
    "search_id": "search.pk",
    "source_id": "source.pk",
}
ARRANGING, PAGES, TRASH, TASTES = "/?edit=1", "/pages/", "/trash/", "/for-you/tastes/"

TABLE: dict[str, Row] = {
    # Panels
    "panels/<int:panel_id>/shift/": Row(ARRANGING, lambda w: column(w)[0] == "b", press=("direction", "down")),
    "panels/<int:panel_id>/send/": Row(
        "/panels/{a.pk}/elsewhere/", lambda w: now(w.a).section.page == w.work, press=("page_id", "{work.pk}")
    ),
    "panels/<int:panel_id>/copy/": Row(
        "/panels/{a.pk}/elsewhere/", lambda w: kinds(w.work).count("notes") == 2, press=("page_id", "{work.pk}")
    ),
    "panels/<int:panel_id>/tab/": Row("/panels/{a.pk}/tabs/", lambda w: now(w.a).in_tabs, press=("into", "{todo.pk}")),
    "panels/<int:panel_id>/untab/": Row(ARRANGING, lambda w: not now(w.c).in_tabs, parts={"panel_id": "c.pk"}),
    "panels/<int:panel_id>/note/": Row(
        "/panels/{a.pk}/note/", lambda w: now(w.a).settings["text"] == "New words", {"text": "New words"}
    ),
    "panels/<int:panel_id>/acts/<slug:verb>/": Row(
        "/",
        lambda w: "Bread" in now(w.todo).settings["tasks"],
        {"text": "Bread"},
        parts={"panel_id": "todo.pk", "verb": "add"},
    ),
    "panels/<int:panel_id>/collapse/": Row(
        "/panels/{a.pk}/menu/", lambda w: now(w.a).collapsed, press=("collapsed", "1")
    ),
    "panels/<int:panel_id>/refresh/": Row(
        "/panels/{feed.pk}/menu/",
        lambda w: now(w.source).next_fetch_at <= timezone.now(),
        parts={"panel_id": "feed.pk"},
    ),
    "panels/<int:panel_id>/remove/": Row(ARRANGING, lambda w: now(w.a).removed_at),
    "panels/<int:panel_id>/restore/": Row(TRASH, lambda w: not now(w.gone).removed_at, parts={"panel_id": "gone.pk"}),
    "panels/<int:panel_id>/settings/": Row(
        "/panels/{a.pk}/settings/",
        lambda w: (now(w.a).settings["text"], now(w.a).title) == ("Typed", "Called"),
        {"text": "Typed", "frame-title": "Called"},
    ),
    "panels/<int:panel_id>/read/": Row(
        "/panels/{feed.pk}/menu/", lambda w: now(w.mark).is_read, parts={"panel_id": "feed.pk"}
    ),
    "panels/<int:panel_id>/unread-only/": Row(
        "/panels/{feed.pk}/menu/",
        lambda w: now(w.feed).unread_only,
        press=("unread_only", "1"),
        parts={"panel_id": "feed.pk"},
    ),
    "panels/<int:panel_id>/picture/": Row(
        "/panels/{image.pk}/settings/",
        lambda w: now(w.image).settings["uploaded"] not in ("", "0" * 32),
        {"picture": ("dot.gif", PICTURE)},
        parts={"panel_id": "image.pk"},
    ),
    "panels/<int:panel_id>/picture/remove/": Row(
        "/panels/{image.pk}/settings/", lambda w: not now(w.image).settings["uploaded"], parts={"panel_id": "image.pk"}
    ),
    # The catalogue
    "add/": Row(
        "/add/?url=https://lost.example/",
        lambda w: "feed" in kinds(w.home),
    ),
    "add/look/": Row("/add/", lambda w: w.sent, {"url": "https://pasted.example/"}),
    "add/kinds/<slug:kind>/": Row(
        "/add/kinds/notes/", lambda w: Panel.objects.filter(settings__text="Fresh").exists(), {"text": "Fresh"}
    ),
    "add/<slug:slug>/": Row("/add/?q=clock", lambda w: "clock" in kinds(w.home)),
    # Sections
    "pages/<int:page_id>/sections/": Row(
        ARRANGING, lambda w: len(selectors.shown_sections(w.home.pk)) == 3, press=("layout", "3")
    ),
    "sections/<int:section_id>/": Row(ARRANGING, lambda w: now(w.second).title == "Renamed", {"title": "Renamed"}),
    "sections/<int:section_id>/collapse/": Row("/", lambda w: now(w.second).collapsed),
    "sections/<int:section_id>/move/": Row(
        ARRANGING, lambda w: selectors.shown_sections(w.home.pk)[0].id == w.second.pk, press=("position", "0")
    ),
    "sections/<int:section_id>/remove/": Row(ARRANGING, lambda w: now(w.second).removed_at),
    "sections/<int:section_id>/restore/": Row(
        TRASH, lambda w: not now(w.gone_section).removed_at, parts={"section_id": "gone_section.pk"}
    ),
    # Pages
    "pages/new/": Row("/pages/new/", lambda w: "Trips" in live_pages(w), {"title": "Trips", "icon": "plane"}),
    "pages/<int:page_id>/": Row("/pages/{home.pk}/", lambda w: now(w.home).title == "Start", {"title": "Start"}),
    "pages/<int:page_id>/duplicate/": Row(PAGES, lambda w: len(live_pages(w)) == 4),
    "pages/<int:page_id>/archive/": Row(PAGES, lambda w: now(w.work).is_archived, parts={"page_id": "work.pk"}),
    "pages/<int:page_id>/shift/": Row(
        PAGES, lambda w: live_pages(w)[:2] == ["Work", "Home"], press=("direction", "down")
    ),
    "pages/<int:page_id>/home/": Row(PAGES, lambda w: now(w.work).is_home, parts={"page_id": "work.pk"}),
    "pages/<int:page_id>/read/": Row(PAGES, lambda w: now(w.mark).is_read, parts={"page_id": "work.pk"}),
    "pages/<int:page_id>/remove/": Row(PAGES, lambda w: "Work" not in live_pages(w), parts={"page_id": "work.pk"}),
    "pages/<int:page_id>/restore/": Row(
        TRASH, lambda w: "Gone page" in live_pages(w), parts={"page_id": "gone_page.pk"}
    ),
    "pages/<int:page_id>/undo/": Row(ARRANGING, lambda w: not now(w.gone).removed_at),
    "pages/<int:page_id>/redo/": Row(ARRANGING, lambda w: now(w.a).title == "A"),
    "pages/<int:page_id>/history/<int:version>/restore/": Row(
        "/pages/{home.pk}/history/{first_state}/", lambda w: kinds(w.home) == []
    ),
    "pages/<int:page_id>/detach/": Row(
        "/p/{followed.slug}/", lambda w: not now(w.followed).follows, parts={"page_id": "followed.pk"}
    ),
    "pages/<int:page_id>/look/": Row(
        "/pages/{home.pk}/look/", lambda w: now(w.home).look.get("palette") == "sea", {"palette": "sea"}
    ),
    "trash/<slug:what>/<int:row_id>/delete/": Row(TRASH, lambda w: not Panel.objects.filter(pk=w.gone.pk).exists()),
    "trash/empty/": Row(TRASH, lambda w: not Panel.objects.filter(pk=w.gone.pk).exists()),
    # Ready-made and shared pages
    "pages/gallery/": Row("/pages/gallery/", lambda w: len(live_pages(w)) == 4, {"interest": "news"}),
    "pages/<int:page_id>/template/": Row(
        "/pages/{home.pk}/template/", lambda w: PageTemplate.objects.filter(title="Mine"), {"title": "Mine"}
    ),
    "templates/<int:template_id>/": Row(
        "/templates/{template.pk}/", lambda w: now(w.template).title == "Better", {"title": "Better"}
    ),
    "templates/<int:template_id>/copy/": Row("/pages/gallery/", lambda w: live_pages(w).count("Offered") == 2),
    "templates/<int:template_id>/follow/": Row(
        "/pages/gallery/", lambda w: Page.objects.filter(follows=w.template).count() == 2
    ),
    "templates/<int:template_id>/publish/": Row("/templates/", lambda w: now(w.template).version == 2),
    "templates/<int:template_id>/withdraw/": Row("/templates/", lambda w: now(w.template).withdrawn_at),
    "templates/<int:template_id>/offer/": Row(
        "/templates/", lambda w: not now(w.withdrawn).withdrawn_at, parts={"template_id": "withdrawn.pk"}
    ),
    "pages/<int:page_id>/share/": Row(
        "/pages/{home.pk}/share/", lambda w: Share.objects.filter(page=w.home, may_copy=False), {"may_copy": False}
    ),
    "shared/<str:name>/copy/": Row("/shared/{shared_name}/copy/", lambda w: live_pages(w).count("Work") == 2),
    "shares/<int:share_id>/renew/": Row(
        "/pages/{work.pk}/share/", lambda w: Share.objects.filter(page=w.work).count() == 2
    ),
    "shares/<int:share_id>/revoke/": Row("/pages/{work.pk}/share/", lambda w: now(w.share).revoked_at),
    # Taking things along
    "import/": Row(
        "/import/",
        lambda w: ImportJob.objects.filter(name="feeds.opml", manner="feeds").exists(),
        {"file": ("feeds.opml", OPML), "manner": "feeds"},
    ),
    "import/<int:job_id>/cancel/": Row(
        "", lambda w: ImportJob.objects.filter(state="cancelled"), parts={"job_id": "newest_job"}, after="import/"
    ),
    "import/<int:job_id>/undo/": Row("/import/{job.pk}/", lambda w: now(w.job).state == "undone"),
    # Reading
    "items/<int:item_id>/<slug:verb>/": Row("/read/{item.pk}/", lambda w: SavedItem.objects.filter(item=w.item)),
    "saved/links/<int:link_id>/remove/": Row("/saved/", lambda w: now(w.link).removed_at),
    "saved/links/<int:link_id>/restore/": Row(
        "", lambda w: not now(w.link).removed_at, after="saved/links/<int:link_id>/remove/"
    ),
    "p/<str:slug>/reader/read/": Row(
        "/p/{work.slug}/reader/", lambda w: now(w.mark).is_read, parts={"slug": "work.slug"}
    ),
    "reading/sweeps/<int:sweep_id>/undo/": Row(
        "", lambda w: not now(w.mark).is_read, after="panels/<int:panel_id>/read/"
    ),
    "opened/forget/": Row("/opened/", lambda w: not now(w.mark).opened_at),
    "rules/new/": Row(
        "/rules/", lambda w: Rule.objects.filter(value="fog"), {"value": "fog"}, press=("verb", "highlight")
    ),
    "rules/<int:rule_id>/remove/": Row("/rules/", lambda w: now(w.rule).removed_at),
    "rules/<int:rule_id>/restore/": Row("", lambda w: not now(w.rule).removed_at, after="rules/<int:rule_id>/remove/"),
    "feeds/health/change/": Row(
        "/feeds/health/", lambda w: now(w.feed).removed_at or now(w.twin).removed_at, press=("mend", "")
    ),
    "feeds/health/undo/": Row(
        "", lambda w: not (now(w.feed).removed_at or now(w.twin).removed_at), after="feeds/health/change/"
    ),
    "sources/<int:source_id>/whole/": Row(
        "/read/{item.pk}/", lambda w: Following.objects.filter(source=w.source, wants_full_text=True), press=("on", "1")
    ),
    "searches/keep/": Row("/searches/", lambda w: SavedSearch.objects.filter(words="fog"), {"words": "fog"}),
    "searches/<int:search_id>/panel/": Row("/searches/", lambda w: "results" in kinds(w.home)),
    "searches/<int:search_id>/<slug:verb>/": Row(
        "/searches/", lambda w: now(w.search).removed_at, parts={"verb": "remove"}
    ),
    # What is suggested
    "for-you/done/": Row("/for-you/", lambda w: w.seen("That is all for today")),
    "for-you/again/": Row("", lambda w: w.seen("Worth reading"), after="for-you/done/"),
    "for-you/pause/": Row(TASTES, lambda w: tuning.of(w.ada).is_paused, press=("span", "day")),
    "for-you/resume/": Row("", lambda w: not tuning.of(w.ada).is_paused, after="for-you/pause/"),
    "for-you/unobserved/": Row(TASTES, lambda w: w.seen("In this browser nothing is noted"), press=("on", "1")),
    "for-you/tuning/": Row(TASTES, lambda w: tuning.of(w.ada).surprise == 0.9, {"surprise": "0.9"}),
    "for-you/tastes/add/": Row(TASTES, lambda w: Preference.objects.filter(topic="tea"), {"topic": "tea"}),
    "for-you/tastes/<slug:direction>/": Row(
        "", lambda w: Preference.objects.filter(topic="tea", direction="mute"), after="for-you/tastes/add/"
    ),
    "for-you/tastes/withdraw/": Row("", lambda w: not Preference.objects.exists(), after="for-you/tastes/add/"),
    "for-you/remembered/forget/": Row("/for-you/remembered/", lambda w: not Event.objects.filter(kind="open").exists()),
    "for-you/remembered/forget-everything/": Row(
        "/for-you/remembered/", lambda w: not Event.objects.filter(kind="open").exists()
    ),
    # Settings
    "settings/": Row("/settings/", lambda w: now(w.ada).name == "Ada", {"name": "Ada"}),
    "settings/start/": Row("/settings/start/", lambda w: now(w.ada).units == "imperial", {"units": "imperial"}),
    "settings/language/": Row(
        "/settings/", lambda w: w.seen('lang="de" dir="ltr"'), {"language": "de"}, is_for_visitors=True
    ),
    "settings/looks/": Row("/settings/looks/", lambda w: now(w.ada).palette == "sea", {"palette": "sea"}),
    "settings/theme/": Row("/", lambda w: now(w.ada).theme != "system"),
    "settings/pictures/": Row(
        "/settings/looks/",
        lambda w: Backdrop.objects.filter(owner=w.ada).count() == 2,
        {"picture": ("dot.gif", PICTURE)},
    ),
    "settings/pictures/<str:token>/remove/": Row("/settings/looks/", lambda w: not Backdrop.objects.exists()),
    "settings/tokens/": Row("/settings/", lambda w: AccessToken.objects.count() == 2, {"name": "Another"}),
    "settings/tokens/<int:token_id>/revoke/": Row("/settings/", lambda w: not AccessToken.objects.exists()),
}
