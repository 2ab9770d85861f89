"""Our own format, foyer-page/1 (docs/formats.md): what a file says becomes a plan, and every value is checked.

Ids of another portal mean nothing here and are not read; places are the order of the lists.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.pages.models import Page, Panel, Section
from portal.pages.services.filling import PanelPlan, SectionPlan
from portal.pages.services.pages import MAX_PAGES
from portal.pages.services.panels import MAX_PANELS
from portal.themes.looks import OWN, is_choice
from portal.transfer import folders
from portal.transfer.plans import PagePlan, Plan, Problem, split
from widgets import configuration, registry
from widgets.models import CatalogueEntry
from widgets.parsers.documents import FAULT, LINE
from widgets.untrusted import storable

FORMAT = "foyer-page/1"
#: What a type may stumble over in settings that it never made.
STUMBLES = (KeyError, TypeError, ValueError, AttributeError, IndexError)
Object = Mapping[str, Any]


def plan(document: Any) -> Plan:
    """Raises Refused when it is no such file at all; everything smaller is a problem with its line."""
    name = document.get("format") if isinstance(document, dict) else None
    if name != FORMAT:
        is_ours = isinstance(name, str) and name.startswith("foyer-page/")
        raise Refused(
            _("This file was made by a newer Foyer, whose format is not known here.")
            if is_ours
            else _("This is JSON, but no pages of a Foyer: it does not begin with its format, %(format)s.")
            % {"format": FORMAT}
        )
    return Reader(_entries()).read(document)


class Reader:
    """Goes through the file from top to bottom and collects what can be made of it."""

    def __init__(self, entries: Mapping[tuple[str, str], int]) -> None:
        self.entries, self.problems, self.panels = entries, list[Problem](), 0

    def read(self, document: Object) -> Plan:
        self._note_fault(document, "")
        made = Plan("pages", problems=self.problems)
        for page in self._objects(document, "pages", document):
            made.pages += split(self._page(page))
        if isinstance(person := document.get("person"), dict):
            made.facts, made.facts_line = storable(_plain(person)), person.get(LINE, 0)
        if "saved" in document:
            made.saved = list(self._saved(document))
        return made

    def _saved(self, document: Object) -> Iterator[folders.Row]:
        """Those that have an address of the web."""
        for number, story in enumerate(self._objects(document, "saved", document)):
            if number == folders.MAX_LINKS:
                self._problem(story, "", str(folders.WORDS["too-many-links"]))
                break
            row = {
                "url": _text(story, "url")[:2048],
                "title": _text(story, "title")[:200],
                "saved_at": _text(story, "saved_at"),
                "line": story.get(LINE, 0),
            }
            if folders.link_line(row, self.problems):
                yield row

    def _page(self, page: Object) -> PagePlan:
        self._note_fault(page, _text(page, "title"))
        sections = [self._section(section) for section in self._objects(page, "sections", page)]
        frame = self._fields(Page, page, ("icon", "colour"))
        title = " ".join(_text(page, "title").split())[:60] or _("Page")
        is_archived = page.get("is_archived") is True
        return PagePlan(title, sections, look=self._look(page), is_archived=is_archived, **frame)

    def _look(self, page: Object) -> dict[str, str]:
        """The choices that there are here; a picture that somebody uploaded elsewhere is not."""
        given = page.get("look")
        pairs = _plain(given).items() if isinstance(given, dict) else ()
        return {name: value for name, value in pairs if is_choice(name, value) and not value.startswith(OWN)}

    def _section(self, section: Object) -> SectionPlan:
        self._note_fault(section, _text(section, "title"))
        title, columns = _text(section, "title")[:60], section.get("columns")
        if not isinstance(columns, list):
            self._problem(section, title, _("Its columns are not a list, so its panels are left out."))
            columns = []
        found = [list(self._panels(column, section)) for column in columns]
        layout = self._layout(section, title, len(found))
        return SectionPlan(_fitted(found, layout), title, layout, section.get("collapsed") is True)

    def _layout(self, section: Object, title: str, columns: int) -> str:
        layout = section.get("layout", Section.Layout.THREE)
        if isinstance(layout, str) and layout in Section.Layout:
            return layout
        usual = str(min(max(columns, 1), 4))
        why = _("There is no layout “%(layout)s” here; it has %(columns)s columns instead.")
        self._problem(section, title, why % {"layout": str(layout)[:40], "columns": usual})
        return usual

    def _panels(self, column: Any, section: Object) -> Iterator[PanelPlan]:
        if not isinstance(column, list):
            self._problem(section, _text(section, "title"), _("One of its columns is not a list and is left out."))
            return
        for panel in self._only_objects(column, section):
            self.panels += 1
            if self.panels > MAX_PAGES * MAX_PANELS:
                self._problem(panel, _text(panel, "title"), _("There is no room for so many panels."))
            elif (made := self._panel(panel)) is not None:
                yield made

    def _panel(self, panel: Object) -> PanelPlan | None:
        kind, title = _text(panel, "kind"), _text(panel, "title") or _text(panel, "kind")
        widget = registry.find(kind)
        if widget is None:
            why = _("The kind “%(kind)s” is not installed here. Have it installed, then import the file again.")
            self._problem(panel, title, why % {"kind": kind[:40]})
            return None
        given = panel.get("settings", {})
        if not isinstance(given, dict):
            self._problem(panel, title, _("Its settings are not an object."))
            return None
        if _has_bad_number(panel) or _has_bad_number(given):
            self._problem(panel, title, _("It has a number that is none (NaN, or one without end)."))
            return None
        self._note_fault(panel, title)
        self._note_fault(given, title)
        try:
            settings = _checked(widget, storable(_plain(given)), panel.get("settings_version"))
        except configuration.InvalidConfiguration as error:
            self._problem(panel, title, _settings_words(error))
            return None
        return PanelPlan(
            kind=kind,
            settings=settings,
            settings_version=widget.settings_version,
            frame=self._fields(Panel, panel, Panel.FRAME),
            entry_id=self.entries.get((kind, _text(panel, "entry"))),
            line=panel.get(LINE, 0),
        )

    def _fields(self, model: Any, given: Object, names: tuple[str, ...]) -> dict[str, Any]:
        """Those fields whose values the model takes; texts are cut to their length."""
        found: dict[str, Any] = {}
        for name in (name for name in names if name in given):
            field, value = model._meta.get_field(name), storable(given[name])
            if isinstance(value, str) and name == "title":
                value = " ".join(value.split())[: field.max_length]
            try:
                if not isinstance(value, bool if isinstance(field, BooleanField) else str):
                    raise ValidationError("")
                field.clean(value, None)
                found[name] = value
            except ValidationError:
                words = {"name": name, "value": str(value)[:40]}
                why = _("“%(value)s” is no “%(name)s”; it has the usual one.") % words
                self._problem(given, _text(given, "title"), why)
        return found

    def _objects(self, parent: Object, name: str, about: Object) -> Iterator[Object]:
        value = parent.get(name)
        if isinstance(value, list):
            yield from self._only_objects(value, about)
        else:
            words = _("“%(name)s” is missing or not a list.") % {"name": name}
            self._problem(about, _text(about, "title"), words)

    def _only_objects(self, values: list[Any], about: Object) -> Iterator[Object]:
        for value in values:
            if isinstance(value, dict):
                yield value
            else:
                words = _("Here stands “%(value)s” instead of an object; it is left out.")
                self._problem(about, _text(about, "title"), words % {"value": str(value)[:40]})

    def _note_fault(self, about: Object, title: str) -> None:
        if about.get(FAULT) == "twice":
            self._problem(about, title, _("A name stands here twice; the last one counts."))
        elif about.get(FAULT) == "number":
            self._problem(about, title, _("A number here is none; it is left out."))

    def _problem(self, about: Object, title: str, why: str) -> None:
        self.problems.append(Problem(about.get(LINE, 0), title[:200], storable(why)[:500]))


def _checked(widget: Any, settings: dict[str, Any], version: Any) -> dict[str, Any]:
    """As its type stores them. Raises InvalidConfiguration, also for what the type's own upgrade stumbles over."""
    known = version if type(version) is int and 0 < version <= widget.settings_version else widget.settings_version
    try:
        return configuration.validate(widget, configuration.upgrade(widget, settings, known))
    except STUMBLES:
        raise configuration.InvalidConfiguration({"settings": [_("They cannot be understood.")]}) from None


def _settings_words(error: configuration.InvalidConfiguration) -> str:
    lines = (
        f"{name}: {' '.join(found)}" if name != "__all__" else " ".join(found) for name, found in error.errors.items()
    )
    return _("Its settings are refused: %(errors)s") % {"errors": "; ".join(lines)}


def _has_bad_number(value: Object) -> bool:
    """In it, or in an object anywhere within."""
    waiting: list[Any] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if each.get(FAULT) == "number":
                return True
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return False


def _plain(value: Any) -> Any:
    """Without what the parser noted down."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name not in (LINE, FAULT)}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _fitted(columns: list[list[PanelPlan]], layout: str) -> list[list[PanelPlan]]:
    """As many columns as the layout has; what stands beyond them goes into the last one."""
    count = Section(layout=layout).columns
    kept = columns[:count] + [[] for _number in range(count - len(columns))]
    kept[-1] = [*kept[-1], *(panel for column in columns[count:] for panel in column)]
    return kept


def _text(given: Object, name: str) -> str:
    value = given.get(name)
    return str(storable(value)) if isinstance(value, str) else ""


def _entries() -> dict[tuple[str, str], int]:
    rows = CatalogueEntry.objects.filter(is_retired=False).values_list("kind", "slug", "pk")
    return {(kind, slug): pk for kind, slug, pk in rows}
