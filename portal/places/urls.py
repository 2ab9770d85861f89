"""The address of places by name."""

from django.urls import path

from portal.places import views

urlpatterns = [path("places/", views.suggest, name="places")]
