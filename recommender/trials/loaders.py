"""Reads public data sets from the files in which they are published. The operator brings the files; none is shipped."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from recommender.features import words as words_of
from recommender.trials.log import BadData, Log, Row, of_rows

GOOD_RATING: Final = 4
DESKDROP_WEIGHTS: Final = {"VIEW": 1.0, "LIKE": 2.0, "BOOKMARK": 2.5, "FOLLOW": 3.0, "COMMENT CREATED": 4.0}
MIND_TIME: Final = "%m/%d/%Y %I:%M:%S %p"


def lines(file: Path, encoding: str = "utf-8") -> Iterator[tuple[int, str]]:
    """(number, line), without empty ones. Raises BadData where there is no such file, or no text in it."""
    try:
        with file.open(encoding=encoding, newline="") as opened:
            for number, line in enumerate(opened, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{file} cannot be read: {error}") from error


def parsed(file: Path, parse: Callable[[str], list[Row]], encoding: str = "utf-8") -> Iterator[Row]:
    for number, line in lines(file, encoding):
        try:
            yield from parse(line)
        except (ValueError, IndexError) as error:
            raise BadData(f"{file.name}, line {number}: {line[:80]!r} is not as expected ({error}).") from error


def movielens(folder: Path) -> Log:
    """MovieLens 100k: `u.data` (user, item, rating, seconds, by tabs); `u.item` with genres if it is there."""

    def rating(line: str) -> list[Row]:
        user, item, stars, at = line.split("\t")
        return [(user, item, 1.0, float(at))] if int(stars) >= GOOD_RATING else []

    genres = {}
    if (folder / "u.item").exists():
        for _, line in lines(folder / "u.item", "latin-1"):
            item, title, *rest = line.split("|")
            genres[item] = [*words_of(title), *(f"genre {n}" for n, flag in enumerate(rest[3:]) if flag == "1")]
    return of_rows("ml100k", parsed(folder / "u.data", rating), genres)


def citeulike(folder: Path) -> Log:
    """CiteULike-a: a line of `users.dat` is one library, a count and items; `item-tag.dat` the same of tags."""
    rows = ((str(user), item, 1.0, float(place)) for user, items in counted(folder / "users.dat")
            for place, item in enumerate(items))  # fmt: skip
    tags = {str(item): tags for item, tags in counted(folder / "item-tag.dat")}
    names = [line for _, line in lines(folder / "tags.dat")] if (folder / "tags.dat").exists() else []
    named = {item: [names[int(tag)] if int(tag) < len(names) else tag for tag in told] for item, told in tags.items()}
    return of_rows("citeulike", rows, named)


def counted(file: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines(file):
        count, *ids = line.split()
        if not all(one.isdecimal() for one in (count, *ids)) or int(count) != len(ids):
            raise BadData(f"{file.name}, line {number}: {line[:80]!r} is not a count and as many numbers.")
        yield number - 1, ids


def deskdrop(folder: Path) -> Log:
    """Deskdrop: `users_interactions.csv` and, for the words, `shared_articles.csv`, both with their headings."""
    rows = (
        (row["personId"], row["contentId"], DESKDROP_WEIGHTS.get(row["eventType"], 1.0), float(row["timestamp"]))
        for row in table(folder / "users_interactions.csv", "timestamp", "eventType", "contentId", "personId")
    )
    articles = {}
    if (folder / "shared_articles.csv").exists():
        for row in table(folder / "shared_articles.csv", "contentId", "title"):
            articles[row["contentId"]] = [*words_of(row["title"]), *words_of(row.get("text") or "")[:60]]
    return of_rows("deskdrop", rows, articles)


def table(file: Path, *columns: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(2**24)  # whole articles stand in one field
    reader = csv.DictReader(line + "\n" for _, line in lines(file))
    if missing := set(columns) - set(reader.fieldnames or ()):
        raise BadData(f"{file.name} has no column {', '.join(sorted(missing))}.")
    for row in reader:
        if any(not row[column] for column in columns if column != "title"):
            raise BadData(f"{file.name}, near line {reader.line_num}: a row is not whole.")
        yield row


def msweb(folder: Path) -> Log:
    """MSWeb: `anonymous-msweb.data` (A: areas, C: people, V: visits), or lines `user,item` in `msweb.csv`."""
    file = folder / "anonymous-msweb.data"
    if not file.exists():

        def pair(line: str) -> list[Row]:
            user, item = line.split(",")
            return [(user, item, 1.0, 0.0)]

        return of_rows("msweb", parsed(folder / "msweb.csv", pair), {})
    titles: dict[str, list[str]] = {}
    here = {"user": ""}

    def record(line: str) -> list[Row]:
        kind, *fields = next(csv.reader([line]))
        if kind == "A":
            titles[fields[0]] = words_of(fields[2])
        elif kind == "C":
            here["user"] = fields[1]
        elif kind == "V":
            return [(here["user"], fields[0], 1.0, 0.0)]
        return []

    return of_rows("msweb", list(parsed(file, record, "latin-1")), titles)


def mind(folder: Path) -> Log:
    """MIND: `behaviors.tsv` (what was clicked, and the history before it) and `news.tsv`."""

    def impression(line: str) -> list[Row]:
        _, user, told, history, shown = line.split("\t")
        at = datetime.strptime(told, MIND_TIME).replace(tzinfo=UTC).timestamp()
        before = history.split()
        old = [(user, item, 1.0, at - 86400 - len(before) + place) for place, item in enumerate(before)]
        return old + [(user, one.rpartition("-")[0], 1.0, at) for one in shown.split() if one.endswith("-1")]

    news = {}
    for number, line in lines(folder / "news.tsv"):
        fields = line.split("\t")
        if len(fields) < 5:
            raise BadData(f"news.tsv, line {number}: {line[:80]!r} has too few fields.")
        news[fields[0]] = [f"category {fields[1]}", f"category {fields[2]}", *words_of(fields[3]), *words_of(fields[4])]
    return of_rows("mind", parsed(folder / "behaviors.tsv", impression), news)


LOADERS: Final[dict[str, Callable[[Path], Log]]] = {
    "ml100k": movielens,
    "citeulike": citeulike,
    "deskdrop": deskdrop,
    "msweb": msweb,
    "mind": mind,
}
