"""The widget type `notices`."""
