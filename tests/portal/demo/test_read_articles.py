"""The articles' texts: enough of them, each the right length, and filed under words that tastes can learn."""

from collections import Counter

from django.utils.html import strip_tags

from portal.catalogue.vocabulary import TOPICS
from portal.demo.articles import CHANNELS, read_articles

ARTICLES = list(read_articles())


def test_read_articles_enough_in_every_channel():
    per_channel = Counter(article.channel for article in ARTICLES)
    assert len(ARTICLES) >= 60
    assert set(per_channel) == {channel.slug for channel in CHANNELS}
    assert min(per_channel.values()) >= 10


def test_read_articles_of_the_right_length():
    for article in ARTICLES:
        assert 110 <= len(strip_tags(article.body).split()) <= 255, article.slug
        assert 30 <= len(article.summary) <= 240, article.slug
        assert len(article.title) <= 80, article.slug


def test_read_articles_about_known_topics_that_recur():
    uses = Counter(topic for article in ARTICLES for topic in article.topics)
    assert set(uses) <= TOPICS
    assert all(1 <= len(article.topics) <= 3 for article in ARTICLES)
    assert all(uses[topic] >= 2 for channel in CHANNELS for topic in channel.topics), uses


def test_read_articles_no_two_alike():
    assert len({article.title for article in ARTICLES}) == len(ARTICLES)
    assert len({article.slug for article in ARTICLES}) == len(ARTICLES)
