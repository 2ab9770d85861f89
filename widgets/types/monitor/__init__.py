"""The widget type `monitor`."""
