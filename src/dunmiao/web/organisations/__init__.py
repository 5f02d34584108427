"""Pages of the organisations stage."""
