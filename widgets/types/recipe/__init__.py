"""A dish to cook."""
