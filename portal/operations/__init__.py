"""Operations: one-command start, health, metrics, doctor."""
