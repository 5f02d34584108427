"""Who stands over the programmes: groups, requirements, the plan of years, next year's charter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.demo.ground import Ground
from dunmiao.engine.charter.edit import set_value
from dunmiao.stages.charter.drafts import save_draft
from dunmiao.stages.charter.leadership import save_group, save_long_plan
from dunmiao.stages.charter.models import CharterVersion, LongTermPlan, Programme
from dunmiao.stages.organisations.models import Organisation

REQUIREMENTS = (
    "要真蹲实驻、真帮实促，不搞“两头跑”；派出单位不得给挂职干部安排原单位工作；"
    "接收单位要把急难险重任务交给他们，同管理、同要求。"
)
GROUPS = {  # the kind of group each form of programme sets up
    "work-teams": ("leading", "千名干部下基层工作领导小组", "关于成立工作领导小组的通知"),
    "key-work-draft": ("guidance", "抽调工作指导小组", "关于成立抽调工作指导小组的通知"),
}
MEMBERS = (
    ("head", "郑国栋", "区委副书记"),
    ("deputy", "周立新", "区委常委、组织部部长"),
    ("member", "钱一鸣", "区委办公室主任"),
    ("member", "孙小兰", "区农业农村局局长"),
    ("office_head", "吴海波", "区委组织部副部长"),
)


def lead(ground: Ground) -> None:
    """Give the cohort in mid-term its plan of years and requirements, and draft a next charter."""
    by: dict[str, Any] = {"by": ground.users["organiser"], "today": ground.today}
    running = Programme.objects.filter(state="running")
    programme = running.filter(charter__key="two-way-secondment").order_by("-year").first()
    if programme is None or programme.starts_on is None:
        return
    plan = save_long_plan(
        programme.owner_id, title="年轻干部基层一线培养规划", from_year=programme.year - 1,
        to_year=programme.year + 3, yearly_quota=20, document_no="云办发〔2025〕18号",
        aims="五年选派一百名优秀年轻干部到基层一线挂职，一半以上到乡镇，期满跟踪培养。", **by,
    )  # fmt: skip
    _link(programme, plan)
    for key, (kind, name, title) in GROUPS.items():
        row = running.filter(charter__key=key).first()
        if row is not None:
            office = Organisation.objects.get(pk=row.owner_id)
            founded = (row.starts_on or ground.today) - timedelta(days=30)
            save_group(
                row.pk, kind=kind, name=name, office_id=office.pk, document_title=title,
                founded_on=founded, members=MEMBERS, **by,
            )  # fmt: skip
    _next_charter(programme.charter, by)


def _link(programme: Programme, plan: LongTermPlan) -> None:
    """Link the cohorts of the years one after another under the plan."""
    cohorts = Programme.objects.filter(owner=programme.owner, charter__key=programme.charter.key)
    before: Programme | None = None
    for row in cohorts.order_by("year"):
        row.previous, row.long_term_plan = before, plan
        row.requirements = REQUIREMENTS
        row.requirements_on = row.starts_on or row.opens_on
        row.save(
            update_fields=["previous", "long_term_plan", "requirements", "requirements_on"]
        )
        before = row


def _next_charter(version: CharterVersion, by: dict[str, Any]) -> None:
    """Draft next year's version: talks of the mentor every two months, the sender's every month."""
    text = version.text
    for path, value in (
        ("charter.version", f"{by['today'].year + 1}.1"),
        ("duty.mentor_talk.every", "2 months"),
        ("duty.sender_contact.every", "1 months"),
        ("leave_level.short.up_to_days", 2),
    ):
        text = set_value(text, path, value)
    save_draft(version.owner_id, text, copied_from_id=version.pk, **by)
