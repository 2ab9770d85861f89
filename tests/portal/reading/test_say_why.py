"""Reasons in words: with the name they mention, or plainly without one."""

import pytest

from portal.reading.reasons import why


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ({"code": "read", "title": "A comet"}, "Because you read “A comet”"),
        ({"code": "source", "name": "Field Notes"}, "Because you follow Field Notes"),
        ({"code": "topic", "topic": "astronomy"}, "About astronomy, which you read often"),
        ({"code": "popular"}, "Popular with readers here"),
        ({"code": "fresh"}, "New today"),
        ({"code": "something-new"}, ""),
        ({}, ""),
    ],
)
def test_say_why(reason, words):
    assert why(reason) == words
