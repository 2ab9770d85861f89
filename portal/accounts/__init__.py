"""People: users and guests, their profile, their sessions and tokens."""
