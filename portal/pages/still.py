"""Bodies of panels where they are only looked at, on shared pages and in the past: no control of theirs works there."""

import re

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

#: Addresses of the panel itself, as types write them; only the page that shows the panel knows its number.
OWN = "/panels/this/"
FRAME = re.compile(rf'<iframe [^>]*src="{OWN}.*?</iframe>', re.DOTALL)
LINK = re.compile(rf'<a [^>]*href="{OWN}.*?</a>', re.DOTALL)


def without_controls(html: Markup) -> Markup:
    """Forms and buttons can be seen but not used; links to them are gone, and frames say why they are empty."""
    if OWN not in html:
        return html
    words = escape(_("A frame is shown only on the page itself, to its owner."))
    body = LINK.sub("", FRAME.sub(f'<p class="quiet-text">{words}</p>', str(html)))
    if OWN in body:
        body = f'<fieldset class="look-only" disabled>{body}</fieldset>'
    return Markup(body)  # noqa: S704  (ours, and only less of it)
