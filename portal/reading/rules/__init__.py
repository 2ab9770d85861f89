"""Rules: what a person wants to see less of, or not to miss."""
