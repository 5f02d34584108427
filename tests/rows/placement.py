"""Match plans and marks of a programme in its matching, and of another county's."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.placement.matching import mark_pair, solve_plan
from dunmiao.stages.placement.models import MatchPlan
from tests.stages.test_placement_matching import call
from tests.world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Make one plan of each relation; the other county's is a copy under its programme."""
    programme = call(world)
    clerk = world.user("organiser")
    mine = solve_plan(programme.pk, by=clerk, today=world.today)
    application = programme.applications.order_by("pk").first()
    offer = programme.offers.order_by("pk").first()
    mark_pair(
        application.pk, offer.pk, by=clerk, today=world.today, kind="forbid", reason="岗位不宜"
    )
    foreign = MatchPlan.objects.create(
        programme=world.programmes["b"], number=1, instance=mine.instance, result=mine.result,
        facts=mine.facts, by=world.users["organiser_b"], made_at=mine.made_at,
    )  # fmt: skip
    world.extra["matching"] = {
        "programme": programme, "plan": mine, "application": application, "offer": offer,
    }  # fmt: skip
    return {
        "placement.MatchPlan": {"own": mine, "foreign": foreign},
        "placement.MatchOffer": {"own": offer},
        "placement.MatchApplication": {"own": application},
    }
