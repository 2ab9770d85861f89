"""Checks of `manage.py check`: a widget type with a fault in it stops the start."""
