"""The widget type `image`."""
