"""Adopted charter versions and the programmes that run under them."""
