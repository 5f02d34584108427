"""The words a charter may use: roles, deciders, evidence, predicates and the rest.

A charter chooses among these names; Python gives each its meaning. A word not listed here is an
error when the charter is read, never a silent nothing (DESIGN, principle 1).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dunmiao.engine import codes

UNCONFIRMED: Final = "待核"

# Who can owe a duty or be owed one; exactly one of them owns each duty (004-45).
ROLES: Final = frozenset(
    {
        "organiser",  # 组织部门
        "sender",  # 派出单位
        "receiver",  # 接收单位
        "mentor",  # 导师、帮带联系人
        "cadre",  # 干部本人
        "liaison",  # 联络员、联系人
        "team_leader",  # 队长、组长
        "branch_secretary",  # 临时党支部书记
    }
)
DECIDERS: Final = ROLES | {
    "standing_committee",  # 党委常委会
    "leading_group",  # 领导小组
    "party_group",  # 党委（党组）会议
    "unit_head",  # 单位主要负责人
}
CHECKERS: Final = ROLES | {"inspector"}  # 督查
SIDES: Final = frozenset({"sender", "receiver", "organiser"})
SOURCES_OF_MENTORS: Final = SIDES | {"village"}
STANDINGS: Final = frozenset(
    {
        "leader",  # 领导干部
        "unit_leader",  # 接收单位党政领导
        "backbone",  # 业务骨干
        "local_cadre",  # 镇、村干部
    }
)

DIRECTIONS: Final = frozenset({"down", "up", "mutual", "level"})  # 下挂 上挂 互派 平挂
ROUTES: Final = frozenset({"open", "nomination", "designation"})  # 公开 推荐 统一安排
NAMERS: Final = frozenset({"cadre", "sender", "organiser"})  # who puts somebody in by a route
STAGE_KINDS: Final = frozenset(
    {
        "registration",
        "review",
        "exam",
        "interview",
        "inspection",
        "matching",
        "committee",
        "publicity",
        "notice",
    }
)
SCORED_STAGES: Final = frozenset({"exam", "interview", "inspection"})
TIE_FACTS: Final = frozenset({"grassroots_months", "service_years", "age"})
RELATIONS: Final = frozenset({"personnel", "pay", "identity", "welfare", "administrative", "party"})
PLACES: Final = frozenset({"stays", "moves", "temporary_branch"})
RESPONSIBILITIES: Final = frozenset(
    {
        "first_responsible",  # 第一责任人
        "mentor_contact",  # 帮带联系人
        "leader_in_charge_sender",  # 派出单位分管领导
        "leader_in_charge_receiver",  # 接收单位分管领导
        "principal",  # 主体责任
        "direct",  # 直接责任
        "guidance",  # 指导监督责任
        "unit_head",  # 主要负责人
        "team_leader",  # 队长
        "liaison",  # 联络员
    }
)
ONCE_PER: Final = frozenset({"placement", "team"})
RELEASE_MODES: Final = frozenset({"full", "part"})
HOME_WORK: Final = frozenset({"forbidden", "by_request", "allowed"})
MANAGERS: Final = frozenset({"sender", "receiver"})
LEAVE_COUNTS: Final = frozenset({"calendar", "working"})
LOG_CADENCES: Final = frozenset({"off", "optional", "weekly", "daily"})
TIES: Final = frozenset({"all_in", "order"})
ABILITY_STAGES: Final = frozenset({"start", "middle", "end"})
INPUT_METHODS: Final = frozenset(
    {"records", "opinion", "tally", "interview", "inspection", "self", "masses"}
)
NOTICE_MOMENTS: Final = frozenset({"call", "publicity", "arrival", "end", "conduct"})
LADDER_KINDS: Final = frozenset({"reminder", "measure", "recall"})
PUBLICITY_SHOWS: Final = frozenset(
    {"person", "sex", "birth_month", "sending_unit", "sending_post", "receiving_unit", "post"}
)
COMPOSITION: Final = frozenset(
    {
        "age_bands",
        "youngest",
        "women",
        "minorities",
        "non_party",
        "education",
        "degree",
        "fronts",
        "directions",
        "personnel_kinds",
        "ranks",
        "post_classes",
    }
)

# Acts that another person must agree to; the charter says who (DESIGN, "Permissions").
APPROVALS: Final = frozenset(
    {
        "placement.extend",
        "placement.recall",
        "placement.borrow",
        "placement.rotate",
        "placement.return_early",
        "eligibility.override",
        "import.people",
        "result.freeze",
        "duty.waive",
        "nomination.accept",
        "upward.file",
    }
)

# What can settle a duty: one name for each kind of record that a person makes.
EVIDENCE: Final = frozenset(
    {
        "ability.end",
        "ability.middle",
        "ability.start",
        "appraisal.final",
        "appraisal.half",
        "appraisal.self",
        "arrival.confirmed",
        "branch.dissolved",
        "branch.formed",
        "branch.met",
        "case.proposed",
        "check.done",
        "contact.liaison",
        "contact.sender",
        "deed.listed",
        "disposition.decided",
        "entitlement.confirmed",
        "feedback.given",
        "gap.fed_back",
        "handover.done",
        "household.linked",
        "household.visited",
        "indicators.reported",
        "inspection.done",
        "log.entry",
        "log.signed",
        "meeting.held",
        "mentor.appointed",
        "mentor.note",
        "need.registered",
        "opinion.organiser",
        "opinion.receiver",
        "opinion.sender",
        "orientation.given",
        "plan.agreed",
        "plan.drafted",
        "plan.stage_checked",
        "presence.confirmed",
        "profile.reviewed",
        "relations.party_back",
        "relations.party_moved",
        "report.team",
        "report.summary",
        "report.three_party",
        "research.submitted",
        "responsibility.receiver",
        "responsibility.sender",
        "rotation.done",
        "rotation.planned",
        "support.arranged",
        "sweep.done",
        "talk.adaptation",
        "talk.arrival",
        "talk.integrity",
        "talk.mentor",
        "talk.organiser",
        "talk.receiver",
        "task.assigned",
        "topic.chosen",
        "training.attended",
        "village.linked",
    }
)

# What may enter the dossier (归档范围).
ARCHIVE: Final = frozenset(
    {
        "notice",
        "roster_row",
        "introduction_letter",
        "application",
        "nomination",
        "eligibility",
        "scores",
        "committee_decision",
        "publicity",
        "arrival",
        "relations",
        "responsibilities",
        "plan",
        "reports",
        "logs",
        "talks",
        "leaves",
        "leave_reasons",
        "borrows",
        "mentoring",
        "training",
        "outputs",
        "rotations",
        "incidents",
        "appraisal_half",
        "appraisal_final",
        "tally",
        "ability",
        "objections",
        "tolerance",
        "disposition",
        "commendations",
        "profile",
        "timeline",
    }
)
# Kept out of every dossier unless the charter says otherwise in so many words (DESIGN).
PRIVATE_BY_DEFAULT: Final = frozenset({"talks", "leave_reasons", "objections"})

CATALOGUES: Final = frozenset(
    {
        "care_kinds",
        "check_methods",
        "commendations",
        "condition_kinds",
        "difficulty",
        "entitlement_kinds",
        "fronts",
        "incident_classes",
        "indicators",
        "key_works",
        "leave_kinds",
        "meeting_kinds",
        "mentor_notes",
        "output_kinds",
        "personnel_kinds",
        "place_attributes",
        "policy_modes",
        "post_classes",
        "post_titles",
        "problem_classes",
        "rank_classes",
        "support_kinds",
        "task_classes",
        "task_roles",
        "team_modes",
        "themes",
        "training_kinds",
        "visit_targets",
        "work_groups",
    }
)

PERSONNEL_KINDS: Final = frozenset(row.code for row in codes.PERSONNEL)
POLITICAL: Final = frozenset(row.code for row in codes.POLITICAL)
RANKS: Final = frozenset(row.code for row in codes.RANK)
UNIT_KINDS: Final = frozenset(row.code for row in codes.ORGANISATION)
TAGS: Final = frozenset(row.code for row in codes.PERSON_TAG) | {"three_gates", "reserve"}
EDUCATION_LEVELS: Final = frozenset(codes.EDUCATION_LEVELS)
# Annual appraisal, best first (Civil Servants Law art. 38).
GRADES: Final = ("excellent", "competent", "basic", "incompetent")


@dataclass(frozen=True)
class Parameter:
    """What a predicate's parameter must be: a whole number, a word, words, or a table of numbers.

    `words` are the words allowed (for a table, its keys); `least` is the smallest number allowed.
    """

    kind: str
    words: Collection[str] = ()
    least: int = 0


_NUMBER: Final = Parameter("number")
_ONE_OR_MORE: Final = Parameter("number", least=1)


def _words(words: Collection[str]) -> Parameter:
    return Parameter("words", words)


Signature = Mapping[str, Parameter]

ELIGIBILITY_PREDICATES: Final[Mapping[str, Signature]] = MappingProxyType(
    {
        "age_at_most": {"years": Parameter("number", least=18)},
        "age_at_most_by_rank": {
            "by_rank": Parameter("table", RANKS, 18),
            "otherwise": Parameter("number", least=18),
        },
        "service_years_at_least": {"years": _NUMBER},
        "post_years_at_least": {"years": _NUMBER},
        "grassroots_months_at_most": {"months": _NUMBER},
        "recruited_within_months": {"months": _ONE_OR_MORE},
        "not_placed_within_months": {"months": _ONE_OR_MORE},
        "education_at_least": {"level": Parameter("word", EDUCATION_LEVELS)},
        "personnel_kind_in": {"kinds": _words(PERSONNEL_KINDS)},
        "rank_in": {"ranks": _words(RANKS)},
        "political_in": {"kinds": _words(POLITICAL)},
        "unit_kind_in": {"kinds": _words(UNIT_KINDS)},
        "person_tag_in": {"tags": _words(TAGS)},
        "last_appraisals_at_least": {"years": _ONE_OR_MORE, "grade": Parameter("word", GRADES)},
        "not_under_discipline": {},
        "not_in_probation": {},
        "health_declared_fit": {},
    }
)

FIT_PREDICATES: Final[Mapping[str, Signature]] = MappingProxyType(
    {
        "major_matches_need": {},
        "experience_matches_need": {},
        "gap_filled_by_post": {},
        "person_wish": {},
        "post_wish": {},
        "difficulty_priority": {},
        "place_need": {},
        "new_system": {},
    }
)
