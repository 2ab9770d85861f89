"""The newest videos of a channel."""
