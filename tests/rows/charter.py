"""Drafts and second versions of charters, and imports, of the world's two programmes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from dunmiao.stages.charter.models import CharterVersion, GroupMember, LeadingGroup, LongTermPlan
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
    return {
        "selection.ImportBatch": made,
        "charter.Draft": _drafts(world),
        "charter.LeadingGroup": _groups(world),
        "charter.LongTermPlan": _plans(world),
    }


def _groups(world: World) -> dict[str, Any]:
    """Make each county's programme a leading group of two."""
    made = {}
    for relation, county in (("own", "a"), ("foreign", "b")):
        group = LeadingGroup.objects.create(
            programme=world.programmes[county], kind="leading", name="双向挂职工作领导小组",
            office=world.units[county], document_title="关于成立领导小组的通知",
            document_no="〔2026〕2号", founded_on=world.today,
        )  # fmt: skip
        for order, (part, name) in enumerate((("head", "周立新"), ("member", "钱一鸣"))):
            GroupMember.objects.create(
                group=group, part=part, name=name, title="区委常委", order=order
            )
        made[relation] = group
    return made


def _plans(world: World) -> dict[str, Any]:
    """Make each county a plan of five years."""
    return {
        relation: LongTermPlan.objects.create(
            owner=world.units[county], title="年轻干部基层培养规划", from_year=2026,
            to_year=2030, aims="五年选派一百名", yearly_quota=20,
        )
        for relation, county in (("own", "a"), ("foreign", "b"))
    }  # fmt: skip


def _drafts(world: World) -> dict[str, Any]:
    """Make a second adopted version of each county's charter, and a draft of a third."""
    made = {}
    for relation, county in (("own", "a"), ("foreign", "b")):
        first = world.programmes[county].charter
        text = first.text.replace("months = 12", "months = 11", 1)
        text = text.replace('every = "2 months"', 'every = "1 months"', 1)
        for label, adopted_on in (("test2", world.today), ("draft1", None)):
            named = text.replace('version = "2026.1"', f'version = "{label}"')
            made[relation] = CharterVersion.objects.create(
                owner=first.owner, key=first.key, version=label, name=first.name, text=named,
                digest=hashlib.sha256(named.encode()).hexdigest(), adopted_on=adopted_on,
                copied_from=first,
            )  # fmt: skip
    return made
