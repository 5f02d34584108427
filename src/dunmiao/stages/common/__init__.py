"""Shared base: audit, refusals, the clock, sealed fields, holidays."""
