"""Addresses of pages and of everything that is done to them."""

from django.urls import path

from portal.pages import adding, configuring, edits, moving, noting, previewing, tabs, views
from portal.pages.past import views as past

urlpatterns = [
    path("", views.show, name="home"),
    path("p/<str:slug>/", views.show, name="page"),
    path("panels/<int:panel_id>/", views.show_panel, name="panel"),
    path("panels/<int:panel_id>/settings/", configuring.panel_settings, name="panel_settings"),
    path("panels/<int:panel_id>/move/", moving.move_panel, name="panel_move"),
    path("panels/<int:panel_id>/shift/", moving.shift_panel, name="panel_shift"),
    path("panels/<int:panel_id>/send/", moving.send_panel, name="panel_send"),
    path("panels/<int:panel_id>/copy/", moving.copy_panel, name="panel_copy"),
    path("panels/<int:panel_id>/elsewhere/", moving.choose_page, name="panel_elsewhere"),
    path("panels/<int:panel_id>/note/", noting.write_note, name="panel_note"),
    path("panels/<int:panel_id>/collapse/", edits.collapse_panel, name="panel_collapse"),
    path("panels/<int:panel_id>/refresh/", edits.refresh_panel, name="panel_refresh"),
    path("panels/<int:panel_id>/remove/", edits.remove_panel, name="panel_remove"),
    path("panels/<int:panel_id>/restore/", edits.restore_panel, name="panel_restore"),
    path("pages/", tabs.list_pages, name="pages"),
    path("pages/new/", views.new_page, name="page_new"),
    path("pages/<int:page_id>/", views.edit_page, name="page_edit"),
    path("pages/<int:page_id>/duplicate/", tabs.duplicate_page, name="page_duplicate"),
    path("pages/<int:page_id>/archive/", tabs.archive_page, name="page_archive"),
    path("pages/<int:page_id>/shift/", tabs.shift_page, name="page_shift"),
    path("pages/<int:page_id>/home/", tabs.choose_home, name="page_home"),
    path("pages/<int:page_id>/remove/", edits.remove_page, name="page_remove"),
    path("pages/<int:page_id>/restore/", edits.restore_page, name="page_restore"),
    path("pages/<int:page_id>/undo/", edits.undo, name="page_undo"),
    path("pages/<int:page_id>/redo/", edits.redo, name="page_redo"),
    path("pages/<int:page_id>/history/", past.show_history, name="page_history"),
    path("pages/<int:page_id>/history/<int:version>/", past.show_revision, name="page_then"),
    path("pages/<int:page_id>/history/<int:version>/restore/", past.restore_revision, name="page_then_restore"),
    path("pages/<int:page_id>/sections/", edits.add_section, name="section_add"),
    path("sections/<int:section_id>/", edits.update_section, name="section_layout"),
    path("sections/<int:section_id>/move/", edits.move_section, name="section_move"),
    path("sections/<int:section_id>/remove/", edits.remove_section, name="section_remove"),
    path("sections/<int:section_id>/restore/", past.restore_section, name="section_restore"),
    path("trash/", past.show_trash, name="trash"),
    path("trash/empty/", past.empty, name="trash_empty"),
    path("trash/<slug:what>/<int:row_id>/delete/", past.delete_for_good, name="delete_for_good"),
    path("add/", adding.show_catalogue, name="add"),
    path("add/kinds/<slug:kind>/", adding.add_kind, name="add_kind"),
    path("previews/<slug:kind>/", previewing.preview_kind, name="preview"),
    path("add/<slug:slug>/", adding.add_entry, name="add_entry"),
]
