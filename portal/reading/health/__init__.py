"""How one's feeds do: which are dead, silent, moved or there twice, and mending many at once."""
