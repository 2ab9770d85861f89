"""Where new pages come from, for everybody; and the templates' desk, for editors who may publish."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import guests
from portal.accounts.models import User
from portal.errors import NotFound, PortalError
from portal.notices import tell
from portal.pages import selectors as pages
from portal.pages import snapshots
from portal.pages.edits import address_of, edit, number_of, version_of
from portal.pages.finding import find_page
from portal.pages.gallery import selectors, services
from portal.pages.gallery.forms import TemplateForm
from portal.pages.gallery.interests import add_interests, all_interests, as_data
from portal.pages.gallery.models import PageTemplate
from portal.pages.models import Page
from portal.pages.past.history import sections_in
from portal.pages.past.views import drawn_still
from portal.pages.sharing import links
from portal.pages.sharing.selectors import published
from portal.pages.views import person, private
from widgets.rendering import Rendered

SHOWN_AT_MOST = 60


@require_http_methods(["GET", "HEAD", "POST"])
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Interests to choose from (POST makes a page of each), and templates to copy or to follow."""
    user, language = person(request), translation.get_language() or "en"
    error = ""
    if request.method == "POST":
        try:
            chosen = request.POST.getlist("interest")
            made = add_interests(user=guests.ensure_person(request), slugs=chosen, language=language)
        except NotFound as refusal:
            raise Http404(str(refusal)) from None
        except PortalError as refusal:
            error = " ".join(line for lines in getattr(refusal, "errors", {}).values() for line in lines)
            error = error or str(refusal)
        else:
            words = ngettext("%(count)d page is made.", "%(count)d pages are made.", len(made))
            tell(request, words % {"count": len(made)})
            return redirect(address_of(request, made[0]))
    context = {
        "interests": [(interest, interest.title(language)) for interest in all_interests().values()],
        "offers": selectors.offered_templates(language),
        "pages": pages.pages_of(user, language),
        "published": [(share, links.name_of(share)) for share in published()[:SHOWN_AT_MOST]],
        "error": error,
        "chosen": request.POST.getlist("interest"),
        "may_publish": bool(user and user.has_perm(services.RIGHT)),
    }
    return private(render(request, "gallery.html", context, status=422 if error else 200))


@require_safe
def look_at_template(request: HttpRequest, template_id: int) -> HttpResponse:
    """Its newest edition, only to look at, before one takes it."""
    template = get_object_or_404(PageTemplate, pk=template_id, withdrawn_at=None)
    edition = template.editions.first()
    sections = sections_in(snapshots.numbered(edition.layout)) if edition else []
    return private(render(request, "template_look.html", {"template": template, **drawn_still(request, sections)}))


@require_safe
def look_at_interest(request: HttpRequest, interest: str) -> HttpResponse:
    """The page that would be made; of what nobody here follows yet, the frames."""
    language, found = translation.get_language() or "en", all_interests().get(interest)
    if found is None:
        raise Http404
    sections = sections_in(as_data(found, language))
    still = drawn_still(request, sections)
    still["drawn"] = {number: _awaited(body) for number, body in still["drawn"].items()}
    context = {"interest": found, "title": found.title(language), **still}
    return private(render(request, "interest_look.html", context))


def _awaited(body: Rendered) -> Rendered:
    """It is not known yet whether there is nothing to show."""
    return replace(body, message=_("Not fetched yet.")) if body.state == "empty" else body


@edit
def copy_template(request: HttpRequest, user: User, template_id: int) -> Page:
    page = services.copy_template(user=user, template_id=template_id).page
    tell(request, _("“%(page)s” is made.") % {"page": page.title}, undo=reverse("page_remove", args=[page.pk]))
    return page


@edit
def follow_template(request: HttpRequest, user: User, template_id: int) -> Page:
    page = services.follow_template(user=user, template_id=template_id).page
    words = _("You follow “%(page)s”. It changes when its editors change it.") % {"page": page.title}
    tell(request, words, undo=reverse("page_remove", args=[page.pk]))
    return page


@edit
def detach_page(request: HttpRequest, user: User, page_id: int) -> Page:
    page = services.detach_page(user=user, page_id=page_id, version=version_of(request)).page
    tell(request, _("This page is yours to arrange now."), undo=reverse("page_undo", args=[page.pk]))
    return page


# --- For editors ---


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    user = editor(request)
    own = pages.pages_of(user, translation.get_language() or "en")
    context = {"offers": selectors.edited_templates(), "pages": own, "tabs": own}
    return private(render(request, "templates_desk.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest, page_id: int) -> HttpResponse:
    user = editor(request)
    try:
        page = find_page(user, page_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    form = TemplateForm(request.POST or None, initial={"title": page.title, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_template(user=user, page_id=page.pk, **form.cleaned_data)
        except PortalError as error:
            form.add_error(None, str(error))
        else:
            tell(request, _("It is offered to everybody now."))
            return redirect("templates")
    return template_page(request, form, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_template(request: HttpRequest, template_id: int) -> HttpResponse:
    user = editor(request)
    template = get_object_or_404(PageTemplate, pk=template_id)
    initial = {"title": template.title, "description": template.description, "language": template.language}
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.update_template(user=user, template_id=template.pk, **form.cleaned_data)
        tell(request, _("Kept."))
        return redirect("templates")
    return template_page(request, form, template=template)


def template_page(
    request: HttpRequest, form: TemplateForm, page: Page | None = None, template: PageTemplate | None = None
) -> HttpResponse:
    context = {"form": form, "page": page, "template": template}
    return private(render(request, "template_form.html", context, status=422 if form.errors else 200))


@edit
def publish_edition(request: HttpRequest, user: User, template_id: int) -> None:
    chosen = number_of(request, "page_id")
    edition = services.publish_edition(user=user, template_id=template_id, page_id=chosen)
    words = _("Edition %(number)d is published. Pages that follow it change within a minute.")
    tell(request, words % {"number": edition.version})


@edit
def withdraw_template(request: HttpRequest, user: User, template_id: int) -> None:
    template = services.withdraw_template(user=user, template_id=template_id)
    words = _("“%(page)s” is not offered any more. Pages that follow it stay as they are.") % {"page": template.title}
    tell(request, words, undo=reverse("template_offer", args=[template.pk]))


@edit
def offer_template(request: HttpRequest, user: User, template_id: int) -> None:
    services.offer_template(user=user, template_id=template_id)


def editor(request: HttpRequest) -> User:
    user = person(request)
    if user is None or not user.has_perm(services.RIGHT):
        raise PermissionDenied
    return user
