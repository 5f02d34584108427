"""Mentors, plans, seats, feedback; training and meetings; rotation over post classes."""

from dunmiao.stages.development.models.gatherings import Gathering, Handover, Invitee, NeedMet
from dunmiao.stages.development.models.mentoring import (
    Feedback,
    MentorNote,
    Mentorship,
    Plan,
    Seat,
    StageCheck,
    on_placement,
)
from dunmiao.stages.development.models.reflections import SHARES, Reflection
from dunmiao.stages.development.models.rotations import PostMove, Rotation

__all__ = [
    "SHARES",
    "Feedback",
    "Gathering",
    "Handover",
    "Invitee",
    "MentorNote",
    "Mentorship",
    "NeedMet",
    "Plan",
    "PostMove",
    "Reflection",
    "Rotation",
    "Seat",
    "StageCheck",
    "on_placement",
]
