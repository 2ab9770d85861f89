"""What people discuss on Lobsters."""
