"""Pages of charters and programmes."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import dunmiao
from dunmiao.engine.charter import pick
from dunmiao.stages.charter.drafts import save_draft
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.supervision.ledger import ledger

TEXT = (Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml").read_text("utf-8")


def client(world: Any, role: str) -> Client:
    opened = Client()
    opened.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
    return opened


def post(opened: Client, page: str, data: dict[str, Any], *args: Any) -> Any:
    return opened.post(reverse(page, args=args), {"submission_key": uuid.uuid4().hex, **data})


def test_a_charter_reads_as_articles_with_settings_and_a_term(world: Any) -> None:
    opened = client(world, "organiser")
    assert opened.get(reverse("charter:charters")).status_code == 200
    row = world.programmes["a"].charter
    address = reverse("charter:charter", args=[row.pk])
    pages = [opened.get(address, {"part": part}) for part in ("", "settings", "term")]
    assert {page.status_code for page in pages} == {200}
    text = "".join(page.content.decode() for page in pages)
    for words in ("第三条", "挂职锻炼为期一年", "占总成绩40%", "每3个月", "超过三日不超过七日"):
        assert words in text, words
    page = opened.get(address, {"part": "burden"})
    roles = {role.name: role for role in page.context["roles"]}
    report = next(line for line in roles["干部本人"].lines if line.name.startswith("向三方"))
    assert [name for name, _kind in report.fields] == ["工作", "学习", "思想", "生活"]
    assert report.seconds > 100
    presence = next(line for line in roles["接收单位"].lines if line.name == "确认在岗情况")
    assert (presence.fields, presence.seconds) == ([], 7.5)
    foreign = world.programmes["b"].charter
    assert opened.get(reverse("charter:charter", args=[foreign.pk])).status_code == 404
    assert client(world, "sender").get(reverse("charter:charters")).status_code == 403


def test_a_text_is_checked_kept_and_adopted_in_two_steps(world: Any) -> None:
    opened = client(world, "organiser_lead")
    assert opened.get(reverse("charter:adopt")).status_code == 200
    assert "two-way-secondment" in opened.get(
        reverse("charter:adopt"), {"shipped": "two-way-secondment"}
    ).content.decode()
    bad = TEXT.replace("months = 12", 'months = "a year"').replace(
        'predicate = "health_declared_fit"', 'predicate = "looks_well"'
    )
    owner = world.units["a"].pk
    page = post(opened, "charter:adopt", {"owner": owner, "text": bad})
    assert page.status_code == 422
    assert "term.months" in page.content.decode()
    assert "looks_well" in page.content.decode()
    page = post(opened, "charter:adopt", {"owner": world.units["b"].pk, "text": TEXT})
    assert page.status_code == 422
    page = post(opened, "charter:adopt", {"owner": owner, "text": TEXT})
    row = CharterVersion.objects.get(owner=owner, version="2026.1")
    assert page.url == reverse("charter:review", args=[row.pk])
    assert row.is_draft
    page = post(opened, "charter:adopt", {"owner": owner, "text": TEXT + "\n# other"})
    assert page.status_code == 409
    answer = {"document_no": "云办发〔2026〕6号", "is_sure": "on"}
    assert post(opened, "charter:review", {**answer, "is_sure": ""}, row.pk).status_code == 422
    assert post(client(world, "organiser"), "charter:review", answer, row.pk).status_code == 403
    assert post(opened, "charter:review", answer, row.pk).status_code == 302
    row.refresh_from_db()
    assert (row.is_draft, row.adopted_by, row.document_no) == (
        False, world.users["organiser_lead"], "云办发〔2026〕6号",
    )  # fmt: skip
    shipped = reverse("charter:shipped", args=["two-way-secondment"])
    assert opened.get(shipped).status_code == 200
    assert opened.get(reverse("charter:shipped", args=["nothing"])).status_code == 404


def fields(page: Any) -> dict[str, str]:
    """Give what the page's form holds now."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def copied(world: Any, opened: Client, **values: str) -> CharterVersion:
    """Copy the world's charter to a draft."""
    charter = world.programmes["a"].charter
    page = opened.get(reverse("charter:copy", args=[charter.pk]))
    data = {**fields(page), "version": "2027.1", **values}
    answer = post(opened, "charter:copy", data, charter.pk)
    assert answer.status_code == 302, answer.content.decode()
    return CharterVersion.objects.get(copied_from=charter)


def test_a_charter_is_copied_and_edited_in_ordinary_fields(world: Any) -> None:
    opened = client(world, "organiser")
    row = copied(world, opened, key="county-programme", name="县区干部一线锻炼办法")
    assert (row.key, row.name, row.is_draft) == ("county-programme", "县区干部一线锻炼办法", True)
    address = reverse("charter:edit", args=[row.pk])
    data = {**fields(opened.get(address)), "basis": "open"}
    wrong = opened.post(address, {**data, "term.months": "30", "submission_key": uuid.uuid4().hex})
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "term.months" in text
    assert 'value="30"' in text  # what was typed is kept
    assert "30 不在 6 和 18 之间" in text
    data["term.months"], data["term.extensions"] = "10", "2"
    data["selection.pool"] = "True"
    kept = opened.post(address, {**data, "submission_key": uuid.uuid4().hex})
    assert kept.status_code == 302
    row.refresh_from_db()
    charter = charter_of(row)
    rules = charter.on(world.today)
    assert (rules.term.months, rules.term.extensions, rules.selection.pool) == (10, 2, True)
    assert charter.unconfirmed == ("selection.pool", "term.extensions", "term.months")
    page = opened.get(address, {"part": "entries"})
    data = {**fields(page), "basis": "kept", "duty.mentor_talk.every.count": "2",
            "stage.exam.weight": "30", "stage.interview.weight": "50",
            "leave_level.short.up_to_days": "2", "grade.excellent.name": "优"}  # fmt: skip
    kept = opened.post(f"{address}?part=entries", {**data, "submission_key": uuid.uuid4().hex})
    assert kept.status_code == 302, kept.content.decode()
    row.refresh_from_db()
    rules = charter_of(row).on(world.today)
    assert str(pick(rules.duties, "mentor_talk").timing) == "every 2 months"
    assert pick(rules.leave_levels, "short").up_to_days == 2
    assert pick(rules.grades, "excellent").name == "优"


def test_articles_sources_and_the_whole_text_are_edited(world: Any) -> None:
    opened, lead = client(world, "organiser"), client(world, "organiser_lead")
    row = copied(world, opened)
    address = reverse("charter:edit", args=[row.pk])

    def send(part: str, **values: str) -> Any:
        data = fields(opened.get(address, {"part": part}))
        data |= {**values, "submission_key": uuid.uuid4().hex}
        return opened.post(f"{address}?part={part}", data)

    assert send("settings", **{"term.months": "10", "basis": "open"}).status_code == 302
    review = reverse("charter:review", args=[row.pk])
    assert "注明条款" in lead.get(review).content.decode()
    answer = {"document_no": "〔2027〕1号", "is_sure": "on"}
    assert post(lead, "charter:review", answer, row.pk).status_code == 409
    articles = {"clause.第三条": "挂职锻炼为期十个月。", "new_no": "第三十五条",
                "new_text": "本办法自发布之日起施行。"}  # fmt: skip
    assert send("articles", **articles).status_code == 302
    assert send("sources", **{"term.months": "第三条"}).status_code == 302
    row.refresh_from_db()
    assert charter_of(row).adoptable
    assert charter_of(row).clause_text("第三十五条") == "本办法自发布之日起施行。"
    broken = send("text", text=row.text + "\n[nonsense]\nx = 1\n")
    assert broken.status_code == 422
    assert "nonsense" in broken.content.decode()
    text = row.text.replace("adaptation_months = {value = 1", "adaptation_months = {value = 2")
    assert send("text", text=text).status_code == 302
    compared = lead.get(reverse("charter:compare", args=[row.pk]))
    assert "十" in compared.content.decode()
    assert compared.context["counts"]["changed"] >= 4
    assert post(lead, "charter:review", answer, row.pk).status_code == 302
    assert send_after_adoption(opened, address).url == reverse("charter:charter", args=[row.pk])
    assert post(opened, "charter:discard", {}, row.pk).status_code == 409


def send_after_adoption(opened: Client, address: str) -> Any:
    """Try to edit a version that is adopted."""
    return opened.post(address, {"submission_key": uuid.uuid4().hex})


def test_what_would_change_is_shown_and_placements_are_moved(world: Any) -> None:
    opened, lead = client(world, "organiser"), client(world, "organiser_lead")
    programme, own = world.programmes["a"], world.placements["own"]
    row = copied(world, opened)
    text = row.text.replace(
        'key = "sender_contact"\nname = "联系通气"\nname_en = "Sending unit\'s contact"\n'
        'owed_by = "sender"\nowed_to = "cadre"\nevery = "2 months"',
        'key = "sender_contact"\nname = "联系通气"\nname_en = "Sending unit\'s contact"\n'
        'owed_by = "sender"\nowed_to = "cadre"\nevery = "1 months"',
    )  # fmt: skip
    assert text != row.text
    save_draft(row.owner_id, text, by=world.user("organiser"), today=world.today, draft_id=row.pk)
    address = reverse("charter:effect", args=[programme.pk])
    page = opened.get(address, {"version": row.pk})
    assert page.status_code == 200
    effect = page.context["effect"]
    assert effect.touched == 2
    counts = effect.counts()
    assert (counts["vanishes"], counts["passes"]) == (0, 0)
    assert counts["appears"] == 2 * effect.rows()[0].times // 2 > 0
    one = opened.get(address, {"version": row.pk, "placement": own.pk})
    assert len(one.context["picked"]["lines"]) == len(effect.by_placement[own.pk])
    assert opened.get(address, {"version": row.pk, "export": "xlsx"}).content[:2] == b"PK"
    move = {"reason": "按新办法执行", "is_sure": "on"}
    here = f"{address}?version={row.pk}"
    key = {"submission_key": uuid.uuid4().hex}
    assert lead.post(here, {**move, **key}).status_code == 409  # a draft moves nobody
    answer = {"document_no": "〔2027〕1号", "is_sure": "on"}
    assert post(lead, "charter:review", answer, row.pk).status_code == 302
    before = {(line.duty.duty, line.due_on) for line in ledger(own, world.today).lines}
    key = {"submission_key": uuid.uuid4().hex, "who": "one"}
    one = f"{here}&placement={own.pk}"
    assert opened.post(one, {**move, **key}).status_code == 403
    assert lead.post(one, {**move, **key}).status_code == 302
    own.refresh_from_db()
    other = world.placements["other"]
    other.refresh_from_db()
    assert (own.charter_id, other.charter_id) == (row.pk, programme.charter_id)
    after = {(line.duty.duty, line.due_on) for line in ledger(own, world.today).lines}
    past = {pair for pair in before if pair[1] < world.today}
    assert past == {pair for pair in after if pair[1] < world.today}  # nothing asked backwards
    assert len(after) > len(before)
    key = {"submission_key": uuid.uuid4().hex}
    assert lead.post(here, {**move, **key}).status_code == 302
    programme.refresh_from_db()
    assert programme.charter_id == row.pk
    assert lead.post(
        here, {**move, "submission_key": uuid.uuid4().hex}
    ).status_code == 409  # nobody is left  # fmt: skip


READERS = ("organiser", "organiser_lead", "leader", "inspector", "authority")


@pytest.mark.parametrize("role", READERS)
def test_the_home_of_a_programme_adds_up(world: Any, role: str) -> None:
    page = client(world, role).get(reverse("charter:programme", args=[world.programmes["a"].pk]))
    assert page.status_code == 200
    figures = page.context["figures"]
    expected = 1 if role == "authority" else 2  # one of the two is of the authority's kind
    assert (figures.applied, figures.selected, figures.placed) == (expected,) * 3
    assert figures.places == 2
    foreign = reverse("charter:programme", args=[world.programmes["b"].pk])
    assert client(world, role).get(foreign).status_code == 404


def test_a_call_is_begun_edited_opened_and_moved(world: Any) -> None:
    opened, lead = client(world, "organiser"), client(world, "organiser_lead")
    assert opened.get(reverse("charter:programmes")).status_code == 200
    assert opened.get(reverse("charter:programme_new")).status_code == 200
    charter = world.programmes["a"].charter
    values = {"charter": charter.pk, "name": "明年双向挂职", "year": "2027", "quota": "20"}
    page = post(opened, "charter:programme_new", values)
    assert page.status_code == 302
    row = Programme.objects.get(name="明年双向挂职")
    assert (row.state, row.quota) == ("draft", 20)
    assert post(lead, "charter:programme_open", {}, row.pk).status_code == 409
    assert post(opened, "charter:programme_open", {}, row.pk).status_code == 403
    days = {"opens_on": "2027-01-04", "closes_on": "2027-01-20", "starts_on": "2027-03-01"}
    values = {"name": row.name, "quota": "20", "basis_no": "云组发〔2027〕1号",
              "basis_title": "意见",
              "approving_body": "区委", "approved_on": "2026-12-30", "leading_person": "周部长",
              **days}  # fmt: skip
    wrong = post(opened, "charter:programme_edit", {**values, "closes_on": "2027-04-01"}, row.pk)
    assert wrong.status_code == 422
    assert post(opened, "charter:programme_edit", values, row.pk).status_code == 302
    row.refresh_from_db()
    assert row.ends_on.isoformat() == "2028-02-29"
    assert post(lead, "charter:programme_open", {}, row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    page = post(opened, "charter:programme_move", {"state": "cancelled"}, row.pk)
    assert page.status_code == 302
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert post(opened, "charter:programme_edit", values, row.pk).status_code == 409


def test_lists_are_exported_and_filtered(world: Any) -> None:
    opened = client(world, "organiser")
    for page in ("charter:charters", "charter:programmes"):
        answer = opened.get(reverse(page), {"export": "xlsx"})
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
    listed = opened.get(reverse("charter:programmes"), {"state": "draft"})
    assert listed.context["listing"].count == 0
