"""Personal tokens: the secret is shown once, and revoking ends it."""

import pytest

from portal.accounts import services
from portal.accounts.models import AccessToken, User
from portal.errors import InvalidSettings, NotFound, TooMany

pytestmark = pytest.mark.django_db


def test_issue_token_stores_only_a_hash(ada):
    token, secret = services.issue_token(user=ada, name="backup script")
    assert secret.startswith("foyer_")
    assert secret not in str(AccessToken.objects.values().get())
    assert token.digest == AccessToken.digest_of(secret)


def test_issue_token_needs_a_name(ada):
    with pytest.raises(InvalidSettings):
        services.issue_token(user=ada, name="  ")


def test_issue_token_is_capped(ada):
    for number in range(services.MAX_TOKENS):
        services.issue_token(user=ada, name=f"token {number}")
    with pytest.raises(TooMany):
        services.issue_token(user=ada, name="one more")


def test_revoke_token_of_another_person_is_not_found(ada):
    token, _secret = services.issue_token(user=ada, name="script")
    eve = User.objects.create_user("eve@example.org", "a-long-password")
    with pytest.raises(NotFound):
        services.revoke_token(user=eve, token_id=token.pk)
    services.revoke_token(user=ada, token_id=token.pk)
    assert not AccessToken.objects.exists()
