"""The demo's people: three to sign in as, and three hundred whose reading the model learns from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from portal import env
from portal.accounts.models import User
from portal.demo.articles import CHANNELS
from portal.publishing import roles

READER, EDITOR, OPERATOR = "reader@example.org", "editor@example.org", "operator@example.org"
NAMES: Final = {READER: "Robin Reader", EDITOR: "Edda Editor", OPERATOR: "Otto Operator"}
READERS: Final = 300
#: Not here lately: nobody waits for new lists of people who do not exist.
AWAY: Final = timedelta(days=2)
LONDON: Final = {"name": "London", "latitude": 51.51, "longitude": -0.13, "timezone": "Europe/London"}

#: Topic → how much somebody likes it; what is not named is met with a shrug.
Taste = dict[str, float]
READER_TASTE: Taste = {"astronomy": 1.0, "spaceflight": 1.0, "cooking": 1.0, "fermentation": 0.6}


@dataclass(frozen=True, slots=True)
class Person:
    user: User
    taste: Taste

    def chance(self) -> Random:
        """The same luck every time."""
        return Random(self.user.email)  # noqa: S311


@transaction.atomic
def ensure_people() -> dict[str, User]:
    """The three to sign in as, by address. A real person's account under such an address is left alone."""
    password = make_password(env.text("FOYER_DEMO_PASSWORD", "foyer-demo"))
    for address, name in NAMES.items():
        is_operator = address == OPERATOR
        user, is_new = User.objects.get_or_create(
            email=address,
            defaults={
                "name": name, "password": password, "is_demo": True, "place": LONDON, "language": "en",
                "timezone": "Europe/London", "is_staff": is_operator, "is_superuser": is_operator,
            },
        )  # fmt: skip
        if is_new:
            EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    users = {user.email or "": user for user in User.objects.filter(email__in=NAMES, is_demo=True)}
    if EDITOR in users:
        users[EDITOR].groups.set(Group.objects.filter(name__in=[roles.EDITORS, roles.CHIEF_EDITORS]))
    return users


def ensure_readers() -> list[Person]:
    """The synthetic readers with their tastes, the same in every demo. Nobody can sign in as one of them."""
    addresses = [f"reader-{number:03}@demo.invalid" for number in range(1, READERS + 1)]
    nobody, away = make_password(None), timezone.now() - AWAY
    User.objects.bulk_create(
        [User(email=address, password=nobody, is_demo=True, language="en", last_seen_at=away) for address in addresses],
        ignore_conflicts=True,
    )
    users = User.objects.filter(email__in=addresses, is_demo=True).order_by("email")
    return [Person(user, taste_of(user.email or "")) for user in users]


def taste_of(address: str) -> Taste:
    """Two topics of one channel and one or two of another; every second person's channels are next to each other."""
    chance = Random(address)  # noqa: S311
    number = chance.randrange(len(CHANNELS))
    step = 1 if chance.random() < 0.5 else chance.randrange(1, len(CHANNELS))
    home, away = CHANNELS[number].topics, CHANNELS[(number + step) % len(CHANNELS)].topics
    return _liking(home, 2, 1.0, chance) | _liking(away, chance.choice([1, 2]), 0.8, chance)


def _liking(topics: Sequence[str], count: int, weight: float, chance: Random) -> Taste:
    return dict.fromkeys(chance.sample(list(topics), count), weight)
