"""Foreign HTML made harmless: few tags, fewer attributes, absolute links, and limits before the sanitizer starts.

Free of Django, because it also runs in the parsing child.
"""

import html
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

import nh3

#: tag, attribute, value → the value to keep, or None to drop the attribute
Filter = Callable[[str, str, str], str | None]
Relative = Literal["deny", "pass_through"] | tuple[Literal["rewrite_with_base"], str]

MAX_BYTES = 500_000
#: nh3 takes quadratic time in depth: 10,000 nested <div> (50 KB) keep it busy for more than a second.
MAX_DEPTH = 200
OWN_PICTURES = re.compile(r"/media/(?!.*\.\.)[\w./-]+")

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"  # noqa: SIM905
    " h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody"
    " td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = {
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "col": {"span"},
    "img": {"src", "alt", "width", "height"},
    "colgroup": {"span"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang", "dir"},
}
#: Their text is no text for people.
DROPPED = {"script", "style", "template", "iframe", "object", "svg", "math", "noscript", "noembed", "noframes", "head"}

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
#: Nothing in it that a cleaner would write otherwise.
_PLAIN = re.compile(r"[^<>&\0\r\u00a0]{0,1000}")
#: The address of an `href` or `src` that may need a base, and one that is relative to more than the host. They may find
#: too many, which only takes longer. They begin with "=" because that is what `re` finds quickly.
_RELATIVE = re.compile(r"=(?<=[fFcC\s]=)(?!\s*[\"']?https?://)")
_BELOW = re.compile(r"=(?<=[fFcC\s]=)(?!\s*[\"']?(?:https?://|/))")
_MAIL_PICTURE = re.compile(r"<img\b[^>]*mailto", re.IGNORECASE)
#: Tags that hold nothing, and tags that the parser closes by itself when the next one of their kind opens.
_NOT_NESTING = frozenset(
    "area base br col embed hr img input link meta param source track wbr"  # noqa: SIM905
    " p li dd dt td th tr tbody thead option".split()
)


def clean(markup: str, base_url: str) -> str:
    """Harmless HTML with absolute links. Markup that is too large or too deep comes back as its text alone.

    Pictures of others keep their addresses, which no page may load: `widgets.pictures.proxied` puts ours there.
    An empty `base_url` says that the HTML is our own (an editor's): relative links stay, and of pictures only our own.
    """
    if _PLAIN.fullmatch(markup):
        return markup
    if len(markup) <= MAX_BYTES and not is_too_deep(markup):
        cleaned = _cleaned(markup, base_url)
        if len(cleaned) <= MAX_BYTES:
            return cleaned
    # Escaping makes a sign at most five signs, so that the result is within the limit.
    return html.escape(text(markup, MAX_BYTES // 5), quote=False)


def _cleaned(markup: str, base_url: str) -> str:
    """By the cheapest cleaner that does: for all bases, without a look at each attribute."""
    if not base_url:
        return _cleaner("", is_strict=True).clean(markup)
    cleaned = _cleaner(_base_needed(markup, base_url)).clean(markup)
    return _cleaner(base_url, is_strict=True).clean(markup) if _MAIL_PICTURE.search(cleaned) else cleaned


def _base_needed(markup: str, base_url: str) -> str:
    """A cleaner knows one base, and takes longer to make than to use: most of a site's texts can share one."""
    if not _RELATIVE.search(markup):
        return ""
    return base_url if _BELOW.search(markup) else "/".join([*base_url.split("/", 3)[:3], ""])


def text(markup: str, limit: int = MAX_BYTES) -> str:
    """Plain text of foreign HTML, for places that show no markup; templates escape it."""
    markup = markup[:MAX_BYTES]
    if "<" in markup and not is_too_deep(markup):
        # A blank in front of each tag keeps words of neighbouring blocks apart.
        markup = _text_cleaner().clean(markup.replace("<", " <"))
    elif "<" in markup:
        markup = _ANY_TAG.sub(" ", markup)
    return _shortened(" ".join(html.unescape(markup).split()), limit)


def words(cleaned: str, limit: int) -> str:
    """The opening of what `clean` gave, as plain text; several times faster than `text`."""
    opening = cleaned[: limit * 4]
    if opening.rfind("<") > opening.rfind(">"):
        opening = opening[: opening.rfind("<")]
    return _shortened(" ".join(html.unescape(_ANY_TAG.sub(" ", opening)).split()), limit)


def is_too_deep(markup: str) -> bool:
    """Counts what is open, generously: may say yes too early for broken HTML, never too late for hostile HTML."""
    if markup.count("<") <= MAX_DEPTH:  # most texts
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for closing, name in _TAG.findall(markup.lower()):
        if name in _NOT_NESTING:
            continue
        if not closing:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False


def _shortened(words: str, limit: int) -> str:
    """At most `limit` characters, cut between words."""
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


@lru_cache(maxsize=64)
def _cleaner(base_url: str, *, is_strict: bool = False) -> nh3.Cleaner:
    """Without a base, relative addresses are dropped, unless it is strict: then the HTML is our own."""
    if not base_url:
        return _made("pass_through", _own_pictures_only) if is_strict else _made("deny", None)
    only = _web_pictures_only if is_strict else None
    try:
        return _made(("rewrite_with_base", base_url), only)
    except ValueError:  # an entry whose link is none shall not cost its feed
        return _made("deny", only)


def _made(relative: Relative, only: Filter | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS | {"img"},
        clean_content_tags=DROPPED,
        attributes=ATTRIBUTES,
        attribute_filter=only,
        url_schemes={"http", "https", "mailto"},
        url_relative=relative,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    is_foreign = tag == "img" and attribute == "src" and not OWN_PICTURES.fullmatch(value)
    return None if is_foreign else value


def _web_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    return None if tag == "img" and attribute == "src" and value.strip().lower().startswith("mailto:") else value


@lru_cache(maxsize=1)
def _text_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(), clean_content_tags=DROPPED, attributes={}, link_rel=None)
