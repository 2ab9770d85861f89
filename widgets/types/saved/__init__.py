"""The widget type `saved`."""
