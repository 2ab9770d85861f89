"""The public API for widget types: what a plug-in implements, and what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
#: What a panel takes otherwise than its person stands in its settings under such names (see widgets.personal).
OWN = "own_"
State = Literal["loading", "fresh", "stale", "partial", "failed", "empty"]


class WidgetError(Exception):
    """The root of all errors of this app."""


class FetchError(WidgetError):
    """A source could not be fetched or understood.

    `code` is a stable word for machines ("timeout", "refused", "http-404", "not-a-feed", ...); `message` is one plain
    sentence for the person; `retry_after` is the upstream's own wish; `gone` stops polling for good.
    """

    def __init__(
        self, code: str, message: str | Promise, *, retry_after: timedelta | None = None, gone: bool = False
    ) -> None:
        super().__init__(str(message))
        self.code, self.message, self.retry_after, self.gone = code, message, retry_after, gone


class ActRefused(WidgetError):
    """A panel cannot do what was asked of it; `message` is one plain sentence for the person."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of a press inside a panel: its new settings; `words` about it, where it is worth an "Undo"."""

    settings: Mapping[str, Any]
    words: Text = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A named point: degrees north and east, IANA time zone."""

    name: str
    latitude: float
    longitude: float
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who looks, as far as a widget may know: no identity, only preferences."""

    language: str = "en"
    timezone: str = "UTC"
    units: Literal["metric", "imperial"] = "metric"
    hour12: bool = False
    first_weekday: int = 0  # Monday
    place: Place | None = None
    #: Whose things `widgets.belongings` answers; a number that says nothing else. None for visitors.
    person: int | None = None


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What names a shared source: two panels with equal specs share one row and one fetch."""

    kind: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemData:
    """One entry as fetched.

    `content` is HTML that has been through widgets.sanitize (parsing does it for feeds); everything else is plain text.
    """

    uid: str
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    image: str = ""
    language: str = ""
    published_at: datetime | None = None
    expires_at: datetime | None = None
    topics: Sequence[str] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Response(Protocol):
    """A 2xx or 304 answer of the guarded client, already within all caps."""

    status: int
    url: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    moved_to: str  # where permanent redirects led; empty without them
    seconds: float  # that the exchange took
    certificate_ends: datetime | None  # of a probe over https

    def text(self) -> str: ...
    def json(self) -> Any: ...


class HttpClient(Protocol):
    """The guarded client; raises FetchError for anything that is not a 2xx or 304 answer."""

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response: ...

    def probe(self, url: str, *, method: Literal["HEAD", "GET"] = "HEAD") -> Response:
        """Whether a server works: its answer, whatever the status."""
        ...


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What a type's `fetch` gets, in the worker only."""

    settings: Mapping[str, Any]
    http: HttpClient
    now: datetime
    etag: str = ""
    last_modified: str = ""
    #: What the last fetch brought, for a type that counts or compares.
    payload: Mapping[str, Any] = field(default_factory=dict)

    def conditional_headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a fetch brought: items (None: this source has none), or a payload, or both.

    `payload` is JSON that the type's `get_context` reads; `ttl` the upstream's own wish for the next fetch.
    """

    items: Sequence[ItemData] | None = None
    payload: Mapping[str, Any] | None = None
    title: str = ""
    site_url: str = ""
    etag: str = ""
    last_modified: str = ""
    ttl: timedelta | None = None
    moved_to: str = ""
    #: Where one can ask to be told of news (WebSub), and under which address it is known there.
    hub: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The upstream said that nothing changed (304)."""

    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """One stored item as a template sees it. All fields are plain text: templates escape them."""

    id: int
    source_id: int
    url: str
    title: str
    summary: str
    author: str
    image: str
    published_at: datetime
    extra: Mapping[str, Any]
    has_content: bool = False
    #: Equal for items that tell the same story.
    story: int | None = None


@dataclass(frozen=True, slots=True)
class SourceView:
    """One stored source as `get_context` sees it."""

    id: int
    kind: str
    version: int
    title: str
    site_url: str
    state: str  # Source.State value
    error: str
    fetched_at: datetime | None
    payload: Mapping[str, Any]
    items: Sequence[ItemView] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A document that a panel shows in a frame, shut in on an origin of nobody; `policy` are directives of its CSP."""

    markup: str
    policy: str = "default-src 'none'"
    #: It is light or dark as the page around it is.
    follows_scheme: bool = False


class Wish(NamedTuple):
    """Items of the person's own that a panel shows: "saved", "recent" or "results", and how many at most."""

    sort: str
    most: int
    #: The words of a search.
    asked: str = ""


class NoSettings(forms.Form):
    """For a type that has nothing to configure."""


class WidgetType:
    """One kind of panel. Subclass it in `widgets/types/<kind>/widget.py` and decorate it with `@register`.

    The class docstring is the description in the catalogue. Everything else has a default that suits a widget
    without settings and without a source.
    """

    kind: ClassVar[str]
    title: ClassVar[Text]
    icon: ClassVar[str]
    category: ClassVar[str] = "tools"
    refresh_every: ClassVar[timedelta | None] = None
    #: Between these the wait follows how often a source really has something new; None: always `refresh_every`.
    learns_between: ClassVar[tuple[timedelta, timedelta] | None] = None
    settings_version: ClassVar[int] = 1
    SettingsForm: ClassVar[type[forms.Form]] = NoSettings
    #: The public services that `fetch` asks: name → base address. `widgets.upstreams.address(name)` answers it, or what
    #: the operator set instead with FOYER_UPSTREAM_<NAME>.
    upstreams: ClassVar[Mapping[str, str]] = {}
    #: An empty setting `place` means the person's own: `sources` is then given its `name`, `latitude`, `longitude`.
    follows_place: ClassVar[bool] = False
    #: What it can make of a pasted address, and the setting that takes the address: {"feed": "url"}. Known are feed,
    #: calendar, image and json; other pages are nobody's.
    takes: ClassVar[Mapping[str, str]] = {}
    #: The setting, a hidden field, that names a picture which the person uploaded.
    takes_upload: ClassVar[str] = ""
    #: The most items of a source that a body uses; a setting named `rows` may ask for fewer.
    items_wanted: ClassVar[int] = 30
    #: True where the service's own order counts: the payload has it as `order`, addresses of items. What is on such a
    #: list may be old, so all items that a source keeps are loaded.
    is_ranked: ClassVar[bool] = False
    #: True when the body is a list of as many items as `rows` says, drawn by `_items.html`: where some of them are
    #: hidden from one reader, more are drawn and others take their place.
    lists_items: ClassVar[bool] = False
    #: False when the body shows what belongs to one person: such a body is never shared between people.
    shared: ClassVar[bool] = True
    #: True when its settings hold what a person wrote or chose for themselves: others see such a panel of a shared page
    #: only when its owner says so. What the catalogue offers is for everybody anyway.
    is_private: ClassVar[bool] = True
    #: Viewer fields that change the body; shared bodies are cached once per combination.
    varies_on: ClassVar[tuple[str, ...]] = ("language",)
    #: How long a body stays true although its sources do not change ("today" in an agenda). None: until they change.
    body_lasts: ClassVar[timedelta | None] = None
    #: Said, with a button beside it, where there is nothing to show.
    empty_message: ClassVar[Text] = _("Nothing here yet.")
    template_engine: ClassVar[Literal["jinja2", "django"]] = "jinja2"

    @property
    def template(self) -> str:
        return f"{self.kind}/widget.html"

    @property
    def description(self) -> str:
        return str(_((self.__doc__ or "").strip().split("\n", maxsplit=1)[0]))

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        """The sources a panel with these settings reads; none without `refresh_every`."""
        named = {name: value for name, value in settings.items() if not name.startswith(OWN)}
        return [SourceSpec(self.kind, named)] if self.refresh_every else []

    def fetch(self, request: FetchRequest) -> FetchResult | NotModified:
        """Worker only. Raises FetchError."""
        raise FetchError("not-fetched", _("This kind of widget has nothing to fetch."))

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        """Web only: from the arguments alone, never from the network. An empty dict means: nothing to show yet."""
        return {"sources": sources}

    def wishes(self, settings: Mapping[str, Any]) -> Sequence[Wish]:
        """What `get_context` will ask `widgets.belongings` for: known before, it is read once for all panels."""
        return ()

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        """The heading of a panel that the person has not named."""
        return next((source.title for source in sources if source.title), str(self.title))

    def act(self, settings: Mapping[str, Any], verb: str, data: Mapping[str, str]) -> Acted:
        """What a form or button of the body, sent to `/panels/this/acts/<verb>/`, makes of the settings.

        The settings are those of this moment, whatever the person saw: let a verb say what shall be, so that two
        devices that say the same want the same. Raises ActRefused.
        """
        raise ActRefused(_("This kind of panel has nothing to press."))

    def site_settings(self, url: str, feeds: Sequence[str] = ()) -> Mapping[str, str] | None:
        """Settings for an address of a site that this type shows, known from the address alone; None for any other.

        `feeds` are what the page there names, once somebody has looked.
        """
        return None

    def topics(self, settings: Mapping[str, Any]) -> Sequence[str]:
        """Topic slugs that this choice reveals; an input of suggestions."""
        return ()

    def frame(self, settings: Mapping[str, Any]) -> Frame | None:
        """The document at `/panels/this/frame/`, for a body that has an <iframe> for it. The page must not trust it."""
        return None

    def upgrade(self, settings: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Settings of an older `version` in today's form."""
        return settings
