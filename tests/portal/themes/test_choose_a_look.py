"""A look is made of known names and values; nothing else is stored, and so nothing else reaches a page."""

import pytest

from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.errors import InvalidSettings
from portal.pages import services as pages
from portal.themes.looks import USUAL
from portal.themes.models import Backdrop

pytestmark = pytest.mark.django_db

NONSENSE = [
    {"background": "url(javascript:alert(1))"},
    {"accent": "expression(alert(1))"},
    {"accent": "</style><script>"},
    {"accent": "#12345"},
    {"accent": "#123456\n"},
    {"accent": 7},
    {"palette": "neon"},
    {"--surface-1": "red"},
    {"size": ["large"]},
    {"background": "own-" + "a" * 32},
    {"background": "../../media/x"},
    "dark",
]


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org")


@pytest.mark.parametrize("look", NONSENSE)
def test_a_look_of_nonsense_is_refused_and_changes_nothing(ada, look):
    page = pages.create_page(user=ada, title="Home").page
    with pytest.raises(InvalidSettings) as refused:
        accounts.update_profile(user=ada, look=look)
    with pytest.raises(InvalidSettings):
        pages.update_page(user=ada, page_id=page.pk, look=look)
    ada.refresh_from_db()
    page.refresh_from_db()
    assert refused.value.errors
    assert (ada.look, page.look, page.version) == ({}, {}, 1)


def test_a_page_has_a_look_of_its_own_and_undo_takes_it_back(ada):
    page = pages.create_page(user=ada, title="Home").page
    changed = pages.update_page(user=ada, page_id=page.pk, look={"palette": "sea", "accent": "#336699"}).page
    assert (changed.look, changed.version) == ({"palette": "sea", "accent": "#336699"}, 2)
    assert pages.undo(user=ada, page_id=page.pk).page.look == {}
    assert pages.redo(user=ada, page_id=page.pk).page.look == {"palette": "sea", "accent": "#336699"}
    assert pages.update_page(user=ada, page_id=page.pk, look={}).page.look == {}


def test_a_picture_of_another_person_is_refused(ada):
    eve = User.objects.create_user("eve@example.org")
    hers, own = (Backdrop.objects.create(owner=person, content=b"") for person in (eve, ada))
    with pytest.raises(InvalidSettings):
        accounts.update_profile(user=ada, look={"background": f"own-{hers.token}"})
    accounts.update_profile(user=ada, look={"background": f"own-{own.token}"})
    assert User.objects.get(pk=ada.pk).look == {"background": f"own-{own.token}"}


def test_a_stored_choice_that_is_none_any_more_is_left_out():
    look = USUAL.over({"palette": "sepia", "size": "large", "font": "comic", "theme": None})
    assert look.choices() == {"size": "large"}
