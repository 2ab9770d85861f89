"""Somebody else's server, on loopback: real HTTP, good days and bad days.

    def test_something(upstream):                    # egress to loopback is allowed while this fixture is used
        url = upstream.serve("/feed.xml", rss("Bread", "Butter"), type="application/rss+xml", etag='"1"')
        ...
        assert upstream.asked("/feed.xml")[0].headers["if-none-match"] == '"1"'

Without the fixture: `with Upstream() as upstream: ...`. What to serve: `tests.upstream.samples`.
"""

from tests.upstream.server import Asked, Upstream

__all__ = ["Asked", "Upstream"]
