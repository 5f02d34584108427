"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

ACTS: dict[str, set[str]] = {}
