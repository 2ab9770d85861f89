"""Places by name, for everybody who must say where they are; without a network."""
