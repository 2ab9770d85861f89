"""What happened on this day in other years."""
