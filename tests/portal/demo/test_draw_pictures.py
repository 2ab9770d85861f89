"""The pictures: one motif per article, small, and always the same."""

from io import BytesIO

import pytest
from PIL import Image

from portal.demo import pictures
from portal.demo.articles import read_articles


@pytest.mark.parametrize("motif", pictures.MOTIFS)
def test_draw_every_motif_small_and_in_one_size(motif):
    data = pictures.draw(motif, "seed")
    assert Image.open(BytesIO(data)).size == (800, 450)
    assert len(data) < 120_000


def test_draw_the_same_picture_for_the_same_name():
    assert pictures.draw("hills", "one") == pictures.draw("hills", "one")
    assert pictures.draw("hills", "one") != pictures.draw("hills", "two")


def test_describe_says_what_is_to_be_seen():
    for article in read_articles():
        assert pictures.describe(article.picture).startswith(("A drawing of", "A pattern of")), article.picture
