"""The widget type `scores`."""
