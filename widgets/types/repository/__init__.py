"""The widget type `repository`."""
