"""Who may fetch what, and when: leases, limits per host, and several workers at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.widgets import polled
from widgets import sources
from widgets.base import SourceSpec
from widgets.models import Source

NOW = timezone.now()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lines():
    with polled.installed():
        yield


def lines(url, due=timedelta(0)):
    source = sources.ensure(SourceSpec("lines", {"url": url}))
    Source.objects.filter(pk=source.pk).update(next_fetch_at=NOW - due)
    return source


def many(count, host="example.org"):
    rows = [
        Source(kind="lines", key=f"{host}{number}", host=host, next_fetch_at=NOW - timedelta(seconds=number))
        for number in range(count)
    ]
    return Source.objects.bulk_create(rows)


def hosts(claimed):
    return sorted(source.host for source in claimed)


def test_ensure_gives_equal_specs_one_source_that_is_due_at_once():
    first = sources.ensure(SourceSpec("lines", {"url": "https://Example.org/a", "x": 1}))
    second = sources.ensure(SourceSpec("lines", {"x": 1, "url": "https://Example.org/a"}))
    assert (first.pk, first.host) == (second.pk, "example.org")
    assert first.next_fetch_at <= timezone.now()
    assert sources.ensure(SourceSpec("lines", {"url": "https://Example.org/b", "x": 1})).pk != first.pk
    assert sources.ensure(SourceSpec("other", {"url": "https://Example.org/a", "x": 1})).pk != first.pk


def test_ensure_all_keeps_the_order_and_makes_each_once(django_assert_num_queries):
    b, a = (SourceSpec("lines", {"url": f"https://{name}.example/"}) for name in "ba")
    known = sources.ensure(b)
    assert [source.host for source in sources.ensure_all([a, b, a])] == ["a.example", "b.example", "a.example"]
    with django_assert_num_queries(1):
        assert sources.ensure_all([b, a])[0] == known


def test_ensure_of_a_kind_that_polls_nothing_is_never_due():
    assert sources.ensure(SourceSpec("channel", {"channel": "news"})).next_fetch_at is None


def test_ensure_groups_kinds_without_an_address_by_kind():
    assert sources.ensure(SourceSpec("lines", {"place": "Berlin"})).host == "lines"
    assert sources.ensure(SourceSpec("lines", {"url": "http://[::1"})).host == "lines"


def test_claim_takes_what_is_due_longest_waiting_first():
    late, later = lines("https://a.example/"), lines("https://b.example/", timedelta(hours=1))
    lines("https://c.example/", -timedelta(hours=1))
    assert sources.claim_due(10, 2, NOW) == [later, late]
    assert sources.claim_due(10, 2, NOW) == []


def test_claim_takes_no_more_than_asked_for():
    for number in range(5):
        many(1, f"{number}.example")
    assert len(sources.claim_due(3, 2, NOW)) == 3
    assert len(sources.claim_due(3, 2, NOW)) == 2


def test_claim_takes_two_per_host_so_that_a_big_host_delays_nobody():
    many(50, "big.example")
    many(1, "small.example")
    assert hosts(sources.claim_due(10, 2, NOW)) == ["big.example", "big.example", "small.example"]


def test_claim_counts_what_is_in_other_hands():
    many(5, "big.example")
    assert len(sources.claim_due(1, 2, NOW)) == 1
    assert len(sources.claim_due(10, 2, NOW)) == 1
    assert sources.claim_due(10, 2, NOW) == []
    Source.objects.filter(leased_until__isnull=False).update(leased_until=None, next_fetch_at=None)
    assert len(sources.claim_due(10, 2, NOW)) == 2


def test_claim_takes_again_what_a_killed_worker_left():
    source = lines("https://a.example/")
    sources.claim_due(10, 2, NOW)
    assert sources.claim_due(10, 2, NOW + sources.LEASE - timedelta(seconds=1)) == []
    assert sources.claim_due(10, 2, NOW + sources.LEASE) == [source]


def test_claim_by_name_takes_only_what_is_due_and_free():
    due, leased, fresh = (
        lines("https://a.example/"),
        lines("https://b.example/"),
        lines("https://c.example/", -timedelta(1)),
    )
    Source.objects.filter(pk=leased.pk).update(leased_until=NOW + timedelta(minutes=1))
    assert sources.claim([due.pk, leased.pk, fresh.pk, 0], NOW) == [due]


def test_claim_of_a_batch_that_is_delivered_twice_works_once():
    batch = [lines("https://a.example/"), lines("https://b.example/")]
    (held,) = {source.leased_until for source in sources.claim_due(10, 2, NOW)}
    ids, later = [source.pk for source in batch], NOW + timedelta(seconds=1)
    assert len(sources.claim(ids, later, held)) == 2
    assert sources.claim(ids, later, held) == []


def test_claim_twenty_thousand_due_sources_is_quick_and_two_per_host(django_assert_max_num_queries):
    for number in range(40):
        many(500, f"{number}.example")
    with django_assert_max_num_queries(7):
        claimed = sources.claim_due(300, 2, NOW)
    assert hosts(claimed) == sorted([f"{number}.example" for number in range(40)] * 2)


@pytest.mark.django_db(transaction=True)
def test_claims_of_several_workers_never_meet():
    for number in range(20):
        many(6, f"{number}.example")
    claimed, errors = [], []

    def work():
        try:
            while mine := sources.claim_due(7, 2, NOW):
                claimed.extend(source.pk for source in mine)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(claimed) == len(set(claimed)) == 40
    leased = Source.objects.filter(leased_until__isnull=False).values_list("host", flat=True)
    assert max(list(leased).count(host) for host in set(leased)) == 2


@pytest.mark.django_db(transaction=True)
def test_ensure_of_one_spec_by_several_people_at_once_makes_one_source():
    found, errors = [], []

    def work():
        try:
            found.append(sources.ensure(SourceSpec("lines", {"url": "https://a.example/"})).pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, len(set(found)), Source.objects.count()) == ([], 1, 1)
