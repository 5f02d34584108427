"""Calls, posts offered, applications, examinations, publicity."""
