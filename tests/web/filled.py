"""What a form needs beyond fitting values, and the forms that cannot be sent whole in the world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dunmiao.stages.appraisal.models import AbilityRating, Appraisal, AppraisalObjection, Tally
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.selection.models import (
    Application,
    DecisionLine,
    Publicity,
    PublicityObjection,
    StageEntry,
    StageRound,
    Willingness,
)
from dunmiao.stages.supervision.models import (
    Borrow,
    Hearing,
    Leave,
    Report,
    SupportRequest,
    TermChange,
)
from tests.stages.rotation_world import rotating
from tests.world import CHARTER, World

RESUME = "2017.07--         区发展和改革局科员"
# address -> (world, rows) -> {field: value}
FILLED: dict[str, Callable[..., dict[str, Any]]] = {}

# address -> (world, rows): brings the world to where the form can be taken
PREPARED: dict[str, Callable[..., None]] = {}

# address -> why its form ends in a polite no here; the tests of its stage send it whole
UNFILLED: dict[str, str] = {
    "home:demo_sign_in": "answers in the demonstration only",
    "home:setup": "the token is spent or made up",
    "organisations:welcome": "the link is spent or made up",
    "selection:apply_person": "everybody of the world has applied already",
    "selection:invite": "everybody of the world has applied already",
    "selection:invitation_answer": "a yes would put in an application that is there already",
    "selection:publicity_post": "the world's decision is shown already",
    "selection:withdraw": "everybody of the world is placed, and leaves there",
    "selection:replace": "nobody of the world stands in reserve",
    "selection:import_take": "the world's files hold tokens, not lists",
    "selection:import_undo": "nothing of the world was imported",
    "selection:imports": "takes a file",
    "selection:score_sheet": "takes a file",
    "selection:decision_record": "the world has decided; its journey records a decision",
    "selection:round_open": "needs everybody of the stage before to be through",
    "selection:round_close": "needs the marks of everybody in the stage",
    "placement:matching": "nobody of the world waits for a match",
    "supervision:feed_end": "nobody of the world has a calendar address",
    "people:form_upload": "the world's ID numbers are tokens, which no form may hold",
}


def whole(*names: str) -> Callable[[Any], Any]:
    """Register what the forms of these addresses need."""

    def keep(function: Callable[[World, Any], dict[str, Any]]) -> Any:
        FILLED.update(dict.fromkeys(names, function))
        return function

    return keep


def before(*names: str) -> Callable[[Any], Any]:
    """Register what must be so before the forms of these addresses are sent."""

    def keep(function: Callable[[World, Any], None]) -> Any:
        PREPARED.update(dict.fromkeys(names, function))
        return function

    return keep


# ------------------------------------------------------------------------------ shell


@whole("home:delegation_give")
def _lend(w: World, rows: Any) -> dict[str, Any]:
    return {
        "delegate": w.users["stranger"].username,
        "reason": "年休假",
        "ends_on": (w.today + timedelta(days=9)).isoformat(),
    }


@whole("home:complaint_send")
def _complain(w: World, rows: Any) -> dict[str, Any]:
    return {"about": w.units["town1"].name}


@whole("supervision:provision_promise", "supervision:provision_team")
def _promise(w: World, rows: Any) -> dict[str, Any]:
    return {"provider": w.units["handler"].name}


# ------------------------------------------------------------------------------ units


@before("organisations:account_activate")
def _shut(w: World, rows: Any) -> None:
    ids = [row.pk for row in rows["accounts.User"].values()]
    type(w.users["sender"]).objects.filter(pk__in=ids).update(is_active=False)


@whole("organisations:account_add")
def _account(w: World, rows: Any) -> dict[str, Any]:
    return {"username": "new.clerk"}


@whole("organisations:grant_give")
def _grant(w: World, rows: Any) -> dict[str, Any]:
    return {
        "user": w.users["stranger"].username,
        "role": "sender",
        "kind": "",
        "unit": w.units["send1"].name,
        "ends_on": "",
    }


@before("organisations:holiday_remove")
def _holiday(w: World, rows: Any) -> None:
    Holiday.objects.update_or_create(day=date(2060, 10, 1), defaults={"name": "国庆节"})


# ------------------------------------------------------------------------------ charters


@whole("charter:adopt")
def _charter(w: World, rows: Any) -> dict[str, Any]:
    return {"text": CHARTER.read_text(encoding="utf-8")}


@whole("charter:group_new", "charter:group_edit")
def _group(w: World, rows: Any) -> dict[str, Any]:
    persons = {"head": "周立新，部长", "deputy": "", "member": "", "office_head": ""}
    return {"kind": "guidance", "office": w.units["a"].name, **persons}


@whole("charter:subdivide")
def _county(w: World, rows: Any) -> dict[str, Any]:
    return {"owner": w.units["town1"].name, "charter": w.programmes["a"].charter_id}


@whole("charter:long_plan_new")
def _years(w: World, rows: Any) -> dict[str, Any]:
    return {"from_year": "2026", "to_year": "2030"}


@before("charter:programme_edit", "charter:programme_open")
def _draft(w: World, rows: Any) -> None:
    Programme.objects.update(state="draft")


@whole("charter:programme_new")
def _programme(w: World, rows: Any) -> dict[str, Any]:
    start = (w.today + timedelta(days=90)).isoformat()
    return {"quota": "3", "starts_on": start}


# ------------------------------------------------------------------------------ people


@whole("people:add", "people:edit")
def _person(w: World, rows: Any) -> dict[str, Any]:
    return {"unit": w.units["send1"].name, "name": "新来者", "tags": [], "resume": RESUME}


@whole("people:kinship")
def _kin(w: World, rows: Any) -> dict[str, Any]:
    return {"other": "", "unit": w.units["handler"].name}


# ------------------------------------------------------------------------------ selection


def _open_call(w: World) -> None:
    near = timedelta(days=9)
    Programme.objects.update(state="open", opens_on=w.today - near, closes_on=w.today + near)


@before("selection:offer_make")
def _calling(w: World, rows: Any) -> None:
    _open_call(w)


@before("selection:offer_withdraw")
def _offered(w: World, rows: Any) -> None:
    _open_call(w)
    DecisionLine.objects.all().delete()
    Application.objects.update(offer=None)


@before("selection:opine", "selection:override", "selection:review")
def _reviewing(w: World, rows: Any) -> None:
    _open_call(w)
    Application.objects.update(state="submitted", is_unit_agreed=None, unit_agreed_on=None)
    StageEntry.objects.all().delete()
    StageRound.objects.all().delete()
    for programme in Programme.objects.all():
        StageRound.objects.create(
            programme=programme, stage="review", sequence=2, state="open", opened_on=w.today
        )


@before("selection:wishes")
def _wishing(w: World, rows: Any) -> None:
    Programme.objects.update(state="selecting")
    Application.objects.update(state="in_selection")


@whole("selection:wishes")
def _wishes(w: World, rows: Any) -> dict[str, Any]:
    return {"wish_2": "", "wish_3": ""}


@before("selection:publicity_close")
def _shown(w: World, rows: Any) -> None:
    Publicity.objects.update(ends_on=w.today - timedelta(days=1))
    PublicityObjection.objects.update(state="rejected")


@before("selection:round_reopen")
def _closed(w: World, rows: Any) -> None:
    StageEntry.objects.filter(round__stage="interview").delete()
    StageRound.objects.filter(stage="interview").delete()
    Application.objects.update(state="in_selection")


# ------------------------------------------------------------------------------ during the term


@before("development:plan_edit", "development:plan_propose")
def _drafting(w: World, rows: Any) -> None:
    Plan.objects.update(state="draft")


@before("supervision:borrow_decide")
def _opined(w: World, rows: Any) -> None:
    Borrow.objects.update(state="opined")


@before("supervision:borrow_end")
def _borrowed(w: World, rows: Any) -> None:
    Borrow.objects.update(state="approved", first_on=w.today, last_on=w.today)


@before("supervision:change_ask")
def _no_change(w: World, rows: Any) -> None:
    TermChange.objects.all().delete()


@before("supervision:change_decide")
def _all_heard(w: World, rows: Any) -> None:
    TermChange.objects.update(state="explained", explained_on=w.today, explanation="家中有病人")
    for change in TermChange.objects.all():
        for party in ("sender", "receiver"):
            Hearing.objects.create(
                change=change, party=party, is_agreed=True, text="同意", by=w.users["organiser"],
                on=w.today,
            )


@before("supervision:leave_note")
def _told(w: World, rows: Any) -> None:
    last = w.today + timedelta(days=40)
    Leave.objects.update(state="approved", first_on=w.today, last_on=last)


@before("selection:willing_ask", "selection:willing_answer")
def _asking(w: World, rows: Any) -> None:
    Programme.objects.update(state="open")
    Willingness.objects.filter(organisation=w.units["town2"]).delete()


@before("supervision:leave_return")
def _away(w: World, rows: Any) -> None:
    Leave.objects.update(state="approved", first_on=w.today, last_on=w.today)


@before("supervision:report_submit")
def _written(w: World, rows: Any) -> None:
    Report.objects.update(state="draft", submitted_on=None)


@before("supervision:support_close", "supervision:support_reopen")
def _answered(w: World, rows: Any) -> None:
    SupportRequest.objects.update(state="answered", answer="已办", answered_on=w.today)


@whole("supervision:change_decide")
def _decided(w: World, rows: Any) -> dict[str, Any]:
    return {"document_no": "〔2026〕7号"}


# ------------------------------------------------------------------------------ appraisals


@before("appraisal:open")
def _none_open(w: World, rows: Any) -> None:
    Appraisal.objects.all().delete()


@before("appraisal:summarise", "appraisal:opine", "appraisal:tell")
def _preparing(w: World, rows: Any) -> None:
    Appraisal.objects.update(state="open", told_on=None)


@before("appraisal:tally", "appraisal:tally_clear")
def _balloting(w: World, rows: Any) -> None:
    Appraisal.objects.update(state="open", told_on=None, kind="final")


@before("appraisal:tally_clear")
def _differing(w: World, rows: Any) -> None:
    _balloting(w, rows)
    for row in Appraisal.objects.all():
        for entry, best in ((1, 5), (2, 4)):
            counts = {"excellent": best, "competent": 9 - best, "basic": 0, "incompetent": 0}
            Tally.objects.create(
                appraisal=row, entry=entry, voters=9, given_out=9, returned=9, invalid=0,
                counts=counts, by=w.users[("receiver", "sender")[entry - 1]], on=w.today,
            )  # fmt: skip


@before("appraisal:objection")
def _objected(w: World, rows: Any) -> None:
    Appraisal.objects.update(state="objected")


@whole("appraisal:objection")
def _found(w: World, rows: Any) -> dict[str, Any]:
    return {"is_upheld": "no", "finding": "已核实"}


@before("appraisal:approve")
def _heard(w: World, rows: Any) -> None:
    Appraisal.objects.update(acknowledged_on=w.today)
    AppraisalObjection.objects.update(state="rejected")
    kept = {"by": w.users["inspector"], "on": w.today, "level": 3, "moment": "middle"}
    AbilityRating.objects.bulk_create(
        AbilityRating(placement=row, rater=rater, ability=key, fact="见记录", **kept)
        for row in w.placements.values()
        for rater in ("receiver", "mentor")
        for key in ("theory", "coordination", "emergencies", "innovation")
    )


@whole("appraisal:rate")
def _rated(w: World, rows: Any) -> dict[str, Any]:
    keys = ("theory", "coordination", "emergencies", "innovation")
    facts = {f"fact_{key}": "见记录" for key in keys}
    return {**facts, **{f"level_{key}": "3" for key in keys}}


# ------------------------------------------------------------------------------ after the term


@before("outcomes:propose")
def _nothing_proposed(w: World, rows: Any) -> None:
    Disposition.objects.all().delete()


@whole("outcomes:propose")
def _returning(w: World, rows: Any) -> dict[str, Any]:
    return {"kind": "return"}


@whole("outcomes:disposition")
def _deciding(w: World, rows: Any) -> dict[str, Any]:
    return {"deciding_body": "中共云溪区委组织部"}


@before("outcomes:carry_out", "outcomes:dossier")
def _over(w: World, rows: Any) -> None:
    for row in Placement.objects.all():
        row.holdings.all().delete()
    Placement.objects.update(state="ended", ended_on=w.today)
    Disposition.objects.update(
        state="decided", decided_on=w.today, deciding_body="中共云溪区委组织部"
    )


@before("outcomes:dossier")
def _settled(w: World, rows: Any) -> None:
    _over(w, rows)
    Disposition.objects.update(state="carried_out", carried_out_on=w.today)


@whole("outcomes:dossier")
def _filed(w: World, rows: Any) -> dict[str, Any]:
    return {"reason": "材料在纸质档案中"}


@whole("outcomes:history_edit")
def _year(w: World, rows: Any) -> dict[str, Any]:
    return {"year": "2014", "placed": "20", "women": "6"}


# ------------------------------------------------------------------------------ papers


@before("placement:make")
def _passed(w: World, rows: Any) -> None:
    taken = w.placements["own"]
    taken.holdings.all().delete()
    Placement.objects.filter(pk=taken.pk).update(application=None, state="withdrawn")
    notice = rows["selection.Publicity"]["own"]
    Publicity.objects.filter(pk=notice.pk).update(state="passed")


@before("placement:start")
def _about_to_begin(w: World, rows: Any) -> None:
    Programme.objects.update(state="decided")


# ------------------------------------------------------------------------------ placing


@before("placement:arrive", "placement:withdraw")
def _noticed(w: World, rows: Any) -> None:
    Placement.objects.update(state="noticed", arrived_on=None)


@before("development:plan_share", "development:stage_check")
def _recruits(w: World, rows: Any) -> None:
    from tests.stages.cases.development import of_recruits

    of_recruits(w, receiving_unit=w.units["town1"])
    Plan.objects.filter(pk=rows["development.Plan"]["other"].pk).delete()


@before("development:mentor_appoint")
def _unguided(w: World, rows: Any) -> None:
    Mentorship.objects.all().delete()


@whole("development:mentor_appoint", "development:mentor_change")
def _mentor(w: World, rows: Any) -> dict[str, Any]:
    return {"name": "李向东", "title": "镇长", "user": "", "login": ""}


@whole("supervision:ticket_new")
def _supervise(w: World, rows: Any) -> dict[str, Any]:
    return {"unit": w.units["town1"].name}


@before("development:rotation_propose")
def _rotating(w: World, rows: Any) -> None:
    rotating(w)


@whole("development:gathering_new", "development:gathering_edit")
def _called(w: World, rows: Any) -> dict[str, Any]:
    return {"invite": "all", "speakers": "", "need": "", "until": ""}


@whole("development:gathering_attend")
def _absent(w: World, rows: Any) -> dict[str, Any]:
    return {"absent": ""}
