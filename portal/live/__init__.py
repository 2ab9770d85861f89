"""Live changes: what happens elsewhere reaches an open page as a server-sent event."""
