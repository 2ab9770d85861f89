"""Who gets what at every address: route → method and answers. A new route without a row fails the tests.

The ids in the routes are Ada's: her page, section, panel, item, source and token. `owner` is Ada; `others` is another
person, and an editor and an administrator too: what is a person's own is closed to all of them alike.
"""

from typing import Any, NamedTuple


class Row(NamedTuple):
    method: str
    visitor: int
    owner: int
    others: int
    body: dict[str, Any] = {}


#: Other people's code, with tests of its own: allauth; Wagtail (its door is checked in test_permit.py).
FOREIGN = ("accounts/", "studio/", "^studio/", "^static/")

TABLE: dict[str, list[Row]] = {
    "": [Row("GET", 200, 200, 200)],
    "add/": [Row("GET", 200, 200, 200), Row("POST", 422, 422, 422)],
    "add/<slug:slug>/": [Row("GET", 200, 200, 200), Row("POST", 302, 302, 302)],
    "add/kinds/<slug:kind>/": [Row("GET", 200, 200, 200), Row("POST", 302, 302, 302)],
    "channels/<slug:slug>/": [Row("GET", 200, 200, 200)],
    "channels/<slug:slug>/<slug:article>/": [Row("GET", 404, 404, 404)],
    "channels/<slug:slug>/feed.xml": [Row("GET", 200, 200, 200)],
    "for-you/": [Row("GET", 200, 200, 200)],
    "health/live": [Row("GET", 200, 200, 200)],
    "health/ready": [Row("GET", 503, 503, 503)],
    "items/<int:item_id>/<slug:verb>/": [Row("POST", 404, 302, 404)],
    "media/<path:path>": [Row("GET", 404, 404, 404)],
    "metrics": [Row("GET", 200, 200, 200)],
    "p/<str:slug>/": [Row("GET", 404, 200, 404)],
    "pages/": [Row("GET", 200, 200, 200)],
    "pages/<int:page_id>/archive/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/duplicate/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/home/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/shift/": [Row("POST", 404, 302, 404, {"direction": "down"})],
    "pages/<int:page_id>/": [Row("GET", 404, 200, 404), Row("POST", 404, 200, 404)],
    "pages/<int:page_id>/remove/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/restore/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/sections/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/redo/": [Row("POST", 404, 302, 404)],
    "pages/<int:page_id>/undo/": [Row("POST", 404, 302, 404)],
    "pages/new/": [Row("GET", 200, 200, 200), Row("POST", 302, 302, 302, {"title": "New"})],
    "panels/<int:panel_id>/": [Row("GET", 404, 200, 404)],
    "panels/<int:panel_id>/collapse/": [Row("POST", 404, 302, 404, {"collapsed": "1"})],
    "panels/<int:panel_id>/copy/": [Row("POST", 404, 302, 404, {"page_id": "PAGE"})],
    "panels/<int:panel_id>/elsewhere/": [Row("GET", 404, 200, 404)],
    "panels/<int:panel_id>/move/": [Row("POST", 404, 302, 404, {"section": "SECTION"})],
    "panels/<int:panel_id>/note/": [Row("GET", 404, 200, 404), Row("POST", 404, 302, 404, {"text": "x"})],
    "panels/<int:panel_id>/refresh/": [Row("POST", 404, 302, 404)],
    "panels/<int:panel_id>/remove/": [Row("POST", 404, 302, 404)],
    "panels/<int:panel_id>/restore/": [Row("POST", 404, 302, 404)],
    "panels/<int:panel_id>/send/": [Row("POST", 404, 302, 404, {"page_id": "PAGE"})],
    "panels/<int:panel_id>/settings/": [Row("GET", 404, 200, 404), Row("POST", 404, 302, 404)],
    "panels/<int:panel_id>/shift/": [Row("POST", 404, 302, 404, {"direction": "down"})],
    "previews/<slug:kind>/": [Row("POST", 200, 200, 200)],
    "read/<int:item_id>/": [Row("GET", 404, 200, 404)],
    "saved/": [Row("GET", 200, 200, 200)],
    "sections/<int:section_id>/": [Row("POST", 404, 302, 404)],
    "sections/<int:section_id>/move/": [Row("POST", 404, 302, 404, {"position": "0"})],
    "sections/<int:section_id>/remove/": [Row("POST", 404, 302, 404)],
    "settings/": [Row("GET", 200, 200, 200), Row("POST", 200, 200, 200)],
    "settings/language/": [Row("POST", 302, 302, 302, {"language": "de"})],
    "settings/theme/": [Row("POST", 302, 302, 302, {"theme": "dark"})],
    "settings/tokens/": [Row("POST", 302, 200, 200, {"name": "x"})],
    "settings/tokens/<int:token_id>/revoke/": [Row("POST", 302, 302, 404)],
    "api/v1/catalogue/entries/": [Row("GET", 200, 200, 200)],
    "api/v1/catalogue/entries/<str:slug>/": [Row("GET", 200, 200, 200)],
    "api/v1/catalogue/kinds/": [Row("GET", 200, 200, 200)],
    "api/v1/catalogue/kinds/<str:kind>/": [Row("GET", 200, 200, 200)],
    "api/v1/docs/": [Row("GET", 200, 200, 200)],
    "api/v1/events/": [Row("POST", 204, 200, 200, {"events": [{"kind": "open", "item": 1}]})],
    "api/v1/items/": [Row("GET", 200, 200, 200)],
    "api/v1/items/<int:pk>/": [Row("GET", 404, 200, 404)],
    "api/v1/items/<int:pk>/hide/": [Row("POST", 404, 204, 404)],
    "api/v1/items/<int:pk>/save/": [Row("POST", 404, 204, 404)],
    "api/v1/items/<int:pk>/unhide/": [Row("POST", 404, 204, 404)],
    "api/v1/items/<int:pk>/unsave/": [Row("POST", 204, 204, 204)],
    "api/v1/pages/": [Row("GET", 200, 200, 200), Row("POST", 201, 201, 201, {"title": "New"})],
    "api/v1/pages/<int:pk>/": [Row("GET", 404, 200, 404), Row("PATCH", 404, 200, 404), Row("DELETE", 404, 204, 404)],
    "api/v1/pages/<int:pk>/archive/": [Row("POST", 404, 204, 404)],
    "api/v1/pages/<int:pk>/duplicate/": [Row("POST", 404, 201, 404)],
    "api/v1/pages/<int:pk>/restore/": [Row("POST", 404, 200, 404)],
    "api/v1/pages/<int:pk>/redo/": [Row("POST", 404, 409, 404)],
    "api/v1/pages/<int:pk>/undo/": [Row("POST", 404, 200, 404)],
    "api/v1/pages/reorder/": [Row("POST", 200, 200, 200, {"pages": []})],
    "api/v1/panels/": [Row("POST", 404, 201, 404, {"page": "PAGE", "kind": "clock"})],
    "api/v1/panels/<int:pk>/": [Row("GET", 404, 200, 404), Row("PATCH", 404, 200, 404), Row("DELETE", 404, 200, 404)],
    "api/v1/panels/<int:pk>/copy/": [Row("POST", 404, 201, 404, {"page": "PAGE"})],
    "api/v1/panels/<int:pk>/move/": [Row("POST", 404, 200, 404)],
    "api/v1/panels/<int:pk>/note/": [Row("POST", 404, 200, 404, {"text": "x"})],
    "api/v1/panels/<int:pk>/restore/": [Row("POST", 404, 200, 404)],
    "api/v1/panels/<int:pk>/send/": [Row("POST", 404, 200, 404, {"page": "PAGE"})],
    "api/v1/panels/<int:pk>/shift/": [Row("POST", 404, 200, 404, {"direction": "down"})],
    "api/v1/profile/": [Row("GET", 401, 200, 200), Row("PATCH", 200, 200, 200)],
    "api/v1/saved/": [Row("GET", 401, 200, 200)],
    "api/v1/schema/": [Row("GET", 200, 200, 200)],
    "api/v1/sections/": [Row("POST", 404, 201, 404, {"page": "PAGE"})],
    "api/v1/sections/<int:pk>/": [Row("PATCH", 404, 200, 404), Row("DELETE", 404, 409, 404)],
    "api/v1/sections/<int:pk>/move/": [Row("POST", 404, 200, 404, {"position": 0})],
    "api/v1/sessions/": [Row("GET", 401, 200, 200), Row("DELETE", 401, 204, 204)],
    "api/v1/sources/": [Row("GET", 401, 200, 200)],
    "api/v1/sources/<int:pk>/refresh/": [Row("POST", 404, 202, 404)],
    "api/v1/suggestions/": [Row("GET", 200, 200, 200)],
    "api/v1/suggestions/dismiss/": [Row("POST", 404, 204, 404, {"item": "ITEM"})],
    "api/v1/tokens/": [Row("GET", 401, 200, 200), Row("POST", 401, 201, 201, {"name": "x"})],
    "api/v1/tokens/<int:pk>/": [Row("DELETE", 401, 204, 404)],
}
