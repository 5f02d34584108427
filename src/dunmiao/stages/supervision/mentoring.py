"""How long the persons of a mentor have waited for a note or a talk."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from dunmiao.stages.development.models import MentorNote
from dunmiao.stages.supervision.models import Talk


def last_heard() -> Any:
    """Give, for rows of mentorships, the day of the mentor's last note or talk on that person.

    The first day of the mentorship where there is none yet.
    """
    at = {"placement": OuterRef("placement"), "by": OuterRef("user")}
    return Greatest(
        *(
            Coalesce(
                Subquery(
                    model.objects.filter(**at).order_by("-on").values("on")[:1],
                    output_field=DateField(),
                ),
                "starts_on",
            )
            for model in (MentorNote, Talk)
        )
    )
