"""What a person has read: marks on items, what they know of each source, and how pages show it."""
