"""An editor at work: the studio's own forms, through HTTP."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from portal.accounts.models import User
from portal.publishing.models import Article, Channel
from widgets.models import Item


class Desk:
    def __init__(self, user: User) -> None:
        self.user, self.client = user, Client()
        self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    def upload(self, file: SimpleUploadedFile) -> int:
        response = self.client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "A bridge", "files[]": file, "collection": 1},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        return response.json()["image_id"]

    def write(self, channel: Channel, *, action: str = "", body: str = "<p>Words.</p>", **fields: Any) -> Article:
        """Fills in the form for a new article and presses a button: "", "action-submit" or "action-publish"."""
        response = self.client.post(address("add"), form(channel, action, body, fields))
        assert response.status_code == 302, errors(response)
        return Article.objects.latest("pk")

    def edit(self, article: Article, *, action: str = "", body: str = "<p>Words.</p>", **fields: Any) -> None:
        fields = {"title": article.title, **fields}
        response = self.client.post(address("edit", article.pk), form(article.channel, action, body, fields))
        assert response.status_code == 302, errors(response)

    def approve(self, article: Article) -> None:
        state = article.current_workflow_task_state
        address_of_action = address("workflow_action", article.pk, "approve", state.pk)
        assert self.client.post(address_of_action).status_code in (200, 302)

    def press(self, verb: str, article: Article) -> None:
        assert self.client.post(address(verb, article.pk)).status_code == 302


def address(view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_portal_article:{view}", args=args)


def form(channel: Channel, action: str, body: str, fields: dict[str, Any]) -> dict[str, Any]:
    empty = {
        "summary": "",
        "picture": "",
        "picture_text": "",
        "topics": "",
        "author_name": "",
        "go_live_at": "",
        "expire_at": "",
    }
    pressed = {action: "1"} if action else {}
    return {**empty, "channel": channel.pk, "body": rich_text(body), **fields, **pressed}


def errors(response: Any) -> str:
    return (
        "; ".join(re.findall(r'class="error-message".*?</p>', response.content.decode(), re.DOTALL)) or "no form error"
    )


def items(channel: Channel) -> list[Item]:
    """What readers see of a channel."""
    return list(channel.source.items.filter(is_live=True).order_by("-published_at", "-id"))


def feed(channel: Channel, **headers: str) -> Any:
    return Client().get(f"/channels/{channel.slug}/feed.xml", headers=headers)
