"""The modules of every page become one script that does the same, run here by the browser."""

import pytest
from django.contrib.staticfiles import finders

from portal.static_files import SCRIPT, SHEET, join_modules

GARDEN = {
    "main.js": 'import "./greet.js";\nimport { count } from "./count.js";\nwindow.counted = [count(), count()];\n',
    "greet.js": 'import { count, START } from "./count.js";\n\nwindow.greeted = START + count();\n'
    'window.later = import("./late.js").then(({ late }) => late());\n',
    "count.js": "// Counts on.\nexport const START = 40;\nlet next = 0;\nexport function count() {\n  return ++next;\n}\n",
    "late.js": 'import { count } from "./count.js";\nexport async function late() { return count(); }\n',
}


@pytest.mark.browser
def test_run_each_module_once_and_when_it_is_needed(browser):
    page = browser.new_page()
    page.evaluate(join_modules("main.js", GARDEN.__getitem__))
    assert page.evaluate("[window.greeted, ...window.counted]") == [41, 2, 3]
    assert page.evaluate("window.later") == 4
    page.close()


@pytest.mark.parametrize(
    "line", ['import * as all from "./count.js";', "export default 1;", 'export { count } from "./count.js";']
)
def test_refuse_a_form_it_does_not_know(line):
    with pytest.raises(ValueError, match=r"main\.js cannot be joined"):
        join_modules("main.js", {**GARDEN, "main.js": f"{line}\n"}.__getitem__)


@pytest.mark.parametrize("name", [SCRIPT, SHEET])
def test_write_the_joined_file_once(name):
    path = finders.find(name)
    with open(path, encoding="utf-8") as file:
        assert "toast" in file.read()
    assert finders.find(name) == path
