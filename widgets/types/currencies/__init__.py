"""The widget type `currencies`."""
