"""Whatever takes an address refuses what leads inside: each kind's form, each kind's fetch, and everything beside them."""

from datetime import UTC, datetime

import pytest

from tests.widgets.types.samples import SAMPLES
from widgets import configuration, looking, refresh, registry, websub
from widgets.base import FetchError, FetchResult
from widgets.fields import AddressesField, AddressField
from widgets.models import Source, Subscription

INSIDE = [
    "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://①②⑦.⓪.⓪.①/",
    "http://169.254.169.254/latest/meta-data/", "http://localhost:6379/", "http://10.0.0.1/", "http://metadata.google.internal./",
    "file:///etc/passwd", "gopher://127.0.0.1:6379/_", "dict://127.0.0.1:11211/", "data:text/html,x",
    "https://user:password@example.org/", "https://example.org\\@127.0.0.1/", "https://example.org/\x01", f"https://e.org/{'x' * 3000}",
]  # fmt: skip
#: Only looked up when it is fetched, because forms ask no DNS.
BY_NAME = {"http://metadata.google.internal./"}
FIELDS = [
    (widget.kind, name)
    for widget in registry.all_types()
    for name, field in widget.SettingsForm.base_fields.items()
    if isinstance(field, AddressField | AddressesField)
]
FETCHED = [kind for kind, name in FIELDS if name == "url" and registry.get(kind).refresh_every]


def test_the_fields_of_addresses_are_found():
    known = {"feed", "headlines", "calendar", "custom", "monitor", "mastodon", "image", "embed", "status"}
    assert known <= {kind for kind, _name in FIELDS}


@pytest.mark.parametrize("address", [each for each in INSIDE if each not in BY_NAME])
@pytest.mark.parametrize(("kind", "name"), [*FIELDS, ("podcasts", "podcast")])
def test_every_form_refuses_it(kind, name, address):
    with pytest.raises(configuration.InvalidConfiguration) as refused:
        configuration.validate(registry.get(kind), {name: address}, initial=SAMPLES[kind].settings)
    assert name in refused.value.errors


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("kind", FETCHED)
def test_the_worker_refuses_what_came_past_the_form(kind, address):
    """With the one message that tells nothing, or what is wrong with the address."""
    settings = configuration.defaults(registry.get(kind)) | {"url": address}
    outcome = refresh.fetch(Source(kind=kind, key="k", settings=settings))
    if kind == "monitor" and isinstance(outcome, FetchResult):
        assert (outcome.payload["is_up"], outcome.payload["reason"]) == (False, "There is no answer from this address.")
    else:
        assert isinstance(outcome, FetchError)
        assert outcome.code in {"refused", "unreachable", "bad-address"}


@pytest.mark.parametrize("address", INSIDE)
def test_looking_at_an_address_refuses_it(address):
    with pytest.raises(FetchError):
        looking.look(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", INSIDE[:-1])  # the parser already drops what is longer than its column
def test_a_hub_inside_is_not_asked(address, caplog):
    now = datetime.now(UTC)
    source = Source.objects.create(kind="feed", key="k", next_fetch_at=now)
    Subscription.objects.create(source=source, hub=address, topic="https://example.org/", token="t", due_at=now)
    with caplog.at_level("INFO", "widgets.websub"):
        websub.ask_due(now)
    assert "in vain" in caplog.text
