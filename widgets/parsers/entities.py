"""Ampersands that XML does not know, HTML's names and bare ones: the commonest fault of what calls itself XML."""

import re
from html.entities import html5

_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|amp;|lt;|gt;|quot;|apos;)(?:(\w{1,32});)?")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def mended(text: str) -> str:
    """The same with `&nbsp;` as its sign and a bare `&` as `&amp;`; CDATA sections stay as they are."""
    if not _AMPERSAND.search(text):
        return text
    if "<![CDATA[" not in text:
        return _AMPERSAND.sub(_mended, text)
    parts = _CDATA.split(text)
    parts[::2] = [_AMPERSAND.sub(_mended, part) for part in parts[::2]]
    return "".join(parts)


def _mended(found: re.Match[str]) -> str:
    sign = html5.get(f"{found[1]};", "") if found[1] else ""
    return sign.replace("&", "&amp;").replace("<", "&lt;") if sign else "&amp;" + found[0][1:]
