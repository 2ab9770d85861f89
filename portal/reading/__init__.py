"""Reading: what a person saved, and an item in place."""
