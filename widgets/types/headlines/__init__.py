"""The widget type `headlines`."""
