"""The widget type `embed`."""
