"""What every chapter of the journey shares: the desk, the district, who is who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dunmiao.demo.ground import Ground, account
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.placement.models import Placement
from tests.journeys.desk import Desk

BEGIN = date(2025, 12, 1)
FIRST = date(2026, 4, 1)


@dataclass
class Story:
    """The one programme of the journey and the people around it."""

    desk: Desk
    ground: Ground
    folder: Path
    new_page: Callable[..., Any]

    @property
    def clerk(self) -> Any:
        """Give the department's clerk."""
        return self.ground.users["organiser"]

    @property
    def lead(self) -> Any:
        """Give the head of the department."""
        return self.ground.users["organiser_lead"]

    @property
    def programme(self) -> Programme:
        """Give the programme as it stands."""
        return Programme.objects.get()

    @property
    def placement(self) -> Placement:
        """Give the placement the chapters follow: the one at the township."""
        return Placement.objects.get(receiving_unit=self.ground.units["柳河镇"])

    @property
    def others(self) -> list[Placement]:
        """Give the other placements."""
        return list(Placement.objects.exclude(pk=self.placement.pk).order_by("pk"))

    def host(self, row: Placement) -> Any:
        """Give the clerk of the receiving unit."""
        return self.ground.clerk(row.receiving_unit, "receiver")

    def home(self, row: Placement) -> Any:
        """Give the clerk of the sending unit."""
        return self.ground.clerk(row.sending_unit, "sender")

    def cadre(self, row: Placement) -> Any:
        """Give the cadre's own account, made when first asked for."""
        person = row.person
        if person.user is None:
            person.user = account(self.ground, f"cadre:{person.pk}", person.name, "挂职干部")
            person.save(update_fields=["user"])
        return person.user

    def mentor(self, row: Placement) -> Any:
        """Give the mentor's account at the receiving unit, made when first asked for."""
        key = f"mentor:{row.receiving_unit_id}"
        if key not in self.ground.users:
            account(self.ground, key, "马建国", "党委副书记")
        return self.ground.users[key]
