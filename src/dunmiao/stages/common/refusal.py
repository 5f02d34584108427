"""A polite no."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done now; the message says why and what to do instead.

    Pages answer it with status 409 and keep what was typed; nothing has been written.
    `field` names the form field at fault, empty for the whole form.
    """

    def __init__(self, message: object, *, field: str = "") -> None:
        """Keep the sentence, possibly lazy, for the page that shows it."""
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        """Give the sentence in the active language."""
        return str(self.message)
