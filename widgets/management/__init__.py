"""Commands for widget authors."""
