"""The widget type `puzzle`."""
