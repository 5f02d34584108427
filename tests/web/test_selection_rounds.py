"""Pages of the selection: whole ways through by clicks, what each role may see, and budgets."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dunmiao.files.papers import sheets
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.eligibility import review_eligibility
from dunmiao.stages.selection.invitations import send_invitation
from dunmiao.stages.selection.models import (
    Application,
    Decision,
    Invitation,
    Publicity,
    PublicityObjection,
    StageEntry,
    StageRound,
    Wish,
)
from dunmiao.stages.selection.rounds import close_round, open_round
from dunmiao.web.once import FIELD
from tests.stages.selection_world import applied, at_matching, call, person, reviewed, scored

Enter = Callable[[str], Client]


@pytest.fixture
def enter(world: Any) -> Enter:
    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(world.users[role])
        return client

    return sign_in


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, {FIELD: uuid.uuid4().hex, **data})


def test_a_unit_puts_somebody_forward_and_the_lead_overrides(world: Any, enter: Enter) -> None:
    programme = call(world)
    who = person(world, 1, is_health_fit=None)
    client = enter("sender")
    page = client.get(reverse("selection:apply", args=[programme.pk]))
    assert who.name in page.content.decode()
    url = reverse("selection:apply_person", args=[programme.pk, who.pk])
    assert post(client, url, offer="x").status_code == 422
    assert post(client, url, accepts_other="on").status_code == 302
    again = post(client, url, accepts_other="on")
    assert again.status_code == 409
    assert "已经报名" in again.content.decode()
    row = Application.objects.get(person=who)
    review_eligibility(programme.pk, by=world.user("organiser"), today=world.today)
    row.refresh_from_db()
    assert row.state == "submitted"
    lead = enter("organiser_lead")
    shown = lead.get(reverse("selection:application", args=[row.pk])).content.decode()
    assert "第五条（八）" in shown
    override = reverse("selection:override", args=[row.pk, "health"])
    assert post(lead, override, verdict="passed", reason="").status_code == 422
    assert post(lead, override, verdict="passed", reason="体检表已补交").status_code == 302
    row.refresh_from_db()
    assert row.state == "eligible"
    shown = lead.get(reverse("selection:application", args=[row.pk])).content.decode()
    assert "体检表已补交" in shown
    missing = reverse("selection:override", args=[row.pk, "discipline"])
    assert lead.get(missing).status_code == 404


def test_a_person_applies_alone_and_the_unit_opines(world: Any, enter: Enter) -> None:
    programme = call(world)
    me = person(world, 1, user=world.users["stranger"])
    client = enter("stranger")
    assert programme.name in client.get(reverse("selection:mine")).content.decode()
    post(client, reverse("selection:apply_person", args=[programme.pk, me.pk]))
    row = Application.objects.get(person=me)
    assert row.is_unit_agreed is None
    unit = enter("sender")
    url = reverse("selection:opine", args=[row.pk])
    assert post(unit, url, is_agreed="no", opinion="").status_code == 409
    assert post(unit, url, is_agreed="no", opinion="岗位离不开").status_code == 302
    review_eligibility(programme.pk, by=world.user("organiser"), today=world.today)
    row.refresh_from_db()
    assert row.state == "ineligible"
    assert "岗位离不开" in client.get(
        reverse("selection:application", args=[row.pk])
    ).content.decode()
    assert client.get(reverse("selection:mine")).status_code == 302


def test_a_person_ranks_posts(world: Any, enter: Enter) -> None:
    programme = call(world)
    me = person(world, 1, user=world.users["stranger"])
    client = enter("stranger")
    post(client, reverse("selection:apply_person", args=[programme.pk, me.pk]))
    row = Application.objects.get(person=me)
    first, second = programme.offers.order_by("pk")
    url = reverse("selection:wishes", args=[row.pk])
    assert post(client, url, wish_1=first.pk, wish_2=first.pk).status_code == 409
    assert post(client, url, wish_1=second.pk, wish_2=first.pk).status_code == 302
    wished = list(row.wishes.order_by("rank").values_list("offer_id", flat=True))
    assert wished == [second.pk, first.pk]


def test_the_department_invites_and_the_unit_answers(world: Any, enter: Enter) -> None:
    programme = call(world)
    who = person(world, 1)
    client = enter("organiser")
    url = reverse("selection:invite", args=[programme.pk, who.pk])
    assert post(client, url, reason="熟悉项目").status_code == 302
    invitation = Invitation.objects.get(person=who)
    unit = enter("sender")
    assert who.name in unit.get(reverse("selection:invitations")).content.decode()
    answer = reverse("selection:invitation_answer", args=[invitation.pk])
    assert post(unit, answer, is_agreed="no", opinion="").status_code == 409
    assert post(unit, answer, is_agreed="no", opinion="骨干离不开").status_code == 302
    again = {"by": world.user("organiser"), "today": world.today, "reason": "请再考虑"}
    send_invitation(programme.pk, who.pk, **again)
    assert post(unit, answer, is_agreed="yes", opinion="").status_code == 302
    assert Application.objects.filter(person=who, programme=programme).exists()


def test_scores_by_hand_and_by_sheet(world: Any, enter: Enter) -> None:
    programme = call(world)
    rows = applied(world, programme, 3)
    reviewed(world, programme)
    client = enter("organiser")
    opened = post(client, reverse("selection:round_open", args=[programme.pk, "exam"]))
    assert opened.status_code == 302
    row = StageRound.objects.get(programme=programme, stage="exam")
    grid = reverse("selection:scores", args=[row.pk])
    bad = post(client, grid, **{f"score_{rows[0].pk}": "120"})
    assert bad.status_code == 409
    assert 'value="120"' in bad.content.decode()
    good = post(client, grid, **{f"score_{rows[0].pk}": "88.5", f"absent_{rows[1].pk}": "on"})
    assert good.status_code == 302
    columns = [{"key": "a", "label": "准考证号"}, {"key": "b", "label": "姓名"},
               {"key": "c", "label": "成绩", "kind": "number"}]  # fmt: skip
    lines = [{"a": rows[2].number, "b": rows[2].person.name, "c": 77.25},
             {"a": "999", "b": "查无此人", "c": 60}]  # fmt: skip
    file = io.BytesIO(sheets.workbook([{"name": "成绩", "columns": columns, "rows": lines}]))
    file.name = "成绩.xlsx"
    sheet = reverse("selection:score_sheet", args=[row.pk])
    read = post(client, sheet, file=file)
    text = read.content.decode()
    assert read.status_code == 200
    assert "查无此人" in text
    assert StageEntry.objects.get(round=row, application=rows[2]).score is None
    taken = post(client, sheet, marks=read.context["marks"])
    assert taken.status_code == 302
    assert str(StageEntry.objects.get(round=row, application=rows[2]).score) == "77.25"
    assert post(client, sheet, marks="broken").status_code == 409
    file = io.BytesIO(b"no sheet")
    file.name = "x.xlsx"
    assert post(client, sheet, file=file).status_code == 409
    assert post(client, reverse("selection:round_close", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"
    page = client.get(reverse("selection:round", args=[row.pk]))
    assert "88.50" in page.content.decode()
    book = client.get(reverse("selection:round", args=[row.pk]) + "?export=xlsx")
    assert book["Content-Type"].endswith("sheet")


def test_decision_notice_objection_by_clicks(world: Any, enter: Enter) -> None:
    programme, row = at_matching(world, 5)
    big, small = programme.offers.order_by("pk")
    ids = list(row.entries.order_by("application__pk").values_list("application_id", flat=True))
    close_round(
        row.pk, by=world.user("organiser"), today=world.today,
        proposed={ids[0]: big.pk, ids[1]: small.pk},
    )  # fmt: skip
    lead = enter("organiser_lead")
    url = reverse("selection:decision_record", args=[programme.pk])
    assert "考生005" in lead.get(url + "?all=1").content.decode()
    head = {"body": "区委常委会", "met_on": world.today.isoformat(), "document_no": "常3"}
    lines = {f"post_{ids[0]}": big.pk, f"post_{ids[1]}": ""}
    refused = post(lead, url, **head, **lines)
    assert refused.status_code == 409
    assert "考生002" in refused.content.decode()
    lines[f"post_{ids[1]}"] = small.pk
    assert post(lead, url, **head, **lines).status_code == 302
    decision = Decision.objects.get(programme=programme)
    assert "考生001" in lead.get(reverse("selection:decision", args=[decision.pk])).content.decode()
    papers = reverse("placement:papers", args=[programme.pk])
    assert papers in lead.get(reverse("selection:decision", args=[decision.pk])).content.decode()
    posting = reverse("selection:publicity_post", args=[decision.pk])
    assert post(lead, posting, contact="组织部 12380").status_code == 302
    notice = Publicity.objects.get(decision=decision)
    Publicity.objects.filter(pk=notice.pk).update(starts_on=world.today)
    page = reverse("selection:publicity", args=[notice.pk])
    seen = enter("stranger").get(page).content.decode()
    assert "考生001" in seen
    assert "登记反映" not in seen
    paper = lead.get(reverse("selection:publicity_paper", args=[notice.pk]))
    assert paper.content[:2] == b"PK"
    receive = reverse("selection:objection_receive", args=[notice.pk])
    given = {"application": ids[0], "received_on": world.today.isoformat(), "text": "年限不符"}
    assert post(lead, receive, **given).status_code == 302
    objection = PublicityObjection.objects.get(publicity=notice)
    deciding = reverse("selection:objection", args=[objection.pk])
    assert post(enter("organiser"), deciding, is_upheld="no", finding="不实").status_code == 403
    closing = reverse("selection:publicity_close", args=[notice.pk])
    past = {"starts_on": world.today - timedelta(9), "ends_on": world.today - timedelta(1)}
    Publicity.objects.filter(pk=notice.pk).update(**past)
    assert post(lead, closing).status_code == 409
    assert post(lead, deciding, is_upheld="no", finding="经核不实").status_code == 302
    assert post(lead, closing).status_code == 302
    assert enter("stranger").get(page).status_code == 404  # nobody else sees it after its days


def test_reopening_and_replacing_by_clicks(world: Any, enter: Enter) -> None:
    programme = call(world)
    applied(world, programme, 3)
    reviewed(world, programme)
    row = scored(world, programme, "exam", [90, 80, 70])
    lead = enter("organiser_lead")
    url = reverse("selection:round_reopen", args=[row.pk])
    assert lead.get(url).status_code == 200
    assert post(lead, url, reason="").status_code == 422
    assert post(lead, url, reason="卷面复核").status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    one = row.entries.first().application
    out = reverse("selection:withdraw", args=[one.pk])
    assert post(lead, out, reason="家庭原因").status_code == 302
    assert post(lead, reverse("selection:replace", args=[one.pk])).status_code == 409


def test_the_unit_ranks_those_who_wish(world: Any, enter: Enter) -> None:
    programme, row = at_matching(world, 3)
    offer = programme.offers.order_by("pk").first()
    assert offer is not None
    one = row.entries.first().application
    Wish.objects.create(application=one, offer=offer, side="person", rank=1)
    client = enter("receiver")
    assert str(offer.post) in client.get(reverse("selection:unit_wishes")).content.decode()
    url = reverse("selection:unit_wish", args=[offer.pk])
    assert one.person.name in client.get(url).content.decode()
    assert post(client, url, **{f"rank_{one.pk}": "0"}).status_code == 422
    assert post(client, url, **{f"rank_{one.pk}": "1"}).status_code == 302
    assert offer.wishes.filter(side="unit").count() == 1
    assert enter("receiver_other").get(url).status_code == 404


def test_others_scores_are_for_the_department_alone(world: Any, enter: Enter) -> None:
    programme = call(world)
    me = person(world, 50, name="本人", user=world.users["stranger"])
    rows = applied(world, programme, 2)
    client = enter("stranger")
    post(client, reverse("selection:apply_person", args=[programme.pk, me.pk]))
    mine = Application.objects.get(person=me)
    post(enter("sender"), reverse("selection:opine", args=[mine.pk]), is_agreed="yes")
    Application.objects.filter(pk=mine.pk).update(is_unit_agreed=True)
    reviewed(world, programme)
    row = scored(world, programme, "exam", ["91.11", "82.22", "73.33"])
    own = client.get(reverse("selection:application", args=[mine.pk])).content.decode()
    assert "73.33" in own
    assert "91.11" not in own
    assert client.get(reverse("selection:round", args=[row.pk])).status_code == 403
    unit = enter("sender").get(reverse("selection:application", args=[rows[0].pk]))
    assert "91.11" not in unit.content.decode()
    for role in ("leader", "inspector"):
        board = enter(role)
        home = board.get(reverse("selection:selection", args=[programme.pk])).content.decode()
        assert "?stage=" not in home
        assert "&amp;stage=" not in home
        stage = board.get(reverse("selection:round", args=[row.pk])).content.decode()
        assert "91.11" not in stage
        assert "考生001" not in stage


def test_the_funnel_leads_to_its_people(world: Any, enter: Enter) -> None:
    programme = call(world)
    applied(world, programme, 18)
    reviewed(world, programme)
    scored(world, programme, "exam", [None, 50, *[70 + n for n in range(16)]])
    client = enter("organiser")
    page = client.get(reverse("selection:selection", args=[programme.pk]))
    line = page.context["funnel"][2]
    assert (line["entered"], line["passed"]) == (18, 15)
    assert {left["why"]: left["n"] for left in line["left"]} == {
        "absent": 1, "below_mark": 1, "below_line": 1,
    }  # fmt: skip
    for left in line["left"]:
        rows = client.get(f"{line['href']}&outcome=out&why={left['why']}").context["listing"]
        assert rows.count == left["n"]


def test_search_by_initials_and_export(world: Any, enter: Enter) -> None:
    programme = call(world)
    applied(world, programme, 3)
    client = enter("organiser")
    url = reverse("selection:applications")
    assert client.get(url, {"q": "KS002"}).context["listing"].count == 1
    assert client.get(url, {"unit": "发展和改革"}).context["listing"].count >= 2
    assert client.get(url, {"state": "nonsense", "programme": "x"}).status_code == 200
    assert client.get(url, {"export": "xlsx"}).content[:2] == b"PK"


def _crowd(world: Any, programme: Any, count: int) -> None:
    units = [world.units[key] for key in ("send1", "send2", "handler")]
    people = Person.objects.bulk_create(
        Person(unit=units[n % 3], name=f"群{n}", initials="q", stroke_key=f"{n:05d}", sex="1")
        for n in range(count)
    )
    Application.objects.bulk_create(
        Application(
            programme=programme, person=one, sending_unit=one.unit, number=f"N{n:05d}",
            applied_on=world.today, state="in_selection",
        )
        for n, one in enumerate(people)
    )  # fmt: skip


def test_budgets_with_ten_thousand(world: Any, enter: Enter) -> None:
    programme = call(world)
    row = StageRound.objects.create(
        programme=programme, stage="exam", sequence=3, state="open", opened_on=world.today
    )
    _crowd(world, programme, 10_000)
    applications = Application.objects.filter(programme=programme)
    StageEntry.objects.bulk_create(StageEntry(round=row, application=one) for one in applications)
    client = enter("organiser")
    for url in (
        reverse("selection:applications"),
        reverse("selection:selections"),
        reverse("selection:selection", args=[programme.pk]),
        reverse("selection:round", args=[row.pk]),
        reverse("selection:scores", args=[row.pk]),
        reverse("selection:apply", args=[programme.pk]),
        reverse("selection:invitations"),
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert page.status_code == 200
        assert len(queries) <= 15, f"{url}: {len(queries)} queries"
        assert len(page.content) <= 150_000, f"{url}: {len(page.content)} bytes"


def test_what_is_mine_to_do(world: Any, enter: Enter) -> None:
    programme = call(world)
    me = person(world, 1, user=world.users["stranger"])
    client = enter("stranger")
    post(client, reverse("selection:apply_person", args=[programme.pk, me.pk]))
    assert "填报岗位志愿" in client.get("/").content.decode()
    assert "考生001" in enter("sender").get("/").content.decode()
    assert "正在进行：报名" in enter("organiser").get("/").content.decode()
    row = StageRound.objects.get(programme=programme)
    close_round(row.pk, by=world.user("organiser"), today=world.today)
    assert "开始下一环节：资格审查" in enter("organiser").get("/").content.decode()
    open_round(programme.pk, "review", by=world.user("organiser"), today=world.today)
    url = reverse("selection:review", args=[programme.pk])
    assert post(enter("organiser"), url).status_code == 302
    assert "1份报名" in enter("organiser_lead").get("/").content.decode()
