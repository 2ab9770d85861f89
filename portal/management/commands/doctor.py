"""Looks at everything this installation needs and says what to do where something is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.operations import doctor
from portal.operations.health import Finding


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = []
        for finding in doctor.look():
            findings.append(finding)
            self.stdout.write(f"{self.sign(finding)} {finding.name:<13} {finding.message}")
        if wrong := [finding.name for finding in findings if not finding.is_well]:
            raise CommandError(f"Needs your attention: {', '.join(wrong)}.")

    def sign(self, finding: Finding) -> str:
        if not finding.is_well:
            return self.style.ERROR("✗")
        return self.style.WARNING("!") if finding.is_remark else self.style.SUCCESS("✓")
