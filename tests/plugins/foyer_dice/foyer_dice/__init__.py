"""A widget type for Foyer: dice."""
