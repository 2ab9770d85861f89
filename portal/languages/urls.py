"""The address of the language."""

from django.urls import path

from portal.languages import views

urlpatterns = [path("settings/language/", views.choose_language, name="language")]
