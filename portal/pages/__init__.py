"""Pages a person arranges by hand: pages, sections, panels and every change to them."""
