"""The widget type `clock`."""
