"""A list of things to do as lines of text, such as "[x] Post the letter | 2026-12-01", and what is done to it."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

LINE = re.compile(r"(?:\[(?P<mark>[ xX]?)\]\s*)?(?P<text>.*?)(?:\s*\|\s*(?P<due>\d{4}-\d\d-\d\d))?")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `key` names it by its words, so that two devices mean the same one wherever it stands."""

    text: str
    due: date | None = None
    done: bool = False
    key: str = ""

    def __str__(self) -> str:
        return f"[{'x' if self.done else ' '}] {self.text}{f' | {self.due.isoformat()}' if self.due else ''}"


def read_tasks(lines: str) -> list[Task]:
    """Equal words are told apart by counting them."""
    seen: Counter[str] = Counter()
    return list(_keyed(filter(None, map(read_task, lines.splitlines())), seen))


def read_task(line: str) -> Task | None:
    found = LINE.fullmatch(" ".join(line.split()))
    if found is None or not found["text"]:
        return None
    return Task(found["text"][:LONGEST], as_date(found["due"] or ""), (found["mark"] or " ") in "xX")


def as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def write_tasks(tasks: Sequence[Task]) -> str:
    return "\n".join(map(str, tasks))


def find(tasks: Sequence[Task], key: str) -> int | None:
    return next((place for place, task in enumerate(tasks) if task.key == key), None)


def swapped(tasks: Sequence[Task], place: int, step: int) -> list[Task]:
    """One step up or down among those that are as done as it is; at the edge nothing moves."""
    alike = [number for number, task in enumerate(tasks) if task.done == tasks[place].done]
    there = alike.index(place) + step
    changed = list(tasks)
    if 0 <= there < len(alike):
        other = alike[there]
        changed[place], changed[other] = changed[other], changed[place]
    return changed


def _keyed(tasks: Iterator[Task], seen: Counter[str]) -> Iterator[Task]:
    for task in tasks:
        digest = hashlib.sha1(task.text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:10]
        seen[digest] += 1
        yield replace(task, key=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
