"""The standard catalogue: what anybody can add with a click, kept as data files and loaded by `manage.py catalogue`."""
