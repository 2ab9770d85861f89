"""The profile: facts, suggestions, and access tokens for scripts."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import guests, services
from portal.accounts.forms import PlaceAndTimeForm, ProfileForm, TokenForm
from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound, PortalError
from portal.languages.cookies import keep_language
from portal.notices import tell, warn, warn_gone


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who has a row here says who and where they are; a visitor chooses looks and language only."""
    user = request.user if isinstance(request.user, User) else None
    form = ProfileForm(request.POST or None, user=user) if user else None
    if form is not None and user and form.is_valid() and keep_facts(form, user):
        response = redirect("settings")
        keep_language(response, user.language)
        tell(request, _("Kept."))
        return response
    return settings_page(request, form, status=422 if form is not None and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def introduce(request: HttpRequest) -> HttpResponse:
    """Asked once: place, time zone, units, language. `later` declines, and it is not asked again."""
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and "later" in request.POST:
        if user:
            services.update_profile(user=user, is_introduced=True)
        return redirect("home")
    form = PlaceAndTimeForm(request.POST or None, user=user)
    if form.is_valid():
        user = guests.ensure_person(request)
        if keep_facts(form, user):
            back = redirect("home")
            keep_language(back, user.language)
            tell(request, _("Thank you. You can change it in the settings."))
            return back
    response = render(request, "introduce.html", {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-cache"
    return response


def keep_facts(form: PlaceAndTimeForm, user: User) -> bool:
    """Whether the services took it; what they refuse is said beside the field."""
    try:
        services.update_profile(user=user, **form.facts())
    except InvalidSettings as error:
        for name, lines in error.errors.items():
            field = {"place": "place_name", "hour12": "hours"}.get(name, name)
            form.add_error(field if field in form.fields else None, lines)
        return False
    return True


def settings_page(
    request: HttpRequest, form: ProfileForm | None, *, secret: str = "", status: int = 200
) -> HttpResponse:
    user = request.user
    is_member = isinstance(user, User) and not user.is_guest
    context = {
        "form": form,
        "token_form": TokenForm() if is_member else None,
        "access_tokens": user.access_tokens.order_by("-created_at") if isinstance(user, User) and is_member else [],
        "secret": secret,
        "apps_address": f"{settings.PUBLIC_URL}/apps",
        "languages": settings.LANGUAGES,
        "chosen_language": request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    }
    response = render(request, "settings.html", context, status=status)
    response["Cache-Control"] = "private, no-store" if secret else "private, no-cache"
    return response


@require_POST
@login_required
def issue_token(request: HttpRequest) -> HttpResponse:
    """The secret is in this one answer and nowhere else."""
    form = TokenForm(request.POST)
    user = request.user
    if not isinstance(user, User) or user.is_guest or not form.is_valid():
        return redirect("settings")
    try:
        _token, secret = services.issue_token(user=user, name=form.cleaned_data["name"])
    except PortalError as error:
        warn(request, str(error))
        return redirect("settings")
    return settings_page(request, ProfileForm(user=user), secret=secret)


@require_POST
@login_required
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    try:
        services.revoke_token(user=cast(User, request.user), token_id=token_id)
    except NotFound:
        warn_gone(request)
    else:
        tell(request, _("The token is revoked. Scripts that use it are signed out."))
    return redirect("settings")
