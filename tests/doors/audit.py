"""The door of the audit trail."""

from __future__ import annotations

from tests.doors import Door

DOORS = {"audit:entries": Door(get="audit_admin")}
