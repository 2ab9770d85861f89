"""Chooses looks: for all pages of a person, or for one of them; a draft can be seen before it is kept."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.accounts.services import update_profile
from portal.context import THEMES, look_of
from portal.errors import InvalidSettings, NotFound, PortalError
from portal.notices import tell, warn, warn_gone
from portal.pages import selectors
from portal.pages.edits import number_of
from portal.pages.finding import find_page
from portal.pages.models import Page
from portal.pages.services import update_page
from portal.pages.views import draw_page
from portal.themes import accents, pictures, services
from portal.themes.backdrops import MAX_BYTES
from portal.themes.forms import LooksForm, initial_of
from portal.themes.looks import Look

COOKIE_AGE = 60 * 60 * 24 * 365


@require_http_methods(["GET", "HEAD", "POST"])
def choose_look(request: HttpRequest) -> HttpResponse:
    """For all pages. A visitor's light and palette are kept in cookies; whoever chooses more becomes a guest."""
    look = look_of(request)
    form = form_of(request, look)
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return redirect(preview_address(form.look()))
        response = redirect("looks")
        keep_look(request, response, form.look())
        tell(request, kept_words(form.look()))
        return response
    return looks_page(request, form, look)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_page_look(request: HttpRequest, page_id: int) -> HttpResponse:
    """For one page, where it shall differ; `like_others` takes its own look away."""
    try:
        page = find_page(person(request), page_id)
        base = look_of(request)
        form = form_of(request, base.over(page.look))
        if request.method == "POST" and ("like_others" in request.POST or form.is_valid()):
            if "preview" in request.POST:
                return redirect(preview_address(form.look(), page))
            own = {} if "like_others" in request.POST else form.look().differences(base)
            changed = update_page(user=guests.ensure_person(request), page_id=page.pk, look=own).page
            tell(request, _("Kept."))
            return redirect("page", slug=changed.slug)
    except NotFound as error:
        raise Http404(str(error)) from None
    return looks_page(request, form, base.over(page.look), page)


@require_safe
def preview_look(request: HttpRequest) -> HttpResponse:
    """The person's page in a draft that nobody else sees and that is nowhere kept: the address is the draft."""
    user, language = person(request), translation.get_language() or "en"
    form = LooksForm(request.GET, look=look_of(request), pictures=pictures_of(user))
    if not form.is_valid():
        return redirect("looks")
    draft = form.look()
    try:
        pages = selectors.pages_of(user, language)
        wanted = number_of(request, "page")
        page = find_page(user, wanted) if wanted else None
        shown = next((each for each in pages if page and each.pk == page.pk), None) or selectors.chosen(pages, None)
    except NotFound as error:
        raise Http404(str(error)) from None
    keep = reverse("page_look", args=[page.pk]) if page else reverse("looks")
    request.draft = {  # type: ignore[attr-defined]
        "look": draft,
        "keep": keep,
        "fields": fields_of(draft),
        "back": f"{keep}?{urlencode(fields_of(draft))}",
        "mended": mended_words(draft),
    }
    response = draw_page(request, user, language, selectors.lay_out(shown, pages))
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """The switch in the header."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise Http404
    response = redirect("home")
    if isinstance(request.user, User):
        update_profile(user=request.user, theme=theme)
    else:
        set_cookies(response, theme=theme)
    return response


@require_POST
def add_picture(request: HttpRequest) -> HttpResponse:
    """From then on it can be chosen; it is chosen in the form that comes back."""
    file = request.FILES.get("picture")
    if file is None:
        warn(request, _("Choose a picture first."))
        return redirect("looks")
    try:
        added = pictures.add_backdrop(user=guests.ensure_person(request), content=file.read(MAX_BYTES + 1))
    except InvalidSettings as error:
        warn(request, " ".join(line for lines in error.errors.values() for line in lines))
    except PortalError as error:
        warn(request, str(error))
    else:
        tell(request, _("Here is your picture. Keep it to see it behind all pages."))
        return redirect(f"{reverse('looks')}?background=own-{added.token}#background")
    return redirect("looks")


@require_POST
def remove_picture(request: HttpRequest, token: str) -> HttpResponse:
    user = person(request)
    if user is None:
        raise Http404
    try:
        pictures.remove_backdrop(user=user, token=token)
    except NotFound:
        warn_gone(request)
    else:
        tell(request, _("The picture is removed."))
    return redirect("looks")


def form_of(request: HttpRequest, look: Look) -> LooksForm:
    """What was sent; or, coming back from a preview, the draft; or the look as it is."""
    pictures = pictures_of(person(request))
    if request.method == "POST":
        return LooksForm(request.POST, look=look, pictures=pictures)
    draft: QueryDict = request.GET
    return LooksForm(draft, look=look, pictures=pictures) if draft else LooksForm(look=look, pictures=pictures)


def looks_page(request: HttpRequest, form: LooksForm, look: Look, page: Page | None = None) -> HttpResponse:
    drafted = form.look() if form.is_bound and form.is_valid() else look
    context = {
        "form": form,
        "page_chosen": page,
        "own_pictures": pictures_of(person(request)),
        "mended": mended_words(drafted),
        "mending": words_of_mending(),
        "needs_place": drafted.theme == "sunset" and not has_place(request),
    }
    status = 422 if form.is_bound and form.errors else 200
    response = render(request, "looks.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response


def keep_look(request: HttpRequest, response: HttpResponse, look: Look) -> None:
    rest = {name: value for name, value in look.choices().items() if name not in ("theme", "palette")}
    if not isinstance(request.user, User) and not rest and look.theme != "sunset":
        set_cookies(response, theme=look.theme, palette=look.palette)
        return
    user = guests.ensure_person(request)
    update_profile(user=user, theme=look.theme, palette=look.palette, look=rest)


def set_cookies(response: HttpResponse, **chosen: str) -> None:
    for name, value in chosen.items():
        response.set_cookie(f"foyer_{name}", value, max_age=COOKIE_AGE, samesite="Lax", httponly=True)


def kept_words(look: Look) -> str:
    return " ".join(filter(None, [_("Kept."), mended_words(look)]))


def mended_words(look: Look) -> str:
    """What was done to a colour in which words could not be read; empty if nothing."""
    if not look.accent:
        return ""
    found = accents.accents(look.accent, look.palette, look.contrast)
    return words_of_mending().get(" ".join(mode for mode, accent in found.items() if accent.is_mended), "")


def words_of_mending() -> dict[str, str]:
    """By the modes in which the colour is not quite the chosen one."""
    return {
        "light": _("By day your colour is used a little darker, so that words in it can be read."),
        "dark": _("By night your colour is used a little lighter, so that words in it can be read."),
        "light dark": _(
            "Your colour is used a little darker by day and lighter by night, so that words in it can be read."
        ),
    }


def fields_of(look: Look) -> dict[str, Any]:
    """The look as the form sends it."""
    fields = initial_of(look)
    if not fields.pop("has_accent"):
        del fields["accent"]
        return fields
    return fields | {"has_accent": "on"}


def preview_address(look: Look, page: Page | None = None) -> str:
    fields = fields_of(look) | ({"page": page.pk} if page else {})
    return f"{reverse('looks_preview')}?{urlencode(fields)}"


def pictures_of(user: User | None) -> list[str]:
    return services.own_pictures(user) if user else []


def has_place(request: HttpRequest) -> bool:
    user = person(request)
    return user is not None and user.sun_place() is not None


def person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
