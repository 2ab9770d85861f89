"""The widget type `search`."""
