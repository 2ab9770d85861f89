"""The widget type `releases`."""
