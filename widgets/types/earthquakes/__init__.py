"""The widget type `earthquakes`."""
