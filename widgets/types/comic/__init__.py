"""The newest comic of xkcd."""
