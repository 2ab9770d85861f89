"""What a person says when they make a rule: in words of their own, or of a story that they have before them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.pages.models import Page, Panel
from portal.reading.rules.matching import host_of
from portal.reading.rules.models import Rule
from widgets.models import Item

EVERYWHERE = ""
TOPICS_OFFERED = 6


class RuleForm(forms.Form):
    """`where` is "page:3" or "panel:7"; `subject`, where a story is at hand, "site:example.org" instead of words."""

    subject = forms.CharField(required=False, max_length=230)
    what = forms.ChoiceField(label=gettext_lazy("With this"), choices=Rule.What.choices, required=False)
    value = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False)
    where = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("The last day. Leave it empty for good."),
    )
    verb = forms.ChoiceField(choices=Rule.Verb.choices)

    def __init__(self, *args: Any, user: User | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        where: Any = self.fields["where"]
        where.choices = places_of(user)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(_("This day is over."))
        return until

    def rule(self) -> dict[str, Any]:
        """For `make_rule`."""
        said = self.cleaned_data
        what, _colon, value = said["subject"].partition(":")
        kind, _colon, number = said["where"].partition(":")
        scope = {f"{kind}_id": int(number)} if number else {}
        if not value:
            what, value = said["what"] or Rule.What.WORD, said["value"]
        return {"verb": said["verb"], "what": what, "value": value, "until": said["until"], **scope}


def places_of(user: User | None) -> list[tuple[str, Any]]:
    """Everywhere, and for each page itself and its panels with stories."""
    places: list[tuple[str, Any]] = [(EVERYWHERE, gettext_lazy("everywhere"))]
    if user is None:
        return places
    pages = Page.objects.filter(owner=user, removed_at=None).order_by("position", "id")
    panels = Panel.objects.filter(
        section__page__in=pages, section__removed_at=None, removed_at=None, sources__isnull=False
    )
    of_page: dict[int, dict[str, str]] = {}
    for page_id, panel_id, title, source in panels.order_by("section__position", "column", "position").values_list(
        "section__page", "pk", "title", "sources__title"
    ):
        if title or source:
            of_page.setdefault(page_id, {}).setdefault(f"panel:{panel_id}", title or source)
    for page in pages:
        whole = (f"page:{page.pk}", _("all of “%(page)s”") % {"page": page.title})
        places.append((page.title, [whole, *of_page.get(page.pk, {}).items()]))
    return places


def subjects_of(item: Item) -> Iterable[tuple[str, str]]:
    """What of a story a rule can be about, and how it is said."""
    hosts = dict.fromkeys(filter(None, (host_of(item.url), host_of(item.source.site_url))))
    for host in hosts:
        yield f"site:{host}", _("the site %(name)s") % {"name": host}
    if item.author:
        yield f"author:{item.author}", _("the author %(name)s") % {"name": item.author}
    topics = item.topics if isinstance(item.topics, list) else []
    for topic in topics[:TOPICS_OFFERED]:
        yield f"topic:{topic}", _("the topic %(name)s") % {"name": topic}
