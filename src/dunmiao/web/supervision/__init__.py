"""Pages of the supervision stage."""
