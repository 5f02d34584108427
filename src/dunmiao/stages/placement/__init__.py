"""Matching, placements, notices, arrival."""
