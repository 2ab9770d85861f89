"""Results as a table, as JSON and as a plot in SVG."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final
from xml.sax.saxutils import escape

from recommender.trials.measures import OVERALL, PER_PERSON, Result
from recommender.trials.off_policy import Worth
from recommender.trials.protocols import Trial

TITLES: Final = {
    "ndcg": "nDCG@10", "precision": "prec@10", "recall": "recall@10", "auc": "AUC", "coverage": "coverage",
    "diversity": "diversity", "novelty": "novelty",
}  # fmt: skip
BAR, LEFT, WIDTH, ROW = 300, 110, 520, 26


def head_of(trial: Trial, people: int) -> str:
    people_all, things = trial.log.shape
    return (
        f"{trial.log.name}, {trial.protocol}: {people_all} people, {things} things, {trial.log.likes.nnz} likes;"
        f" {people} people asked"
    )


def table(trial: Trial, results: Sequence[Result]) -> str:
    """As Markdown, which reads well as it is."""
    columns = ["scorer", *(TITLES[name] for name in (*PER_PERSON, *OVERALL)), "CPU s"]
    lines = [head_of(trial, results[0].people if results else 0), "", row(columns), row(["---"] * len(columns))]
    for result in results:
        first = result.estimates[PER_PERSON[0]]
        cells = [f"{first.mean:.3f} ({first.low:.3f}–{first.high:.3f})"]
        cells += [f"{result.estimates[name].mean:.3f}" for name in PER_PERSON[1:]]
        cells += [f"{result.overall[name]:.3f}" for name in OVERALL[:2]] + [f"{result.overall['novelty']:.1f}"]
        lines.append(row([result.scorer, *cells, f"{result.seconds:.1f}"]))
    return "\n".join(lines)


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def worth_table(worth: Mapping[str, Worth]) -> str:
    columns = ["the place of chance, filled", "IPS", "SNIPS", "95 %", "counts like"]
    lines = [row(columns), row(["---"] * len(columns))]
    for name, told in worth.items():
        interval = f"{told.low:.4f}–{told.high:.4f}"
        lines.append(row([name, f"{told.ips:.4f}", f"{told.snips:.4f}", interval, f"{told.sample:.0f}"]))
    return "\n".join(lines)


def as_json(trials: Sequence[tuple[Trial, Sequence[Result]]], worth: Mapping[str, Worth], seed: int) -> str:
    told: dict[str, Any] = {
        "seed": seed,
        "trials": [
            {
                "dataset": trial.log.name,
                "protocol": trial.protocol,
                "people": trial.log.shape[0],
                "things": trial.log.shape[1],
                "likes": int(trial.log.likes.nnz),
                "results": [asdict(result) for result in results],
            }
            for trial, results in trials
        ],
        "off_policy": {name: asdict(one) for name, one in worth.items()},
    }
    return json.dumps(told, indent=1)


def plot(trials: Sequence[tuple[Trial, Sequence[Result]]]) -> str:
    """nDCG@10 of all scorers, a group of bars per trial, with the intervals as lines, in light and in dark."""
    most = max((one.estimates["ndcg"].high for _, results in trials for one in results), default=0.0) or 1.0
    parts, y = [], 30
    for trial, results in trials:
        parts.append(f'<text x="10" y="{y}" class="title">{escape(f"{trial.log.name}, {trial.protocol}")}</text>')
        for result in results:
            y += ROW
            parts.append(bar(result, y, most))
        y += 2 * ROW
    style = (
        "svg{color-scheme:light dark;background:light-dark(#fff,#16181d)}"
        "text{font:13px system-ui,sans-serif;fill:light-dark(#222,#ddd)}.title{font-weight:600}"
        "rect{fill:light-dark(#7a9cc6,#4a6fa5)}.own rect{fill:light-dark(#2b6cb0,#7fb2ee)}"
        "line{stroke:light-dark(#222,#ddd)}"
    )
    told = "nDCG at 10 of each scorer, with 95 % intervals"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="{told}">'
        f"<title>{told}</title><style>{style}</style>{''.join(parts)}</svg>\n"
    )


def bar(result: Result, y: int, most: float) -> str:
    found = result.estimates["ndcg"]
    width, low, high = (BAR * value / most for value in (found.mean, found.low, found.high))
    own = ' class="own"' if result.scorer in {"LightFM", "blend"} else ""
    return (
        f'<g{own}><text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(result.scorer)}</text>'
        f'<rect x="{LEFT}" y="{y - 8}" width="{width:.1f}" height="16"/>'
        f'<line x1="{LEFT + low:.1f}" x2="{LEFT + high:.1f}" y1="{y}" y2="{y}"/>'
        f'<text x="{LEFT + max(width, high) + 8:.1f}" y="{y + 4}">{found.mean:.3f}</text></g>'
    )
