"""Trials: this recommender beside simple and known ones, on the portal's own data and on public data sets."""
