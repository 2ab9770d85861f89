"""Data of strangers in any form: bombs are not expanded, and what is too large or too deep is cut or refused in seconds."""

import json
import time

import pytest

from tests.widgets.types.conftest import Played
from widgets import parsing
from widgets.base import FetchError

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
#: Made when they are thrown: some take longer to make than to refuse.
BOMBS = {
    "laughs": lambda: f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x><a>&l9;</a><a>1</a></x>',
    "file": lambda: (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x><a>&f;</a><a>1</a></x>'
    ),
    "deep JSON": lambda: "[" * 200_000,
    "deep XML": lambda: "<a>" * 100_000,
    "deep page": lambda: "<!doctype html><table>" + "<tr><td><table>" * 20_000,
    "many keys": lambda: json.dumps([{f"k{n}": n for n in range(100_000)}] * 3),
    "many lists": lambda: json.dumps({f"k{n}": [n] for n in range(150_000)}),
    "many rows": lambda: "a,b\n" + "1,2\n" * 400_000,
    "huge number": lambda: '[{"a": ' + "9" * 100_000 + "}]",
}


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS)
def test_a_bomb_costs_seconds_at_most(make):
    thrown = Played(make().encode())
    started = time.monotonic()
    try:
        told = parsing.parse_anything(thrown)
    except FetchError as refusal:
        told = {"refused": str(refusal.message)}
    assert time.monotonic() - started < 15
    text = json.dumps(told)
    assert len(text) < 2_000_000
    assert "hahaha" not in text
    assert "root:" not in text
    assert told.get("refused", "It is data.").endswith(".")
