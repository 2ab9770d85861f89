"""Finding what is one's own, and jumping to it: pages, panels, notes, bookmarks, stories, settings and actions."""
