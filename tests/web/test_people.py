"""The people pages, for those who open them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.organisations.models import Complaint
from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.placement.actions import divide_work
from dunmiao.stages.supervision.models import LogEntry
from dunmiao.web.once import FIELD

pytestmark = pytest.mark.django_db


def client(world: Any, who: str) -> Client:
    made = Client()
    made.force_login(world.users[who])
    return made


def post(made: Client, url: str, **data: Any) -> Any:
    post.count = getattr(post, "count", 0) + 1  # type: ignore[attr-defined]
    return made.post(url, {FIELD: f"key-{post.count:08}", **data})  # type: ignore[attr-defined]


def page(world: Any, who: str, name: str, *args: Any, **query: Any) -> Any:
    return client(world, who).get(reverse(f"people:{name}", args=args), query)


def edited(world: Any, key: str = "own", **changes: Any) -> dict[str, Any]:
    row = world.people[key]
    held = {
        "name": row.name, "sex": row.sex, "unit": row.unit.name, "ethnic": row.ethnic,
        "political": row.political, "education": row.education, "degree": row.degree,
        "major": row.major, "kind": row.kind, "post_title": row.post_title,
        "born_on": row.born_on.isoformat(), "is_birth_by_month": "on", "resume": row.resume,
        "work_started_on": row.work_started_on.isoformat(), "is_health_fit": "true",
    }  # fmt: skip
    return {**held, **changes}


def test_the_pool_shows_who_is_in_reach(world: Any) -> None:
    text = page(world, "organiser", "people").content.decode()
    assert "单雨桐" in text and "曾志远" in text and "欧阳静" not in text
    text = page(world, "sender", "people").content.decode()
    assert "单雨桐" in text and "曾志远" not in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "syt"}, True), ({"q": "shanyu"}, True), ({"q": "雨"}, True), ({"q": "李"}, False),
        ({"unit": "发展"}, True), ({"unit": "教育"}, False), ({"kind": "institution"}, True),
        ({"kind": "civil_servant"}, False), ({"sex": "2"}, True), ({"sex": "1"}, False),
        ({"youngest": "30", "oldest": "35"}, True), ({"youngest": "50"}, False),
        ({"tag": "selected"}, False), ({"youngest": "x", "kind": "?"}, True),
    ],
)  # fmt: skip
def test_the_pool_is_narrowed(world: Any, query: dict[str, str], is_found: bool) -> None:
    shown = page(world, "organiser", "people", **query)
    assert shown.status_code == 200
    assert ("单雨桐" in shown.content.decode()) is is_found


def test_a_talent_scheme_is_a_tag(world: Any) -> None:
    """001c-18: the 四个一批 scheme stands beside the name, and the roll is narrowed by it."""
    Person.objects.filter(pk=world.people["own"].pk).update(tags=["four_batches"])
    shown = page(world, "organiser", "people", tag="four_batches").content.decode()
    assert "单雨桐" in shown
    assert "曾志远" not in shown
    assert shown.count("四个一批人才") > 1, "the filter, and the badge beside the name"


@pytest.mark.parametrize("sort", ["name", "-name", "unit", "age", "-age", "rank", "kind", "x"])
def test_the_pool_is_sorted(world: Any, sort: str) -> None:
    assert page(world, "organiser", "people", sort=sort).status_code == 200


def test_the_list_is_exported_without_secrets(world: Any) -> None:
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    body = page(world, "organiser", "people", export="xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()
    text = str(rows)
    assert "单雨桐" in text and "区发展和改革局" in text and "ZQX" not in text


def test_a_person_without_rights_to_the_inside_sees_the_outside(world: Any) -> None:
    row = world.people["own"]
    row.appraisals = {"2024": "excellent"}
    row.rewards = "嘉奖一次"
    row.save()
    inside = page(world, "sender", "person", row.pk).content.decode()
    outside = page(world, "receiver", "person", row.pk).content.decode()
    assert "嘉奖一次" in inside and "••••" in inside
    assert "嘉奖一次" not in outside and "••••" not in outside
    assert "ZQX" not in inside + outside


def test_a_secret_is_shown_once_for_a_purpose(world: Any) -> None:
    url = reverse("people:reveal", args=[world.people["own"].pk, "phone"])
    made = client(world, "organiser")
    assert "ZQX" not in made.get(url).content.decode()
    assert post(made, url).status_code == 422
    shown = post(made, url, purpose="通知报到")
    assert "ZQX-Person-own-phone" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.get(act="person.reveal").note == "通知报到"
    again = made.get(url)
    assert "ZQX" not in again.content.decode()


def test_what_is_not_held_cannot_be_revealed(world: Any) -> None:
    row = world.people["own"]
    made = client(world, "organiser")
    assert made.get(reverse("people:reveal", args=[row.pk, "name"])).status_code == 404
    other = world.people["other"].family.get()
    url = reverse("people:reveal", args=[row.pk, f"family-{other.pk}"])
    assert made.get(url).status_code == 404
    row.phone = ""
    row.save()
    url = reverse("people:reveal", args=[row.pk, "phone"])
    assert post(made, url, purpose="通知报到").status_code == 409


def test_an_edit_records_only_what_changed(world: Any) -> None:
    row = world.people["own"]
    url = reverse("people:edit", args=[row.pk])
    made = client(world, "sender")
    answer = post(made, url, **edited(world, major="法学", grade_2025="excellent"))
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    assert (row.major, row.phone.reveal()) == ("法学", "ZQX-Person-own-phone")
    changes = AuditEntry.objects.get(act="person.edit").changes
    assert set(changes) - {"appraisals"} == {"major"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id_number": "11010119900307747"}, {"resume": "曾任科员"}, {"native_code": "12"},
        {"name": ""}, {"unit": "没有的单位"}, {"born_on": "1990.13.40"},
    ],
)  # fmt: skip
def test_a_misfilled_edit_comes_back(world: Any, wrong: dict[str, str]) -> None:
    row = world.people["own"]
    url = reverse("people:edit", args=[row.pk])
    answer = post(client(world, "sender"), url, **edited(world, **wrong))
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.context["form"].errors


def test_nobody_moves_a_person_out_of_their_own_reach(world: Any) -> None:
    row = Person.objects.create(unit=world.units["send1"], name="覃志远", sex="1")
    url = reverse("people:edit", args=[row.pk])
    answer = post(client(world, "sender"), url, name="覃志远", sex="1", unit="县教育局")
    assert answer.status_code == 409
    assert "unit" in answer.context["form"].errors
    row.refresh_from_db()
    assert row.unit == world.units["send1"]


def test_a_unit_adds_its_own_staff_only(world: Any) -> None:
    url = reverse("people:add")
    made = client(world, "sender")
    answer = post(made, url, name="覃志远", sex="1", unit="区发展和改革局")
    assert answer.status_code == 302
    row = Person.objects.get(name="覃志远")
    assert row.initials == "qzy"
    assert post(made, url, name="覃志高", sex="1", unit="县教育局").status_code == 409
    assert not Person.objects.filter(name="覃志高").exists()


def test_the_cadre_form_goes_out_and_comes_back(world: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = world.people["own"]
    Person.objects.filter(pk=row.pk).update(id_number="")
    made = client(world, "sender")
    body = post(made, reverse("people:form_download", args=[row.pk]))
    assert "单雨桐" in body.content.decode()
    url = reverse("people:form_upload", args=[row.pk])
    file = SimpleUploadedFile("单.lrmx", body.content)
    answer = post(made, url, file=file)
    assert answer.status_code in {302, 409}
    wrong = SimpleUploadedFile("x.txt", b"x")
    assert post(made, url, file=wrong).status_code == 409


def test_a_kinship_is_entered_and_taken_back(world: Any) -> None:
    row = world.people["own"]
    made = client(world, "organiser")
    url = reverse("people:kinship", args=[row.pk])
    assert post(made, url, relation="father").status_code == 409
    assert post(made, url, relation="father", other="没有人").status_code == 422
    assert post(made, url, relation="spouse", other="曾志远").status_code == 302
    kin = Kinship.objects.get()
    assert "曾志远" in page(world, "organiser", "person", row.pk).content.decode()
    assert "曾志远" not in page(world, "receiver", "person", row.pk).content.decode()
    url = reverse("people:kinship_remove", args=[kin.pk])
    assert post(made, url).status_code == 422
    assert post(made, url, reason="登记有误").status_code == 302
    assert not Kinship.objects.exists()


def test_a_person_reads_what_is_held_about_them(world: Any) -> None:
    row = world.people["own"]
    made = client(world, "cadre")
    assert made.get(reverse("people:mine")).url == reverse("people:held", args=[row.pk])
    post(
        client(world, "organiser"), reverse("people:reveal", args=[row.pk, "health"]),
        purpose="核对体检结论",
    )  # fmt: skip
    text = made.get(reverse("people:held", args=[row.pk])).content.decode()
    assert "核对体检结论" in text and "用户organiser" in text
    assert "区委常委会" in text and "ZQX" not in text
    other = reverse("people:held", args=[world.people["other"].pk])
    assert made.get(other).status_code == 404


def test_wrong_data_goes_to_the_department(world: Any) -> None:
    url = reverse("people:flag", args=[world.people["own"].pk])
    made = client(world, "cadre")
    assert 'value="major" selected' in made.get(url, {"field": "major"}).content.decode()
    answer = post(made, url, field="major", text="专业应为会计学，见毕业证书。")
    assert answer.status_code == 302
    sent = Complaint.objects.get()
    assert "会计学" in sent.text and sent.handled_by == world.units["a"]


def test_profile_and_timeline_draw_on_the_records(world: Any) -> None:
    from dunmiao.stages.development.models import Plan
    from dunmiao.stages.supervision.models import Talk

    row, placement = world.people["own"], world.placements["own"]
    by = world.users["receiver"]
    Plan.objects.create(placement=placement, state="agreed", written_by=by, agreed_on=world.today)
    Talk.objects.create(placement=placement, by=by, on=world.today, kind="regular", given_by="马")
    text = page(world, "organiser", "profile", row.pk).content.decode()
    assert "柳河镇" in text and world.today.isoformat() in text
    assert "马建国" in text
    # a talk is between those who held it and the department: the unit at home sees none of it
    assert "谈心谈话日期" in text
    assert "谈心谈话日期" not in page(world, "sender", "profile", row.pk).content.decode()
    text = page(world, "cadre", "timeline", row.pk).content.decode()
    assert "培养计划商定" in text and "镇长助理" in text


def test_the_profile_lists_kinds_of_work_done_and_not_touched(world: Any) -> None:
    """001b-46: from résumé, division of work and notes of work; what is open is named, unscored."""
    own = world.placements["own"]

    def card() -> tuple[str, str]:
        text = page(world, "organiser", "profile", world.people["own"].pk).content.decode()
        shown = text.partition("接触过的工作")[2].partition("</section>")[0]
        done, _title, open_ones = shown.partition("还没有接触的工作")
        return done, open_ones

    for kind in ("项目建设", "招商引资", "应急处置"):
        assert kind in card()[1] and kind not in card()[0]
    host = {"by": world.user("receiver"), "today": world.today}
    divide_work(own.pk, **host, text="协助抓项目建设")
    divide_work(own.pk, **host, text="联系东柳片区")
    Person.objects.filter(pk=own.person_id).update(skills=["investment"])
    LogEntry.objects.create(
        placement=own, by=world.users["cadre"], on=world.today, text="值班", task="汛期应急处置"
    )
    done, left = card()
    for words in ("协助抓项目建设", "招商引资", "汛期应急处置"):
        assert words in done
    assert "项目建设" not in left and "调查研究" in left


@pytest.mark.parametrize("name", ["profile_pdf", "timeline_pdf"])
def test_profile_and_timeline_are_filed_as_pdf(world: Any, name: str) -> None:
    answer = page(world, "sender", name, world.people["own"].pk)
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_english_reader_gets_english(world: Any) -> None:
    made = client(world, "organiser")
    made.cookies["language"] = "en"
    text = made.get(reverse("people:person", args=[world.people["own"].pk])).content.decode()
    assert "Protected fields" in text and "受保护信息" not in text
