"""How pages look: palettes and their contrast, a person's choices, backgrounds, day and night."""
