"""The widget type `countdown`."""
