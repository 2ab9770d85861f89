"""A picture goes into a panel and out of it; both are changes of the page like any other, and undone like them."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.errors import NotFound, TooMany
from portal.pages.finding import find_panel
from portal.pages.models import PageRevision, Panel
from portal.pages.services import Change, update_panel
from portal.themes.pictures import drawn_anew
from portal.uploads.models import PanelPicture
from widgets import registry

WIDTH: Final = 1200
MAX_PICTURES, MAX_PICTURES_OF_GUEST = 60, 10


def put_picture(*, user: User, panel_id: int, content: bytes) -> Change:
    """Raises InvalidSettings for what is no picture or too large."""
    panel = find_panel(user, panel_id)
    name, drawn = setting_of(panel), drawn_anew(content, WIDTH)
    with transaction.atomic():
        # `no_key`: a revision that is being written refers to this row, on a page that we wait for.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        most = MAX_PICTURES_OF_GUEST if user.is_guest else MAX_PICTURES
        if PanelPicture.objects.filter(owner=user).count() >= most:
            raise TooMany(
                _("You have %(count)d pictures in panels, also in the trash and in the history.") % {"count": most}
            )
        picture = PanelPicture.objects.create(owner=user, content=drawn)
        return update_panel(user=user, panel_id=panel.pk, settings={name: picture.token})


def take_picture_out(*, user: User, panel_id: int) -> Change:
    panel = find_panel(user, panel_id)
    return update_panel(user=user, panel_id=panel.pk, settings={setting_of(panel): ""})


def setting_of(panel: Panel) -> str:
    """The name under which its settings name a picture; NotFound for a kind that shows none."""
    widget = registry.find(panel.kind)
    if widget is None or not widget.takes_upload:
        raise NotFound
    return widget.takes_upload


def forgotten(before: datetime) -> QuerySet[PanelPicture]:
    """Those that no panel names any more, nor anything that a panel was as far as history reaches back."""
    panels = Panel.objects.filter(section__page__owner=OuterRef("owner"))
    revisions = PageRevision.objects.filter(page__owner=OuterRef("owner"))
    named = Cast("settings", TextField())
    return PanelPicture.objects.filter(
        ~Exists(panels.annotate(words=named).filter(words__contains=OuterRef("token"))),
        ~Exists(revisions.annotate(words=Cast("layout", TextField())).filter(words__contains=OuterRef("token"))),
        created_at__lt=before,
    )
