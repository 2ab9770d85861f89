"""Wagtail's app of users, with our own forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class StudioUsersConfig(WagtailUsersAppConfig):
    user_viewset = "portal.publishing.people.PeopleViewSet"
