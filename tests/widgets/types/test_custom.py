"""Your own data: JSON, CSV, XML and tables; what was found is shown to pick from, and what was picked as one wants."""

import json
import re

import pytest

from tests.widgets.types.conftest import Good, Played, draw, fetch, sample, source
from widgets import configuration, registry
from widgets.base import FetchError
from widgets.types.custom.widget import read_number, read_time

custom = registry.get("custom")
URL = "https://data.example.org/all"
DATA = {
    "updated": "2026-11-23",
    "data": {"items": [
        {"name": "Bread", "page": "/bread", "price": {"eur": 3.5}, "day": "2026-11-21", "tags": ["a", "b"], "fresh": True},
        {"name": "Butter", "page": "https://example.org/butter", "price": {"eur": 4}, "day": "2026-11-22", "tags": []},
        {"name": "Salt", "page": "javascript:alert(1)", "price": {"eur": None}, "day": "2026-11-23"},
    ]},
    "short": [1, 2],
}  # fmt: skip
CSV = "Name;Price\nBread;3,5\nButter;4\n"
XML = """<shop xmlns="urn:x"><good id="1"><name>Bread</name><price>3.5</price></good>
<good id="2"><name>Butter</name></good></shop>"""
TABLE = """<!doctype html><table><caption>Goods</caption><tr><th>Name</th><th>Price</th></tr>
<tr><td><a href=x>Bread</a></td><td>3.5</td></tr></table>"""


def payload(body=None, at="", content_type="application/json"):
    text = body if isinstance(body, str) else json.dumps(body if body is not None else DATA)
    answer = Played(text.encode(), {"content-type": content_type})
    return fetch("custom", {"url": URL, "at": at}, {URL: answer})[0].payload


def shown(told=None, number=1, **settings):
    return draw("custom", {"url": URL, **settings}, source(number=number, payload=told or payload()))


SAMPLE = sample("custom", {"url": URL, "view": "list", "name": "name", "link": "page", "value": "price/eur"}, payload())
GOOD_DAYS = [
    Good({"url": "{base}/all", "at": ""}, {"/all": DATA}, {"url": "{base}/all"}),
    Good({"url": "{base}/xml", "at": ""}, {"/xml": XML}, {"url": "{base}/xml"}),
    Good({"url": "{base}/csv", "at": ""}, {"/csv": CSV}, {"url": "{base}/csv", "name": "Name"}),
    Good({"url": "{base}/table", "at": ""}, {"/table": TABLE}, {"url": "{base}/table", "name": "Name"}),
]


@pytest.mark.parametrize(
    ("body", "at", "first"),
    [
        (DATA, "data/items", {"name": "Bread", "page": "/bread", "day": "2026-11-21", "fresh": "yes", "price/eur": 3.5, "tags/0": "a", "tags/1": "b"}),
        (CSV, "", {"Name": "Bread", "Price": "3,5"}),
        (XML, "shop/good", {"id": "1", "name": "Bread", "price": "3.5"}),
        (TABLE, "Goods", {"Name": "Bread", "Price": "3.5"}),
        ([{"a": 1}], "", {"a": 1}),
        ({"a": 1, "b": {"c": "x"}}, "", {"a": 1, "b/c": "x"}),
        ([5, 6], "", {"value": 5}),
    ],
)  # fmt: skip
def test_the_longest_list_is_found_in_every_format(body, at, first):
    told = payload(body, content_type="text/plain")
    assert (told["at"], told["rows"][0]) == (at, first)
    assert [field["path"] for field in told["fields"]] == list(first) or len(told["rows"]) > 1


def test_another_list_can_be_chosen_and_names_with_slashes():
    assert payload(at="short")["rows"] == [{"value": 1}, {"value": 2}]
    assert payload({"a/b": [{"c~d/e": 1}]}, at="a~1b")["rows"] == [{"c~0d~1e": 1}]
    assert payload(at="data/items/1")["rows"][0]["name"] == "Butter"
    assert payload(at="no/such")["rows"] == []


@pytest.mark.parametrize("body", ["", "just words", "{broken", "<!doctype html><p>no table", "<<<", "a,b\n"])
def test_what_is_no_data_is_said(body):
    with pytest.raises(FetchError) as refused:
        payload(body, content_type="text/plain")
    assert str(refused.value.message).endswith(".")


def test_a_list_has_links_of_the_web_only():
    html = shown(view="list", name="name", link="page", value="price/eur", unit="€")
    assert 'href="https://data.example.org/bread"' in html
    assert "javascript" not in html
    assert "3.50 €" in html
    assert "data-pick" not in html


def test_a_list_has_an_entry_whose_link_is_broken():
    told = payload([{"name": "Bread", "page": "http://[x"}, {"name": "Butter", "page": "/butter"}])
    html = shown(told, view="list", name="name", link="page")
    assert "Bread" in html
    assert re.findall(r'href="([^"]+)"', html) == ["https://data.example.org/butter"]


def test_a_table_has_chosen_columns_or_the_first():
    assert shown(view="table", columns="name\nprice/eur").count("<th ") == 2
    assert shown(view="table").count("<th ") == 5


def test_a_number_is_read_out_of_words():
    assert "<strong>3.50</strong>" in shown(view="number", value="price/eur", unit="€")
    assert shown(payload({"v": "1,234 km"}), view="number", value="v").count("1,234") == 1


def test_a_chart_goes_over_time_or_in_order():
    assert "<svg" in shown(view="chart", value="price/eur", when="day")
    assert "<svg" in shown(view="chart", value="price/eur")


def test_what_was_found_is_shown_to_pick_from_in_a_preview_and_where_nothing_fits():
    for html in (shown(), shown(number=-1, view="list", name="name"), shown(view="number", value="name")):
        assert 'data-pick="price/eur"' in html
        assert 'data-pick="data/items" data-pick-for="at"' in html
    assert "3 entries" in shown()


@pytest.mark.parametrize(
    ("value", "read"),
    [("1,234.5 km", 1234.5), ("−3", -3), (7, 7), ("x", None), (None, None), (True, None), ("1e999", None)],
)
def test_read_number(value, read):
    assert read_number(value) == read


def test_read_time():
    assert read_time("2026-11-23") == read_time(1795392000) == read_time(1795392000000) == 1795392000
    assert read_time("soon") is None


def test_settings_need_no_more_than_an_address():
    stored = configuration.validate(custom, {"url": "data.example.org/all"})
    assert stored["view"] == "found"
    other = configuration.validate(custom, {"url": "data.example.org/all", "view": "list", "name": "x"})
    assert custom.sources(stored) == custom.sources(other)
