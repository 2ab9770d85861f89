"""The Django project and the app that composes widgets and recommender into a portal."""
