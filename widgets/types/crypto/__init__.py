"""The widget type `crypto`."""
