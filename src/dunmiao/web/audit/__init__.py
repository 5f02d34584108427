"""The audit trail and administration pages."""
