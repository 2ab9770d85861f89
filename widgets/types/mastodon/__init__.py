"""Posts of a person, a topic or a server of the Fediverse."""
