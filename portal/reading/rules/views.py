"""The page of a person's rules, making one of a story or for a panel, and what is muted in a panel."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, PortalError, TooMany
from portal.notices import tell, warn
from portal.pages import drawing
from portal.pages.edits import address_of, number
from portal.pages.finding import find_panel, name_of
from portal.pages.selectors import panel_for
from portal.pages.views import person, private
from portal.reading.rules import selectors, services
from portal.reading.rules.forms import RuleForm, subjects_of
from portal.reading.rules.matching import Matcher, Story
from portal.reading.rules.models import Rule
from portal.reading.selectors import item_for
from widgets.models import Item

T = TypeVar("T")


@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    return rules_page(request, form_for(request))


def rules_page(request: HttpRequest, form: RuleForm) -> HttpResponse:
    user = person(request)
    context = {
        "form": form,
        "rules": [(rule, words_of(rule), end_of(rule, user)) for rule in selectors.rules_of(user)] if user else [],
    }
    return private(render(request, "rules.html", context, status=422 if form.errors else 200))


@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    """Of a story (`item`), or in words of one's own."""
    item = story_asked_for(request)
    if request.method != "POST":
        return one_rule_page(request, form_for(request), item) if item else redirect("rules")
    form = form_for(request, request.POST)
    if not (form.is_valid() and made(request, form)):
        return one_rule_page(request, form, item) if item else rules_page(request, form)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else reverse("rules"))


@require_safe
def new_panel_rule(request: HttpRequest, panel_id: int) -> HttpResponse:
    """In words of one's own, for this panel."""
    panel = found(lambda: find_panel(person(request), panel_id))
    form = form_for(request, initial={"where": f"panel:{panel.pk}"})
    return one_rule_page(request, form, None, name_of(panel))


def one_rule_page(request: HttpRequest, form: RuleForm, item: Item | None, place: str = "") -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "place": place,
        "subjects": list(subjects_of(item)) if item else [],
        "next": request.POST.get("next") or came_from(request),
    }
    return private(render(request, "rule.html", context, status=422 if form.errors else 200))


def came_from(request: HttpRequest) -> str:
    """The page of ours that they were on, where they go on afterwards."""
    told = urlsplit(request.headers.get("Referer", ""))
    return told._replace(scheme="", netloc="", fragment="").geturl() if told.netloc == request.get_host() else ""


def form_for(request: HttpRequest, *args: Any, **kwargs: Any) -> RuleForm:
    user = person(request)
    today = selectors.today_of(user) if user else timezone.now().date()
    return RuleForm(*args, user=user, today=today, **kwargs)


def made(request: HttpRequest, form: RuleForm) -> bool:
    try:
        rule = services.make_rule(user=guests.ensure_person(request), **form.rule())
    except InvalidSettings as error:
        for messages in error.errors.values():
            form.add_error("value", messages)
        return False
    except PortalError as error:
        form.add_error(None, str(error))
        return False
    tell(request, words_of(rule), undo=reverse("rule_remove", args=[rule.pk]) if rule.is_new else "")
    return True


def words_of(rule: Rule) -> str:
    """What it does, as a sentence."""
    name = {"name": rule.value}
    mute, highlight = {
        Rule.What.WORD.value: (_("Stories with “%(name)s” are muted."), _("Stories with “%(name)s” stand out.")),
        Rule.What.AUTHOR.value: (_("Stories by %(name)s are muted."), _("Stories by %(name)s stand out.")),
        Rule.What.TOPIC.value: (_("Stories about “%(name)s” are muted."), _("Stories about “%(name)s” stand out.")),
        Rule.What.SITE.value: (_("Stories of %(name)s are muted."), _("Stories of %(name)s stand out.")),
    }[rule.what]
    return (mute if rule.verb == Rule.Verb.MUTE else highlight) % name


def end_of(rule: Rule, user: User) -> str:
    if rule.until is None:
        return ""
    words = _("over since %(day)s") if rule.until < selectors.today_of(user) else _("until %(day)s")
    return words % {"day": date_format(rule.until)}


@require_POST
def remove_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    user = guests.ensure_person(request)
    found(lambda: services.remove_rule(user=user, rule_id=rule_id))
    tell(request, _("The rule is removed."), undo=reverse("rule_restore", args=[rule_id]))
    return redirect(way_back(request))


@require_POST
def restore_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    user = guests.ensure_person(request)
    try:
        tell(request, words_of(found(lambda: services.restore_rule(user=user, rule_id=rule_id))))
    except TooMany as error:
        warn(request, str(error))
    return redirect(way_back(request))


def way_back(request: HttpRequest) -> str:
    """The list of rules, or the page that the form stood on."""
    return address_of(request, None) if "page" in request.POST else reverse("rules")


@require_safe
def show_muted(request: HttpRequest, panel_id: int) -> HttpResponse:
    """What rules keep out of a panel, each story with the rule that does."""
    user, language = person(request), translation.get_language() or "en"
    panel = found(lambda: find_panel(user, panel_id))
    ids = drawing.muted_in(panel_for(user, panel.pk), user, language)
    items = Item.objects.filter(pk__in=ids).select_related("source").order_by("-published_at", "-pk")
    stories, mutes = selectors.stories(ids), mutes_in(user, panel.pk)
    context = {
        "panel": panel,
        "title": name_of(panel),
        "muted": [(item, reason(mutes, stories[item.pk])) for item in items],
    }
    return private(render(request, "muted.html", context))


def mutes_in(user: User | None, panel_id: int) -> list[tuple[Rule, Matcher]]:
    rules = selectors.sieve_for(user, [panel_id]).rules_for(panel_id)
    return [(rule, Matcher([rule])) for rule in rules if rule.verb == Rule.Verb.MUTE]


def reason(mutes: Iterable[tuple[Rule, Matcher]], story: Story) -> tuple[Rule, str] | None:
    rule = next((rule for rule, matcher in mutes if matcher.fits(story)), None)
    return (rule, words_of(rule)) if rule else None


def story_asked_for(request: HttpRequest) -> Item | None:
    item_id = number(request.POST.get("item") or request.GET.get("item", ""))
    return found(lambda: item_for(person(request), item_id)) if item_id is not None else None


def found(find: Callable[[], T]) -> T:
    try:
        return find()
    except NotFound as error:
        raise Http404(str(error)) from None
