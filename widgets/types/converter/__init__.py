"""The widget type `converter`."""
