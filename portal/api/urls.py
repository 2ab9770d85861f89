"""Every address of the API, under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from portal.api.catalogue import EntryApi, KindApi
from portal.api.docs import show_docs
from portal.api.feed_health import FeedHealthApi
from portal.api.for_you import EventApi, SuggestionApi
from portal.api.gallery import InterestApi, TemplateApi
from portal.api.pages import PageApi, SectionApi
from portal.api.panels import PanelApi
from portal.api.past import RevisionApi, TrashApi
from portal.api.people import ProfileApi, SessionApi, TokenApi
from portal.api.reading import ItemApi, SavedApi, SourceApi
from portal.api.rules import RuleApi
from portal.api.saved_links import SavedLinkApi
from portal.api.search import SearchApi
from portal.api.searches import SavedSearchApi
from portal.api.sharing import ShareApi, SharedApi
from portal.api.tastes import RememberedApi, TasteApi, TuningApi
from portal.api.transfer import ExportApi, ImportApi

router = SimpleRouter(use_regex_path=False)
router.register("pages", PageApi, "api-page")
router.register("interests", InterestApi, "api-interest")
router.register("templates", TemplateApi, "api-template")
router.register("shares", ShareApi, "api-share")
router.register("shared", SharedApi, "api-shared")
router.register("sections", SectionApi, "api-section")
router.register("panels", PanelApi, "api-panel")
router.register("catalogue/kinds", KindApi, "api-kind")
router.register("catalogue/entries", EntryApi, "api-entry")
router.register("sources", SourceApi, "api-source")
router.register("items", ItemApi, "api-item")
router.register("saved", SavedApi, "api-saved")
router.register("saved-links", SavedLinkApi, "api-saved-link")
router.register("feed-health", FeedHealthApi, "api-feed-health")
router.register("rules", RuleApi, "api-rule")
router.register("suggestions", SuggestionApi, "api-suggestion")
router.register("events", EventApi, "api-event")
router.register("tastes", TasteApi, "api-taste")
router.register("tokens", TokenApi, "api-token")
router.register("imports", ImportApi, "api-import")
router.register("search", SearchApi, "api-search")
router.register("searches", SavedSearchApi, "api-saved-search")
router.register("exports", ExportApi, "api-export")

urlpatterns = [
    path("", include(router.urls)),
    path("pages/<int:pk>/revisions/", RevisionApi.as_view({"get": "list"}), name="api-revisions"),
    path("pages/<int:pk>/revisions/<int:number>/", RevisionApi.as_view({"get": "retrieve"}), name="api-revision"),
    path(
        "pages/<int:pk>/revisions/<int:number>/restore/",
        RevisionApi.as_view({"post": "restore"}),
        name="api-revision-restore",
    ),
    path("trash/", TrashApi.as_view({"get": "list", "delete": "empty"}), name="api-trash"),
    path("trash/panels/<int:pk>/", TrashApi.as_view({"delete": "delete_panel"}), name="api-trash-panel"),
    path("trash/sections/<int:pk>/", TrashApi.as_view({"delete": "delete_section"}), name="api-trash-section"),
    path("trash/pages/<int:pk>/", TrashApi.as_view({"delete": "delete_page"}), name="api-trash-page"),
    path("profile/", ProfileApi.as_view({"get": "list", "patch": "partial_update"}), name="api-profile"),
    path("tuning/", TuningApi.as_view({"get": "list", "patch": "partial_update"}), name="api-tuning"),
    path("tuning/pause/", TuningApi.as_view({"post": "pause"}), name="api-pause"),
    path("tuning/resume/", TuningApi.as_view({"post": "resume"}), name="api-resume"),
    path("remembered/", RememberedApi.as_view({"get": "list", "delete": "forget"}), name="api-remembered"),
    path("sessions/", SessionApi.as_view({"get": "list", "delete": "end_others"}), name="api-session"),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="api-schema"),
    path("docs/", show_docs, name="api-docs"),
]
