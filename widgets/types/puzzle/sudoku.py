"""Sudokus: the one of a day and a level, always the same, with exactly one solution."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from random import Random

SIDE, ALL = 9, 0b111_111_111
CELLS = range(SIDE * SIDE)

#: For each cell, the three groups (row, column, box) that it stands in; and for each group, its nine cells.
GROUPS = [(cell // 9, 9 + cell % 9, 18 + cell // 27 * 3 + cell % 9 // 3) for cell in CELLS]
MEMBERS = [[cell for cell in CELLS if group in GROUPS[cell]] for group in range(3 * SIDE)]

#: How few digits are given, and whether one always finds the next digit without trying.
LEVELS = {"easy": (38, True), "medium": (30, True), "hard": (25, False)}


@dataclass(frozen=True, slots=True)
class Sudoku:
    """81 digits each, row by row; 0 is an empty cell."""

    given: tuple[int, ...]
    solution: tuple[int, ...]


@lru_cache(maxsize=64)
def sudoku_of(day: date, level: str) -> Sudoku:
    """In some milliseconds, and on each server the same one."""
    fewest, without_trying = LEVELS[level]
    chance = Random(int.from_bytes(sha256(f"{day.isoformat()} {level}".encode()).digest()))  # noqa: S311  a game
    solution = _filled(chance)
    left = list(solution)
    for cell in chance.sample(CELLS, len(CELLS)):
        if len(left) - left.count(0) <= fewest:
            break
        left[cell] = 0
        if not (is_found_step_by_step(left) if without_trying else _stays_alone(left, cell, solution[cell])):
            left[cell] = solution[cell]
    return Sudoku(tuple(left), tuple(solution))


def solutions(grid: Sequence[int], most: int = 2) -> list[tuple[int, ...]]:
    """Up to `most` solutions."""
    found: list[tuple[int, ...]] = []

    def keep(solved: Sequence[int]) -> bool:
        found.append(tuple(solved))
        return len(found) == most

    used = _used(grid)
    if used is not None:
        _search(list(grid), used, lambda digits: digits, keep)
    return found


def is_found_step_by_step(grid: Sequence[int]) -> bool:
    """Whether each next digit is the only one for its cell, or has only one cell in a row, column or box."""
    left, used = list(grid), _used(grid)
    if used is None:
        return False
    while 0 in left:
        step = _only_digit(left, used) or _only_cell(left, used)
        if step is None:
            return False
        _put(left, used, *step)
    return True


def _stays_alone(grid: list[int], cell: int, digit: int) -> bool:
    """Whether the emptied cell can be nothing but this digit."""
    used = _used(grid)
    if used is None:
        return False
    for other in _bits(_free(used, cell) & ~(1 << digit - 1)):
        trial, spoken = list(grid), list(used)
        _put(trial, spoken, cell, other)
        if _search(trial, spoken, lambda digits: digits, lambda solved: True):
            return False
    return True


def _filled(chance: Random) -> list[int]:
    kept: list[int] = []

    def keep(solved: Sequence[int]) -> bool:
        kept.extend(solved)
        return True

    def shuffled(digits: list[int]) -> list[int]:
        return chance.sample(digits, len(digits))

    _search([0] * len(CELLS), [0] * 3 * SIDE, shuffled, keep)
    return kept


def _search(
    grid: list[int],
    used: list[int],
    ordered: Callable[[list[int]], Iterable[int]],
    keep: Callable[[Sequence[int]], bool],
) -> bool:
    """Tries the cell with the fewest possible digits first; ends when `keep` is content with a solution."""
    best, possible = -1, SIDE + 1
    for cell in CELLS:
        if not grid[cell]:
            count = _free(used, cell).bit_count()
            if count < possible:
                best, possible = cell, count
                if count <= 1:
                    break
    if best < 0:
        return keep(grid)
    for digit in ordered(_bits(_free(used, best))):
        _put(grid, used, best, digit)
        if _search(grid, used, ordered, keep):
            return True
        grid[best] = 0
        for group in GROUPS[best]:
            used[group] &= ~(1 << digit - 1)
    return False


def _used(grid: Sequence[int]) -> list[int] | None:
    """The digits of each row, column and box as bits; None when one of them has a digit twice."""
    used = [0] * 3 * SIDE
    for cell in CELLS:
        if grid[cell]:
            if not _free(used, cell) & 1 << grid[cell] - 1:
                return None
            for group in GROUPS[cell]:
                used[group] |= 1 << grid[cell] - 1
    return used


def _free(used: Sequence[int], cell: int) -> int:
    row, column, box = GROUPS[cell]
    return ALL & ~(used[row] | used[column] | used[box])


def _put(grid: list[int], used: list[int], cell: int, digit: int) -> None:
    grid[cell] = digit
    for group in GROUPS[cell]:
        used[group] |= 1 << digit - 1


def _only_digit(grid: Sequence[int], used: Sequence[int]) -> tuple[int, int] | None:
    for cell in CELLS:
        if not grid[cell] and (free := _free(used, cell)).bit_count() == 1:
            return cell, free.bit_length()
    return None


def _only_cell(grid: Sequence[int], used: Sequence[int]) -> tuple[int, int] | None:
    for members in MEMBERS:
        once = twice = 0
        for cell in members:
            free = 0 if grid[cell] else _free(used, cell)
            twice |= once & free
            once |= free
        if alone := once & ~twice:
            digit = alone & -alone
            return next((cell, digit.bit_length()) for cell in members if not grid[cell] and _free(used, cell) & digit)
    return None


def _bits(mask: int) -> list[int]:
    return [digit for digit in range(1, SIDE + 1) if mask & 1 << digit - 1]
