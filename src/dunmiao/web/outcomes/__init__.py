"""Pages of the outcomes stage."""
