"""All that the page can do, a script can do: a whole life with nothing but a token."""

import pytest

from recommender.models import Event
from tests.portal.api.calls import delete, get, patch, post
from widgets.models import Item, Source

pytestmark = pytest.mark.django_db


def titles(page) -> list[list[list[str]]]:
    return [[[panel["title"] for panel in column] for column in section["columns"]] for section in page["sections"]]


def test_arrange_a_page(script):
    page = post(script, "pages/", 201, title="Morning", icon="sun")
    section = page["sections"][0]["id"]
    first = post(script, "panels/", 201, page=page["id"], kind="notes", title="a", settings={"text": "x"}, column=0)
    second = post(
        script, "panels/", 201, page=page["id"], kind="clock", title="b", column=0, version=first["page"]["version"]
    )
    a, b = first["panel"]["id"], second["panel"]["id"]

    moved = post(script, f"panels/{b}/move/", section=section, column=2, position=0, version=second["page"]["version"])
    assert titles(get(script, f"pages/{page['id']}/")) == [[["a"], [], ["b"]]]
    post(script, f"panels/{b}/shift/", direction="left", version=moved["page"]["version"])
    assert titles(get(script, f"pages/{page['id']}/")) == [[["a"], ["b"], []]]

    patched = patch(script, f"panels/{a}/", settings={"text": "y"}, title="A", colour="sea", collapsed=True)
    assert (patched["panel"]["settings"]["text"], patched["panel"]["colour"], patched["panel"]["collapsed"]) == (
        "y",
        "sea",
        True,
    )
    assert get(script, f"panels/{a}/")["title"] == "A"

    gone = delete(script, f"panels/{a}/", 200)
    assert gone["panel"] is None
    assert titles(get(script, f"pages/{page['id']}/")) == [[[], ["b"], []]]
    post(script, f"panels/{a}/restore/")
    assert titles(post(script, f"pages/{page['id']}/redo/")) == [[[], ["b"], []]]
    assert titles(post(script, f"pages/{page['id']}/undo/")) == [[["A"], ["b"], []]]
    assert titles(post(script, f"pages/{page['id']}/undo/")) == [[["a"], ["b"], []]]


def test_arrange_sections_and_pages(script):
    page = post(script, "pages/", 201, title="One")
    other = post(script, "pages/", 201, title="Two")
    with_two = post(script, "sections/", 201, page=page["id"], layout="1", title="Strip", position=0)
    strip = with_two["sections"][0]["id"]
    assert [section["title"] for section in with_two["sections"]] == ["Strip", ""]
    moved = post(script, f"sections/{strip}/move/", position=1)
    assert [section["title"] for section in moved["sections"]] == ["", "Strip"]
    wide = patch(script, f"sections/{strip}/", layout="wide-left", title="Band", collapsed=True)
    assert (wide["sections"][1]["layout"], wide["sections"][1]["collapsed"]) == ("wide-left", True)
    assert len(delete(script, f"sections/{strip}/", 200)["sections"]) == 1

    panel = post(script, "panels/", 201, page=page["id"], kind="clock", title="sent")["panel"]["id"]
    post(script, f"panels/{panel}/send/", page=other["id"])
    assert titles(get(script, f"pages/{other['id']}/")) == [[["sent"], [], []]]

    patch(script, f"pages/{other['id']}/", title="Second", is_home=True)
    reordered = post(script, "pages/reorder/", pages=[other["id"], page["id"]])
    assert [(tab["title"], tab["is_home"]) for tab in reordered] == [("Second", True), ("One", False), ("Home", False)]
    delete(script, f"pages/{page['id']}/")
    assert [tab["title"] for tab in get(script, "pages/")] == ["Second", "Home"]
    post(script, f"pages/{page['id']}/restore/")
    assert len(get(script, "pages/")) == 3


def test_find_and_add_from_the_catalogue(script, entry):
    kinds = {kind["kind"]: kind for kind in get(script, "catalogue/kinds/")}
    assert {"name", "type", "label", "required"} <= set(get(script, "catalogue/kinds/feed/")["settings"][0])
    assert "feed" in kinds
    assert [
        found["slug"] for found in get(script, "catalogue/entries/?q=example&category=news&language=en")["results"]
    ] == [entry.slug]
    assert get(script, "catalogue/entries/?q=nothing")["results"] == []
    assert get(script, f"catalogue/entries/{entry.slug}/")["title"] == "Example News"
    page = post(script, "pages/", 201, title="News")
    added = post(script, "panels/", 201, page=page["id"], entry=entry.slug)
    assert (added["panel"]["entry_id"], added["panel"]["sources"][0]["state"]) == (entry.pk, "pending")
    assert [source["kind"] for source in get(script, "sources/")] == ["feed"]


def test_read_and_keep(script, entry, ada):
    page = post(script, "pages/", 201, title="News")
    post(script, "panels/", 201, page=page["id"], entry=entry.slug)
    source = Source.objects.get()
    item = Item.objects.create(source=source, uid="1", title="Story", content="<p>Text</p>")
    assert [row["title"] for row in get(script, f"items/?source={source.pk}")["results"]] == ["Story"]
    assert get(script, "items/?source=999999")["results"] == []
    post(script, f"items/{item.pk}/save/", 204)
    post(script, f"items/{item.pk}/save/", 204)
    assert (get(script, f"items/{item.pk}/")["is_saved"], get(script, f"items/{item.pk}/")["content"]) == (
        True,
        "<p>Text</p>",
    )
    assert [kept["item"]["id"] for kept in get(script, "saved/")["results"]] == [item.pk]
    post(script, f"items/{item.pk}/unsave/", 204)
    assert get(script, "saved/")["results"] == []
    post(script, f"items/{item.pk}/hide/", 204)
    post(script, f"items/{item.pk}/unhide/", 204)
    kinds = Event.objects.filter(user=ada, item=item).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["save", "unsave", "hide", "unhide"]


def test_refresh_a_source(script, entry):
    page = post(script, "pages/", 201, title="News")
    post(script, "panels/", 201, page=page["id"], entry=entry.slug)
    source = get(script, "sources/")[0]
    assert post(script, f"sources/{source['id']}/refresh/", 202)["id"] == source["id"]


def public_source() -> Source:
    return Source.objects.create(kind="feed", key="public", is_public=True)


def test_see_and_refuse_suggestions(script, ada):
    item = Item.objects.create(source=public_source(), uid="1", title="Bridge opens", language="en")
    suggested = get(script, "suggestions/")
    assert [(row["title"], bool(row["why"])) for row in suggested["items"]] == [("Bridge opens", True)]
    post(script, "suggestions/dismiss/", 204, item=item.pk)
    assert get(script, "suggestions/")["items"] == []


def test_tell_what_happened(script, ada):
    item = Item.objects.create(source=public_source(), uid="1")
    told = post(
        script,
        "events/",
        events=[{"kind": "open", "item": item.pk, "place": "api"}, {"kind": "open", "item": 999_999}],
    )
    assert told == {"recorded": 1, "dropped": 1}


def test_change_the_profile_and_tokens(script, ada):
    assert patch(script, "profile/", name="Ada", units="imperial")["units"] == "imperial"
    assert get(script, "profile/")["name"] == "Ada"
    made = post(script, "tokens/", 201, name="second")
    assert made["secret"].startswith("foyer_")
    assert {token["name"] for token in get(script, "tokens/")} == {"script", "second"}
    assert all("secret" not in token and "digest" not in token for token in get(script, "tokens/"))
    delete(script, f"tokens/{made['id']}/")
    assert [token["name"] for token in get(script, "tokens/")] == ["script"]
    assert get(script, "sessions/") == []
    delete(script, "sessions/")
