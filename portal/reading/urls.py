"""Addresses of what is read, kept and suggested."""

from django.urls import path

from portal.reading import views
from portal.reading.health import views as health
from portal.reading.reader import views as reader
from portal.reading.rules import views as rules
from portal.reading.state import views as state

urlpatterns = [
    path("for-you/", views.show_for_you, name="for_you"),
    path("read/<int:item_id>/", views.read, name="read"),
    path("sources/<int:source_id>/whole/", views.follow_whole, name="source_whole"),
    path("saved/", views.saved, name="saved"),
    path("saved/links/<int:link_id>/remove/", views.remove_link, name="saved_link_remove"),
    path("saved/links/<int:link_id>/restore/", views.restore_link, name="saved_link_restore"),
    path("items/<int:item_id>/<slug:verb>/", views.act_on_item, name="item"),
    path("p/<str:slug>/reader/", reader.show_reader, name="reader"),
    path("p/<str:slug>/reader/read/", reader.read_all, name="reader_read"),
    path("panels/<int:panel_id>/read/", state.read_panel, name="panel_read"),
    path("panels/<int:panel_id>/unread-only/", state.show_unread_only, name="panel_unread_only"),
    path("pages/<int:page_id>/read/", state.read_page, name="page_read"),
    path("reading/sweeps/<int:sweep_id>/undo/", state.undo_sweep, name="sweep_undo"),
    path("opened/", state.show_opened, name="opened"),
    path("opened/forget/", state.forget_opened, name="opened_forget"),
    path("feeds/health/", health.show_health, name="feed_health"),
    path("feeds/health/change/", health.change, name="feed_health_change"),
    path("feeds/health/undo/", health.undo, name="feed_health_undo"),
    path("rules/", rules.show_rules, name="rules"),
    path("rules/new/", rules.new_rule, name="rule_new"),
    path("rules/<int:rule_id>/remove/", rules.remove_rule, name="rule_remove"),
    path("rules/<int:rule_id>/restore/", rules.restore_rule, name="rule_restore"),
    path("panels/<int:panel_id>/rules/new/", rules.new_panel_rule, name="panel_rule"),
    path("panels/<int:panel_id>/muted/", rules.show_muted, name="panel_muted"),
]
