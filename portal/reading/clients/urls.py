"""Addresses for reading apps, under the one that a person gives to the app."""

from django.urls import path

from portal.reading.clients import views

API = "reader/api/0"

urlpatterns = [
    path("accounts/ClientLogin", views.sign_in),
    path(f"{API}/token", views.give_token),
    path(f"{API}/user-info", views.show_person),
    path(f"{API}/tag/list", views.list_tags),
    path(f"{API}/subscription/list", views.list_subscriptions),
    path(f"{API}/unread-count", views.count_unread),
    path(f"{API}/stream/items/ids", views.list_ids),
    path(f"{API}/stream/items/contents", views.show_chosen),
    path(f"{API}/stream/contents", views.show_stream),
    path(f"{API}/stream/contents/<path:stream>", views.show_stream),
    path(f"{API}/edit-tag", views.change_states),
    path(f"{API}/mark-all-as-read", views.read_all),
]
