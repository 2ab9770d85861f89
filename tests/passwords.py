"""Passwords that are quick to make; whoever checks them, a server of its own included, needs no other settings."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """The usual algorithm with one round instead of a million."""

    iterations = 1
