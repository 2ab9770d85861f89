"""Games of one league: on now, just played, coming."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from widgets import times
from widgets.base import FetchRequest, FetchResult, SourceSpec, SourceView, Text, Viewer, WidgetType
from widgets.fields import RowsField
from widgets.registry import register
from widgets.types.scores import client

LEAGUES: dict[str, Text] = {
    "soccer/eng.1": _("Premier League"), "bl1": _("Bundesliga"), "bl2": _("2. Bundesliga"),
    "soccer/esp.1": _("La Liga"),
    "soccer/ita.1": _("Serie A"), "soccer/fra.1": _("Ligue 1"), "soccer/uefa.champions": _("Champions League"),
    "soccer/fifa.world": _("World Cup"), "soccer/usa.1": _("MLS"), "football/nfl": _("NFL"),
    "football/college-football": _("College football"), "basketball/nba": _("NBA"), "basketball/wnba": _("WNBA"),
    "baseball/mlb": _("MLB"), "hockey/nhl": _("NHL"),
}  # fmt: skip
GERMAN = {"bl1", "bl2"}
#: A game is new this long after its start; then those that come are more interesting.
RECENT = timedelta(hours=30)


class ScoresForm(forms.Form):
    league = forms.ChoiceField(label=_("League"), choices=list(LEAGUES.items()), initial="soccer/eng.1")
    team = forms.CharField(
        label=_("Only this team"), help_text=_("A part of its name. Empty: all."), max_length=40, required=False
    )
    rows = RowsField(initial=10)


@register
class ScoresWidget(WidgetType):
    """Games of a league: on now, just played, and next."""

    kind, title, icon, category = "scores", _("Scores"), "trophy", "sport"
    refresh_every = timedelta(minutes=5)
    body_lasts = timedelta(minutes=30)
    SettingsForm = ScoresForm
    upstreams: ClassVar[Mapping[str, str]] = {
        "espn": "https://site.api.espn.com",
        "openligadb": "https://api.openligadb.de",
    }
    is_private = False
    varies_on = ("language", "timezone", "hour12")
    empty_message = _("No games in these days.")

    def sources(self, settings: Mapping[str, Any]) -> Sequence[SourceSpec]:
        return [SourceSpec(self.kind, {"league": settings["league"]})]

    def fetch(self, request: FetchRequest) -> FetchResult:
        is_german = request.settings["league"] in GERMAN
        games = (client.openligadb if is_german else client.espn)(request)
        site = "https://www.openligadb.de/" if is_german else "https://www.espn.com/"
        return FetchResult(payload={"games": games}, site_url=site)

    def get_context(
        self, settings: Mapping[str, Any], sources: Sequence[SourceView], viewer: Viewer
    ) -> Mapping[str, Any]:
        games = sources[0].payload.get("games", []) if sources else []
        wanted, now = settings["team"].casefold(), timezone.now()
        games = [game for game in games if wanted in f"{game['home']['name']} {game['away']['name']}".casefold()]
        ordered = sorted(games, key=lambda game: _order(game, now))[: settings["rows"]]
        if not ordered:
            return {}
        return {"games": [_shown(game, now, viewer) for game in ordered], "german": settings["league"] in GERMAN}

    def default_title(self, settings: Mapping[str, Any], sources: Sequence[SourceView]) -> str:
        return str(LEAGUES.get(settings.get("league", ""), self.title))


def _order(game: Mapping[str, Any], now: datetime) -> tuple[int, float]:
    """On now; just played, the last first; coming, the next first; older ones."""
    if game["phase"] == 1:
        return 0, game["start"]
    if game["phase"] == 2:
        is_recent = now.timestamp() - game["start"] < RECENT.total_seconds()
        return 1 if is_recent else 3, -game["start"]
    return 2, game["start"]


def _shown(game: Mapping[str, Any], now: datetime, viewer: Viewer) -> dict[str, Any]:
    home, away = ({**game[side], "score": game[side]["score"] if game["phase"] else None} for side in ("home", "away"))
    scores = [side["score"] for side in (home, away)]
    for side in (home, away):
        side["won"] = game["phase"] == 2 and None not in scores and side["score"] == max(scores) != min(scores)
    start = times.here(game["start"], viewer)
    return {**game, "home": home, "away": away, "when": times.day_and_clock(start, now, viewer)}
