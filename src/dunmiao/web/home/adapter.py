"""How django-allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts are made by the system administrator."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Keep the sign-up page shut."""
        return False
