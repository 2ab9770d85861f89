"""ESPN's scoreboards and OpenLigaDB's match days, made into games of one shape."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from widgets import upstreams
from widgets.base import FetchError, FetchRequest
from widgets.untrusted import mapping, moment, objects, text, whole, within

BEFORE, AHEAD = timedelta(days=3), timedelta(days=8)
MOST = 60
FINAL = 2  # OpenLigaDB's resultTypeID
UNREADABLE = _("The scores came in a form that cannot be read.")


def espn(request: FetchRequest) -> list[dict[str, Any]]:
    days = "-".join(f"{(request.now + step):%Y%m%d}" for step in (-BEFORE, AHEAD))
    path = f"apis/site/v2/sports/{request.settings['league']}/scoreboard"
    answer = request.http.get(f"{upstreams.address('espn')}/{path}?{urlencode({'dates': days})}").json()
    if not isinstance(within(answer, "events"), list):
        raise FetchError("unreadable", UNREADABLE)
    return [game for event in objects(answer["events"])[:MOST] if (game := _event(event))]


def _event(event: Mapping[str, Any]) -> dict[str, Any] | None:
    match = mapping(within(event, "competitions", 0))
    sides = {text(each.get("homeAway"), 8): each for each in objects(match.get("competitors"))}
    status = mapping(within(match, "status", "type") or within(event, "status", "type"))
    home, away = (_side(mapping(sides.get(name))) for name in ("home", "away"))
    start = moment(event.get("date"))
    if start is None or not (home["name"] or away["name"]):
        return None
    state = status.get("state")
    return {
        "start": start,
        "home": home,
        "away": away,
        "phase": {"pre": 0, "in": 1, "post": 2}.get(state, 0) if isinstance(state, str) else 0,
        "detail": text(status.get("shortDetail"), 60),
    }


def _side(side: Mapping[str, Any]) -> dict[str, Any]:
    team = mapping(side.get("team"))
    name = text(team.get("displayName"), 60) or text(team.get("abbreviation"), 10)
    return {"name": name, "short": text(team.get("abbreviation"), 10), "score": whole(side.get("score"))}


def openligadb(request: FetchRequest) -> list[dict[str, Any]]:
    """The match day that is on, or is next."""
    answer = request.http.get(f"{upstreams.address('openligadb')}/getmatchdata/{request.settings['league']}").json()
    if not isinstance(answer, list):
        raise FetchError("unreadable", UNREADABLE)
    return [game for match in objects(answer)[:MOST] if (game := _match(match, request.now.timestamp()))]


def _match(match: Mapping[str, Any], now: float) -> dict[str, Any] | None:
    start = moment(match.get("matchDateTimeUTC"))
    teams = [mapping(match.get(name)) for name in ("team1", "team2")]
    names = [text(team.get("teamName"), 60) for team in teams]
    if start is None or not all(names):
        return None
    results = {whole(each.get("resultTypeID")): each for each in objects(match.get("matchResults"))}
    result = mapping(results.get(FINAL))
    home, away = (
        {"name": name, "short": text(team.get("shortName"), 20), "score": whole(result.get(f"pointsTeam{number}"))}
        for number, (name, team) in enumerate(zip(names, teams, strict=True), 1)
    )
    phase = 2 if match.get("matchIsFinished") is True else 1 if start <= now else 0
    return {"start": start, "home": home, "away": away, "phase": phase, "detail": ""}
