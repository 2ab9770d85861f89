"""The widget type `racing`."""
