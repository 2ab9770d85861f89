"""A widget type from an installed package is like one of our own; without the package its panel waits."""

import json

import pytest

from tests.widgets import plugin

DRAW = """
import json
from django.contrib.staticfiles import finders
from widgets import configuration, discovery, registry
from widgets.base import Viewer
from widgets.rendering import RenderRequest, render_many
panels = [RenderRequest("dice", {"cubes": 3}, 1, []), RenderRequest("clock", {}, 1, [])]
shown = render_many(panels, Viewer())[0]
dice = registry.find("dice")
print(json.dumps({
    "states": [each.state for each in shown], "html": shown[0].html, "message": shown[0].message,
    "defaults": dice and configuration.defaults(dice), "assets": discovery.assets(["dice"], "widget.css"),
    "found": bool(finders.find("dice/widget.css")),
}))
"""


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plugin") / "installed"
    plugin.install(folder)
    return folder


def draw(path=None):
    return json.loads(plugin.manage("shell", "--no-imports", "-c", DRAW, path=path).splitlines()[-1])


def test_an_installed_package_is_found_checked_and_drawn(target):
    assert "no issues" in plugin.manage("check", path=target)
    shown = draw(target)
    assert shown["states"] == ["fresh", "fresh"]
    assert shown["html"].count('class="die"') == 3
    assert shown["defaults"] == {"dice": 2}
    assert (shown["assets"], shown["found"]) == (["dice/widget.css"], True)


def test_a_package_that_is_gone_leaves_its_panel_with_a_message(target):
    draw(target)
    shown = draw()
    assert shown["states"] == ["failed", "fresh"]
    assert shown["message"] == "This widget is not installed here any more. Your settings are kept."
    assert (shown["assets"], shown["found"]) == ([], False)
