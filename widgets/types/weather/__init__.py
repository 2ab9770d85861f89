"""The widget type `weather`."""
