"""The widget type `air`."""
