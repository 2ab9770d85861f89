"""manage.py evaluate: how good suggestions are, beside simple and known ways, on own or public data."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from recommender import blending, dataset, impressions, promotion
from recommender.errors import RecommenderError
from recommender.trials import off_policy, report, running
from recommender.trials.loaders import LOADERS
from recommender.trials.log import BadData, Log, of_dataset
from recommender.trials.off_policy import Worth
from recommender.trials.protocols import PROTOCOLS, prepare
from recommender.trials.scorers import SCORERS

USUAL: Final = ("temporal", "last")


class Command(BaseCommand):
    help = "Compares suggestions with popularity, newest, content, item-kNN, ALS and BPR. Stores nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dataset", default="live", choices=["live", *LOADERS])
        parser.add_argument("--path", type=Path, help="The folder with the files of the data set, as it is published.")
        parser.add_argument("--protocol", nargs="+", default=USUAL, choices=PROTOCOLS, metavar="PROTOCOL",
                            help=f"One or more of {', '.join(PROTOCOLS)}.")  # fmt: skip
        parser.add_argument("--scorers", nargs="+", default=(), choices=SCORERS, metavar="SCORER",
                            help=f"Some of {', '.join(SCORERS)}.")  # fmt: skip
        parser.add_argument("--people", type=int, default=2000, help="Ask so many at most.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", type=Path, help="Write everything there.")
        parser.add_argument("--plot", type=Path, help="Write a picture there (SVG).")

    def handle(self, *args: Any, **options: Any) -> None:
        seed = options["seed"]
        try:
            log = load(options["dataset"], options["path"])
            trials = [prepare(log, name, seed, options["people"]) for name in options["protocol"]]
        except (BadData, RecommenderError) as error:
            raise CommandError(str(error)) from error
        told = []
        for trial in trials:
            results = running.run(trial, seed=seed, only=options["scorers"], say=self.stderr.write)
            told.append((trial, results))
            self.stdout.write(report.table(trial, results) + "\n")
        worth = off_policies() if options["dataset"] == "live" else {}
        if worth:
            self.stdout.write(report.worth_table(worth))
        for path, text in ((options["json"], report.as_json(told, worth, seed)), (options["plot"], report.plot(told))):
            if path:
                path.write_text(text, encoding="utf-8")


def load(name: str, path: Path | None) -> Log:
    if name == "live":
        data = dataset.load("items")
        if data.interactions.nnz < 10:
            raise BadData("Nobody has read enough yet.")
        return of_dataset(data)
    if path is None:
        raise BadData(f"Say where the files of {name} lie: --path FOLDER")
    return LOADERS[name](path)


def off_policies() -> dict[str, Worth]:
    """Nothing, where chance had no place on any list that was seen."""
    shown = impressions.load()
    live = promotion.live_version("items")
    learned = blending.from_json(live.weights) if live and live.weights.get("basis") == "learned" else None
    return off_policy.compare(shown, learned) if any(one.propensity < 1 for one in shown) else {}
