"""Checked and finished imports of the world's two programmes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from dunmiao.stages.common.clock import now
from dunmiao.stages.selection.models import ImportBatch
from tests.world import World

REPORT = {
    "errors": [],
    "warnings": [],
    "good": [{"row": 6, "sheet": "报名", "file": "", "name": "甲", "birth": "", "unit": ""}],
    "units": {},
}


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one checked file for each county."""
    made = {}
    for relation, county in (("own", "a"), ("foreign", "b")):
        made[relation] = ImportBatch.objects.create(
            programme=world.programmes[county],
            file_name="报名.csv",
            digest=hashlib.sha256(relation.encode()).hexdigest(),
            content=base64.b64encode("姓名,工作单位\n甲,某局".encode()).decode(),
            report=REPORT,
            rows=1,
            accepted=1,
            imported_at=now(),
            by=world.users["organiser"],
        )
    return {"selection.ImportBatch": made}
