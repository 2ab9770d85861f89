"""Questions whose answers unfold."""
