"""What is refused during the term, and what approved changes do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao import flow
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development import mentors, plans
from dunmiao.stages.development.gaps import gaps
from dunmiao.stages.development.models import Feedback, Mentorship
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.checks import not_returned
from dunmiao.stages.supervision.heard import parties_to_hear
from dunmiao.stages.supervision.models import Borrow, Leave
from tests.stages.cases.supervision import heard
from tests.world import World


def as_(w: World, role: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def own(w: World) -> Placement:
    return w.placements["own"]


def ask(w: World, days: int) -> Leave:
    first = w.today + timedelta(days=5)
    return actions.ask_leave(
        own(w).pk, kind="personal", first_on=first, last_on=first + timedelta(days=days - 1),
        reason="家中有事", **as_(w, "cadre"),
    )


def test_a_long_leave_is_the_departments(world: World) -> None:
    """004-06: who decides follows from the length, by the charter's levels."""
    assert ask(world, 2).level == "receiver"
    row = actions.ask_leave(
        own(world).pk, kind="annual", first_on=world.today + timedelta(days=30),
        last_on=world.today + timedelta(days=50), **as_(world, "cadre"),
    )
    assert row.level == "organiser"
    with pytest.raises(Refusal):
        actions.decide_leave(row.pk, is_approved=True, **_as_party(world, "receiver", "organiser"))
    with pytest.raises(Refusal):
        actions.decide_leave(row.pk, is_approved=True, **_as_party(world, "receiver", "receiver"))
    actions.decide_leave(row.pk, is_approved=True, **_as_party(world, "organiser", "organiser"))


def _as_party(w: World, user: str, role: str) -> dict[str, Any]:
    return {**as_(w, user), "role": role}


def test_a_leave_refused_needs_a_reason(world: World) -> None:
    row = ask(world, 1)
    with pytest.raises(Refusal):
        actions.decide_leave(row.pk, is_approved=False, **_as_party(world, "receiver", "receiver"))
    actions.decide_leave(
        row.pk, is_approved=False, answer="防汛在岗", **_as_party(world, "receiver", "receiver")
    )


@pytest.mark.parametrize(
    ("first", "last", "kind"), [(5, 3, "annual"), (900, 901, "annual"), (5, 6, "holiday")]
)
def test_leaves_that_cannot_be(world: World, first: int, last: int, kind: str) -> None:
    with pytest.raises(Refusal):
        actions.ask_leave(
            own(world).pk, kind=kind, first_on=world.today + timedelta(days=first),
            last_on=world.today + timedelta(days=last), **as_(world, "cadre"),
        )


def test_two_leaves_do_not_overlap(world: World) -> None:
    ask(world, 3)
    with pytest.raises(Refusal):
        ask(world, 1)


def test_who_does_not_come_back_is_late(world: World) -> None:
    row = Leave.objects.create(
        placement=own(world), by=world.users["cadre"], on=world.today, kind="sick",
        first_on=world.today - timedelta(days=9), last_on=world.today - timedelta(days=2),
        level="receiver", state="approved",
    )
    assert list(not_returned(Leave.objects.all(), world.today)) == [row]
    actions.confirm_return(row.pk, **as_(world, "receiver"))
    assert not not_returned(Leave.objects.all(), world.today).exists()


def test_the_reason_is_sealed_and_looking_is_recorded(world: World) -> None:
    row = ask(world, 1)
    row.refresh_from_db()
    assert "家中有事" not in str(vars(row)) + str(row.reason)
    assert actions.reveal_reason(row.pk, purpose="审批", **as_(world, "receiver")) == "家中有事"
    entry = AuditEntry.objects.filter(act="leave.reveal").get()
    assert entry.note == "审批"
    assert "家中有事" not in str(entry.changes)


def test_kin_decide_on_no_leave(world: World) -> None:
    """公务员法 §76."""
    clerk = Person.objects.create(
        unit=world.units["town1"], name="单父", sex="1", user=world.users["receiver"]
    )
    Kinship.objects.create(person=clerk, other=world.people["own"], relation="父女")
    row = ask(world, 1)
    with pytest.raises(Refusal):
        actions.decide_leave(row.pk, is_approved=True, **_as_party(world, "receiver", "receiver"))


def test_nobody_speaks_for_another_party(world: World) -> None:
    """Each of the three readers confirms for itself alone (004-49)."""
    report = actions.write_report(own(world).pk, **as_(world, "cadre", fields={"工作": "完成"}))
    actions.submit_report(report.pk, **as_(world, "cadre"))
    with pytest.raises(Refusal):
        actions.acknowledge_report(report.pk, "sender", **as_(world, "receiver"))
    for role in ("organiser", "sender", "receiver"):
        report = actions.acknowledge_report(report.pk, role, **as_(world, role))
    assert report.state == "acknowledged"
    with pytest.raises(Refusal):
        actions.write_contact(
            own(world).pk, side="sender", with_whom="本人", text="问好", **as_(world, "receiver")
        )
    with pytest.raises(Refusal):
        actions.write_talk(
            own(world).pk, kind="organiser", notes={"工作": "好"}, **as_(world, "receiver")
        )
    with pytest.raises(Refusal):
        actions.confirm_step(own(world).pk, "orientation.given", **as_(world, "cadre"))


def test_a_step_is_no_way_round_a_record(world: World) -> None:
    for kind in ("plan.agreed", "talk.mentor", "presence.confirmed", "nonsense"):
        with pytest.raises(Refusal):
            actions.confirm_step(own(world).pk, kind, **as_(world, "receiver"))


def test_a_mentor_without_account_is_written_for_by_the_unit(world: World) -> None:
    say = {"kind": "mentor", "notes": {"传授经验": "先听后说"}}
    with pytest.raises(Refusal):
        actions.write_talk(own(world).pk, **say, **as_(world, "receiver"))
    Mentorship.objects.filter(placement=own(world)).update(user=None)
    actions.write_talk(own(world).pk, given_by="马建国", **say, **as_(world, "receiver"))


def test_borrowing_back_is_heard_then_decided_and_counted(world: World) -> None:
    """004-47, 004-48."""
    first = world.today + timedelta(days=3)
    row = actions.ask_borrow(
        own(world).pk, first_on=first, last_on=first + timedelta(days=1), matter="决算", hours=6,
        **as_(world, "sender"),
    )
    with pytest.raises(Refusal):
        actions.decide_borrow(row.pk, is_approved=True, **as_(world, "organiser_lead"))
    actions.opine_borrow(row.pk, agrees=True, opinion="可以", **as_(world, "receiver"))
    actions.decide_borrow(row.pk, is_approved=True, **as_(world, "organiser_lead"))
    actions.end_borrow(row.pk, **as_(world, "receiver"))
    assert Borrow.objects.get(pk=row.pk).hours == 6
    past = world.today - timedelta(days=9)
    with pytest.raises(Refusal):
        actions.ask_borrow(
            own(world).pk, first_on=past, last_on=past, matter="补办", **as_(world, "sender")
        )


def change(w: World, kind: str, days: int = 30) -> Any:
    return actions.ask_change(
        own(w).pk, kind, reason="工作需要", takes_effect_on=w.today + timedelta(days=days),
        **as_(w, "organiser"),
    )


def test_a_recall_hears_the_person_and_needs_the_committees_paper(world: World) -> None:
    """004-28: no safe, and no surprise either."""
    row = change(world, "recall")
    settle = {"is_approved": True, "answer": "常委会研究同意"}
    with pytest.raises(Refusal):
        flow.settle_change(row.pk, document_no="〔2026〕9号", **settle,
                           **as_(world, "organiser_lead"))
    actions.explain_change(row.pk, explanation="服从安排", **as_(world, "cadre"))
    with pytest.raises(Refusal):  # the units are heard too
        flow.settle_change(row.pk, document_no="〔2026〕9号", **settle,
                           **as_(world, "organiser_lead"))
    heard(world, row.pk)
    with pytest.raises(Refusal):
        flow.settle_change(row.pk, **settle, **as_(world, "organiser_lead"))
    flow.settle_change(row.pk, document_no="〔2026〕9号", **settle, **as_(world, "organiser_lead"))
    after = Placement.objects.get(pk=own(world).pk)
    assert after.state == "recalled"
    assert after.ended_on == world.today + timedelta(days=30)


def test_an_early_return_ends_and_an_extension_lengthens(world: World) -> None:
    row = change(world, "extend", days=(own(world).ends_on - world.today).days + 60)
    actions.explain_change(row.pk, explanation="同意", **as_(world, "cadre"))
    heard(world, row.pk)
    flow.settle_change(row.pk, is_approved=True, answer="同意", **as_(world, "organiser_lead"))
    longer = Placement.objects.get(pk=own(world).pk)
    assert longer.ends_on == row.takes_effect_on
    row = change(world, "early_return")
    actions.explain_change(row.pk, explanation="同意", **as_(world, "cadre"))
    heard(world, row.pk)
    flow.settle_change(row.pk, is_approved=True, answer="同意", **as_(world, "organiser_lead"))
    assert Placement.objects.get(pk=own(world).pk).state == "ended"


def test_a_refused_change_changes_nothing(world: World) -> None:
    row = change(world, "early_return")
    actions.explain_change(row.pk, explanation="愿留", **as_(world, "cadre"))
    heard(world, row.pk)
    flow.settle_change(row.pk, is_approved=False, answer="继续挂职", **as_(world, "organiser_lead"))
    assert Placement.objects.get(pk=own(world).pk).state == "arrived"


def test_each_party_the_charter_names_is_heard_once_and_by_name(world: World) -> None:
    """004-28: the opinion of a unit is its own, or written down with who gave it."""
    row = change(world, "early_return")
    said = {"is_agreed": False, "text": "正值汛期，建议缓一缓"}
    with pytest.raises(Refusal):  # the charter does not ask the organiser
        actions.opine_change(row.pk, "organiser", **said, **as_(world, "organiser"))
    with pytest.raises(Refusal):  # another unit's word
        actions.opine_change(row.pk, "receiver", **said, **as_(world, "sender"))
    with pytest.raises(Refusal):  # nobody is named
        actions.opine_change(row.pk, "receiver", **said, **as_(world, "organiser"))
    given = actions.opine_change(
        row.pk, "receiver", said_by="镇长李强", **said, **as_(world, "organiser")
    )
    assert (given.said_by, given.is_agreed) == ("镇长李强", False)
    with pytest.raises(Refusal):
        actions.opine_change(row.pk, "receiver", **said, **as_(world, "receiver"))


def test_who_asks_for_a_change_is_not_heard_on_it(world: World) -> None:
    row = actions.ask_change(
        own(world).pk, "extend", reason="任务未完", takes_effect_on=own(world).ends_on
        + timedelta(days=30), **as_(world, "receiver"),
    )
    assert row.asked_as == "receiver"
    assert "receiver" not in parties_to_hear(row)


def test_a_party_told_of_a_leave_takes_note_once(world: World) -> None:
    first = world.today + timedelta(days=10)
    row = actions.ask_leave(
        own(world).pk, kind="annual", first_on=first, last_on=first + timedelta(days=40),
        **as_(world, "cadre"),
    )
    with pytest.raises(Refusal):  # not approved yet
        actions.note_leave(row.pk, **as_(world, "sender"))
    actions.decide_leave(
        row.pk, is_approved=True, role=row.level, **as_(world, "organiser_lead")
    )
    done = actions.note_leave(row.pk, **as_(world, "sender"))
    assert done.seen == {"sender": world.today.isoformat()}
    with pytest.raises(Refusal):
        actions.note_leave(row.pk, **as_(world, "sender"))


def test_help_that_did_not_help_goes_back(world: World) -> None:
    row = actions.ask_support(own(world).pk, matter="漏雨", kind="goods", **as_(world, "cadre"))
    with pytest.raises(Refusal):
        actions.reopen_support(row.pk, still_open="还漏", **as_(world, "cadre"))
    actions.assign_support(row.pk, world.units["handler"].pk, **as_(world, "organiser"))
    actions.answer_support(row.pk, answer="已修", **as_(world, "handler"))
    back = actions.reopen_support(row.pk, still_open="还漏", **as_(world, "cadre"))
    assert (back.state, back.still_open) == ("assigned", "还漏")
    assert back.answer_by > world.today


def test_a_visit_tells_what_was_found(world: World) -> None:
    """004-50, 004-51: both units and the person are told; the opinions stay here."""
    visit = flow.visit_unit(
        own(world).pk, heard_from="镇长", text="原话", findings="缺现场经历", direction="跟班",
        **as_(world, "organiser"),
    )
    assert visit.told_on == world.today
    row = Feedback.objects.get(placement=own(world))
    assert (row.text, row.to_unit) == ("缺现场经历", "both")
    flow.visit_unit(own(world).pk, heard_from="村书记", text="再看", **as_(world, "organiser"))
    assert Feedback.objects.count() == 1


def test_a_relative_or_oneself_is_no_mentor(world: World) -> None:
    Mentorship.objects.all().delete()

    def appoint(user: User) -> Any:
        return mentors.appoint_mentor(
            own(world).pk, name=str(user), title="科员", user_id=user.pk, **as_(world, "receiver")
        )

    with pytest.raises(Refusal):
        appoint(world.users["cadre"])
    aunt = Person.objects.create(
        unit=world.units["town1"], name="单姑", sex="2", user=world.users["stranger"]
    )
    Kinship.objects.create(person=aunt, other=world.people["own"], relation="姑侄")
    with pytest.raises(Refusal):
        appoint(world.users["stranger"])
    appoint(world.users["liaison"])


def test_a_plan_lacking_a_field_is_not_put_forward(world: World) -> None:
    plan = plans.write_plan(own(world).pk, {"aims": "熟悉"}, **as_(world, "receiver"))
    with pytest.raises(Refusal) as refused:
        plans.propose_plan(plan.pk, **as_(world, "receiver"))
    assert refused.value.field == "responsibilities"


def test_a_plan_agreed_by_both_keeps_its_revisions(world: World) -> None:
    fields = dict.fromkeys(("aims", "responsibilities", "tasks", "results", "standards"), "写明")

    def agreed(text: str) -> Any:
        plan = plans.write_plan(
            own(world).pk, {**fields, "aims": text}, **as_(world, "receiver")
        )
        plans.propose_plan(plan.pk, **as_(world, "receiver"))
        with pytest.raises(Refusal):
            plans.agree_plan(plan.pk, "cadre", **as_(world, "receiver"))
        plans.agree_plan(plan.pk, "receiver", **as_(world, "receiver"))
        return plans.agree_plan(plan.pk, "cadre", **as_(world, "cadre"))

    first, second = agreed("一"), agreed("二")
    first.refresh_from_db()
    assert (first.state, second.state, second.revision) == ("superseded", "agreed", 2)


def test_gaps_compare_the_posts_needs_with_what_is_known(world: World) -> None:
    """004-37: what the township's work needs and the person lacks."""
    from dunmiao.stages.appraisal.models import AbilityRating
    from dunmiao.stages.charter.rules import rules_of

    row = own(world)
    post = row.holdings.get().post
    post.need_abilities = {"emergencies": 4, "coordination": 3, "innovation": 3}
    post.need_experience = ["emergency"]
    post.save()
    for ability, level in (("emergencies", 2), ("coordination", 4)):
        AbilityRating.objects.create(
            placement=row, moment="start", ability=ability, rater="receiver", level=level,
            by=world.users["receiver"], on=row.starts_on,
        )
    found = {need.name.name: need.verdict for need in gaps(row, rules_of(row))}
    assert found["处理突发事件能力"] == "failed"
    assert found["综合协调能力"] == "passed"
    assert found["创新能力"] == "unknown"
    assert found["应急处置"] == "failed"
    assert found["经济学"] == "passed"


def test_nothing_is_added_to_a_term_that_does_not_run(world: World) -> None:
    Placement.objects.filter(pk=own(world).pk).update(state="closed")
    with pytest.raises(Refusal):
        actions.write_log(own(world).pk, text="补记", **as_(world, "cadre"))


def test_a_log_is_short_and_no_duty(world: World) -> None:
    with pytest.raises(Refusal):
        actions.write_log(own(world).pk, text="长" * 501, **as_(world, "cadre"))
    with pytest.raises(Refusal):
        actions.write_log(
            own(world).pk, text="预记", on=world.today + timedelta(days=1), **as_(world, "cadre")
        )
