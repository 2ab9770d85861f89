"""The widget type `bookmarks`."""
