"""Scores: ESPN's scoreboards and OpenLigaDB's match days."""

from datetime import timedelta

from tests.widgets.types.conftest import NOW, Good, draw, fetch, sample, source

ESPN = "https://site.api.espn.com/apis/site/v2/sports/soccer/eng.1/scoreboard"
LIGA = "https://api.openligadb.de/getmatchdata/bl1"


def at(hours):
    return f"{NOW + timedelta(hours=hours):%Y-%m-%dT%H:%MZ}"


def event(home="Arsenal", away="Chelsea", score=("2", "1"), state="post", hours=-15, detail="FT"):
    sides = [
        {"homeAway": "home", "team": {"id": "1", "abbreviation": home[:3], "displayName": home}, "score": score[0]},
        {"homeAway": "away", "team": {"id": "2", "abbreviation": away[:3], "displayName": away}, "score": score[1]},
    ]
    status = {"type": {"state": state, "completed": state == "post", "shortDetail": detail}}
    return {"id": "9", "date": at(hours), "name": "x", "competitions": [{"competitors": sides, "status": status}]}


def match(home="FC Bayern München", away="1. FC Köln", result=(3, 0), hours=-16, finished=True):
    results = [{"resultTypeID": 1, "pointsTeam1": 0, "pointsTeam2": 0}]
    if result:
        results.append({"resultTypeID": 2, "pointsTeam1": result[0], "pointsTeam2": result[1]})
    return {
        "matchDateTimeUTC": at(hours), "team1": {"teamName": home, "shortName": home[:6], "teamIconUrl": "https://x.example/"},
        "team2": {"teamName": away, "shortName": None}, "matchIsFinished": finished, "matchResults": results,
    }  # fmt: skip


def payload(*events):
    return fetch("scores", {"league": "soccer/eng.1"}, {ESPN: {"events": list(events)}})[0].payload


SAMPLE = sample("scores", {"league": "soccer/eng.1"}, payload(event()))
GOOD_DAYS = [
    Good({"league": "soccer/eng.1"}, {"/espn/apis/site/v2/sports/soccer/eng.1/scoreboard": {"events": [event()]}}),
    Good({"league": "bl1"}, {"/openligadb/getmatchdata/bl1": [match()]}, {"league": "bl1"}),
]


def test_fetch_asks_for_the_days_around_today():
    _result, http = fetch("scores", {"league": "soccer/eng.1"}, {ESPN: {"events": []}})
    assert http.asked[0][0] == f"{ESPN}?dates=20261120-20261201"


def test_draw_puts_first_what_is_on_then_what_was_then_what_comes(now):
    games = [
        event("Old", "Older", hours=-60), event("Coming", "Later", ("0", "0"), "pre", 30, "2/2"),
        event("Just", "Over"), event("Live", "One", ("1", "1"), "in", -1, "67'"),
    ]  # fmt: skip
    html = draw("scores", {}, source(payload=payload(*games)))
    assert html.index("Live") < html.index("Just") < html.index("Coming") < html.index("Old")
    assert "67&#39;" in html
    assert "Tomorrow, 15:30" in html
    assert html.count("game-won") == 2  # in words too: the score stands beside it
    assert html.count(">0<") == 0  # what has not begun has no score


def test_draw_of_one_team_leaves_the_others_out(now):
    brought = payload(event(), event("Leeds", "Everton"))
    html = draw("scores", {"team": "chel"}, source(payload=brought))
    assert "Arsenal" in html
    assert "Leeds" not in html
    assert draw("scores", {"team": "nobody"}, source(payload=brought)) == ""


def test_openligadb_takes_the_final_result(now):
    games = [match(), match("A", "B", None, 20, finished=False)]
    brought = fetch("scores", {"league": "bl1"}, {LIGA: games})[0].payload
    html = draw("scores", {"league": "bl1"}, source(payload=brought))
    assert '<span class="game-score">3</span>' in html
    assert "Results by OpenLigaDB" in html
