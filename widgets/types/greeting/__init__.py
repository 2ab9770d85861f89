"""The widget type `greeting`."""
