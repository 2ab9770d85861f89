"""The widget type `sky`."""
