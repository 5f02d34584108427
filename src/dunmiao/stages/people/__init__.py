"""Persons and what is known of them."""
