"""Matching of persons to posts (spec/placement.md): parse, solve, check, explain, show."""
