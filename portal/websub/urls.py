"""The one address that is given to hubs, with a token for each subscription."""

from django.urls import path

from portal.websub import views

urlpatterns = [path("websub/<str:token>/", views.callback, name="websub")]
