"""Pages of the charter stage."""
