"""Publishing: articles and channels, written in the studio and published as items."""
