"""What editors find in the studio: a short menu, a dashboard of articles, and the house's own look."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.rich_text import FeatureRegistry
from wagtail.snippets.models import register_snippet

from portal.publishing import desk
from portal.publishing.viewsets import article_viewset, channel_viewset, notice_viewset

MENU = {"articles", "waiting", "channels", "notices", "templates", "images"}
MENU_OF_OPERATORS = MENU | {"reports", "settings"}
RECENT = 10

register_snippet(article_viewset)
register_snippet(channel_viewset)
register_snippet(notice_viewset)


class WaitingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("portal.change_article"))


class RecentArticlesPanel(Component):
    """What this person wrote last, and where it stands."""

    name = "recent_articles"
    template_name = "studio/recent_articles.html"
    order = 230

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = desk.articles().filter(latest_revision__user=user).order_by("-latest_revision__created_at")
        rows = [(article, desk.latest_headline(article), desk.stage_words(article)) for article in mine[:RECENT]]
        return {"rows": rows, "may_write": user.has_perm("portal.add_article")}


@hooks.register("register_admin_menu_item")
def waiting_menu_item() -> MenuItem:
    address = reverse(article_viewset.get_url_name("list")) + "?stage=waiting"
    return WaitingMenuItem(_("Waiting for review"), address, name="waiting", icon_name="check", order=200)


class TemplatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("portal.add_pagetemplate"))


@hooks.register("register_admin_menu_item")
def templates_menu_item() -> MenuItem:
    """They are arranged on the portal itself, like every page."""
    return TemplatesMenuItem(_("Page templates"), reverse("templates"), name="templates", icon_name="copy", order=350)


@hooks.register("construct_main_menu")
def keep_menu_short(request: HttpRequest, items: list[MenuItem]) -> None:
    shown = MENU_OF_OPERATORS if request.user.is_superuser else MENU
    items[:] = [item for item in items if item.name in shown]
    for item in items:
        if item.name == "images":
            item.label, item.order = _("Pictures"), 400


@hooks.register("construct_homepage_panels")
def show_articles_first(request: HttpRequest, panels: list[Component]) -> None:
    """The panels about pages would always be empty: there is no page tree."""
    panels[:] = [panel for panel in panels if isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.append(RecentArticlesPanel())


@hooks.register("construct_homepage_summary_items")
def count_no_pages(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.clear()


@hooks.register("construct_admin_api")
def answer_for_documents(router: WagtailAPIRouter) -> None:
    """Every page of the studio asks for the address of the documents' API, also where there are only pictures."""
    router.register_endpoint("documents", ImagesAdminAPIViewSet)


@hooks.register("register_admin_search_area")
def search_articles() -> SearchArea:
    return SearchArea(_("Articles"), reverse(article_viewset.get_url_name("list")), name="articles", order=1)


@hooks.register("construct_search")
def search_no_pages(request: HttpRequest, areas: list[SearchArea]) -> None:
    areas[:] = [area for area in areas if area.name in {"articles", "images", "users"}]


@hooks.register("register_rich_text_features", order=100)
def link_to_addresses(features: FeatureRegistry) -> None:
    """A new link asks for an address at once; Wagtail would first offer pages of its tree, which is empty."""
    link = features.plugins_by_editor["draftail"]["link"]
    choosers = link.data["chooserUrls"]
    link.data["chooserUrls"] = {**choosers, "pageChooser": choosers["externalLinkChooser"]}


@hooks.register("insert_global_admin_css")
def style_studio() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("studio/studio.css"))
