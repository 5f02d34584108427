"""Pages of programmes: repeated, below one another, who stands over them and answers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from dunmiao.stages.charter.models import LeadingGroup, LongTermPlan, Programme
from dunmiao.stages.selection.models import Nomination
from tests.web.test_charter import client, copied, post


def home(world: Any, role: str = "organiser") -> str:
    address = reverse("charter:programme", args=[world.programmes["a"].pk])
    return str(client(world, role).get(address).content.decode())


def test_a_programme_is_repeated_on_one_page(world: Any) -> None:
    opened, row = client(world, "organiser"), world.programmes["a"]
    page = opened.get(reverse("charter:clone", args=[row.pk]))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    answer = post(opened, "charter:clone", data, row.pk)
    made = Programme.objects.get(previous=row)
    assert answer.url == reverse("charter:programme", args=[made.pk])
    assert made.year == row.year + 1
    assert made.name in home(world)  # the year before links to it
    assert post(opened, "charter:clone", data, row.pk).status_code == 409


def test_units_asked_last_year_are_put_before_the_department(world: Any) -> None:
    row = world.programmes["a"]
    Nomination.objects.create(
        programme=row, unit=world.units["send1"], route="nomination", asked_on=world.today,
        due_on=world.today, least=1,
    )  # fmt: skip
    made = Programme.objects.create(
        owner=row.owner, charter=row.charter, name="次年", year=row.year + 1, state="open",
        previous=row,
    )  # fmt: skip
    page = client(world, "organiser").get(reverse("selection:nominations_ask", args=[made.pk]))
    assert page.context["form"]["also"].value() == world.units["send1"].name


def test_a_looser_county_programme_is_refused_with_the_sentence(world: Any) -> None:
    opened, lead = client(world, "organiser"), client(world, "organiser_lead")
    row = world.programmes["a"]
    draft = copied(world, opened)
    draft.text = draft.text.replace("load_limit = {value = 3", "load_limit = {value = 8")
    draft.save()
    answer = {"document_no": "〔2027〕1号", "is_sure": "on"}
    assert post(lead, "charter:review", answer, draft.pk).status_code == 302
    data = {"owner": "柳河镇", "charter": draft.pk, "name": "柳河镇双向挂职", "quota": "2"}
    page = post(opened, "charter:subdivide", data, row.pk)
    assert page.status_code == 409
    assert "mentoring.load_limit" in page.content.decode()
    data["charter"] = row.charter_id
    assert post(opened, "charter:subdivide", data, row.pk).status_code == 302
    assert "柳河镇双向挂职" in home(world)


def test_groups_organisers_and_requirements_stand_on_the_programme(world: Any) -> None:
    opened, row = client(world, "organiser"), world.programmes["a"]
    group = {
        "kind": "leading", "name": "双向挂职领导小组", "office": world.units["a"].name,
        "document_title": "关于成立领导小组的通知", "founded_on": world.today.isoformat(),
        "head": "周立新，区委常委", "deputy": "钱一鸣 副部长\n孙小兰，局长",
    }  # fmt: skip
    wrong = post(opened, "charter:group_new", {**group, "deputy": "钱"}, row.pk)
    assert wrong.status_code == 422
    assert post(opened, "charter:group_new", group, row.pk).status_code == 302
    made = LeadingGroup.objects.get(programme=row)
    assert [one.part for one in made.members.all()] == ["head", "deputy", "deputy"]
    edit = opened.get(reverse("charter:group_edit", args=[made.pk]))
    assert edit.context["form"]["deputy"].value() == "钱一鸣，副部长\n孙小兰，局长"
    offices = {"office_1": "区财政局", "kind_1": "institution", "part_1": "事业人员管理"}
    assert post(opened, "charter:co_organisers", offices, row.pk).status_code == 302
    row.requirements, row.requirements_on = "真蹲实驻、真帮实促", world.today
    row.save()
    text = home(world)
    for words in ("双向挂职领导小组", "周立新", "孙小兰", "区财政局", "真蹲实驻"):
        assert words in text, words
    # every unit and person of the programme reads what is required of them
    for role in ("sender", "receiver", "cadre", "mentor"):
        address = reverse("placement:placement", args=[world.placements["own"].pk])
        assert "真蹲实驻" in client(world, role).get(address).content.decode(), role


def test_each_units_chain_of_responsibility_is_shown(world: Any) -> None:
    address = reverse("charter:chain", args=[world.programmes["a"].pk])
    page = client(world, "organiser").get(address)
    shown = {str(unit): unit.chain for unit in page.context["listing"].rows}
    assert set(shown) == {"区发展和改革局", "区住房和城乡建设局", "柳河镇", "石桥镇"}
    assert shown["柳河镇"] == ["赵明（党委书记）", "赵明（党委书记）", ""]
    assert "未明确" in page.content.decode()


def test_the_second_authority_reads_its_own_kind_alone(world: Any) -> None:
    opened = client(world, "authority")
    page = opened.get(reverse("charter:programme", args=[world.programmes["a"].pk]))
    assert page.context["only_kind"]
    assert page.context["figures"].placed == 1
    own, other = (world.placements[key].pk for key in ("own", "other"))
    assert opened.get(reverse("placement:placement", args=[own])).status_code == 200
    assert opened.get(reverse("placement:placement", args=[other])).status_code == 404


def test_a_plan_of_several_years_lists_its_cohorts(world: Any) -> None:
    opened, row = client(world, "organiser"), world.programmes["a"]
    data = {"title": "年轻干部培养规划", "from_year": "2026", "to_year": "2030",
            "yearly_quota": "20", "aims": "五年一百名"}  # fmt: skip
    wrong = post(opened, "charter:long_plan_new", {**data, "to_year": "2020"})
    assert wrong.status_code == 409
    assert post(opened, "charter:long_plan_new", data).status_code == 302
    Programme.objects.filter(pk=row.pk).update(long_term_plan=LongTermPlan.objects.get())
    page = opened.get(reverse("charter:long_plans")).content.decode()
    assert "年轻干部培养规划" in page
    assert reverse("charter:programme", args=[row.pk]) in page


def test_who_answers_is_named_by_the_receiving_unit(world: Any) -> None:
    opened, own = client(world, "receiver"), world.placements["own"]
    assert opened.get(reverse("placement:answerable", args=[own.pk])).status_code == 200
    answer = post(opened, "placement:answerable", {"direct": "党政办主任李明"}, own.pk)
    assert answer.status_code == 302
    page = opened.get(reverse("placement:placement", args=[own.pk])).content.decode()
    assert "党政办主任李明" in page
