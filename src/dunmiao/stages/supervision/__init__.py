"""The ledger: logs, leave, talks, reports, borrowing."""
