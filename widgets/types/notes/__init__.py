"""The widget type `notes`."""
