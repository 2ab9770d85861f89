"""A chess board that can be played forward along a game in short notation, as far as a diagram needs it."""

import re
from typing import Any

from django.utils.translation import gettext as _

#: Rank by rank from the eighth, as in FEN: capitals are White's.
START = "rnbqkbnrpppppppp" + "." * 32 + "PPPPPPPPRNBQKBNR"
MOVE = re.compile(r"([KQRBN])?([a-h])?([1-8])?x?([a-h][1-8])(?:=([QRBN]))?[+#!?]*")
DIAGONAL, STRAIGHT = [(1, 1), (1, -1), (-1, 1), (-1, -1)], [(1, 0), (-1, 0), (0, 1), (0, -1)]
STEPS = {"B": DIAGONAL, "R": STRAIGHT, "Q": DIAGONAL + STRAIGHT, "K": DIAGONAL + STRAIGHT,
         "N": [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]}  # fmt: skip
PICTURES = {"k": "♚", "q": "♛", "r": "♜", "b": "♝", "n": "♞", "p": "♟\N{VARIATION SELECTOR-15}"}


class Unplayable(ValueError):
    """A move that no piece on the board can make."""


def position_after(moves: list[str]) -> str:
    """64 signs: pieces as in FEN, "." for an empty square. Raises Unplayable."""
    board = list(START)
    for number, move in enumerate(moves):
        _play(board, move, is_white=number % 2 == 0)
    return "".join(board)


def squares(board: str, *, is_white: bool) -> list[dict[str, Any]]:
    """The ranks as one sees them from this side, from top to bottom."""
    names = {"k": _("king"), "q": _("queen"), "r": _("rook"), "b": _("bishop"), "n": _("knight"), "p": _("pawn")}
    board = f"{board:.<64}"
    order = range(8) if is_white else range(7, -1, -1)
    return [
        {"name": 8 - row, "squares": [_square(board[row * 8 + column], row, column, names) for column in order]}
        for row in order
    ]


def _square(piece: str, row: int, column: int, names: dict[str, str]) -> dict[str, str]:
    kind = piece.lower()
    side = "white" if piece.isupper() else "black"
    said = {"white": _("white %(piece)s"), "black": _("black %(piece)s")}[side]
    return {
        "shade": "dark" if (row + column) % 2 else "light",
        "file": "abcdefgh"[column],
        "piece": PICTURES.get(kind, ""),
        "side": side,
        "words": said % {"piece": names[kind]} if kind in names else "",
    }


def _play(board: list[str], move: str, *, is_white: bool) -> None:
    if move.startswith("O-O"):
        return _castle(board, is_white=is_white, is_long=move.startswith("O-O-O"))
    found = MOVE.fullmatch(move)
    if not found:
        raise Unplayable(move)
    kind, file, rank, target, promoted = found.groups()
    file = file or ("" if kind else target[0])  # only a pawn that takes changes its file, and then it is named
    goal = _index(target)
    piece = (kind or "P") if is_white else (kind or "P").lower()
    for origin in (place for place, each in enumerate(board) if each == piece):
        fits = (not file or "abcdefgh"[origin % 8] == file) and (not rank or 8 - origin // 8 == int(rank))
        if fits and _reaches(board, origin, goal) and not _leaves_king(board, origin, goal, is_white=is_white):
            _carry(board, origin, goal, promoted)
            return None
    raise Unplayable(move)


def _castle(board: list[str], *, is_white: bool, is_long: bool) -> None:
    row = 56 if is_white else 0
    if board[row + 4].upper() != "K":
        raise Unplayable("castling")
    rook, beside, king = (0, 3, 2) if is_long else (7, 5, 6)
    for origin, goal in ((4, king), (rook, beside)):
        board[row + goal], board[row + origin] = board[row + origin], "."


def _index(name: str) -> int:
    return "abcdefgh".index(name[0]) + 8 * (8 - int(name[1]))


def _reaches(board: list[str], origin: int, goal: int) -> bool:
    """Whether the piece at `origin` could go to `goal`, its king's safety aside."""
    piece = board[origin]
    across, down = goal % 8 - origin % 8, goal // 8 - origin // 8
    if piece.upper() == "P":
        return _pawn_reaches(board, origin, goal, across, down)
    if board[goal] != "." and board[goal].isupper() == piece.isupper():
        return False
    for right, below in STEPS[piece.upper()]:
        far = 1 if piece.upper() in "KN" else max(abs(across), abs(down))
        if (across, down) == (right * far, below * far):
            return all(board[origin + step * (right + 8 * below)] == "." for step in range(1, far))
    return False


def _pawn_reaches(board: list[str], origin: int, goal: int, across: int, down: int) -> bool:
    forward = -1 if board[origin] == "P" else 1
    if across == 0:
        is_first = origin // 8 == (6 if forward == -1 else 1)
        is_free = board[goal] == "." and board[origin + 8 * forward] == "."
        return is_free and (down == forward or (is_first and down == 2 * forward))
    # An empty goal is a capture in passing: a game that was played had the right to it.
    return abs(across) == 1 and down == forward


def _leaves_king(board: list[str], origin: int, goal: int, *, is_white: bool) -> bool:
    after = list(board)
    _carry(after, origin, goal, None)
    king = "K" if is_white else "k"
    if king not in after:
        return True
    place = after.index(king)
    return any(
        each != "." and each.isupper() != is_white and _reaches(after, other, place) for other, each in enumerate(after)
    )


def _carry(board: list[str], origin: int, goal: int, promoted: str | None) -> None:
    piece = board[origin]
    if piece.upper() == "P" and origin % 8 != goal % 8 and board[goal] == ".":
        board[origin // 8 * 8 + goal % 8] = "."
    board[origin] = "."
    board[goal] = (promoted if piece == "P" else promoted.lower()) if promoted else piece
