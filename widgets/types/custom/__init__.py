"""What any address of data tells, as one wants to see it."""
