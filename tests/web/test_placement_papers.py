"""Pages of notices, letters, files and groups: the way from the decision to the first day."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.placement.models import Notice, Placement, RelationRow, Team
from dunmiao.stages.selection.models import Application, Decision, DecisionLine, Publicity
from dunmiao.web.once import FIELD
from tests.stages.selection_world import call, person
from tests.web.secrets import text_of, tokens_in

Enter = Callable[[str], Client]
FORM = {"code": "云组通", "serial": "12", "requirements": "带好被褥\n\n按时报到"}


@pytest.fixture
def enter(world: Any) -> Enter:
    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(world.users[role])
        return client

    return sign_in


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, {FIELD: uuid.uuid4().hex, **data})


def address(page: str, *args: Any) -> str:
    return reverse(f"placement:{page}", args=args)


def decided(w: Any) -> tuple[Programme, Decision]:
    """Make a programme whose public notice has passed for two persons."""
    programme = call(w)
    Programme.objects.filter(pk=programme.pk).update(state="decided")
    decision = Decision.objects.create(
        programme=programme, body="区委常委会", met_on=w.today, document_no="〔2026〕8号"
    )
    passed = Publicity.objects.create(
        programme=programme, decision=decision, starts_on=w.today - timedelta(days=9),
        ends_on=w.today - timedelta(days=1), working_days=5, state="passed",
    )  # fmt: skip
    for n, offer in enumerate(programme.offers.order_by("pk"), 1):
        who = person(w, n, id_number=f"44010119900101{n:04d}", political="13" if n == 2 else "01")
        application = Application.objects.create(
            programme=programme, person=who, sending_unit=who.unit, offer=offer, state="selected",
            applied_on=w.today, number=str(n),
        )  # fmt: skip
        DecisionLine.objects.create(
            decision=decision, application=application, offer=offer, publicity=passed
        )
    programme.refresh_from_db()
    return programme, decision


def noticed(w: Any, client: Client) -> Programme:
    """Bring the programme as far as its first notice, through the pages."""
    programme, decision = decided(w)
    assert post(client, address("make", decision.pk)).status_code == 302
    assert post(client, address("notice_new", programme.pk), **FORM).status_code == 302
    return programme


def test_from_the_decision_to_the_first_day(world: Any, enter: Enter) -> None:
    programme, decision = decided(world)
    client = enter("organiser")
    home = client.get(reverse("home:home")).content.decode()
    assert address("papers", programme.pk) in home
    page = client.get(address("papers", programme.pk)).content.decode()
    assert address("make", decision.pk) in page
    assert "考生001" not in page
    again = post(client, address("make", decision.pk))
    assert again.status_code == 302
    assert post(client, address("make", decision.pk)).status_code == 409
    assert address("notice_new", programme.pk) in client.get(reverse("home:home")).content.decode()
    assert post(client, address("notice_new", programme.pk), code="").status_code == 422
    assert post(client, address("notice_new", programme.pk), **FORM).status_code == 302
    page = client.get(address("papers", programme.pk)).content.decode()
    assert f"云组通〔{world.today.year}〕12号" in page
    assert Notice.objects.filter(programme=programme, kind="arrival").count() == 2
    # the second version of the same number is a version, a further number is suggested
    suggested = client.get(address("notice_new", programme.pk)).content.decode()
    assert 'value="13"' in suggested
    assert 'value="云组通"' in suggested


def test_a_number_in_use_is_refused_and_the_typed_text_kept(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    other = address("notice_new", world.programmes["a"].pk)
    assert programme.pk != world.programmes["a"].pk
    response = post(client, other, **FORM)
    assert response.status_code == 409
    assert "带好被褥" in response.content.decode()


def test_changes_since_the_notice_are_told(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    row = programme.placements.order_by("pk").first()
    assert row is not None
    page = client.get(address("papers", programme.pk)).content.decode()
    assert "印发后没有变化" in page
    Placement.objects.filter(pk=row.pk).update(sending_post="副科长")
    page = client.get(address("papers", programme.pk)).content.decode()
    assert "副科长" in page


def test_letters_are_numbered_on_and_printed_on_record(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    url = address("letters_new", programme.pk)
    page = client.get(url).content.decode()
    assert page.count("checked") == 3  # the kind, and both persons
    people = [row.pk for row in programme.placements.order_by("pk")]
    data = {"people": people, "code": "云组介", "serial": "7", "valid_days": "30"}
    assert post(client, url, **data, kind="administrative").status_code == 302
    letters = Notice.objects.filter(kind="letter_administrative", programme=programme)
    assert sorted(row.number[-3:] for row in letters) == ["〕7号", "〕8号"]
    # the second person is outside the party
    refused = post(client, url, **data, kind="party", dues_until="2026-10")
    assert refused.status_code == 409
    assert not Notice.objects.filter(kind="letter_party").exists()
    assert client.get(f"{url}?kind=party").content.decode().count("checked") == 2
    members = {**data, "people": people[:1], "serial": "1", "dues_until": "2026-10"}
    assert post(client, url, **members, kind="party").status_code == 302
    letter = Notice.objects.get(programme=programme, kind="letter_party")
    papers = client.get(address("papers", programme.pk)).content.decode()
    assert papers.count("/print/") == 1  # the law asks for the number in this letter only
    plain = client.get(address("notice_file", letter.pk))
    assert "440101" not in text_of(plain.content)
    whole = post(client, address("letter_print", letter.pk), with_number="yes")
    assert whole.headers["Cache-Control"] == "no-store"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert "440101" in text_of(whole.content)
    assert AuditEntry.objects.filter(act="letter.print", object_id=str(letter.pk)).count() == 1
    assert post(client, address("letter_print", letter.pk)).status_code == 409
    notice = Notice.objects.get(programme=programme, kind="notice")
    answer = post(client, address("letter_print", notice.pk), with_number="yes")
    assert answer.status_code == 409


def test_files_are_whole_and_kept_by_nobody(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    notice = Notice.objects.get(programme=programme, kind="notice")
    arrival = Notice.objects.filter(programme=programme, kind="arrival")[0]
    for url, words in (
        (address("notice_file", notice.pk), "按时报到"),
        (address("notice_file", arrival.pk), "报到通知"),
        (address("roster_file", programme.pk, "docx"), "考生001"),
        (address("roster_file", programme.pk, "xlsx"), "考生002"),
        (address("responsibility_file", programme.pk), "第一责任人"),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        assert response.headers["Cache-Control"] == "no-store"
        assert "attachment" in response.headers["Content-Disposition"]
        assert words in text_of(response.content), url
        assert tokens_in(response) == set()
    assert client.get(address("roster_file", programme.pk, "pdf")).status_code == 404


def test_the_receiving_unit_reads_the_notice_to_report_only(world: Any, enter: Enter) -> None:
    programme = noticed(world, enter("organiser"))
    notice = Notice.objects.get(programme=programme, kind="notice")
    mine = Notice.objects.get(
        programme=programme, kind="arrival", placement__receiving_unit=world.units["town1"]
    )
    client = enter("receiver")
    assert client.get(address("notice_file", mine.pk)).status_code == 200
    assert client.get(address("notice_file", notice.pk)).status_code == 404
    assert client.get(address("papers", programme.pk)).status_code == 403
    home = client.get(reverse("home:home")).content.decode()
    assert address("arrive", mine.placement_id) in home


def test_the_term_begins_once_everybody_is_named(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    Contact.objects.filter(organisation=world.units["town1"], kind="first_responsible").delete()
    page = client.get(address("gaps", programme.pk)).content.decode()
    assert reverse("organisations:unit", args=[world.units["town1"].pk]) in page
    assert page.index("第一责任人") < page.index("帮带联系人")
    assert address("gaps", programme.pk) in client.get(reverse("home:home")).content.decode()
    papers = client.get(address("papers", programme.pk)).content.decode()
    assert address("start", programme.pk) not in papers
    assert post(client, address("start", programme.pk)).status_code == 409
    Contact.objects.create(
        organisation=world.units["town1"], kind="first_responsible", name="周正", title="党委书记",
        starts_on=world.today,
    )  # fmt: skip
    for row in programme.placements.all():
        Mentorship.objects.create(
            placement=row, name="马建国", title="镇党委副书记", kind="contact",
            starts_on=row.starts_on, ends_on=row.ends_on,
        )  # fmt: skip
    page = client.get(address("gaps", programme.pk)).content.decode()
    assert address("start", programme.pk) in page
    assert post(client, address("start", programme.pk)).status_code == 302
    programme.refresh_from_db()
    assert programme.state == "running"
    page = client.get(address("papers", programme.pk)).content.decode()
    assert address("start", programme.pk) not in page


def test_papers_are_filtered_and_exported(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = noticed(world, client)
    url = address("papers", programme.pk)
    page = client.get(url, {"kind": "arrival", "q": "考生001"}).content.decode()
    assert "考生001" in page
    assert "考生002" not in page
    found = client.get(url, {"export": "xlsx"})
    assert "考生002" in text_of(found.content)
    listed = client.get(address("issuing")).content.decode()
    assert url in listed


def test_what_has_not_moved_is_asked_for(world: Any, enter: Enter) -> None:
    own = world.placements["own"]
    receiver = enter("receiver")
    link = f'href="{address("placement", own.pk)}"'
    assert link in receiver.get(reverse("home:home")).content.decode()
    words = f"programme={world.programmes['a'].pk}"
    assert words in enter("organiser").get(reverse("home:home")).content.decode()
    RelationRow.objects.filter(at="moves").update(moved_on=world.today)
    assert words not in enter("organiser").get(reverse("home:home")).content.decode()


def test_a_group_is_formed_changed_and_read(world: Any, enter: Enter) -> None:
    client = enter("organiser")
    programme = world.programmes["a"]
    url = address("team_new", programme.pk)
    page = client.get(url).content.decode()
    assert "曾志远" in page
    assert "单雨桐" not in page  # in another group already
    other = world.placements["other"].pk
    assert post(client, url, name="").status_code == 422
    made = post(client, url, name="第二联络组", members=[other], team_leader="")
    assert made.status_code == 302
    team = Team.objects.get(name="第二联络组")
    assert [row.pk for row in team.members.all()] == [other]
    edit = address("team_edit", team.pk)
    leader = world.users["team_leader"].pk
    changed = {"name": "第二组", "members": [other], "team_leader": leader}
    assert post(client, edit, **changed).status_code == 302
    page = client.get(address("team", team.pk)).content.decode()
    assert "用户team_leader" in page
    assert "曾志远" in page
    listed = client.get(address("teams")).content.decode()
    assert "第二组" in listed
    assert url in listed


def test_a_team_leader_sees_the_own_group_and_what_is_overdue(world: Any, enter: Enter) -> None:
    client = enter("team_leader")
    page = client.get(address("teams")).content.decode()
    assert address("team", world.teams["own"].pk) in page
    assert address("team", world.teams["foreign"].pk) not in page
    assert address("team_new", world.programmes["a"].pk) not in page
    page = client.get(address("team", world.teams["own"].pk)).content.decode()
    assert "单雨桐" in page
    assert address("team_edit", world.teams["own"].pk) not in page
    assert client.get(address("team_edit", world.teams["own"].pk)).status_code == 403
    assert client.get(address("team", world.teams["foreign"].pk)).status_code == 404
