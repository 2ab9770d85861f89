"""Pictures on disk: found by what was wanted, thrown away when they are old or too many."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from widgets.pictures import Wanted

DAY = 24 * 3600.0
#: How long a picture is taken for what its address shows, and how long an address is left alone that shows nothing.
FRESH_SECONDS, NOTHING_SECONDS = DAY, 600.0
#: After so many new pictures the shelf is looked over.
LOOK_EVERY = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture on the shelf, or (an empty file) the knowledge that there is none."""

    path: Path
    size: int
    age: float

    @property
    def is_fresh(self) -> bool:
        return self.age < (FRESH_SECONDS if self.size else NOTHING_SECONDS)


class Shelf:
    """A folder with at most about `most` bytes of pictures. Several processes may share it."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder, self.most = folder, most
        self._written = 0

    def find(self, wanted: Wanted) -> Kept | None:
        path = self._path(wanted)
        try:
            facts = path.stat()
        except OSError:
            return None
        return Kept(path, facts.st_size, time.time() - facts.st_mtime)

    def put(self, wanted: Wanted, picture: bytes) -> Kept:
        path = self._path(wanted)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A reader sees the old file or the new one, never half of it.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                file.write(picture)
                file.flush()
                os.replace(file.name, path)
            except OSError:  # the disk is full: the half of it shall not stay there
                os.unlink(file.name)
                raise
        self._written += 1
        if self._written % LOOK_EVERY == 0:
            self.trim()
        return Kept(path, len(picture), 0.0)

    def trim(self) -> None:
        """The longest unchanged go first, until a tenth is free again."""
        files = sorted(self._files(), key=lambda file: file[1])
        total = sum(size for _path, _time, size in files)
        if total <= self.most:
            return
        for path, _time, size in files:
            with suppress(OSError):
                path.unlink()
            total -= size
            if total <= self.most * 0.9:
                return

    def _files(self) -> Iterator[tuple[Path, float, int]]:
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                facts = path.stat()
                # An empty file takes a block as well.
                yield path, facts.st_mtime, max(facts.st_size, 4096)

    def _path(self, wanted: Wanted) -> Path:
        name = hashlib.sha256(f"{wanted.width} {wanted.address}".encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.webp"
