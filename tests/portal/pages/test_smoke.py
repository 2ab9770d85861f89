import pytest

from portal.pages import services
from tests.portal.pages import desk

pytestmark = pytest.mark.django_db


def test_smoke(ada, page, abc):
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
    services.undo(user=ada, page_id=page.pk)
    assert desk.titles(page) == [[["a", "b"], [], []]]
    services.undo(user=ada, page_id=page.pk)
    assert desk.titles(page) == [[["a", "b"], ["c"], []]]
