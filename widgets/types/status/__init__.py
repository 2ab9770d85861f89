"""The widget type `status`."""
