"""Notices of the editors, each with a button that says that one has seen it."""

from tests.widgets.types.conftest import ITEMS, draw, item, sample, source

SAMPLE = sample("notices", {}, items=ITEMS)


def test_draw_tells_each_notice_and_offers_to_let_it_go():
    html = draw(
        "notices",
        {},
        source(item(4, title="Closed on Monday", extra={"url": "https://example.org/why"}), kind="notices"),
    )
    assert "Closed on Monday" in html
    assert 'formaction="/items/4/read/"' in html
    assert 'href="https://example.org/why"' in html
