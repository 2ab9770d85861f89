"""Searches that one keeps: to look again, as a panel, and as a feed for other readers."""
