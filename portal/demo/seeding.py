"""Fills an empty portal with the demo, step by step; repeating it adds only what is missing."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.catalogue.loading import load_catalogue
from portal.demo import behaviour, homes, newsroom, people
from portal.pages.starter import ensure_template_pages
from portal.publishing.roles import ensure_roles
from recommender import pushing, training
from recommender.asking import push_soon
from recommender.errors import RecommenderError

Say = Callable[[str], object]
PAGES_OF_READERS = 12
BATCH = 50


def seed(say: Say) -> None:
    now = timezone.now()
    say(f"Catalogue: {load_catalogue().added} entries added.")
    say(f"Articles: {newsroom.fill_channels(now)} written and illustrated.")
    ensure_roles()
    named, readers = people.ensure_people(), people.ensure_readers()
    with transaction.atomic():
        count = behaviour.record_readers(readers, now)
        reader = named.get(people.READER)
        if reader:
            count += behaviour.record_demo_reader(reader, now)
    say(f"Readers: {len(readers)} with {count} new events.")
    homes.ensure_visitors_page()
    ensure_template_pages()
    if reader:
        homes.ensure_reader_pages(reader)
    homes.ensure_some_pages(readers, PAGES_OF_READERS)
    say("Pages: ready.")
    if count:
        learn(named.values(), say)


def learn(named_people: Iterable[User], say: Say) -> None:
    """Trains on what was just recorded, so that the first page already has suggestions of its own."""
    try:
        for trained in training.train():
            say(f"Model of {trained.subject}: {trained.verdict}")
    except RecommenderError as error:
        say(f"Not trained: {error}")
    named = [user.pk for user in named_people]
    say(f"Suggestions: pushed to {pushing.push(named)} people; the worker does the others.")
    others = User.objects.filter(is_demo=True).exclude(pk__in=named).order_by("pk").values_list("pk", flat=True)
    for start in range(0, len(others), BATCH):
        push_soon(list(others[start : start + BATCH]))
