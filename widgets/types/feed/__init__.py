"""The widget type `feed`."""
