"""Reads the demo's articles: Markdown files with a TOML head, one folder per channel."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

HERE = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class ChannelText:
    slug: str
    title: str
    description: str
    icon: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One file; `picture` names a motif of portal.demo.pictures, `body` is HTML."""

    slug: str
    channel: str
    title: str
    summary: str
    topics: tuple[str, ...]
    author: str
    picture: str
    body: str


CHANNELS = (
    ChannelText(
        "sky-space", "Sky & Space", "Stars, planets, rockets and the weather between them and us.", "telescope",
        ("astronomy", "spaceflight", "physics", "weather"),
    ),
    ChannelText(
        "kitchen", "Kitchen", "Why things taste as they do, and how to make them taste better.", "chef-hat",
        ("cooking", "baking", "fermentation", "drinks"),
    ),
    ChannelText(
        "machines-code", "Machines & Code", "Computers and programs, explained with patience.", "cpu",
        ("programming", "hardware", "software", "security"),
    ),
    ChannelText(
        "outdoors-gardens", "Outdoors & Gardens", "What grows, sings and can be reached on foot.", "sprout",
        ("gardening", "hiking", "birds", "nature"),
    ),
    ChannelText(
        "books-ideas", "Books & Ideas", "Reading, thinking and the words we do it with.", "book-open",
        ("books", "philosophy", "history", "language"),
    ),
    ChannelText(
        "city-design", "City & Design", "Streets, rooms and things, and who thought of them.", "landmark",
        ("architecture", "design", "cities", "transport"),
    ),
)  # fmt: skip


def read_articles() -> Iterator[ArticleText]:
    markdown = MarkdownIt("commonmark", {"html": False})
    for file in sorted(HERE.glob("*/*.md")):
        _, head, text = file.read_text(encoding="utf-8").split("+++\n", 2)
        facts = tomllib.loads(head)
        yield ArticleText(
            slug=file.stem,
            channel=file.parent.name,
            title=facts["title"],
            summary=facts["summary"],
            topics=tuple(facts["topics"]),
            author=facts["author"],
            picture=facts["picture"],
            body=markdown.render(text),
        )
