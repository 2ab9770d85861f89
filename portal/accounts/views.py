"""The profile: facts, looks, suggestions, and access tokens for scripts."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import services
from portal.accounts.forms import LooksForm, ProfileForm, TokenForm
from portal.accounts.models import User
from portal.context import THEMES, look_of
from portal.errors import NotFound, PortalError
from portal.notices import tell, warn
from portal.reading import fragment

COOKIE_AGE = 60 * 60 * 24 * 365


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Everybody may choose looks; who has a name here also says place, units and so on."""
    user = request.user if isinstance(request.user, User) else None
    data = request.POST or None
    look = look_of(request)
    looks_form = LooksForm(data, initial={"theme": look.theme, "palette": look.palette})
    form = ProfileForm(data, instance=user) if user else None
    if data and looks_form.is_valid() and (form is None or form.is_valid()):
        response = redirect("settings")
        if form is not None:
            form.save()
        keep_looks(response, user, **looks_form.cleaned_data)
        if user:
            fragment.forget(user.pk)
        tell(request, _("Kept."))
        return response
    return settings_page(request, looks_form, form, status=422 if data else 200)


def settings_page(
    request: HttpRequest,
    looks_form: LooksForm,
    form: ProfileForm | None,
    *,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    user = request.user
    is_member = isinstance(user, User) and not user.is_guest
    context = {
        "looks_form": looks_form,
        "form": form,
        "token_form": TokenForm() if is_member else None,
        "access_tokens": user.access_tokens.order_by("-created_at") if isinstance(user, User) and is_member else [],
        "secret": secret,
        "languages": settings.LANGUAGES,
        "chosen_language": user.language
        if isinstance(user, User)
        else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    }
    response = render(request, "settings.html", context, status=status)
    response["Cache-Control"] = "private, no-store" if secret else "private, no-cache"
    return response


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise Http404
    response = redirect("home")
    keep_looks(response, request.user if isinstance(request.user, User) else None, theme=theme)
    return response


def keep_looks(response: HttpResponse, user: User | None, **chosen: str) -> None:
    """With the person, or in cookies for a visitor."""
    if user:
        User.objects.filter(pk=user.pk).update(**chosen)
        return
    for name, value in chosen.items():
        response.set_cookie(f"foyer_{name}", value, max_age=COOKIE_AGE, samesite="Lax", httponly=True)


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
    look = look_of(request)
    looks_form = LooksForm(initial={"theme": look.theme, "palette": look.palette})
    return settings_page(request, looks_form, ProfileForm(instance=user), secret=secret)


@require_POST
@login_required
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    try:
        services.revoke_token(user=cast(User, request.user), token_id=token_id)
    except NotFound:
        raise Http404 from None
    tell(request, _("The token is revoked. Scripts that use it are signed out."))
    return redirect("settings")
