"""The widget type `calendar`."""
