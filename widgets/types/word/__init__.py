"""A word every day."""
