"""The content security policy, put together once: it is the same for nearly every answer."""

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp builds the policy anew for each answer; that is left for answers that are out of the ordinary."""

    policy: object = None
    usual = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not self.is_usual(request, response):
            return super().process_response(request, response)
        if self.policy is not settings.CONTENT_SECURITY_POLICY:
            super().process_response(request, response)
            self.policy, self.usual = settings.CONTENT_SECURITY_POLICY, response.headers[HEADER]
        response.headers[HEADER] = self.usual
        # From here on a nonce would come too late: asking for one is an error, as in django-csp.
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response

    @staticmethod
    def is_usual(request: HttpRequest, response: HttpResponseBase) -> bool:
        """No nonce was handed out, no view has a policy of its own, and the address is not one of the studio's."""
        return (
            getattr(request, "_csp_nonce", None) is None
            and not settings.DEBUG
            and not response.has_header(HEADER)
            and not any(name.startswith("_csp") for name in vars(response))
            and not request.path_info.startswith(tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"]))
        )
