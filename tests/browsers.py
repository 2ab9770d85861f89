"""Which program the tests in a browser drive; `python -m tests.browsers` prints its path, or ends with what is needed."""

import shutil
import sys

#: The first that is there is used: without windows, Chromium's headless shell takes a third less time than all of it.
PROGRAMS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_browser() -> str:
    for path in filter(None, map(shutil.which, PROGRAMS)):
        return path
    raise RuntimeError(f"The tests need one of these programs: {', '.join(PROGRAMS)}.")


if __name__ == "__main__":
    sys.stdout.write(find_browser() + "\n")
