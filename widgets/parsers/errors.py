"""What the child says when it cannot read something."""


class Unreadable(Exception):
    """`code` is one of those in widgets.parsing.MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
