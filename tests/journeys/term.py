"""Point 7: the term, each duty settled on the page of whoever owes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.supervision.models import Borrow, Leave, Report
from tests.journeys.desk import Desk
from tests.journeys.story import FIRST, Story

PLAN = {
    "aims": "一年内熟悉乡镇综合工作",
    "responsibilities": "协助抓项目建设，联系东柳村",
    "tasks": "牵头征地协调专班日常工作",
    "results": "三期地块按期交付",
    "standards": "任务完成情况和群众反映",
}


def live_the_term(story: Story) -> None:
    """Mentor, plan, log, leave, talk, borrowing, report; the ledger; everybody's first page."""
    desk, row = story.desk, story.placement
    appoint(story)
    plan(story)
    log_from_a_phone(story)
    leave(story)
    talk(story)
    borrow(story)
    report(story)
    settle_the_rest(story)
    desk.sit(story.clerk, day(200)).open(reverse("supervision:ledger", args=[row.pk]))
    desk.sees("逾期", "已完成", "第十四条", "制定个人锻炼计划")
    first_pages(story)


def day(after: int) -> date:
    """Give a day of the term."""
    return FIRST + timedelta(days=after)


def appoint(story: Story) -> None:
    """The receiving unit divides the work and appoints the mentor, by document."""
    desk, row = story.desk, story.placement
    mentor = story.mentor(row)
    desk.sit(story.host(row), day(8)).open(reverse("placement:divide", args=[row.pk]))
    desk.fill(text="协助镇长抓项目建设，联系东柳片区").send("text")
    desk.open(reverse("development:mentor_appoint", args=[row.pk]))
    desk.fill(
        login=mentor.username, name=mentor.name, title="党委副书记", document_no="柳党发〔2026〕9号"
    ).send("login")
    found = Mentorship.objects.get(placement=row)
    assert found.user_id == mentor.pk
    desk.sees(mentor.name, "柳党发〔2026〕9号")


def plan(story: Story) -> None:
    """The five fields of the charter; returned once by the person, then agreed by both."""
    desk, row = story.desk, story.placement
    page = reverse("development:plan", args=[row.pk])
    write = reverse("development:plan_edit", args=[row.pk])
    desk.sit(story.host(row), day(10)).open(write)
    desk.fill(**PLAN).send("aims").sees("协助抓项目建设")
    first = Plan.objects.get()
    desk.submit(reverse("development:plan_propose", args=[first.pk]))
    back = reverse("development:plan_return", args=[first.pk])
    desk.sit(story.cadre(row), day(11)).open(page).sees("一年内熟悉乡镇综合工作")
    desk.fill(remark="请补上防汛值守").submit(back)
    desk.sit(story.host(row), day(12)).open(page).sees("请补上防汛值守")
    desk.open(write).fill(tasks="牵头征地协调专班日常工作；参加防汛值守").send("aims")
    newest = Plan.objects.order_by("-revision").first()
    assert newest is not None
    agree = reverse("development:plan_agree", args=[newest.pk])
    desk.submit(reverse("development:plan_propose", args=[newest.pk]))
    desk.open(page).submit(agree)
    desk.sit(story.cadre(row), day(13)).open(page).submit(agree)
    newest.refresh_from_db()
    assert newest.state == "agreed"
    paper = desk.download(reverse("development:plan_paper", args=[newest.pk]))
    assert paper[:2] == b"PK"


def log_from_a_phone(story: Story) -> None:
    """A few words on a page of 360 pixels, which never scrolls sideways."""
    row = story.placement
    phone = Desk(story.desk.server, story.new_page(360, 740))
    phone.sit(story.cadre(row), day(40)).open(reverse("home:home"))
    phone.open(reverse("supervision:my_log"))
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.fill(
        text="协助完成三期地块现场核对", result="12户签订意向书", task="征地协调", on=day(40)
    ).send("text")
    phone.sees("12户签订意向书")
    assert phone.faults == []
    phone.page.context.close()
    story.desk.sit(story.host(row), day(41)).open(reverse("supervision:logs", args=[row.pk]))
    story.desk.sees("12户签订意向书")


def leave(story: Story) -> None:
    """Asked by the person, decided at the charter's level, the return confirmed by the host."""
    desk, row = story.desk, story.placement
    desk.sit(story.cadre(row), day(50)).open(reverse("supervision:leave_ask", args=[row.pk]))
    desk.sees("七日以上")
    desk.fill(kind="home", first_on=day(55), last_on=day(56), reason="探望父母").send("reason")
    short = Leave.objects.get()
    assert short.level == "receiver"
    page = reverse("supervision:leave", args=[short.pk])
    desk.sit(story.host(row), day(51)).open(page)
    assert "探望父母" not in desk.text(), "the reason stays sealed"
    desk.fill(is_approved="yes").submit(reverse("supervision:leave_decide", args=[short.pk]))
    desk.sit(story.host(row), day(57)).open(page)
    desk.fill(returned_on=day(57)).submit(reverse("supervision:leave_return", args=[short.pk]))
    short.refresh_from_db()
    assert (short.state, short.returned_on) == ("returned", day(57))
    desk.sit(story.cadre(row), day(60)).open(reverse("supervision:leave_ask", args=[row.pk]))
    desk.fill(kind="personal", first_on=day(65), last_on=day(80), reason="家中有事").send("reason")
    long = Leave.objects.exclude(pk=short.pk).get()
    assert long.level == "organiser"
    page = reverse("supervision:leave", args=[long.pk])
    decide = reverse("supervision:leave_decide", args=[long.pk])
    desk.sit(story.host(row), day(61)).open(page)
    buttons = desk.page.locator(f'form[action="{decide}"]')
    assert not buttons.count(), "beyond seven days the department decides"
    desk.sit(story.clerk, day(61)).open(page)
    desk.fill(is_approved="no", answer="汛期在岗，改期").submit(decide)
    long.refresh_from_db()
    assert long.state == "refused"


def talk(story: Story) -> None:
    """The mentor under four headings, the department under its own four; contact by the home."""
    desk, row = story.desk, story.placement
    desk.sit(story.mentor(row), day(28))
    desk.open(reverse("supervision:talk_write", args=[row.pk, "mentor"]))
    desk.sees("传授经验", "交流思想", "指出差距", "提出建议")
    desk.fill(h0="讲了怎样先摸底", h1="愿意沉下来", h2="语言偏机关化", h3="多跟村干部入户")
    desk.send("h0").sees("语言偏机关化")
    desk.sit(story.clerk, day(85))
    desk.open(reverse("supervision:talk_write", args=[row.pk, "organiser"]))
    desk.sees("工作", "学习", "思想", "生活")
    desk.fill(h0="已牵头一项工作", h1="自学土地政策", h2="思想稳定", h3="食宿妥当").send("h0")
    desk.open(reverse("supervision:visit_write", args=[row.pk]))
    desk.fill(
        heard_from="镇党委书记", text="工作主动", findings="群众语言要再学", direction="多入户"
    ).send("text")
    desk.open(reverse("development:feedback_give", args=[row.pk]))
    desk.fill(text="缺征地政策经历", direction="参加培训", to_unit="receiver").send("direction")
    desk.sit(story.home(row), day(58))
    desk.open(reverse("supervision:contact_write", args=[row.pk]))
    desk.fill(with_whom="本人", text="了解工作生活情况").send("with_whom")


def borrow(story: Story) -> None:
    """The home unit asks, the receiving unit is heard, the head of the department decides."""
    desk, row = story.desk, story.placement
    desk.sit(story.home(row), day(90))
    desk.open(reverse("supervision:borrow_ask", args=[row.pk]))
    desk.fill(first_on=day(97), last_on=day(98), matter="年度决算移交说明").send("matter")
    asked = Borrow.objects.get()
    page = reverse("supervision:borrow", args=[asked.pk])
    desk.sit(story.host(row), day(91)).open(page)
    desk.fill(agrees="yes", opinion="可以安排两天")
    desk.submit(reverse("supervision:borrow_opine", args=[asked.pk]))
    desk.sit(story.lead, day(92)).open(page).sees("可以安排两天")
    desk.fill(is_approved="yes", answer="同意，期满即返")
    desk.submit(reverse("supervision:borrow_decide", args=[asked.pk]))
    desk.sit(story.host(row), day(99)).open(page)
    desk.submit(reverse("supervision:borrow_end", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "ended"


def report(story: Story) -> None:
    """Written once, begun from the log; three parties read the same text and say so."""
    desk, row = story.desk, story.placement
    desk.sit(story.cadre(row), day(88)).open(reverse("supervision:my_report"))
    assert "12户签订意向书" in desk.page.locator('[name="h0"]').input_value()
    desk.fill(h1="学习涉农政策", h2="安心基层", h3="食宿妥当")
    with desk.page.expect_navigation():
        desk.page.locator('main button[name="submit"]').click()
    written = Report.objects.get()
    assert written.state == "submitted"
    page = reverse("supervision:report", args=[written.pk])
    for user in (story.clerk, story.home(row), story.host(row)):
        desk.sit(user, day(89)).open(page).sees("学习涉农政策")
        desk.submit(reverse("supervision:report_acknowledge", args=[written.pk]))
    written.refresh_from_db()
    assert written.state == "acknowledged"
    assert set(written.seen) == {"organiser", "sender", "receiver"}


def settle_the_rest(story: Story) -> None:
    """The month in one click, a plain step, entitlements."""
    desk, row = story.desk, story.placement
    host = story.host(row)
    desk.sit(host, day(34)).open(reverse("supervision:presence") + "?month=2026-04")
    desk.submit(reverse("supervision:presence_confirm"))
    step = reverse("supervision:step", args=[row.pk, "orientation.given"])
    desk.sit(host, day(9)).open(step).sees("工作环境的差别")
    desk.fill(on=day(9), note="由镇长介绍").send("note")
    desk.sit(story.home(row), day(175))
    desk.open(reverse("supervision:entitlement_confirm", args=[row.pk]))
    desk.fill(ok_pay=True, ok_welfare=True, ok_subsidy=True, ok_insurance=True).send("ok_pay")


def first_pages(story: Story) -> None:
    """Everybody's first page says what is theirs to do now, with its clause, and leads there."""
    row = story.placement
    for user, duty in (
        (story.host(row), "确认在岗情况"),
        (story.home(row), "联系通气"),
        (story.mentor(row), "帮带谈心谈话"),
        (story.cadre(row), "向三方汇报"),
        (story.clerk, "组织部门谈心谈话"),
    ):
        desk = story.desk.sit(user, day(200)).open(reverse("home:home")).sees(duty)
        assert desk.page.locator('main a[href*="/placements/"], main a[href*="/duties"]').count()
