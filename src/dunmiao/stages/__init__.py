"""REMEMBERS. One Django app per stage; the same files in each: models, actions, acts."""
