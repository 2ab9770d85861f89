"""Where hubs reach the portal: they ask whether we meant it, and tell that a feed has something new."""
