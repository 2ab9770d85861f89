"""Pages shown to other people: by a secret link, or published for everybody."""
