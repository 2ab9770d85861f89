"""The full-screen reader: all stories of a page as a list, and one of them beside it."""
