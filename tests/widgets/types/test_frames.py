"""What is not ours: pages and HTML shut in a frame, and pictures that come through the portal."""

from tests.widgets.types.conftest import draw, sample

SAMPLES = [
    sample("html", {"markup": "<p>Mine</p>"}),
    sample("embed", {"url": "https://maps.example/"}),
    sample("image", {"url": "https://pictures.example/a.png", "link": "https://example.org/"}),
]


def test_foreign_pages_get_a_frame_of_their_own():
    for kind, settings in (("html", {"markup": "<p>Mine</p>"}), ("embed", {"url": "https://maps.example/"})):
        html = draw(kind, settings)
        assert 'src="/panels/this/frame/"' in html
        assert "Mine" not in html
        assert "allow-same-origin" not in html


def test_a_picture_comes_through_the_portal():
    html = draw("image", {"url": "https://pictures.example/a.png", "link": "https://example.org/"})
    assert 'src="/pictures/' in html
    assert 'href="https://example.org/"' in html
