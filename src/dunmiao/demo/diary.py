"""What a well-run programme has written down by today, in bulk: each duty met by its record.

The duties come from the charter as the ledger computes them; here each gets the record that
settles it, some days before it is due, as the acts write it (term.py shows them act by act). A
few are left out on purpose, so that the boards have something true to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from dunmiao.demo.crowd import note
from dunmiao.demo.ground import Ground
from dunmiao.demo.sending import WHY
from dunmiao.demo.words import NOTES, PLAN, REPORT, SAID, STEPS
from dunmiao.engine.charter import Rules, TalkKind
from dunmiao.engine.duties import Duty, Facts, duties
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.models import AbilityRating
from dunmiao.stages.charter.rules import charter_of, rules_of
from dunmiao.stages.development.models import MentorNote, Mentorship, Plan
from dunmiao.stages.placement.models import Placement, RelationRow
from dunmiao.stages.supervision.evidence import talk_word
from dunmiao.stages.supervision.models import (
    Contact,
    Entitlement,
    OpinionVisit,
    Presence,
    Report,
    Step,
    Talk,
)

_RECENT = timedelta(days=45)  # nothing older is left undone
_FAMILIES, _GIVEN = (
    "马丁苏吕任姚石费翁柏季康",
    "建国 志强 红梅 国庆 秀英 大勇 长河 玉兰 根生 水清 春林 正明 广田",
)
_POSTS = ("党委副书记", "副镇长", "党政办主任", "村党总支书记", "农业农村办主任")


Gaps = Callable[[int, Duty], bool]


def slips(**every: int) -> Gaps:
    """Let every n-th placement have let a duty slip lately; without any, nothing is left out."""

    def gaps(serial: int, duty: Duty) -> bool:
        n = every.get(duty.duty, 0)
        return bool(n) and serial % n == n // 2

    return gaps


@dataclass
class Diary:
    """The records of many placements, gathered by model and inserted together.

    `gaps` says of the n-th placement and a duty whether it was let slip lately.
    """

    ground: Ground
    gaps: Gaps
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)
    moved: list[int] = field(default_factory=list)

    def add(self, row: Model) -> None:
        """Keep a row for the insert."""
        self.rows.setdefault(type(row), []).append(row)

    def close(self, programme: Any) -> None:
        """Insert everything; one line of the trail for all of it."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=400)
        RelationRow.objects.filter(placement__in=self.moved, kind="party").update(
            moved_on=programme.starts_on + timedelta(days=9)
        )
        written = {model._meta.model_name: len(rows) for model, rows in self.rows.items()}
        note(self.ground, "step.confirm", programme, WHY, **written)


@dataclass(frozen=True)
class Page:
    """One placement in the diary: the people who write, and what its charter says."""

    diary: Diary
    placement: Placement
    serial: int
    rules: Rules
    mentors: list[str] = field(default_factory=list)
    months: set[date] = field(default_factory=set)

    @property
    def host(self) -> User:
        """Give the receiving unit's clerk."""
        return self.diary.ground.clerk(self.placement.receiving_unit, "receiver")

    @property
    def home(self) -> User:
        """Give the sending unit's clerk."""
        return self.diary.ground.clerk(self.placement.sending_unit, "sender")

    @property
    def department(self) -> User:
        """Give the department's clerk."""
        return self.diary.ground.users["organiser"]

    @property
    def cadre(self) -> User:
        """Give the person's own account."""
        user = self.placement.person.user
        assert user is not None  # noqa: S101  (everybody sent signs up)
        return user

    def party(self, role: str) -> User:
        """Give who writes for a party of the charter."""
        by = {"sender": self.home, "organiser": self.department, "cadre": self.cadre}
        return by.get(role, self.host)


def keep(
    ground: Ground,
    placed: Sequence[Placement],
    gaps: Gaps,
    *,
    teams: Iterable[Sequence[Placement]] = (),
) -> None:
    """Write the diary of a programme up to today; a team's duties are met once, by its first."""
    diary = Diary(ground, gaps)
    later_members = {row.pk for team in teams for row in team[1:]}
    for serial, placement in enumerate(placed):
        page = Page(diary, placement, serial, rules_of(placement))
        _live(page, is_first=placement.pk not in later_members)
    diary.close(placed[0].programme)


def _live(page: Page, *, is_first: bool) -> None:
    today, placement = page.diary.ground.today, page.placement
    facts = Facts(
        direction=placement.direction,
        personnel_kind=placement.person.kind,
        political=placement.person.political,
        route=placement.application.route if placement.application else "",
    )
    owed = duties(charter_of(placement.charter), placement.starts_on, placement.ends_on, facts)
    if not any("mentor.appointed" in duty.evidence for duty in owed):
        _mentor(page, placement.starts_on + timedelta(days=8))
    for duty in owed:
        on = _day(page, duty)
        slips = page.diary.gaps(page.serial, duty) and duty.due_on > today - _RECENT
        if on > today or slips or (duty.once_per == "team" and not is_first):
            continue
        writer = _WRITERS.get(duty.evidence[0], _step)
        writer(page, duty, on)


def _day(page: Page, duty: Duty) -> date:
    """Give the day of the record: some days before it is due; every third unit does it at once."""
    first = page.placement.starts_on
    if duty.due_on <= first + timedelta(days=20) and page.serial % 3 == 0:
        return max(duty.opens_on, first + timedelta(days=1))
    early = 1 + (page.serial * 5 + duty.number * 3) % 6
    return max(duty.due_on - timedelta(days=early), duty.opens_on, first)


Writer = Callable[[Page, Duty, date], None]


def _nothing(_page: Page, _duty: Duty, _on: date) -> None:
    """Leave what the placement, its unit or its end proves by itself."""


def _step(page: Page, duty: Duty, on: date) -> None:
    word = duty.evidence[0]
    by, text = page.party(duty.owed_by), STEPS.get(word, duty.name)
    page.diary.add(Step(placement=page.placement, by=by, on=on, kind=word, note=text))


def _talk(page: Page, duty: Duty, on: date) -> None:
    kind = _kind_of(duty.evidence[0], page.rules)
    texts = (NOTES[(page.serial + duty.number + n) % len(NOTES)] for n in range(9))
    by = page.department if kind.given_by == "organiser" else page.host
    giver = page.mentors[0] if kind.given_by == "mentor" and page.mentors else str(by)
    page.diary.add(
        Talk(
            placement=page.placement,
            by=by,
            on=on,
            kind=kind.key,
            given_by=giver,
            notes=dict(zip(kind.headings, texts, strict=False)),
        )
    )


def _kind_of(word: str, rules: Rules) -> TalkKind:
    return next(talk for talk in rules.talks if talk_word(talk.key, rules) == word)


def _report(page: Page, duty: Duty, on: date) -> None:
    form = page.rules.reports[0]
    seen = min(on + timedelta(days=2), page.diary.ground.today)
    read = {
        role: {"by": str(page.party(role)), "on": seen.isoformat(), "remark": ""}
        for role in form.readers
    }
    page.diary.add(
        Report(
            placement=page.placement,
            by=page.cadre,
            on=on,
            kind=form.key,
            fields=dict(zip(form.headings, REPORT, strict=False)),
            state="acknowledged",
            submitted_on=on,
            seen=read,
        )
    )


def _presence(page: Page, duty: Duty, on: date) -> None:
    month = (duty.due_on + timedelta(days=1)).replace(day=1) - timedelta(days=1)  # the last over
    month = month.replace(day=1)
    if month in page.months:
        return
    page.months.add(month)
    page.diary.add(Presence(placement=page.placement, by=page.host, on=on, month=month))


def _contact(side: str) -> Writer:
    def write(page: Page, duty: Duty, on: date) -> None:
        whom = "本人" if duty.number % 2 else "接收单位分管领导"
        page.diary.add(
            Contact(
                placement=page.placement,
                by=page.party(duty.owed_by),
                on=on,
                side=side,
                with_whom=whom,
                text="了解工作和生活情况，转达单位近况，询问有无困难",
            )
        )

    return write


def _opinion(page: Page, _duty: Duty, on: date) -> None:
    page.diary.add(
        OpinionVisit(
            placement=page.placement,
            by=page.department,
            on=on,
            heard_from="分管领导、站所负责人和两名村干部",
            text="能沉下来，工作主动；处理复杂问题的经验还要积累。",
        )
    )


def _entitlement(page: Page, _duty: Duty, on: date) -> None:
    items = {item.key: True for item in page.rules.catalogue("entitlement_kinds")}
    page.diary.add(
        Entitlement(placement=page.placement, by=page.home, on=on, items=items or {"pay": True})
    )


def _mentor_name(number: int) -> str:
    """Give another name for each number up to a hundred and fifty: nobody has too many mentees."""
    given = _GIVEN.split()
    return _FAMILIES[number % len(_FAMILIES)] + given[number // len(_FAMILIES) % len(given)]


def _mentor(page: Page, on: date) -> None:
    count = 0
    for kind in page.rules.mentor_kinds:
        for _n in range(kind.count_min):
            name = _mentor_name(page.serial * 3 + count)
            title = _POSTS[(page.serial + count) % len(_POSTS)]
            page.diary.add(
                Mentorship(
                    placement=page.placement,
                    name=name,
                    title=f"{page.placement.receiving_unit.short_name}{title}",
                    kind=kind.key,
                    starts_on=on,
                    ends_on=page.placement.ends_on,
                )
            )
            page.mentors.append(name)
            count += 1


def _note(page: Page, duty: Duty, on: date) -> None:
    kinds = [item.key for item in page.rules.catalogue("mentor_notes")] or [""]
    page.diary.add(
        MentorNote(
            placement=page.placement,
            by=page.host,
            on=on,
            kind=kinds[(page.serial + duty.number) % len(kinds)],
            text=SAID[(page.serial + duty.number) % len(SAID)],
        )
    )


def _appoint(page: Page, _duty: Duty, on: date) -> None:
    _mentor(page, on)


def _plan(page: Page, _duty: Duty, on: date) -> None:
    agreed = {
        role: {"by": str(page.party(role)), "on": on.isoformat()}
        for role in page.rules.plan.agreed_by
    }
    fields = {item.key: PLAN[item.key] for item in page.rules.plan_fields if item.key in PLAN}
    page.diary.add(
        Plan(
            placement=page.placement,
            state="agreed",
            fields=fields,
            written_by=page.host,
            agreed=agreed,
            proposed_on=on,
            agreed_on=on,
        )
    )


def _ability(page: Page, duty: Duty, on: date) -> None:
    moment = duty.evidence[0].partition(".")[2]
    step = {"start": 0, "middle": 1, "end": 2}[moment]
    for index, item in enumerate(page.rules.abilities):
        for rater in page.rules.ability.raters:
            page.diary.add(
                AbilityRating(
                    placement=page.placement,
                    moment=moment,
                    ability=item.key,
                    rater=rater,
                    level=min(5, 2 + (page.serial + index) % 2 + step),
                    fact="见本阶段工作记录",
                    by=page.host,
                    on=on,
                )
            )


def _party(page: Page, _duty: Duty, _on: date) -> None:
    page.diary.moved.append(page.placement.pk)


_WRITERS: dict[str, Writer] = {
    "arrival.confirmed": _nothing,
    "task.assigned": _nothing,
    "responsibility.sender": _nothing,
    "responsibility.receiver": _nothing,
    "appraisal.self": _nothing,
    "appraisal.final": _nothing,
    "opinion.receiver": _nothing,
    "opinion.sender": _nothing,
    "disposition.decided": _nothing,
    "relations.party_back": _nothing,
    "relations.party_moved": _party,
    "appraisal.half": _nothing,
    "ability.start": _ability,
    "ability.middle": _ability,
    "ability.end": _ability,
    "contact.sender": _contact("sender"),
    "contact.liaison": _contact("liaison"),
    "entitlement.confirmed": _entitlement,
    "mentor.appointed": _appoint,
    "mentor.note": _note,
    "opinion.organiser": _opinion,
    "plan.agreed": _plan,
    "presence.confirmed": _presence,
    "report.summary": _report,
    "report.team": _report,
    "talk.adaptation": _talk,
    "talk.arrival": _talk,
    "talk.integrity": _talk,
    "talk.mentor": _talk,
    "talk.organiser": _talk,
}
