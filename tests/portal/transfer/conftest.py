"""A person with a page, and imports that run at once instead of in a worker."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.pages import services as pages
from portal.pages.models import Page
from portal.transfer import running, services
from portal.transfer.models import ImportJob


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password")


@pytest.fixture
def eve() -> User:
    return User.objects.create_user("eve@example.org", "a-long-password")


@pytest.fixture
def home(ada: User) -> Page:
    return pages.create_page(user=ada, title="Home").page


@pytest.fixture
def browser_of(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


Bring = Callable[..., ImportJob]


@pytest.fixture
def bring(ada: User, home: Page) -> Bring:
    """Imports a file and answers the job as it ended."""

    def bring(body: Any, **wishes: Any) -> ImportJob:
        text = body if isinstance(body, str) else json.dumps(body)
        job = services.start_import(user=ada, body=text.encode("utf-8", "surrogatepass"), name="file", **wishes)
        running.run(job.pk)
        job.refresh_from_db()
        return job

    return bring
