"""In which language the portal speaks, and where its words are kept."""
