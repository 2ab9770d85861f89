"""A list of feeds that comes another time: what stands already stays as it is, and only what is new is added."""

import json
from io import BytesIO

import pytest
from django.test import Client

from portal.accounts.models import AccessToken
from portal.pages import services as pages
from portal.pages.models import Page, Panel
from portal.transfer import running
from portal.transfer.models import ImportJob
from tests.portal.transfer.files import feed, folder, opml
from widgets.base import SourceSpec
from widgets.models import Source
from widgets.sources import ensure

pytestmark = pytest.mark.django_db

LIST = opml(folder("Tech", feed("a"), feed("b")), folder("Food", folder("Bread", feed("c"))), feed("loose"))


def by_form(client, body, **wishes):
    file = BytesIO(body.encode())
    file.name = "feeds.opml"
    answer = client.post("/import/", {"file": file, **wishes})
    running.run(int(answer.headers["Location"].strip("/").rpartition("/")[2]))
    return client.get(answer.headers["Location"]).content.decode()


def by_script(user, body, **wishes):
    headers = {"Authorization": f"Bearer {AccessToken.issue(user, 'script')[1]}"}
    sent = json.dumps({"content": body, **wishes})
    answer = Client().post("/api/v1/imports/", sent, content_type="application/json", headers=headers)
    running.run(answer.json()["id"])
    return Client().get(f"/api/v1/imports/{answer.json()['id']}/", headers=headers).json()


def everything():
    """All that an import could add, or change."""
    rows = [Page.objects, Panel.objects, Panel.sources.through.objects, Source.objects]
    return [list(each.order_by("pk").values()) for each in rows]


@pytest.mark.parametrize("manner", ImportJob.Manner.values)
def test_import_twice_by_the_form_adds_nothing(browser_of, home, manner):
    assert "3 panels are there" in by_form(browser_of, LIST, manner="headlines")
    by_form(browser_of, LIST, manner=manner)
    before = everything()
    shown = by_form(browser_of, LIST, manner=manner)
    assert everything() == before
    assert "All feeds of this file stand on your pages already. Nothing was added." in shown
    assert "Undo the import" not in shown


def test_import_twice_by_a_script_adds_nothing(ada, home):
    assert by_script(ada, LIST)["state"] == "done"
    before = everything()
    told = by_script(ada, LIST)
    assert everything() == before
    assert (told["state"], told["made"], told["problems_count"]) == ("done", [], 3)
    assert "Nothing was added" in told["message"]
    assert by_script(ada, LIST, page=home.pk)["made"] == []
    assert everything() == before


def test_import_of_a_longer_list_adds_what_is_new(bring, ada):
    bring(LIST)
    job = bring(opml(folder("Tech", feed("a"), feed("new"), feed("b")), feed("loose"), feed("newer")))
    assert [(panel.title, panel.settings["urls"]) for panel in Panel.objects.filter(pk__in=job.made[0]["panels"])] == [
        ("Tech", "https://new.example.org/feed"),
        ("Mine", "https://newer.example.org/feed"),
    ]
    assert sorted(job.problems.values_list("title", "why")) == [
        ("Mine", "1 feed stands on your pages already."),
        ("Tech", "2 feeds stand on your pages already."),
    ]


def test_import_again_brings_back_what_was_removed(bring, ada):
    bring(LIST)
    pages.remove_panel(user=ada, panel_id=Panel.objects.get(title="Tech").pk)
    assert len(bring(LIST).made[0]["panels"]) == 1


def test_import_again_in_another_manner_is_another_wish(bring, ada):
    bring(LIST)
    job = bring(LIST, manner="feeds")
    assert Panel.objects.filter(pk__in=[pk for made in job.made for pk in made["panels"]], kind="feed").count() == 4


def test_import_keeps_a_feed_that_its_own_file_has_twice(bring, ada):
    job = bring(
        opml(folder("Tech", feed("a")), folder("Best", feed("a"), feed("b")), folder("World", folder("W", feed("a"))))
    )
    assert (job.problems_count, job.done) == (0, 3)
    assert Source.objects.get(settings__url="https://a.example.org/feed").panels.count() == 3


def test_import_knows_a_feed_that_has_moved(bring, ada, home):
    """The panel has the new address, the file the old one."""
    new = pages.add_panel(
        user=ada, page_id=home.pk, kind="headlines", settings={"urls": "https://new.example.org/"}
    ).panel
    old = ensure(SourceSpec("feed", {"url": "https://a.example.org/feed"}))
    Source.objects.filter(pk=old.pk).update(merged_into=new.sources.get())
    assert bring(opml(feed("a"))).made == []


def test_import_of_another_person_is_no_reason(bring, eve):
    page = pages.create_page(user=eve, title="Eve").page
    pages.add_panel(user=eve, page_id=page.pk, kind="headlines", settings={"urls": "https://a.example.org/feed"})
    assert bring(opml(feed("a"))).done == 1


def test_import_that_another_worker_takes_over_leaves_out_nothing_of_its_own(bring, ada, monkeypatch):
    two_pages = opml(folder("News", folder("World", feed("w"))), folder("Sport", folder("Ball", feed("w"), feed("b"))))
    make, calls = running._make, []

    def dies(job, number, page):
        calls.append(number)
        if len(calls) == 2:
            raise SystemExit  # a worker that is killed says no more
        return make(job, number, page)

    monkeypatch.setattr(running, "_make", dies)
    with pytest.raises(SystemExit):
        bring(two_pages)
    job = ImportJob.objects.get()
    ImportJob.objects.update(leased_until=job.created_at)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.problems_count) == ("done", 2, 0)
    assert Source.objects.get(settings__url="https://w.example.org/feed").panels.count() == 2
