"""The chess puzzle of the day from Lichess: the position, who is to move, and the solution behind a fold."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest, FetchResult, SourceSpec, SourceView, Viewer, WidgetType
from widgets.registry import register
from widgets.types.chess.board import Unplayable, position_after, squares
from widgets.untrusted import mapping, sequence, text, whole, within


@register
class ChessWidget(WidgetType):
    """A chess puzzle every day."""

    kind, title, icon, category = "chess", _("Chess puzzle"), "crown", "games"
    refresh_every = timedelta(hours=3)
    upstreams: ClassVar[Mapping[str, str]] = {"lichess": "https://lichess.org"}
    is_private = False

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        answer = request.http.get(f"{upstreams.address('lichess')}/api/puzzle/daily").json()
        puzzle = mapping(within(answer, "puzzle"))
        moves = text(within(answer, "game", "pgn"), 5000).split()
        count = whole(puzzle.get("initialPly"))
        solution = [text(move, 5) for move in sequence(puzzle.get("solution"))]
        try:
            board = (
                position_after(moves[: count + 1]) if moves and count is not None and 0 <= count < len(moves) else None
            )
        except Unplayable:
            board = None
        if board is None or not solution:
            raise FetchError("unreadable", _("The puzzle came in a form that cannot be read."))
        name = text(puzzle.get("id"), 20)
        payload = {
            "board": board,
            "white": (count or 0) % 2 == 1,
            "rating": whole(puzzle.get("rating")),
            "solution": solution[:20],
            "url": f"https://lichess.org/training/{name}" if name.isalnum() else "https://lichess.org/training/daily",
        }
        return FetchResult(payload=payload)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        if not sources or not sources[0].payload:
            return {}
        told = sources[0].payload
        return {**told, "ranks": squares(told["board"], is_white=told["white"])}
