"""An import that is stopped, taken back, or whose worker dies: whole pages stand, nothing twice, nothing by half."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, Refused, TooMany
from portal.pages import services as pages
from portal.pages.models import Page, PageRevision, Panel
from portal.transfer import running, services
from portal.transfer.models import ImportFile, ImportJob
from tests.portal.pages import desk
from tests.portal.transfer.files import feed, layout, note, opml, page

pytestmark = pytest.mark.django_db

THREE = layout(page(note("a"), title="A"), page(note("b"), title="B"), page(note("c"), title="C"))


def start(ada, body=THREE, **wishes):
    import json

    return services.start_import(user=ada, body=json.dumps(body).encode(), name="f.json", **wishes)


def names(ada):
    return [page.title for page in Page.objects.filter(owner=ada, removed_at=None)]


def broken_at(monkeypatch, number):
    """The worker dies over this page."""
    real = running._make

    def make(job, at, plan):
        if at == number:
            raise KeyboardInterrupt
        return real(job, at, plan)

    monkeypatch.setattr(running, "_make", make)
    return real


def test_carry_on_for_the_account_when_the_guest_signs_in(ada, home, monkeypatch):
    guest = User.objects.create_guest()
    job = start(guest)
    real = running._make

    def make(job, at, plan):
        if at == 1:
            guests.hand_over(User.objects.get(pk=guest.pk), ada)
        return real(job, at, plan)

    monkeypatch.setattr(running, "_make", make)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.user, job.state, job.done) == (ada, "done", 3)
    assert names(ada) == ["Home", "A", "B", "C"]


def test_stop_when_the_guest_signs_in_to_an_account_with_an_import_of_its_own(ada, home):
    guest = User.objects.create_guest()
    mine, theirs = start(ada), start(guest)
    guests.hand_over(guest, ada)
    assert list(ImportJob.objects.all()) == [mine]
    running.run(theirs.pk)
    assert names(ada) == ["Home"]


def test_carry_on_where_a_worker_died(ada, home, monkeypatch):
    job = start(ada)
    real = broken_at(monkeypatch, 2)
    with pytest.raises(KeyboardInterrupt):
        running.run(job.pk)
    assert names(ada) == ["Home", "A", "B"]
    running.run(job.pk)  # delivered again while the lease holds: nobody works at it twice
    assert names(ada) == ["Home", "A", "B"]
    monkeypatch.setattr(running, "_make", real)
    later = timezone.now() + timedelta(minutes=3)
    assert running.lost(later) == [job.pk]
    ImportJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, names(ada)) == ("done", 3, ["Home", "A", "B", "C"])


def test_carry_on_ends_after_three_dead_workers(ada, home, monkeypatch):
    job = start(ada)
    broken_at(monkeypatch, 1)
    for _attempt in range(3):
        with pytest.raises(KeyboardInterrupt):
            running.run(job.pk)
        ImportJob.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert running.lost(timezone.now()) == []
    job.refresh_from_db()
    assert (job.state, len(job.made)) == ("failed", 1)
    assert "three times" in job.message


def test_carry_on_with_a_task_that_was_lost(ada, home):
    job = start(ada)
    assert running.lost(timezone.now()) == []
    assert running.lost(timezone.now() + timedelta(minutes=1)) == [job.pk]


def test_break_on_a_fault_of_ours_fails_cleanly(ada, home, monkeypatch):
    job = start(ada)
    monkeypatch.setattr(running, "fill_page", lambda **_given: 1 / 0)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, names(ada)) == ("failed", ["Home"])
    assert not ImportFile.objects.exists()


def test_cancel_stops_before_the_next_page_and_can_be_undone(ada, home, monkeypatch):
    job = start(ada)
    real = running._make

    def make(now, at, plan):
        if at == 1:
            services.cancel_import(user=ada, job_id=job.pk)
        return real(now, at, plan)

    monkeypatch.setattr(running, "_make", make)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, names(ada)) == ("cancelled", ["Home", "A"])
    services.undo_import(user=ada, job_id=job.pk)
    assert names(ada) == ["Home"]


def test_cancel_before_it_begins(ada, home):
    job = start(ada)
    services.cancel_import(user=ada, job_id=job.pk)
    running.run(job.pk)
    assert names(ada) == ["Home"]
    with pytest.raises(Refused):
        services.cancel_import(user=ada, job_id=job.pk)


def test_undo_removes_new_pages_into_the_trash_at_once(bring, ada):
    job = bring(THREE)
    services.undo_import(user=ada, job_id=job.pk)
    assert names(ada) == ["Home"]
    gone = Page.objects.get(owner=ada, title="A")
    assert pages.restore_page(user=ada, page_id=gone.pk).page.removed_at is None
    with pytest.raises(Refused):
        services.undo_import(user=ada, job_id=job.pk)


def test_undo_takes_only_its_own_from_an_existing_page(bring, ada, home):
    desk.add(ada, home, "mine")
    job = bring(opml(feed("a"), feed("b")), page_id=home.pk, manner="feeds")
    version = desk.version(home)
    other = desk.add(ada, home, "later")
    services.undo_import(user=ada, job_id=job.pk)
    assert desk.titles(home) == [[["mine", "later"], [], []]]
    assert desk.version(home) > version
    assert PageRevision.objects.filter(page=home, verb="undo_import").exists()
    pages.undo(user=ada, page_id=home.pk)  # and the history of the page brings it back
    assert Panel.objects.filter(section__page=home, removed_at=None, kind="feed").count() == 2
    assert other.panel.removed_at is None


def test_undo_leaves_a_page_that_went_to_the_archive_as_it_is(bring, ada, home):
    pages.create_page(user=ada, title="Other")
    job = bring(opml(feed("a")), page_id=home.pk, manner="feeds")
    pages.archive_page(user=ada, page_id=home.pk)
    services.undo_import(user=ada, job_id=job.pk)
    job.refresh_from_db()
    assert job.state == "undone"
    assert Panel.objects.filter(section__page=home, removed_at=None, kind="feed").count() == 1


def test_undo_leaves_the_first_page_to_those_who_have_no_other(bring, ada, home):
    job = bring(THREE)
    pages.remove_page(user=ada, page_id=home.pk)
    services.undo_import(user=ada, job_id=job.pk)
    [first] = Page.objects.filter(owner=ada, removed_at=None)
    assert (first.title, first.is_home) == ("Home", True)
    assert first != home
    for title in ("C", "Home"):
        pages.restore_page(user=ada, page_id=Page.objects.exclude(pk=first.pk).get(owner=ada, title=title).pk)
    assert names(ada) == ["Home", "Home", "C"]


def test_undo_leaves_alone_what_the_person_removed_meanwhile(bring, ada):
    job = bring(THREE)
    pages.remove_page(user=ada, page_id=Page.objects.get(title="B").pk)
    services.undo_import(user=ada, job_id=job.pk)
    assert names(ada) == ["Home"]


def test_start_refuses_a_second_import_meanwhile(ada, home):
    start(ada)
    with pytest.raises(TooMany):
        start(ada)


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({"body": b""}, "file"),
        ({"body": b"x" * (50 * 1024 * 1024 + 1)}, "file"),
        ({"address": "http://10.0.0.1/"}, "address"),
        ({"body": b"x", "manner": "sideways"}, "manner"),
    ],
)
def test_start_refuses_what_makes_no_sense(ada, home, wishes, field):
    with pytest.raises(InvalidSettings) as refusal:
        services.start_import(user=ada, **wishes)
    assert list(refusal.value.errors) == [field]
    assert not ImportJob.objects.exists()


def test_start_takes_less_from_a_guest():
    from portal.accounts.models import User

    guest = User.objects.create_guest()
    with pytest.raises(InvalidSettings) as refusal:
        services.start_import(user=guest, body=b"x" * (3 * 1024 * 1024))
    assert "With an account" in str(refusal.value.errors)


def test_others_reach_neither_the_job_nor_the_page(ada, eve, home, bring):
    job = bring(THREE)
    for service in (services.cancel_import, services.undo_import):
        with pytest.raises(NotFound):
            service(user=eve, job_id=job.pk)
    with pytest.raises(NotFound):
        services.start_import(user=eve, body=b"x", page_id=home.pk)
