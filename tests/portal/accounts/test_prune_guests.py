"""Guests who never came back are forgotten, with all that was theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts import guests
from portal.accounts.models import User
from portal.pages.models import Page
from tests.portal.accounts.visits import first_change

pytestmark = pytest.mark.django_db


def test_prune_forgets_only_guests_who_stayed_away(template, ada):
    gone, _request = first_change()
    back, _request = first_change()
    User.objects.filter(pk__in=[gone.pk, ada.pk]).update(last_seen_at=timezone.now() - timedelta(days=91))
    assert guests.prune() == 1
    assert set(User.objects.all()) == {ada, back}
    assert not Page.objects.filter(owner=gone.pk).exists()
