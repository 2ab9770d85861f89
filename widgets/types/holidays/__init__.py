"""The widget type `holidays`."""
