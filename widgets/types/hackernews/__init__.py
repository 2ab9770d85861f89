"""What people discuss on Hacker News."""
