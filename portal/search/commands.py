"""Actions and settings that one can jump to by name."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms import ProfileForm
from portal.accounts.models import User
from portal.themes.forms import LooksForm
from widgets.wording import folded

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Command:
    """`words` find it too. `press` names the button of the page (data-key) that does it at once, where there is one."""

    title: Text
    address: str
    icon: str
    words: Text = ""
    press: str = ""
    opens: bool = False

    def fits(self, asked: list[str]) -> bool:
        text = folded(f"{self.title} {self.words}")
        return all(word in text for word in asked)


def actions(user: User | None, page: str) -> list[Command]:
    """`page` is the slug of the page that one is on; empty for the home page, and elsewhere."""
    here = reverse("page", args=[page]) if page and "/" not in page else reverse("home")
    add = reverse("add") + (f"?page={page}" if page else "")
    member = user is not None and not user.is_guest
    found = [
        Command(_("Add to this page"), add, "list-plus", _("panel widget feed catalogue")),
        Command(_("Arrange this page"), f"{here}?edit=1", "pencil", _("edit move sections columns")),
        *(
            [Command(_("Read this page full-screen"), reverse("reader", args=[page]), "book-open", _("reader stories"))]
            if page and "/" not in page
            else []
        ),
        Command(_("New page"), reverse("page_new"), "plus", _("tab create"), opens=True),
        Command(_("Change light and dark"), reverse("settings"), "sun-moon", _("theme colours night"), press="t"),
        Command(_("Looks"), reverse("looks"), "palette", _("theme palette background typeface size")),
        Command(_("Settings"), reverse("settings"), "settings", _("profile preferences account")),
        Command(_("Saved"), reverse("saved"), "bookmark", _("read later kept")),
        Command(_("Recently opened"), reverse("opened"), "history", _("read history stories")),
        Command(_("Rules"), reverse("rules"), "list-filter", _("mute highlight block words authors sites")),
        Command(_("How your feeds do"), reverse("feed_health"), "rss", _("dead silent moved duplicate feeds")),
        Command(_("Kept searches"), reverse("searches"), "search", _("saved searches feed follow words")),
        Command(_("Trash"), reverse("trash"), "trash-2", _("removed restore bring back")),
        Command(_("For you"), reverse("for_you"), "sparkles", _("suggestions")),
        Command(_("Import"), reverse("import"), "upload", _("OPML bookmarks JSON bring along")),
        Command(_("Export"), reverse("export"), "download", _("OPML bookmarks JSON take along backup")),
        Command(_("Keyboard shortcuts"), reverse("shortcuts"), "keyboard", _("keys help"), opens=True),
        Command(_("What scripts can do"), reverse("api-docs"), "terminal", _("API REST token")),
    ]
    if user is not None and user.is_staff:
        found.append(Command(_("Studio"), "/studio/", "feather", _("editors articles channels")))
    if not member:
        found.append(Command(_("Sign in"), reverse("account_login"), "log-in", _("account log in")))
    return found


def settings() -> list[Command]:
    """One for each field of the settings, which leads to it."""
    forms: dict[str, Any] = {reverse("looks"): LooksForm, reverse("settings"): ProfileForm}
    return [
        Command(field.label, f"{address}#id_{name}", "sliders-horizontal", _("settings"))
        for address, form in forms.items()
        for name, field in form.base_fields.items()
        if field.label
    ]
