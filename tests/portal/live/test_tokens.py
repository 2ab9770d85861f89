"""What a page may listen to cannot be widened by who holds the page."""

from datetime import timedelta

import pytest
from django.core.signing import BadSignature, SignatureExpired

from portal.live import tokens


def test_read_names_the_person_and_the_sources():
    assert tokens.read(tokens.sign(7, [3, 1, 3])) == {"user:7", "source:1", "source:3"}


def test_read_of_a_visitors_page_names_sources_only():
    assert tokens.read(tokens.sign(None, [3])) == {"source:3"}
    assert tokens.read(tokens.sign(None, [])) == frozenset()


def test_read_refuses_another_persons_number():
    token = tokens.sign(7, [1])
    with pytest.raises(BadSignature):
        tokens.read(token.replace("7/", "8/", 1))


def test_read_refuses_a_token_of_yesterday(monkeypatch):
    token = tokens.sign(7, [1])
    monkeypatch.setattr(tokens, "MAX_AGE", timedelta(seconds=-1))
    with pytest.raises(SignatureExpired):
        tokens.read(token)
