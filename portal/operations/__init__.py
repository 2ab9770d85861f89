"""For operators: health, metrics, pruning, the doctor and the one-command supervisor."""
