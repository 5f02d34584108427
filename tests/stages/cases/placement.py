"""Matching, placements, notices, groups: one case of each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.placement import actions, matching, notices, welcomes
from dunmiao.stages.placement.models import Placement, TeamRole
from dunmiao.stages.selection.models import Application, DecisionLine, Offer, Post
from tests.world import World


def _by(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _own(w: World) -> Placement:
    return w.placements["own"]


def _in_state(w: World, state: str) -> int:
    row = _own(w)
    Placement.objects.filter(pk=row.pk).update(state=state)
    return row.pk


def _matching(w: World) -> Any:
    return w.extra["matching"]["programme"]


def _mark(w: World, rows: Any) -> Any:
    programme = _matching(w)
    one = programme.applications.order_by("pk").last()
    post = programme.offers.order_by("pk").first()
    more = {"kind": "forbid", "reason": "岗位不宜"}
    return matching.mark_pair, (one.pk, post.pk), {**_by(w, "organiser"), **more}


def _adopt(w: World, rows: Any) -> Any:
    plan = matching.solve_plan(_matching(w).pk, **_by(w, "organiser"))
    return matching.adopt_plan, (plan.pk,), _by(w, "organiser")


def _free_post(w: World) -> Post:
    return Post.objects.create(organisation=w.units["town2"], title="乡长助理", capacity=1)


def _make(w: World, rows: Any) -> Any:
    """A further person of the decision, whose placement is not made yet."""
    person = w.people["own"]
    person.pk, person.user, person.id_blind = None, None, "blind-new"
    person.save()
    post = _free_post(w)
    offer = Offer.objects.create(
        programme=w.programmes["a"], post=post, direction="down", is_confirmed=True
    )
    application = Application.objects.create(
        programme=w.programmes["a"], person=person, sending_unit=w.units["send1"],
        state="selected", applied_on=w.today, offer=offer,
    )  # fmt: skip
    line = DecisionLine.objects.create(
        decision=w.decisions["a"], application=application, offer=offer
    )
    return actions.make_placement, (line.pk,), _by(w, "organiser")


def _relation(w: World, rows: Any) -> Any:
    row = _own(w).relations.get(kind="party")
    return actions.move_relation, (row.pk,), {**_by(w, "organiser"), "moved_on": w.today}


def _rotate(w: World, rows: Any) -> Any:
    post = Post.objects.create(organisation=w.units["town1"], title="副镇长", capacity=1)
    return actions.rotate_post, (_own(w).pk, post.pk), _by(w, "organiser")


def _team(w: World, rows: Any) -> Any:
    role = TeamRole.objects.filter(team=w.teams["own"]).first()
    more = {
        "name": "北片组", "member_ids": (_own(w).pk,), "roles": ((role.kind, role.user_id),),
    }  # fmt: skip
    return actions.save_team, (w.programmes["a"].pk,), {**_by(w, "organiser"), **more}


def _notice(w: World, rows: Any) -> Any:
    _in_state(w, "proposed")
    more = {"code": "云组通", "serial": 77}
    return notices.issue_notice, (w.programmes["a"].pk,), {**_by(w, "organiser"), **more}


def _letters(w: World, rows: Any) -> Any:
    pk = _in_state(w, "noticed")
    more = {"code": "云组介", "serial": 88}
    return notices.issue_letters, ((pk,), "administrative"), {**_by(w, "organiser"), **more}


def _print(w: World, rows: Any) -> Any:
    function, args, more = _letters(w, rows)
    letter = function(*args, **more)[0]
    return notices.print_letter, (letter.pk,), _by(w, "organiser")


CASES = {
    "match.mark": _mark,
    "match.solve": lambda w, rows: (matching.solve_plan, (_matching(w).pk,), _by(w, "organiser")),
    "match.adopt": _adopt,
    "placement.make": _make,
    "placement.arrive": lambda w, rows: (
        actions.confirm_arrival, (_in_state(w, "noticed"),), _by(w, "receiver")
    ),
    "placement.divide": lambda w, rows: (
        actions.divide_work, (_own(w).pk,), {**_by(w, "receiver"), "text": "协助抓项目建设"}
    ),
    "welcome.write": lambda w, rows: (
        welcomes.write_pack, (_own(w).pk,), {**_by(w, "receiver"), "terms": "“赶闹子”指赶集"}
    ),
    "relation.move": _relation,
    "placement.extend": lambda w, rows: (
        actions.extend_term,
        (_own(w).pk, _own(w).ends_on + timedelta(days=60)),
        {**_by(w, "organiser_lead"), "reason": "任务未完"},
    ),
    "placement.rotate": _rotate,
    "placement.end": lambda w, rows: (
        actions.end_placement, (_own(w).pk,), {**_by(w, "organiser"), "reason": "工作需要"}
    ),
    "placement.recall": lambda w, rows: (
        actions.recall_placement,
        (_own(w).pk,),
        {**_by(w, "organiser_lead"), "reason": "不宜继续"},
    ),
    "placement.close": lambda w, rows: (
        actions.close_placement, (_in_state(w, "ended"),), _by(w, "organiser")
    ),
    "placement.withdraw": lambda w, rows: (
        actions.withdraw_placement,
        (_in_state(w, "noticed"),),
        {**_by(w, "organiser_lead"), "reason": "本人退出"},
    ),
    "team.edit": _team,
    "notice.issue": _notice,
    "letter.issue": _letters,
    "letter.print": _print,
}  # fmt: skip
