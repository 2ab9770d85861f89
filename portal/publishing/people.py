"""People in the studio, for operators: who is an editor. A person has one name here, and guests are not listed."""

from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from portal.accounts.models import User

FIELDS = ["email", "name", "is_superuser", "groups"]


class PersonCreationForm(UserCreationForm):
    first_name = last_name = None

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[list[str]] = FIELDS


class PersonEditForm(UserEditForm):
    first_name = last_name = None

    class Meta(UserEditForm.Meta):
        fields: ClassVar[list[str]] = [*FIELDS, "is_active"]


class PeopleList(IndexView):
    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().filter(is_guest=False)


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleList

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonEditForm if for_update else PersonCreationForm
