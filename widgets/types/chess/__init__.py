"""A chess puzzle every day."""
