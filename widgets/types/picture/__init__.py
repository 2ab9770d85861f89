"""A new picture every day."""
