"""The widget type `channel`."""
