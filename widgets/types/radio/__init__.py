"""Radio stations, to be heard on the spot."""
