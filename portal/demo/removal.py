"""Takes the demo away again: all that is marked as such, and nothing that a real person made."""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.images.models import Image
from wagtail.models import Collection, ModelLogEntry

from portal.accounts.models import User
from portal.demo.newsroom import COLLECTION
from portal.pages.models import Page
from portal.pages.starter import ensure_template_pages
from portal.publishing.models import Article, Channel
from recommender.models import Event, Suggestion
from widgets.models import CatalogueEntry, Item, Source


@transaction.atomic
def remove(say: Callable[[str], object]) -> None:
    say(f"People: {remove_people()} removed, with their pages and events.")
    Page.objects.filter(is_demo=True).delete()
    say(f"Articles: {remove_articles()} removed, with their pictures.")
    keep_channels_in_use()
    close_channels(Channel.objects.filter(is_demo=True))
    CatalogueEntry.objects.filter(is_demo=True).delete()
    remove_sources()
    for page in ensure_template_pages():
        say(f"Starter page “{page.title}” ({page.language}) made.")


def remove_people() -> int:
    """First what there is much of, without asking each row what hangs on it."""
    theirs = Q(user__is_demo=True)
    Event.objects.filter(theirs | Q(is_demo=True)).delete()
    Suggestion.objects.filter(theirs).delete()
    people = User.objects.filter(is_demo=True)
    count = people.count()
    people.delete()
    return count


def remove_articles() -> int:
    articles = Article.objects.filter(is_demo=True)
    ids = [str(pk) for pk in articles.values_list("pk", flat=True)]
    ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Article), object_id__in=ids).delete()
    articles.delete()
    Item.objects.filter(is_demo=True).delete()
    remove_pictures()
    return len(ids)


def remove_pictures() -> None:
    """Ours have no uploader. What an editor put beside them, or uses in an article, moves to where all pictures are."""
    used = Article.objects.exclude(picture=None).values_list("picture_id", flat=True)
    kept = Q(uploaded_by_user__isnull=False) | Q(pk__in=list(used))
    for collection in Collection.objects.filter(name=COLLECTION):
        pictures = Image.objects.filter(collection=collection)
        pictures.filter(kept).update(collection=Collection.get_first_root_node())
        pictures.delete()
        collection.delete()


def keep_channels_in_use() -> None:
    """A channel in which somebody has published is theirs from now on."""
    for channel in Channel.objects.filter(is_demo=True, articles__is_demo=False).distinct():
        Channel.objects.filter(pk=channel.pk).update(is_demo=False)
        Source.objects.filter(pk=channel.source_id).update(is_demo=False)
        CatalogueEntry.objects.filter(slug=f"channel-{channel.slug}").update(is_demo=False)


def close_channels(channels: Iterable[Channel]) -> None:
    for channel in channels:
        source_id = channel.source_id
        channel.delete()
        Source.objects.filter(pk=source_id).update(error=_("This channel is gone. You can remove this panel."))


def remove_sources() -> None:
    """What a real person's panel still shows stays, and is theirs; a closed channel tells them that it is gone."""
    sources = Source.objects.filter(is_demo=True)
    in_use = sources.filter(panels__isnull=False).values_list("pk", flat=True)
    Source.objects.filter(pk__in=list(in_use)).update(is_demo=False)
    sources.delete()
