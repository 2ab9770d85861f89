"""Notices: a few words of the editors to everybody, until a day or until one has seen them."""
