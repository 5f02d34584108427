"""A photo for every person of the world, and a kinship of each relation."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from dunmiao.stages.people.models import Kinship
from tests.world import World


def photo() -> bytes:
    """Give a small JPEG."""
    kept = io.BytesIO()
    Image.new("RGB", (48, 64), "#c8d4cc").save(kept, "JPEG")
    return kept.getvalue()


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}} for what the people pages take."""
    picture = photo()
    for person in world.people.values():
        person.photo = picture
        person.save(update_fields=["photo"])
    kin = {
        key: Kinship.objects.create(
            person=person, organisation=world.units["handler"], relation="father"
        )
        for key, person in world.people.items()
    }
    return {"people.Kinship": kin}
