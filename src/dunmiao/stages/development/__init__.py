"""Mentors, plans, seats at meetings, feedback."""
