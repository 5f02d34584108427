"""Pages of the people stage."""
