"""The REST API: all that the page can do, a script can do."""
