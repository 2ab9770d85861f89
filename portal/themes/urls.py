"""Addresses of looks: their forms, the few style sheets that are made, and people's own pictures."""

from django.urls import path

from portal.themes import files, views

urlpatterns = [
    path("settings/looks/", views.choose_look, name="looks"),
    path("settings/looks/preview/", views.preview_look, name="looks_preview"),
    path("settings/pictures/", views.add_picture, name="picture_add"),
    path("settings/pictures/<str:token>/remove/", views.remove_picture, name="picture_remove"),
    path("settings/theme/", views.set_theme, name="theme"),
    path("pages/<int:page_id>/look/", views.choose_page_look, name="page_look"),
    path("theme/<slug:name>.css", files.accent, name="theme_accent_any"),
    path("theme/<slug:name>.<slug:digest>.css", files.accent, name="theme_accent"),
    path("theme/sun/<str:latitude>/<str:longitude>.css", files.sun, name="theme_sun"),
    path("theme/pictures/<str:token>.webp", files.picture, name="theme_picture"),
]
