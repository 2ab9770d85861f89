"""The widget type `recent`."""
