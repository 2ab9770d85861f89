"""Hundreds of payloads in every place that shows what others wrote: nothing runs, and the content policy has nothing to refuse.

What they are put into is served, fetched, parsed, sanitized, stored and drawn as it always is.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from portal.errors import InvalidSettings
from portal.pages import models, services
from portal.transfer import running
from portal.transfer import services as transfer
from tests.browser import payloads
from tests.chromium import give_session
from tests.portal.transfer.files import opml
from tests.processes import wait_for
from tests.upstream import samples
from tests.widgets.types.samples import GOOD_DAYS, SAMPLES
from tests.widgets.types.test_survive_bad_days import filled
from widgets import errands, looking, refresh, registry
from widgets.models import Item, Source

pytestmark = pytest.mark.browser

CANARY = """
window.canary = number => console.error(`canary ${number}`);
addEventListener("securitypolicyviolation", event =>
  console.error(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
#: What the browser itself made of the page: any attribute that could act, any address that leads out of the web.
FAULTS = """() => {
  const addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset"];
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const url = addresses.includes(name) && URL.parse(value, document.baseURI);
      const leads = !url || ["http:", "https:", "mailto:"].includes(url.protocol);
      if (name.startsWith("on") || name === "style" || name === "srcdoc" || name === "ping" || !leads)
        found.push(element.outerHTML.slice(0, 200));
    }
    if (element.closest(".prose, .items") && /^(script|style|svg|math|form|iframe|object|embed|base|link|meta)$/i.test(element.tagName)
        && !element.matches("svg.icon, svg.icon *"))
      found.push(element.outerHTML.slice(0, 200));
  }
  return found;
}"""
#: Read again from what it was written out as, and touched everywhere.
STIR = """() => {
  for (const prose of document.querySelectorAll(".prose")) prose.innerHTML = prose.innerHTML;
  for (const element of document.querySelectorAll("main *"))
    for (const name of ["mouseover", "pointerover", "focus", "toggle", "animationstart", "beforetoggle", "load"])
      element.dispatchEvent(new Event(name));
}"""
#: Keys of services' answers under which words for people stand, or addresses.
SPOILED = {"name", "title", "place", "description", "headline", "summary", "body", "text", "localName", "displayName",
           "shortName", "longName", "instruction", "reason", "event", "to", "html_url", "url", "shortlink"}  # fmt: skip


class Ears:
    """Whatever happens in this browser that should not."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.heard: list[str] = []
        self.home = home
        context.add_init_script(CANARY)
        context.on("console", lambda message: self.hear(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self.hear(str(error.error)))
        context.on("dialog", lambda dialog: (self.hear(f"dialog {dialog.message}"), dialog.dismiss()))
        context.on("request", lambda request: self.note_request(request.url))

    def hear(self, text: str) -> None:
        if "status of 4" not in text:  # a picture that is not there
            self.heard.append(text)

    def note_request(self, url: str) -> None:
        is_ours = url.startswith((f"{self.home}/", "data:", "about:"))
        if not is_ours or urlsplit(url).path.startswith(("/accounts/", "/items/")):
            self.heard.append(f"request {url}")


@pytest.fixture
def ears(server, ada, browser: Browser) -> Iterator[tuple[Page, Ears]]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, service_workers="block")
    give_session(context, server, ada)
    listening = Ears(context, server.url)
    yield context.new_page(), listening
    context.close()


def assert_silent(page: Page, ears: Ears, address: str, *, shown: int) -> None:
    """Opens a page of the portal, stirs it, and expects nothing but words, `shown` payloads or more among them."""
    page.goto(f"{ears.home}{address}", wait_until="load")
    assert len(set(re.findall(r"canary\((\d+)", page.content()))) >= shown
    assert page.evaluate(FAULTS) == []
    page.evaluate(STIR)
    assert page.evaluate(FAULTS) == []
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert ears.heard == []
    assert page.url == f"{ears.home}{address}"


def rss(entries: list[str], title: str = "Hostile") -> str:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"<?xml version='1.0'?>{head}<title>{escape(title)}</title>{''.join(entries)}</channel></rss>"


def entry(number: int, **fields: str) -> str:
    inner = "".join(f"<{name.replace('_', ':')}>{escape(value)}</{name.replace('_', ':')}>" for name, value in fields.items())  # fmt: skip
    return f"<item><guid>g{number}</guid>{inner}</item>"


def portions(lines: list[str], size: int) -> list[list[str]]:
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def place(ada: Any, page: Any, kind: str, settings: dict[str, Any], **more: Any) -> Any:
    return services.add_panel(user=ada, page_id=page.pk, kind=kind, settings=settings, **more).panel


def follow(ada: Any, page: Any, address: str, **settings: Any) -> Source:
    source: Source = place(ada, page, "feed", {"url": address, "rows": 30, **settings}).sources.get()
    decision = refresh.refresh(source)
    assert decision is not None
    assert decision.state == "ok", decision.error
    return source


@pytest.fixture
def page(ada):
    return services.create_page(user=ada, title="Home").page


def test_there_are_hundreds_and_they_sing_where_nobody_cleans(browser, upstream):
    """Else their silence elsewhere would mean nothing."""
    assert len(set(payloads.ALL)) >= 300
    frames = "".join(f"<iframe srcdoc={quoteattr(payload, {chr(34): '&quot;'})}></iframe>" for payload in payloads.HTML)
    address = upstream.serve("/bare", f"<!doctype html><body>{frames}</body>", type="text/html; charset=utf-8")
    context = browser.new_context()
    ears = Ears(context, upstream.base)
    context.route(lambda url: not url.startswith(upstream.base), lambda route: route.abort())
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    sung = {text for text in ears.heard if text.startswith("canary")}
    context.close()
    assert len(sung) >= 100, f"only {len(sung)} of {len(payloads.HTML)} payloads work"


def test_stories_are_read_in_silence(ears, upstream, ada, page):
    contents = [*payloads.HTML, *payloads.linked()]
    for number, some in enumerate(portions(contents, 100)):
        entries = [entry(index, content_encoded=f"<p>canary( {each}") for index, each in enumerate(some)]
        source = follow(ada, page, upstream.serve(f"/{number}.xml", rss(entries), type="application/rss+xml"))
    stored = list(Item.objects.order_by("id").values_list("content", flat=True))
    assert len(stored) == len(contents)
    # One page shows them all: each was cleaned by itself, and what was cleaned is well-formed.
    digest = Item.objects.create(source=source, uid="all", title="All", content="".join(stored))
    assert_silent(*ears, f"/read/{digest.pk}/", shown=30)


def test_names_and_words_of_feeds_stay_words(ears, upstream, ada, page):
    addresses = cycle(payloads.ADDRESSES)
    for number, words in enumerate(portions(payloads.WORDS, 30)):
        entries = [
            entry(index, title=each, link=next(addresses), author=each, category=each, description=escape(each))
            for index, each in enumerate(words)
        ]
        body = rss(entries, title=words[0])
        follow(ada, page, upstream.serve(f"/{number}.xml", body, type="application/rss+xml"), summaries=True, pictures=True)  # fmt: skip
    assert_silent(*ears, "/", shown=200)
    assert_silent(*ears, "/p/home/reader/?show=all", shown=15)
    assert_silent(*ears, "/search/?q=canary", shown=1)


def test_notes_bookmarks_and_calendars_stay_words(ears, upstream, ada, page):
    for each in payloads.MARKDOWN:
        place(ada, page, "notes", {"text": each}, title=each[:100])
    links = [f"# {words}\n{words} | https://example.org/{number}" for number, words in enumerate(payloads.BREAKOUTS)]
    place(ada, page, "bookmarks", {"links": "\n".join(links)})
    for address in payloads.ADDRESSES:
        with contextlib.suppress(InvalidSettings):  # most are refused already here
            place(ada, page, "bookmarks", {"links": f"canary | {address}"})
    tomorrow = timezone.now() + timedelta(days=1)
    events = [
        f"UID:{number}\nDTSTART:{tomorrow:%Y%m%d}T120000Z\nSUMMARY:{told(words)}\nLOCATION:{told(words)}\nURL:{address}"
        for number, (words, address) in enumerate(zip(payloads.WORDS, cycle(payloads.ADDRESSES), strict=False))
    ]
    for number, some in enumerate(portions(events, 50)):
        address = upstream.serve(f"/{number}.ics", samples.ics(*some), type="text/calendar")
        source = place(ada, page, "calendar", {"url": address, "rows": 50}).sources.get()
        assert refresh.refresh(source).state == "ok"
    assert_silent(*ears, "/", shown=250)


def told(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def test_what_services_say_stays_words(ears, upstream, ada, page, settings):
    words = cycle(payloads.WORDS)
    for kind, days in GOOD_DAYS.items():
        asked = {name: upstream.url(f"/{name}") for name in registry.get(kind).upstreams}
        settings.UPSTREAMS = settings.UPSTREAMS | asked
        for path, answer in days[0].answers.items():
            body = answer if isinstance(answer, str) else json.dumps(spoiled(answer, words))
            upstream.serve(path, body, type="application/xml" if isinstance(answer, str) else "application/json")
        panel = place(ada, page, kind, filled({**SAMPLES[kind].settings, **days[0].shown}, upstream))
        fetched = Source(kind=kind, key=kind, settings=filled(days[0].fetched, upstream))
        for source in panel.sources.all():
            refresh.store(source, refresh.fetch(fetched))
    assert Source.objects.filter(state="ok").count() >= 10
    assert_silent(*ears, "/", shown=10)


def spoiled(answer: Any, words: Iterator[str]) -> Any:
    """The answer of a service, with payloads where it has words for people, or addresses."""
    if isinstance(answer, list):
        return [spoiled(each, words) for each in answer]
    if not isinstance(answer, dict):
        return answer
    return {
        key: next(words) if key in SPOILED and isinstance(value, str) else spoiled(value, words)
        for key, value in answer.items()
    }


def test_imported_lists_stay_words(ears, ada):
    feeds = [
        f'<outline type="rss" text={quoteattr(words)} xmlUrl={quoteattr(address)} htmlUrl={quoteattr(address)}/>'
        for words, address in zip(payloads.WORDS, cycle(payloads.ADDRESSES), strict=False)
    ]
    good = [
        f'<outline text={quoteattr(words)}><outline type="rss" text="x" xmlUrl="https://example.org/{number}"/></outline>'
        for number, words in enumerate(payloads.BREAKOUTS)
    ]
    body = opml(*feeds, *good, title=escape(payloads.MARKUP[0])).encode()
    job = transfer.start_import(user=ada, body=body, name=payloads.BREAKOUTS[5])
    running.run(job.pk)
    # A worker of an earlier test may have taken it first.
    wait_for(lambda: type(job).objects.get(pk=job.pk).state == "done", why="the import")
    job.refresh_from_db()
    assert_silent(*ears, f"/import/{job.pk}/", shown=80)
    made = models.Page.objects.get(pk=job.made[0]["page"])
    assert_silent(*ears, f"/p/{made.slug}/", shown=20)
    assert_silent(*ears, "/pages/", shown=1)


def test_what_an_address_names_stays_words(ears, upstream):
    links = "".join(
        f"<link rel=alternate type=application/rss+xml title={quoteattr(words)} href={quoteattr(address)}>"
        for words, address in zip(payloads.BREAKOUTS, cycle(payloads.ADDRESSES), strict=False)
    )
    title = "".join(payloads.BREAKOUTS[:5]).replace("</title", "")
    address = upstream.serve("/site", f"<html><head><title>{title}</title>{links}</head></html>", type="text/html")
    looking.run(errands.name_of("look", address), address)
    assert_silent(*ears, f"/add/?url={quote(address, safe='')}", shown=35)
