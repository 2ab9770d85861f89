"""Bytes of unknown origin to clean text."""

import codecs
import re

_BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})")
#: Signs that XML does not allow; parsers stop at them.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_FORBIDDEN_BYTES = bytes(code for code in _FORBIDDEN if code < 32)


def decoded(body: bytes, content_type: str) -> str:
    """The text, without a byte order mark, an XML declaration (it may lie) and forbidden signs.

    The declarations are tried first, then UTF-8; Windows-1252 reads whatever is left.
    """
    text = _decoded(body, content_type.lower())
    return _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, errors="replace").translate(_FORBIDDEN)
    if b"\0" in body[:4]:
        encoding = "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
        return body.decode(encoding, errors="replace").translate(_FORBIDDEN)
    declared, charset = _DECLARED.search(body[:200]), _CHARSET.search(content_type)
    for name in filter(None, [declared and declared[1].decode(), charset and charset[1], "utf-8"]):
        try:
            return _read(body, name)
        except (LookupError, ValueError):
            continue
    return _read(body, "windows-1252", errors="replace")


def _read(body: bytes, encoding: str, errors: str = "strict") -> str:
    if encoding.lower() in {"utf-8", "utf8"}:  # nearly always; and bytes are cleaned many times faster than text
        return body.translate(None, _FORBIDDEN_BYTES).decode()
    return body.decode(encoding, errors).translate(_FORBIDDEN)
