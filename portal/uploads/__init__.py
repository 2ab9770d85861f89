"""Pictures that people put into panels: drawn anew and kept, shown to nobody else unless the page is shared."""
