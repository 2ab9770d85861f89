"""What a person writes on Bluesky."""
