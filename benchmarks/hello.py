"""The yardstick: Django's own "hello" with the seven middlewares of a new project, in each way of serving it."""

from django.conf import settings

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)

from django.core.asgi import get_asgi_application  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from portal.bridge import WsgiBridge  # noqa: E402


def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Hello</p>")


urlpatterns = [path("", hello)]
wsgi = get_wsgi_application()
asgi = get_asgi_application()
bridged = WsgiBridge(wsgi, threads=6, max_body=1024)
