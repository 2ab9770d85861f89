"""The widget type `month`."""
