"""Who may do what in this stage: act -> roles."""

from __future__ import annotations

ACTS: dict[str, set[str]] = {
    "user.read": {"system_admin", "security_admin"},
    "user.create": {"system_admin"},
    "user.deactivate": {"system_admin", "security_admin"},
    "user.activate": {"system_admin"},
    "user.reset": {"system_admin"},
    "user.password": set(),  # nobody's role: whoever holds the one-use link, for themselves
}
