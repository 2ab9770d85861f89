"""Addresses of pictures in panels."""

from django.urls import path

from portal.uploads import views

urlpatterns = [
    path("panels/<int:panel_id>/picture/", views.put_picture, name="panel_picture_put"),
    path("panels/<int:panel_id>/picture/remove/", views.take_picture_out, name="panel_picture_remove"),
    path("panels/pictures/<str:token>.webp", views.show_picture, name="panel_picture"),
    path("shared/<str:name>/pictures/<str:token>.webp", views.show_shared_picture, name="shared_picture"),
]
