"""Episodes of a podcast, to be heard on the spot."""
