"""Wagtail looks for this file in installed apps; the studio itself lies in portal/publishing."""

from portal.publishing import studio  # noqa: F401
