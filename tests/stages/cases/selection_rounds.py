"""Cases of applying, review, stages, decision and public notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.selection import (
    applications,
    decisions,
    eligibility,
    invitations,
    publicities,
    reserve,
    rounds,
    scores,
)
from dunmiao.stages.selection.models import Application, Offer, Wish
from tests.stages.selection_world import applied, at_matching, call, person, reviewed

Case = tuple[Any, tuple[Any, ...], dict[str, Any]]


def _by(w: Any, role: str = "organiser", **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def _submit(w: Any, _rows: Any) -> Case:
    programme = call(w)
    return applications.submit_application, (programme.pk, person(w, 1).pk), _by(w, "sender")


def _opine(w: Any, _rows: Any) -> Case:
    row = applied(w, call(w), 1)[0]
    given = _by(w, "sender", is_agreed=False, opinion="岗位离不开")
    return applications.opine_application, (row.pk,), given


def _withdraw(w: Any, _rows: Any) -> Case:
    row = applied(w, call(w), 1)[0]
    return applications.withdraw_application, (row.pk,), _by(w, reason="家中有事")


def _wish(w: Any, _rows: Any) -> Case:
    programme = call(w)
    row = applied(w, programme, 1)[0]
    offers = list(programme.offers.values_list("pk", flat=True))
    return applications.set_wishes, (row.pk, offers), _by(w, "cadre")


def _unit_wish(w: Any, _rows: Any) -> Case:
    programme = call(w)
    row = applied(w, programme, 1)[0]
    offer = Offer.objects.filter(programme=programme).first()
    assert offer is not None
    Wish.objects.create(application=row, offer=offer, side="person", rank=1)
    Application.objects.filter(pk=row.pk).update(state="in_selection")
    return applications.set_unit_wishes, (offer.pk, [row.pk]), _by(w, "receiver")


def _invite(w: Any, _rows: Any) -> Case:
    given = _by(w, reason="熟悉项目")
    return invitations.send_invitation, (call(w).pk, person(w, 1).pk), given


def _answer(w: Any, rows: Any) -> Case:
    function, args, kwargs = _invite(w, rows)
    row = function(*args, **kwargs)
    return invitations.answer_invitation, (row.pk,), _by(w, "sender", is_agreed=True)


def _review(w: Any, _rows: Any) -> Case:
    programme = call(w)
    applied(w, programme, 2)
    return eligibility.review_eligibility, (programme.pk,), _by(w)


def _override(w: Any, _rows: Any) -> Case:
    row = applied(w, call(w), 1)[0]
    given = _by(w, "organiser_lead", is_passed=True, reason="证明材料齐全")
    return eligibility.override_eligibility, (row.pk, "health"), given


def _open(w: Any, _rows: Any) -> Case:
    programme = call(w)
    applied(w, programme, 2)
    reviewed(w, programme)
    return rounds.open_round, (programme.pk, "exam"), _by(w)


def _enter(w: Any, rows: Any) -> Case:
    function, args, kwargs = _open(w, rows)
    row = function(*args, **kwargs)
    marks = {entry.application_id: {"score": "80.50"} for entry in row.entries.all()}
    return scores.enter_scores, (row.pk, marks), _by(w)


def _close(w: Any, rows: Any) -> Case:
    function, args, kwargs = _enter(w, rows)
    function(*args, **kwargs)
    return rounds.close_round, (args[0],), _by(w)


def _reopen(w: Any, rows: Any) -> Case:
    function, args, kwargs = _close(w, rows)
    function(*args, **kwargs)
    return rounds.reopen_round, args, _by(w, "organiser_lead", reason="复核分数")


def _decide(w: Any, _rows: Any) -> Case:
    programme, row = at_matching(w, 4)
    offer = Offer.objects.filter(programme=programme).first()
    assert offer is not None
    entry = row.entries.order_by("application__pk").first()
    assert entry is not None
    given = _by(
        w, "organiser_lead", body="区委常委会", met_on=w.today, document_no="常〔2026〕3号"
    )
    return decisions.record_decision, (programme.pk, [(entry.application_id, offer.pk, "")]), given


def _post(w: Any, rows: Any) -> Case:
    function, args, kwargs = _decide(w, rows)
    decision = function(*args, **kwargs)
    return publicities.post_publicity, (decision.pk,), _by(w, contact="组织部 12380")


def _posted(w: Any, rows: Any) -> Any:
    function, args, kwargs = _post(w, rows)
    return function(*args, **kwargs)


def _end(w: Any, rows: Any) -> Case:
    notice = _posted(w, rows)
    given = _by(w, "organiser_lead") | {"today": notice.ends_on + timedelta(days=1)}
    return publicities.close_publicity, (notice.pk,), given


def _object(w: Any, rows: Any) -> Case:
    notice = _posted(w, rows)
    who = notice.lines.first().application_id
    given = _by(w, source="来信", text="年限不符") | {"today": notice.starts_on}
    return publicities.receive_objection, (notice.pk, who), given


def _judge(w: Any, rows: Any) -> Case:
    function, args, kwargs = _object(w, rows)
    row = function(*args, **kwargs)
    given = _by(w, "organiser_lead", is_upheld=True, finding="属实")
    return publicities.decide_objection, (row.pk,), given


def _replace(w: Any, _rows: Any) -> Case:
    programme, row = at_matching(w, 4)
    offer = Offer.objects.filter(programme=programme).first()
    assert offer is not None
    ids = list(row.entries.order_by("application__pk").values_list("application_id", flat=True))
    rounds.close_round(row.pk, **_by(w), proposed={ids[0]: offer.pk})
    applications.withdraw_application(ids[0], **_by(w, reason="出国"))
    return reserve.replace_from_reserve, (ids[0],), _by(w)


CASES = {
    "application.submit": _submit,
    "application.opine": _opine,
    "application.withdraw": _withdraw,
    "wish.set": _wish,
    "wish.set_unit": _unit_wish,
    "invitation.send": _invite,
    "invitation.answer": _answer,
    "eligibility.review": _review,
    "eligibility.override": _override,
    "round.open": _open,
    "score.enter": _enter,
    "round.close": _close,
    "round.reopen": _reopen,
    "reserve.replace": _replace,
    "decision.record": _decide,
    "publicity.post": _post,
    "publicity.close": _end,
    "objection.receive": _object,
    "objection.decide": _judge,
}
