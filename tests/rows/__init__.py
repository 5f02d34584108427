"""Rows of each stage for the world: rows/<stage>.py has `rows(world)`, which makes, for every
model a page or action takes, one row of each relation and gives
{"supervision.Leave": {"own": row, "other": row, "foreign": row}}. Secret fields hold tokens."""
