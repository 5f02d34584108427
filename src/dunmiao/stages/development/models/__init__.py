"""Mentors, individual plans, seats at meetings and feedback."""

from dunmiao.stages.development.models.mentoring import (
    Feedback,
    MentorNote,
    Mentorship,
    Plan,
    Seat,
    on_placement,
)

__all__ = [
    "Feedback",
    "MentorNote",
    "Mentorship",
    "Plan",
    "Seat",
    "on_placement",
]
