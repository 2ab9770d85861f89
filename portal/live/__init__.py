"""Live: what changed on the server reaches the open page."""
