"""What was: the history of a page in words, a page as it was at any time, and the trash."""
