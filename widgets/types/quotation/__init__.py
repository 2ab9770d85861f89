"""A saying every day."""
