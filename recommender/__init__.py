"""What people did, and what to suggest. Never changes a page."""
