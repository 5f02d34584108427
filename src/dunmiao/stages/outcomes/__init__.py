"""Disposition, dossier, statistics over the years."""
