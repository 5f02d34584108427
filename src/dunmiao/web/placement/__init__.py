"""Pages of the placement stage."""
