"""Pages of the appraisal stage."""
