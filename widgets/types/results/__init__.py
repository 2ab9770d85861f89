"""The widget type `results`."""
