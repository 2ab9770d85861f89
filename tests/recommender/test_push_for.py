"""From the click to the stored list, through a real broker and a real worker."""

import pytest

from recommender.events import EventData, record
from recommender.models import Suggestion
from tests.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_click_brings_a_new_list_without_anybody_asking(worker, world):
    source, reader = world.source(), world.person()
    read, *others = (world.item(source, f"About {topic}", topics=[topic]) for topic in ("sky", "sea", "soil"))
    record(reader, [EventData("open", item_id=read.pk)])

    def suggested() -> set[int]:
        return set(Suggestion.objects.filter(user=reader).values_list("item_id", flat=True))

    wait_for(lambda: suggested() == {other.pk for other in others}, why="the pushed list")
