"""Taking one's pages, feeds and bookmarks along: out as files, in from files of this and other portals."""
