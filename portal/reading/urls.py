"""Addresses of what is read, kept and suggested."""

from django.urls import path

from portal.reading import views

urlpatterns = [
    path("for-you/", views.show_for_you, name="for_you"),
    path("read/<int:item_id>/", views.read, name="read"),
    path("saved/", views.saved, name="saved"),
    path("items/<int:item_id>/<slug:verb>/", views.act_on_item, name="item"),
]
