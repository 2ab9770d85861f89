"""Whether a reading looks poor beside the text it was made of, and which of two readings is the richer one."""

import re
from typing import Any

Entries = list[dict[str, Any]]

_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
#: What a text promises when it has such a tag with something in it, and where an entry then has it.
_PROMISES = (
    (re.compile(r"<(?:\w+:)?title\b[^<>/]*>(?!\s*</)"), ("title",)),
    (re.compile(r"<(?:\w+:)?(?:link|guid|id)\b[^<>]*(?:>(?!\s*</)|href)"), ("link", "id")),
    (re.compile(r"<(?:\w+:)?(?:description|summary|content)\b[^<>/]*>(?!\s*</)"), ("description", "content")),
    (re.compile(r"<(?:\w+:)?(?:pubDate|published|updated|issued|date)\b[^<>/]*>(?!\s*</)"), ("published", "updated")),
)
#: Markup that stands in a text as it is, neither escaped nor as a CDATA section: the fast parser stops at it.
_BARE_MARKUP = re.compile(r"<(?:\w+:)?(?:title|description|summary)\b(?![^<>]*xhtml)[^<>]*(?<!/)>[^<]*<(?![/!])")


def looks_poor(body: str, entries: Entries, most: int) -> bool:
    """`body` is the text from its first entry on."""
    if len(entries) < min(most, len(_ENTRY_END.findall(body))):
        return True
    if ":encoded" in body and not any(_has_more(entry) for entry in entries):
        return True
    return bool(_BARE_MARKUP.search(body)) or any(
        promise.search(body) and not any(entry.get(name) for entry in entries for name in names)
        for promise, names in _PROMISES
    )


def richer(first: Entries, second: Entries) -> Entries:
    """The one that lost less; the first where they are alike."""
    return second if _worth(second) > _worth(first) else first


def _worth(entries: Entries) -> tuple[int, int, int]:
    """How many entries, what they have of what was promised, and how many words."""
    kept = [any(entry.get(name) for name in names) for entry in entries for _promise, names in _PROMISES]
    texts = [_text(entry) + str(entry.get("title") or "") for entry in entries]
    return len(entries), sum(kept), sum(map(len, texts))


def _text(entry: dict[str, Any]) -> str:
    parts = [str(part.get("value") or "") for part in entry.get("content") or []]
    return max([*parts, str(entry.get("description") or "")], key=len)


def _has_more(entry: dict[str, Any]) -> bool:
    """Than its description."""
    return _text(entry) != (entry.get("description") or "")
