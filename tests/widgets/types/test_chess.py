"""The chess puzzle: a game is played forward to its position, which is shown from the side that is to move."""

import pytest

from tests.widgets.types.conftest import Good, draw, fetch, sample, source
from widgets.base import FetchError
from widgets.types.chess.board import START, Unplayable, position_after, squares

GAME = "e4 e5 Nf3 Nc6 Bb5 a6 Ba4 Nf6 O-O Be7 Re1 b5 Bb3 d6 c3 O-O"
PUZZLE = {
    "game": {"pgn": GAME},
    "puzzle": {"id": "abc12", "rating": 1612, "initialPly": 15, "solution": ["h2h3", "c6a5"], "themes": ["x"]},
}


def payload(answer=PUZZLE):
    return fetch("chess", {}, {"https://lichess.org/api/puzzle/daily": answer})[0].payload


SAMPLE = sample("chess", {}, payload())
GOOD_DAYS = [Good({}, {"/lichess/api/puzzle/daily": PUZZLE})]


def fen(board):
    rows = ["".join(board[start : start + 8]) for start in range(0, 64, 8)]
    for count in range(8, 0, -1):
        rows = [row.replace("." * count, str(count)) for row in rows]
    return "/".join(rows)


@pytest.mark.parametrize(
    ("moves", "position"),
    [
        ("", "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR"),
        (GAME, "r1bq1rk1/2p1bppp/p1np1n2/1p2p3/4P3/1BP2N2/PP1P1PPP/RNBQR1K1"),
        ("e4 a6 e5 d5 exd6", "rnbqkbnr/1pp1pppp/p2P4/8/8/8/PPPP1PPP/RNBQKBNR"),  # in passing
        ("a4 h5 a5 h4 a6 h3 axb7 hxg2 bxa8=Q gxh1=N", "Qnbqkbnr/p1ppppp1/8/8/8/8/1PPPPP1P/RNBQKBNn"),
        (
            "d4 e6 c4 Bb4+ Nc3 Nf6 Nf3 d5 e3 Ne4 Nd2",
            "rnbqk2r/ppp2ppp/4p3/3p4/1bPPn3/2N1P3/PP1N1PPP/R1BQKB1R",
        ),  # c3 is pinned
        ("d4 d5 Nc3 Nc6 Bf4 Bf5 Qd3 Qd6 O-O-O O-O-O", "2kr1bnr/ppp1pppp/2nq4/3p1b2/3P1B2/2NQ4/PPP1PPPP/2KR1BNR"),
    ],
)
def test_play_forward(moves, position):
    assert fen(position_after(moves.split())) == position


@pytest.mark.parametrize("moves", ["e5", "Ke2", "x", "O-O O-O O-O", "e4 e5 Bc9", "Nf3 Nf6 Nd3"])
def test_what_cannot_be_played_is_refused(moves):
    if moves == "O-O O-O O-O":
        moves = "e4 e5 Ke2 Ke7 O-O"
    with pytest.raises(Unplayable):
        position_after(moves.split())


def test_draw_shows_the_side_that_moves_at_the_bottom():
    html = draw("chess", {}, source(payload=payload()))
    assert "White to move" not in html or payload()["white"]
    assert "rated 1,612" in html
    assert [rank["name"] for rank in squares(START, is_white=False)][-1] == 8
    assert [rank["name"] for rank in squares(START, is_white=True)][-1] == 1


@pytest.mark.parametrize("part", [{"initialPly": 99}, {"initialPly": None}, {"solution": []}])
def test_what_is_no_puzzle_is_said(part):
    with pytest.raises(FetchError, match="cannot be read"):
        payload({**PUZZLE, "puzzle": {**PUZZLE["puzzle"], **part}})
