"""A picture for a panel as a plain form, and the way to it for its owner and for who comes through a shared page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.models import User
from portal.errors import InvalidSettings, NotFound
from portal.notices import tell, warn
from portal.pages.edits import edit
from portal.pages.finding import find_panel
from portal.pages.models import Page
from portal.pages.sharing.services import find_share
from portal.pages.sharing.shown import shows_picture
from portal.pages.views import person
from portal.themes.backdrops import MAX_BYTES
from portal.uploads import services
from portal.uploads.models import PanelPicture


@edit
def put_picture(request: HttpRequest, user: User, panel_id: int) -> Page | None:
    panel, file = find_panel(user, panel_id), request.FILES.get("picture")
    if file is None:
        warn(request, _("Choose a picture first."))
        return None
    try:
        page = services.put_picture(user=user, panel_id=panel.pk, content=file.read(MAX_BYTES + 1)).page
    except InvalidSettings as error:
        warn(request, " ".join(line for lines in error.errors.values() for line in lines))
        return None
    tell(request, _("Kept."), undo=reverse("page_undo", args=[page.pk]))
    return page


@edit
def take_picture_out(request: HttpRequest, user: User, panel_id: int) -> Page:
    page = services.take_picture_out(user=user, panel_id=panel_id).page
    tell(request, _("The picture is removed."), undo=reverse("page_undo", args=[page.pk]))
    return page


@require_safe
def show_picture(request: HttpRequest, token: str) -> HttpResponse:
    return picture(PanelPicture.objects.filter(owner=person(request), owner__isnull=False, token=token).first())


@require_safe
def show_shared_picture(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """As long as the door is open, and a panel with it is among what its owner shows."""
    try:
        share = find_share(name)
    except NotFound as error:
        raise Http404(str(error)) from None
    if not shows_picture(share, token):
        raise Http404
    response = picture(PanelPicture.objects.filter(owner=share.page.owner_id, token=token).first())
    response["Cache-Control"] = "private, no-cache"
    return response


def picture(found: PanelPicture | None) -> HttpResponse:
    """One picture never changes."""
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type="image/webp", headers=headers)
