"""Collects the words of the portal for translators and compiles what they wrote (for developers: needs Babel)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Brings locale/*/LC_MESSAGES up to date with the code, and compiles it. --check only looks."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("languages", nargs="*", help="only these; all without")
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is not in order")

    def handle(self, *args: Any, **options: Any) -> None:
        from portal.languages import catalogues  # noqa: PLC0415  (Babel is there for developers only)

        words = catalogues.found()
        faults: list[catalogues.Fault] = []
        for language in options["languages"] or catalogues.languages():
            if not options["check"]:
                catalogues.update(language, words)
                catalogues.compile_catalogue(language)
            faults += catalogues.faults(language)
            left = list(catalogues.missing(language, words))
            print(f"{language}: {len(words)} words, {len(left)} not translated")
        if faults:
            raise CommandError("\n".join(f"{fault.language}: {fault.what}: {fault.word}" for fault in faults))
