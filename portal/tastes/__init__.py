"""What a person tells the guess about themselves: tastes, how the list is made, and what is remembered."""
