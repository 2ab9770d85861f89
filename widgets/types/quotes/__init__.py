"""The widget type `quotes`."""
