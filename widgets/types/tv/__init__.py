"""What is on television tonight."""
