"""All settings, in one file, from the environment; docs/operating.md describes every variable."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from portal import env
from portal.operations import logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("FOYER_DATA") or BASE_DIR / "var").absolute()

DEBUG = env.flag("FOYER_DEBUG")
SECRET_KEY = env.secret("FOYER_SECRET_KEY", DATA_DIR / "secret.key")
ALLOWED_HOSTS = env.words("FOYER_HOSTS", "127.0.0.1,localhost,[::1]")
PUBLIC_URL = env.text("FOYER_PUBLIC_URL", f"http://127.0.0.1:{env.number('PORT', 8000, at_least=1)}").rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- Parts -----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal",
    "recommender",
    "widgets",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_celery_beat",
    "csp",
    "wagtail.embeds",
    "portal.publishing.apps.StudioUsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "portal.operations.logs.name_requests",
    "portal.operations.metrics.measure",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.pages.ready.give_ready",  # what those below do for a page is remembered with it
    "portal.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.offline.middleware.name_person",
    "portal.accounts.middleware.AuthenticationMiddleware",
    "portal.accounts.devices.note_device",
    "portal.tastes.observing.UnobservedMiddleware",
    "portal.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.nul.RefuseNul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.content_policy.ContentPolicyMiddleware",
    "portal.problems.SayRedisIsAway",
    "portal.publishing.middleware.StudioMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages and panels are Jinja2 (about ten times faster here); allauth and Wagtail bring Django templates, and what we
# override of theirs lies in templates/django.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "portal.templating.environment",
            "context_processors": ["portal.context.site"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]

# --- Web server (portal/asgi.py) --------------------------------------------------------------------------------------

WEB_THREADS = env.number("FOYER_WEB_THREADS", 6, at_least=1)
WEB_MAX_BODY = env.number("FOYER_MAX_UPLOAD_MB", 64, at_least=1) * 1024 * 1024

# --- Data ------------------------------------------------------------------------------------------------------------

DATABASE_URL = env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR}/foyer.sqlite3"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Opening the file anew costs 2 ms a request: each web thread keeps its connection.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # A deferred transaction that reads and then writes loses against a second writer; immediate ones queue.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # A connection that the server closed meanwhile is noticed before it is used.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.number("FOYER_DB_POOL", 8, at_least=1)}}

REDIS_URL = env.text("REDIS_URL") or f"unix://{env.socket_path(DATA_DIR)}"
CELERY_BROKER_URL, LIVE_REDIS_URL = env.redis_urls(REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "portal.caching.PatientCache",
        "LOCATION": LIVE_REDIS_URL,
        "KEY_PREFIX": "foyer",
        # One that hangs must not hold up pages for longer than this.
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        "TIMEOUT": 24 * 3600,
    }
}

SESSION_ENGINE = "portal.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "foyer_session"

MEDIA_ROOT, MEDIA_URL = DATA_DIR / "media", "/media/"
STATIC_ROOT, STATIC_URL = Path(env.text("FOYER_STATIC") or DATA_DIR / "static"), "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.templating.WidgetStaticFinder",
    "portal.static_files.JoinedFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.static_files.StaticFiles"
    },
}
MODEL_DIR = DATA_DIR / "models"
#: Other people's pictures as we show them; may be deleted at any time.
PICTURES_DIR = DATA_DIR / "pictures"
PICTURES_MAX_BYTES = env.number("FOYER_PICTURES_MB", 300, at_least=10) * 1024 * 1024

# --- People ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.choice("FOYER_EMAIL_VERIFICATION", "optional", among=("none", "optional", "mandatory"))
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
EMAIL_BACKEND = env.text("FOYER_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST, EMAIL_PORT = env.text("FOYER_SMTP_HOST", "localhost"), env.number("FOYER_SMTP_PORT", 25, at_least=1)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("FOYER_SMTP_USER"), env.text("FOYER_SMTP_PASSWORD")
EMAIL_USE_TLS, EMAIL_TIMEOUT = env.flag("FOYER_SMTP_TLS"), 10
DEFAULT_FROM_EMAIL = env.text("FOYER_EMAIL_FROM", "Foyer <foyer@localhost>")

# --- Words -----------------------------------------------------------------------------------------------------------

LANGUAGE_CODE, TIME_ZONE = "en", env.text("FOYER_TIME_ZONE", "UTC")
# Each in its own words: who reads only that one finds it.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Work in the background ------------------------------------------------------------------------------------------

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER, CELERY_ACCEPT_CONTENT = "json", ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Unacknowledged tasks come back after this; longer than the longest task (training).
    "visibility_timeout": 3600,
    # A person who adds a panel must not wait (6 s otherwise) for a broker that is away: the database says what is due.
    "max_retries": 1,
    "interval_start": 0.2,
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- For operators ---------------------------------------------------------------------------------------------------

LOGGING = logs.configuration(
    style=env.choice("FOYER_LOG_FORMAT", "text", among=("text", "json")),
    level=env.choice("FOYER_LOG_LEVEL", "INFO", among=("DEBUG", "INFO", "WARNING", "ERROR")),
)
logs.report_errors(env.text("FOYER_SENTRY_DSN"))
METRICS_TOKEN = env.text("FOYER_METRICS_TOKEN")
NEW_GUESTS_PER_HOUR = env.number("FOYER_NEW_GUESTS_PER_HOUR", 200, at_least=1)
KEEP_EVENTS = timedelta(days=env.number("FOYER_KEEP_EVENTS_DAYS", 400, at_least=30))
KEEP_REMOVED = timedelta(days=env.number("FOYER_KEEP_REMOVED_DAYS", 30, at_least=1))

# --- Fetching other people's servers ---------------------------------------------------------------------------------

EGRESS_ALLOW = env.networks("FOYER_EGRESS_ALLOW")
# Whatever the networks above let in: at the ports of the database and of Redis lies nobody's feed.
EGRESS_CLOSED_PORTS = {5432, 6379, *(port for url in (DATABASE_URL, REDIS_URL) if (port := urlsplit(url).port))}
EGRESS_PROXY = env.text("FOYER_EGRESS_PROXY")
EGRESS_USER_AGENT = env.text("FOYER_USER_AGENT", f"Foyer/0.1 (+{PUBLIC_URL})")
EGRESS_MAX_BYTES = env.number("FOYER_EGRESS_MAX_BYTES", 10 * 1024 * 1024, at_least=1024)
EGRESS_DEADLINE = timedelta(seconds=env.number("FOYER_EGRESS_SECONDS", 20, at_least=1))
EGRESS_PER_HOST = 2
# Hubs reach the portal at its public address, to say that a feed has something new.
WEBSUB = env.flag("FOYER_WEBSUB", IS_HTTPS)
# Between these lies every wait between two fetches of a source, whatever it wishes and was learned of it.
REFRESH_SOONEST = timedelta(minutes=env.number("FOYER_REFRESH_SOONEST_MINUTES", 1, at_least=1))
REFRESH_LATEST = timedelta(hours=env.number("FOYER_REFRESH_LATEST_HOURS", 24, at_least=1))
# What FOYER_UPSTREAM_<NAME> says, by name: widget types declare the services they ask, and the usual address of each.
UPSTREAMS = env.addresses("FOYER_UPSTREAM_")

# --- Personalization -------------------------------------------------------------------------------------------------

PERSONALIZATION = env.flag("FOYER_PERSONALIZATION", True)
# So many of a hundred people, by lot, go on with what is popular and fresh: operators compare the others with them.
HOLDOUT_PERCENT = env.number("FOYER_HOLDOUT_PERCENT", 0, at_most=50)
# What LightFM may take for one of the two models; what all of a training may take before its process is ended.
TRAINING_SECONDS = 60 * env.number("FOYER_TRAINING_MINUTES", 60, at_least=1)
TRAINING_LIMIT = 4 * TRAINING_SECONDS

# --- Security --------------------------------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "portal.problems.refused_form"
# In a signed cookie: a word to the person costs no write to the session.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("FOYER_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
CONTENT_SECURITY_POLICY = {
    # Wagtail's forms carry inline scripts: the studio has its own policy (portal/publishing).
    "EXCLUDE_URL_PREFIXES": ["/studio/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        # Podcasts and stations play from where they lie: a player asks nobody before it is pressed.
        "media-src": ["https:", "http:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Documents of panels, each with a sandbox of its own (portal/pages/framing.py).
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- API -------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "portal.accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsing.BodyParser"],
    "EXCEPTION_HANDLER": "portal.api.base.answer_error",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    # The client's address is REMOTE_ADDR (portal/bridge.py): who writes X-Forwarded-For must not get a new allowance.
    "NUM_PROXIES": 0,
    "DEFAULT_THROTTLE_RATES": {"user": env.text("FOYER_API_RATE", "600/min"), "refresh": "30/min"},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Foyer",
    "VERSION": "1",
    "DESCRIPTION": "All that the page can do, a script can do.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["portal.api.schema.only_ours"],
    "ENUM_NAME_OVERRIDES": {
        "SourceState": "widgets.models.Source.State",
        "ImportState": "portal.transfer.models.ImportJob.State",
        "TasteDirection": "recommender.models.Preference.Direction",
        "RuleVerb": "portal.reading.rules.models.Rule.Verb",
        "RuleWhat": "portal.reading.rules.models.Rule.What",
    },
}

# --- Studio ----------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Foyer Studio"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USAGE_COUNT_ENABLED = False
# Videos of others are not embedded, and asking others about an address would go round the guard (widgets/egress).
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Passwords and addresses are allauth's business.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
