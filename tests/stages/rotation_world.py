"""The world's programme under the charter that rotates posts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import dunmiao
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.placement.models import Placement
from tests.world import World

CHARTER = Path(dunmiao.__file__).parent / "charters" / "selected-graduates.toml"
CLASSES = ("general", "party", "economy", "social", "order", "rural")


def rotating(w: World) -> Programme:
    """Put county A's programme under the charter of rotation, its placements too."""
    text = CHARTER.read_text(encoding="utf-8")
    version = CharterVersion.objects.create(
        owner=w.units["a"], key="selected-graduates", version="test", name="选调生锻炼办法",
        text=text, digest=hashlib.sha256(text.encode()).hexdigest(),
        adopted_on=w.programmes["a"].starts_on,
    )  # fmt: skip
    programme = Programme.objects.get(pk=w.programmes["a"].pk)
    programme.charter = version
    programme.save(update_fields=["charter"])
    Placement.objects.filter(programme=programme).update(charter=version)
    return programme
