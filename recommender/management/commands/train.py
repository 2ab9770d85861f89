"""manage.py train: trains both models now and prints how good they are."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommender import training
from recommender.errors import RecommenderError
from recommender.training import Trained

HEAD = f"{'':16} {'nDCG@10':>8} {'hit@10':>8} {'AUC':>8} {'people':>8} {'coverage':>9}"

OPTIONS = ("seed", "epochs", "threads", "force", "shadow")


class Command(BaseCommand):
    help = "Trains the models behind the for-you panel, measures them, and lets them go live if they are good enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--epochs", type=int, default=training.EPOCHS)
        parser.add_argument("--threads", type=int, default=1, help="More than one is faster, but not reproducible.")
        parser.add_argument("--shadow", action="store_true", help="Measure beside the live model; show it to nobody.")
        parser.add_argument("--force", action="store_true", help="Promote a model that the gate refuses.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            trained = training.train(**{name: options[name] for name in OPTIONS})
        except RecommenderError as error:
            raise CommandError(str(error)) from error
        for one in trained:
            self.stdout.write(table(one))
        if problems := {one.problem for one in trained if one.problem}:
            raise CommandError(" ".join(sorted(problems)))


def table(trained: Trained) -> str:
    version = trained.version
    title = f"{trained.subject}: {trained.verdict}"
    if version is None:
        return title
    lines = [f"{title} ({version.events} likes, {version.seconds:.1f} s, {version.file})", HEAD]
    for name, m in trained.measures.items():
        lines.append(f"{name:16} {m.ndcg:8.3f} {m.hit:8.3f} {m.auc:8.3f} {m.people:8} {m.coverage:9.1%}")
    return "\n".join(lines)
