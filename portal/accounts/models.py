"""People, their sessions and their access tokens."""

import hashlib
import secrets
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from portal.places import places
from widgets.base import Place, Viewer


class UserManager(BaseUserManager["User"]):
    """Makes people (by e-mail address) and guests (without one)."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def create_guest(self, **fields: Any) -> "User":
        user = self.model(email=None, is_guest=True, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person. A guest is a person without an address, kept only by the cookie of one browser."""

    class Units(models.TextChoices):
        METRIC = "metric", _("°C, km/h")
        IMPERIAL = "imperial", _("°F, mph")

    class ForYouPlace(models.TextChoices):
        BESIDE = "beside", _("beside the page")
        APART = "apart", _("on a page of its own")

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True, null=True)  # type: ignore[assignment]  # noqa: DJ001
    is_guest = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=80, blank=True)

    language = models.CharField(_("language"), max_length=10, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, blank=True)
    units = models.CharField(_("units"), max_length=10, choices=Units, default=Units.METRIC)
    hour12 = models.BooleanField(_("12-hour clock"), default=False)
    first_weekday = models.PositiveSmallIntegerField(_("first day of the week"), default=0)
    place = models.JSONField(_("place"), null=True, blank=True)
    theme = models.CharField(max_length=20, default="system")
    palette = models.CharField(max_length=20, default="paper")
    #: All else about the looks of their pages: the choices of portal.themes.looks that are not the usual ones.
    look = models.JSONField(default=dict, blank=True)
    #: They were asked for place, time zone and units, and answered or declined: never asked again.
    is_introduced = models.BooleanField(default=False)
    wants_suggestions = models.BooleanField(_("suggest things to me"), default=True)
    for_you_place = models.CharField(max_length=10, choices=ForYouPlace, default=ForYouPlace.BESIDE)
    #: The day, as the clocks at their place count it, for which they had enough of the for-you panel.
    for_you_done_on = models.DateField(null=True, blank=True)
    last_seen_at = models.DateTimeField(default=now)
    #: Grows whenever the drawn for-you panel is out of date.
    for_you_version = models.PositiveIntegerField(default=0)
    #: Grows whenever they read, save or mark something, and with their rules: drawn pages show it.
    reading_version = models.PositiveIntegerField(default=0, db_default=0)
    #: Grows with their rules; 0 is: they never had any, and no page need ask.
    rules_version = models.PositiveIntegerField(default=0, db_default=0)
    keeps_opened = models.BooleanField(_("remember what I opened lately"), default=True, db_default=True)
    #: Of a new guest: whose first change it was, so that two that come at once make one guest (see guests).
    claim = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_guest=True) | Q(email__isnull=False), name="email_or_guest")
        ]

    def __str__(self) -> str:
        return self.name or self.email or "guest"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def shows_for_you(self) -> bool:
        """Whether the panel stands beside their pages."""
        return self.wants_suggestions and self.for_you_place == self.ForYouPlace.BESIDE

    @property
    def shows_for_you_apart(self) -> bool:
        return self.wants_suggestions and self.for_you_place == self.ForYouPlace.APART

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    @property
    def is_done_for_today(self) -> bool:
        return self.for_you_done_on == now().astimezone(self.zone).date()

    def sun_place(self) -> dict[str, Any] | None:
        """Where the sun sets for them: their place, else the town that their time zone is named after."""
        return self.place or places.of_zone(self.timezone)

    def as_viewer(self, language: str = "") -> Viewer:
        """In the language that is spoken now: to who has chosen none, in their browser's."""
        return Viewer(
            language=language or self.language or "en",
            timezone=self.timezone or "UTC",
            units=self.units,  # type: ignore[arg-type]
            hour12=self.hour12,
            first_weekday=self.first_weekday,
            place=Place(**self.place) if self.place else None,
            person=self.pk,
        )


class Session(AbstractBaseSession):
    """A session that knows its person, so that one query brings both and a person's sessions can be ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(default=now)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from portal.accounts.sessions import SessionStore  # noqa: PLC0415

        return SessionStore


class AccessToken(models.Model):
    """A personal token for scripts; only its hash is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def issue(cls, user: User, name: str) -> tuple["AccessToken", str]:
        """A new token and its secret, which is shown once and never again."""
        secret = f"foyer_{secrets.token_urlsafe(32)}"
        return cls.objects.create(user=user, name=name, digest=cls.digest_of(secret)), secret
