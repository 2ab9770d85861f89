"""What the portal thinks one likes, how the list is made, and what is said about it: every change a plain form."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound
from portal.notices import tell
from portal.pages.edits import address_of
from portal.pages.views import person, private
from portal.tastes import services
from portal.tastes.about import about_of, name_of, read_about, write_about
from portal.tastes.forms import TopicForm, TuningForm
from portal.tastes.observing import is_unobserved, set_unobserved
from recommender import events, inference, preferences, tuning
from recommender.models import Preference
from recommender.preferences import About

P = ParamSpec("P")
Act: TypeAlias = Callable[Concatenate[HttpRequest, User, P], None]
SAID: Final[dict[str, str | Promise]] = {
    "more": gettext_lazy("You will see more about “%(name)s”."),
    "less": gettext_lazy("You will see less about “%(name)s”."),
    "mute": gettext_lazy("Nothing more about “%(name)s” is suggested."),
    "pin": gettext_lazy("“%(name)s” stays."),
    "drop": gettext_lazy("“%(name)s” is no longer concluded."),
}


@require_safe
def show_tastes(request: HttpRequest) -> HttpResponse:
    return tastes_page(request)


def tastes_page(
    request: HttpRequest, form: TuningForm | None = None, topic_form: TopicForm | None = None
) -> HttpResponse:
    """What was said and what is inferred, apart. A visitor is told that nothing is known of them."""
    user = person(request)
    context = {
        "stated": [(write_about(about_of(one)), name_of(about_of(one)), one) for one in preferences.stated(user)]
        if user
        else [],
        "inferred": [(write_about(one.about), one) for one in inference.inferred(user)] if user else [],
        "topic_form": topic_form or TopicForm(),
        "tuned": (tuned := tuning.of(user)) if user else None,
        "form": form or (TuningForm(tuned=tuned, user=user) if user else None),
        "is_paused": bool(user and events.is_paused(user)),
        "is_unobserved": is_unobserved(request),
        "wants": bool(user and user.wants_suggestions),
    }
    has_errors = any(each is not None and each.errors for each in (form, topic_form))
    return private(render(request, "tastes.html", context, status=422 if has_errors else 200))


def change(
    act: Callable[Concatenate[HttpRequest, User, P], None],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view that changes something and goes back to where its form stood."""

    @require_POST
    @wraps(act)
    def view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            act(request, guests.ensure_person(request), *args, **kwargs)
        except NotFound as error:
            raise Http404(str(error)) from None
        return redirect(way_back(request))

    return view


def way_back(request: HttpRequest) -> str:
    """Where the form stood: on a page with the panel, on the panel's own page, or among the tastes."""
    if request.POST.get("back") == "for_you":
        return reverse("for_you")
    return address_of(request, None) if "page" in request.POST else reverse("tastes")


@change
def state(request: HttpRequest, user: User, direction: str) -> None:
    about = read_about(request.GET.get("about", ""))
    before = preferences.stated(user).filter(**about.columns).first()
    services.state_taste(user=user, about=about, direction=direction)
    tell(request, SAID[direction] % {"name": name_of(about)}, undo=way_to_say(about, before))


@change
def withdraw(request: HttpRequest, user: User) -> None:
    about = read_about(request.GET.get("about", ""))
    before = preferences.stated(user).filter(**about.columns).first()
    services.withdraw_taste(user=user, about=about)
    if before:
        tell(request, _("Taken back."), undo=way_to_say(about, before))


def way_to_say(about: About, before: Preference | None) -> str:
    """The address that says again what was said before; nothing, where nothing was."""
    query = QueryDict(mutable=True)
    query["about"] = write_about(about)
    where = reverse("taste", args=[before.direction]) if before else reverse("taste_withdraw")
    return f"{where}?{query.urlencode()}"


@require_POST
def add_topic(request: HttpRequest) -> HttpResponse:
    form = TopicForm(request.POST)
    if not form.is_valid():
        return tastes_page(request, topic_form=form)
    direction = "less" if "less" in request.POST else "more"
    about = About(topic=form.cleaned_data["topic"])
    try:
        services.state_taste(user=guests.ensure_person(request), about=about, direction=direction)
    except NotFound:
        form.add_error("topic", _("Say it in words."))
        return tastes_page(request, topic_form=form)
    tell(request, SAID[direction] % {"name": about.topic}, undo=way_to_say(about, None))
    return redirect("tastes")


@require_POST
def tune(request: HttpRequest) -> HttpResponse:
    user = guests.ensure_person(request)
    form = TuningForm(request.POST, tuned=tuning.of(user), user=user)
    if not form.is_valid():
        return tastes_page(request, form)
    wanted = dict(form.cleaned_data)
    services.place_panel(user=user, place=wanted.pop("place"))
    services.tune_list(user=user, **wanted)
    tell(request, _("Kept."))
    return redirect("tastes")


@change
def pause(request: HttpRequest, user: User) -> None:
    services.pause_learning(user=user, span=request.POST.get("span", ""))
    tell(request, _("Nothing is noted now. Your list stays."), undo=reverse("resume_learning"))


@change
def resume(request: HttpRequest, user: User) -> None:
    services.resume_learning(user=user)
    tell(request, _("What you read counts again."))


@change
def look_away(request: HttpRequest, user: User) -> None:
    wanted = "on" in request.POST
    set_unobserved(request, wanted)
    tell(request, _("Nothing you do in this browser is noted until you sign out.") if wanted else _("It counts again."))


@change
def finish(request: HttpRequest, user: User) -> None:
    services.finish_list(user=user)
    tell(request, _("That is all for today."), undo=reverse("for_you_again"))


@change
def reopen(request: HttpRequest, user: User) -> None:
    services.reopen_list(user=user)
