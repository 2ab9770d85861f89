"""Widget types, one folder each; discovery finds them."""
