"""manage.py models: which models there are, and which one makes the lists."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from recommender import asking, holdout, promotion
from recommender.dataset import SUBJECTS, Subject
from recommender.errors import RecommenderError
from recommender.holdout import Opened
from recommender.models import ModelVersion

HEAD: Final = f"{'id':>5} {'subject':8} {'state':10} {'made':16} {'likes':>8} {'nDCG@10':>8} {'popular':>8}  verdict"
SHARES: Final = ("coverage", "top_share", "overlap")
COLUMNS: Final = ("nDCG@10", "hit@10", "AUC", "people", "coverage", "top 1 %", "overlap")
MEASURED_HEAD: Final = f"{'measured':20} {' '.join(f'{column:>8}' for column in COLUMNS)}"
BY_ID: Final[dict[str, Callable[[ModelVersion], None]]] = {
    "promote": promotion.promote_by_hand,
    "shadow": promotion.put_into_shadow,
    "pin": promotion.pin,
    "unpin": lambda version: promotion.pin(version, False),
}


class Command(BaseCommand):
    help = (
        "Lists the models. `back` makes the one before live again; `promote 7`, `shadow 7`, `pin 7` and `unpin 7` mean"
        " that one; `show 7` prints its measures and what each lane weighs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", nargs="?", default="list", choices=["list", "back", "show", *BY_ID])
        parser.add_argument("which", nargs="?", help="The model's id; for `back`: items (as usual) or widgets.")

    def handle(self, *args: Any, **options: Any) -> None:
        act, which = options["act"], options["which"]
        try:
            if act == "back":
                self.go_back(which or "items")
            elif act != "list":
                self.change(act, number_of(which))
        except RecommenderError as error:
            raise CommandError(str(error)) from error
        if act != "show":
            self.list_all()

    def go_back(self, subject: str) -> None:
        if subject not in SUBJECTS:
            raise CommandError(f"There are models of {' and of '.join(SUBJECTS)}.")
        version = promotion.roll_back(subject)
        asking.push_everybody_soon()
        self.stdout.write(f"Model {version.pk} is live again. To keep it: manage.py models pin {version.pk}")

    def change(self, act: str, version_id: int) -> None:
        version = promotion.find(version_id)
        if act == "show":
            self.stdout.write(told(version))
            return
        BY_ID[act](version)
        if act == "promote":
            asking.push_everybody_soon()

    def list_all(self) -> None:
        self.stdout.write(HEAD)
        for version in ModelVersion.objects.order_by("subject", "-pk"):
            self.stdout.write(row(version))
        for subject in SUBJECTS:
            self.stdout.write(f"Lists of {subject} are made with: {in_use(subject)}.")
        for group, told in holdout.compare().items():
            self.stdout.write(f"Opened of what the panel showed in 30 days, {group}: {worth(told)}")


def number_of(which: str | None) -> int:
    if which is None or not which.isascii() or not which.isdecimal():
        raise CommandError("Say which: its id stands in the list. Run: manage.py models")
    return int(which)


def row(version: ModelVersion) -> str:
    state = f"{version.state}{' 📌' if version.is_pinned else ''}"
    own, popular = (version.metrics.get(name, {}).get("ndcg", 0.0) for name in ("lightfm", "popularity"))
    made = f"{version.created_at:%Y-%m-%d %H:%M}"
    numbers = f"{version.events:8} {own:8.3f} {popular:8.3f}"
    return f"{version.pk:5} {version.subject:8} {state:10} {made:16} {numbers}  {version.verdict}"


def in_use(subject: Subject) -> str:
    found = promotion.serving(subject)
    return f"{found.step} ({found.used.pk})" if found.used else found.step


def worth(told: Opened) -> str:
    return f"{told.share:.1%} ({told.low:.1%} to {told.high:.1%}) of {told.shown}, {told.people} people."


def told(version: ModelVersion) -> str:
    lines = [HEAD, row(version), MEASURED_HEAD, *(measured(name, m) for name, m in version.metrics.items())]
    cost = version.parameters
    if "megabytes" in cost:
        lines.append(f"Serving takes {cost['megabytes']:.1f} MB, {cost['milliseconds']:.1f} ms for one person.")
    blend = version.weights
    lines.append(f"The blend: {blend.get('basis', 'prior')}, from {blend.get('choices', 0)} choices.")
    lines += [f"{name:20} {weight:8.3f}" for name, weight in blend.get("weights", {}).items()]
    return "\n".join(lines)


def measured(name: str, told: Mapping[str, float]) -> str:
    """Old models know less of themselves."""
    shares = " ".join(f"{told[share]:8.0%}" if share in told else " " * 8 for share in SHARES)
    means = " ".join(f"{told[mean]:8.3f}" for mean in ("ndcg", "hit", "auc"))
    return f"{name:20} {means} {told['people']:8.0f} {shares}".rstrip()
