"""Pages of the selection stage."""
