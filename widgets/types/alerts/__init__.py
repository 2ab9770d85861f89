"""The widget type `alerts`."""
