"""A newsroom: one channel, an editor, a chief editor, a reader, and a picture."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.accounts.models import User
from portal.publishing import roles, services
from portal.publishing.models import Article, Channel
from tests.portal.publishing.newsroom import Desk


@pytest.fixture
def channel(db: None) -> Channel:
    return services.create_channel(slug="city", title="City", description="What happens in town.")


def member(email: str, *groups: str, **fields: object) -> User:
    user = User.objects.create_user(email, "correct horse battery", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def editor(db: None) -> Desk:
    return Desk(member("editor@example.org", roles.EDITORS, name="Ada"))


@pytest.fixture
def chief(db: None) -> Desk:
    return Desk(member("chief@example.org", roles.CHIEF_EDITORS, name="Grace"))


@pytest.fixture
def reader(db: None) -> Client:
    client = Client()
    client.force_login(member("reader@example.org"), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def picture_file() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (1600, 900), (20, 90, 80)).save(file, "PNG")
    return SimpleUploadedFile("bridge.png", file.getvalue(), "image/png")


@pytest.fixture
def article(channel: Channel) -> Article:
    return services.create_article(channel=channel, title="A new bridge", body="<p>It opens on Monday.</p>")
