"""Units, contacts, grants, delegations, complaints."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.common.clock import now
from dunmiao.stages.organisations import actions
from dunmiao.stages.organisations.actions import setup
from dunmiao.stages.organisations.actions.units import found_tree
from dunmiao.stages.organisations.models import Contact, Delegation, Grant
from dunmiao.stages.organisations.roles import ADMINS
from tests.world import World


def _by(w: World, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _contact(w: World) -> dict[str, Any]:
    return {**_by(w), "name": "钱进", "title": "党委书记"}


def _grant(w: World, rows: Any) -> Any:
    args = (w.users["stranger"].pk, w.units["send2"].pk, "sender")
    return actions.give_grant, args, _by(w, "security_admin")


def _end_grant(w: World, rows: Any) -> Any:
    grant = Grant.objects.get(user=w.users["receiver_other"])
    return actions.end_grant, (grant.pk,), _by(w, "security_admin")


def _lend(w: World, rows: Any) -> Any:
    days = {"starts_on": w.today, "ends_on": w.today + timedelta(days=9), "reason": "年休假"}
    args = (w.users["stranger"].pk, ["presence.confirm"])
    return actions.give_delegation, args, {**_by(w, "receiver"), **days}


def _end_loan(w: World, rows: Any) -> Any:
    loan: Delegation = w.extra["delegation"]
    return actions.end_delegation, (loan.pk,), _by(w, "receiver")


def _answer(w: World, rows: Any) -> Any:
    sent = actions.send_complaint(
        "宿舍漏雨", by=w.user("cadre"), today=w.today, about=w.units["town1"]
    )
    return actions.answer_complaint, (sent.pk,), {**_by(w), "answer": "已请镇里修好"}


def _end_contact(w: World, rows: Any) -> Any:
    row = Contact.objects.filter(organisation=w.units["town1"])[0]
    return actions.end_contact, (row.pk,), _by(w)


def _begin(w: World, rows: Any) -> Any:
    Grant.objects.filter(role__in=ADMINS).delete()
    return setup.begin_setup, (), {"by": None, "today": w.today, "at": now()}


def _finish(w: World, rows: Any) -> Any:
    begin, args, kwargs = _begin(w, rows)
    people = {
        role: setup.Administrator(f"first{n}", name, f"lantern-river-quiet-{n}")
        for n, (role, name) in enumerate(zip(ADMINS, ("赵一", "钱二", "孙三"), strict=True))
    }
    unit = {"name": "北山县", "short_name": "北山", "kind": "county"}
    return (
        setup.finish_setup,
        (begin(*args, **kwargs),),
        {**kwargs, **unit, "administrators": people},
    )


CASES = {
    "setup.begin": _begin,
    "setup.finish": _finish,
    "organisation.found": lambda w, rows: (
        found_tree,
        (),
        {"by": None, "today": w.today, "name": "北山市", "kind": "city"},
    ),
    "organisation.add": lambda w, rows: (
        actions.add_unit,
        (w.units["a"].pk,),
        {**_by(w), "name": "区水务局", "kind": "county"},
    ),
    "organisation.edit": lambda w, rows: (
        actions.edit_unit,
        (w.units["send1"].pk,),
        {**_by(w), "headcount": 41},
    ),
    "contact.set": lambda w, rows: (
        actions.set_contact,
        (w.units["town1"].pk, "first_responsible"),
        _contact(w),
    ),
    "contact.end": _end_contact,
    "grant.give": _grant,
    "grant.end": _end_grant,
    "delegation.give": _lend,
    "delegation.end": _end_loan,
    "complaint.send": lambda w, rows: (
        actions.send_complaint,
        ("食堂太远",),
        {**_by(w, "cadre"), "about": w.units["town1"]},
    ),
    "complaint.answer": _answer,
}
