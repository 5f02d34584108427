"""Half-year and final appraisal."""
