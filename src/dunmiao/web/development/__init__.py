"""Pages of the development stage."""
