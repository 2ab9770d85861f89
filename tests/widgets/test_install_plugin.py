"""A widget type from an installed package is like one of our own; without the package its panel waits."""

import json

from tests.widgets import plugin

DRAW = """
import json
from django.contrib.staticfiles import finders
from django.core.management import call_command
from widgets import configuration, discovery, registry
from widgets.base import Viewer
from widgets.rendering import RenderRequest, render_many
panels = [RenderRequest("dice", {"cubes": 3}, 1, []), RenderRequest("clock", {}, 1, [])]
shown = render_many(panels, Viewer())[0]
dice = registry.find("dice")
call_command("check", fail_level="WARNING")
print(json.dumps({
    "states": [each.state for each in shown], "html": shown[0].html, "message": shown[0].message,
    "defaults": dice and configuration.defaults(dice), "assets": discovery.assets(["dice"], "widget.css"),
    "found": bool(finders.find("dice/widget.css")),
}))
"""


def draw(path=None):
    return json.loads(plugin.manage("shell", "--no-imports", "-c", DRAW, path=path).splitlines()[-1])


def test_an_installed_package_is_found_checked_and_drawn(tmp_path):
    plugin.install(tmp_path / "installed")
    shown = draw(tmp_path / "installed")
    assert shown["states"] == ["fresh", "fresh"]
    assert shown["html"].count('class="die"') == 3
    assert shown["defaults"] == {"dice": 2}
    assert (shown["assets"], shown["found"]) == (["dice/widget.css"], True)


def test_a_package_that_is_gone_leaves_its_panel_with_a_message():
    shown = draw()
    assert shown["states"] == ["failed", "fresh"]
    assert shown["message"] == "This widget is not installed here any more. Your settings are kept."
    assert (shown["assets"], shown["found"]) == ([], False)
