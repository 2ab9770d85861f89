"""Addresses without what does not say where they lead: scheme, www, tracking, AMP."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(r"utm_|at_|ns_|mc_|pk_|hsa_|fb_|_hs|ga_", re.IGNORECASE)  # names of parameters that begin so
_TRACKERS = frozenset(
    "fbclid gclid dclid msclkid igshid yclid ref ref_src ref_url cmp cmpid cid smid partner source src feed rss"  # noqa: SIM905
    " campaign ito ocid xtor wt_mc sh amp outputtype output share from_rss mkt_tok spm taid trk".split()
)
_AMP_CACHE = re.compile(r"^(?:[\w-]+\.cdn\.ampproject\.org/[cv]/(?:s/)?|google\.[a-z.]+/amp/(?:s/)?)")
_SMALL_HOSTS = re.compile(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)")
_AMP_END = re.compile(r"(?:/amp|\.amp(?:\.html)?|/index\.(?:html?|php))$")


@lru_cache(maxsize=4096)
def normal(url: str) -> str:
    """The same for all ways to write the address of one page; empty for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    place = f"{_SMALL_HOSTS.sub('', host)}{f':{port}' if port not in (None, 80, 443) else ''}"
    page = _AMP_CACHE.sub("", place + parts.path)
    page = _AMP_END.sub("", _SMALL_HOSTS.sub("", page).rstrip("/")).rstrip("/")
    pairs = sorted(pair for pair in parse_qsl(parts.query) if not _is_tracking(pair[0]))
    return page + (f"?{urlencode(pairs)}" if pairs else "")


def names_a_page(link: str) -> bool:
    """Whether a normal address is one page's, and not that of a site or a section, which many entries may share."""
    path, _question, query = link.partition("?")
    parts = path.split("/")[1:]
    return bool(query) or len(parts) > 2 or any(len(part) > 7 and re.search(r"[\d_-]", part) for part in parts)


def _is_tracking(name: str) -> bool:
    return name.lower() in _TRACKERS or bool(_TRACKING.match(name))
