"""The tree of units, grants on it, and `allowed_to`."""
