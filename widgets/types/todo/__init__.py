"""The widget type `todo`."""
