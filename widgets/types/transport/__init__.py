"""The widget type `transport`."""
