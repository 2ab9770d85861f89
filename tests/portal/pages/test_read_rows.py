"""Rows of a raw query become the very objects that Django would make of them."""

from datetime import date

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from portal.accounts.models import User
from portal.pages.models import Page
from portal.rows import RawRows, fetch

pytestmark = pytest.mark.django_db

people, pages = RawRows(User, "known_as", "luck"), RawRows(Page)
PERSON = f"SELECT {people.columns('person')}, person.name, 7 FROM portal_user person WHERE person.id = %s"
PAGES = f"SELECT {pages.columns('page')} FROM portal_page page WHERE page.owner_id = %s ORDER BY page.id"


@pytest.fixture
def eager(ada: User) -> User:
    """A person of whom every kind of field has something to say."""
    ada.place = {"name": "Graz", "latitude": 47.07, "longitude": 15.44}
    ada.look = {"width": "wide"}
    ada.hour12, ada.for_you_done_on, ada.last_login = True, date(2026, 2, 3), timezone.now()
    ada.save()
    return ada


def test_read_rows_as_django_does(eager):
    (found,) = map(people.make, fetch(PERSON, [eager.pk]))
    same = User.objects.get(pk=eager.pk)
    assert (found, found._state.db, found._state.adding) == (same, "default", False)
    told = {field.attname: getattr(found, field.attname) for field in User._meta.concrete_fields}
    assert told == {field.attname: getattr(same, field.attname) for field in User._meta.concrete_fields}
    assert not found.get_deferred_fields()
    assert {name: type(value) for name, value in told.items()} == {name: type(getattr(same, name)) for name in told}


def test_read_further_columns(eager):
    (found,) = map(people.make, fetch(PERSON, [eager.pk]))
    assert (found.known_as, found.luck) == (eager.name, 7)


def test_read_rows_that_can_be_changed_and_saved(eager):
    (found,) = map(people.make, fetch(PERSON, [eager.pk]))
    found.look["width"] = "narrow"
    found.save()
    (again,) = map(people.make, fetch(PERSON, [eager.pk]))
    assert again.look == {"width": "narrow"}
    assert User.objects.get(pk=eager.pk).look == {"width": "narrow"}


def test_read_several_rows_in_order_or_none(ada, eve, page):
    other = Page.objects.create(owner=ada, title="Money", slug="money")
    found = [pages.make(row) for row in fetch(PAGES, [ada.pk])]
    assert found == [page, other]
    assert [model_to_dict(each) for each in found] == [model_to_dict(page), model_to_dict(other)]
    assert fetch(PAGES, [eve.pk]) == []
