"""Reading charters: what is good, what is refused, and how each fault is said."""

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunmiao.engine.charter import (
    SHIPPED,
    CharterErrors,
    NotInForceError,
    names,
    parse_charter,
    pick,
    read_charter,
    shipped,
)
from dunmiao.engine.eligibility import PREDICATES as ELIGIBILITY
from dunmiao.engine.fit import PREDICATES as FIT
from dunmiao.engine.reasons import Reason, reason_of

TEXT = (SHIPPED / "two-way-secondment.toml").read_text("utf-8")
DAY = date(2026, 5, 1)


def errors(text):
    with pytest.raises(CharterErrors) as caught:
        parse_charter(text, "x.toml")
    return caught.value.errors


def changed(old, new, text=TEXT):
    assert old in text, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_charters_are_whole(path):
    charter = read_charter(path)
    assert charter.key == path.stem
    assert charter.adoptable
    assert charter.warnings == ()
    rules = charter.on(DAY)
    assert rules.duties
    assert rules.notices
    for thing in (*rules.duties, *rules.stages, *rules.approvals, *rules.dispositions):
        assert thing.name_en, thing.key
        assert charter.clause_text(thing.clause), thing.key


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_article_of_a_shipped_charter_is_used(path):
    charter = read_charter(path)
    cited = {cite.clause.split("（")[0] for cite in charter.on(DAY).citations.values()}
    assert {clause.no for clause in charter.clauses} <= cited


def test_the_registered_predicates_exist():
    assert set(ELIGIBILITY) == set(names.ELIGIBILITY_PREDICATES)
    assert set(FIT) == set(names.FIT_PREDICATES)


def test_values_know_their_clause():
    rules = parse_charter(TEXT).on(DAY)
    assert rules.term.months == 12
    cite = rules.cited("term.months")
    assert (cite.clause, cite.since) == ("第三条", date(2013, 1, 1))
    assert rules.cited("duty.plan").clause == "第十五条"
    assert pick(rules.relations, "party").place == "moves"
    assert [item.key for item in rules.catalogue("fronts")] == [
        "industry",
        "grassroots",
        "projects",
    ]
    assert rules.catalogue("indicators") == ()
    with pytest.raises(KeyError):
        pick(rules.relations, "dowry")


def test_values_change_on_their_day():
    dated = """months = [
        {from = 2027-03-01, value = 15, clause = "第三条"},
        {from = 2013-01-01, value = 12, clause = "第三条"},
    ]"""
    charter = parse_charter(changed("months = 12", dated))
    assert charter.on(date(2027, 2, 28)).term.months == 12
    assert charter.on(date(2027, 3, 1)).term.months == 15
    assert [rules.since for rules in charter.editions] == [date(2013, 1, 1), date(2027, 3, 1)]


def test_a_repealed_setting_falls_back_to_the_default():
    dated = """load_limit = [
        {value = 3, clause = "第十四条"},
        {from = 2027-01-01, repealed = true, clause = "第十四条"},
    ]"""
    old = 'load_limit = {value = 3, clause = "第十四条", note = "示范"}'
    charter = parse_charter(changed(old, dated))
    assert "mentoring.load_limit" in charter.on(DAY).citations
    assert "mentoring.load_limit" not in charter.on(date(2027, 1, 1)).citations


def test_nothing_is_in_force_before_the_first_day():
    with pytest.raises(NotInForceError, match="2013-01-01"):
        parse_charter(TEXT).on(date(2012, 12, 31))


def test_an_unconfirmed_clause_runs_but_cannot_be_adopted():
    charter = parse_charter(
        changed(
            'key = "gaps"\nname = "反馈能力差距"', 'key = "gaps"\nname = "反馈能力差距"'
        ).replace('minutes = 10\nclause = "第十六条"', 'minutes = 10\nclause = "待核"')
    )
    assert charter.unconfirmed == ("duty.gaps",)
    assert not charter.adoptable
    assert charter.on(DAY).cited("duty.gaps").clause == "待核"


def test_an_unconfirmed_section_names_its_values():
    text = changed('[burden]\nclause = "第三十四条"', '[burden]\nclause = "待核"')
    assert parse_charter(text).unconfirmed == ("burden.cadre_minutes_a_week",)


def test_warnings_of_a_heavy_charter():
    text = changed('every = "3 months"\nevidence = "report.three_party"',
                   'every = "1 weeks"\nevidence = "report.three_party"')  # fmt: skip
    (warning,) = parse_charter(text).warnings
    assert "minutes a week, more than 5" in warning.message
    daily = parse_charter(changed('cadence = "optional"', 'cadence = "daily"'))
    assert [item.key_path for item in daily.warnings] == ["log.cadence"]
    twice = parse_charter(changed('evidence = "handover.done"', 'evidence = "report.three_party"'))
    assert [item.key_path for item in twice.warnings] == ["duty.handover"]


def test_the_order_of_keys_gives_the_same_rules():
    def backwards(table):
        if isinstance(table, dict):
            return {key: backwards(table[key]) for key in reversed(list(table))}
        if isinstance(table, list):
            return [backwards(item) for item in table]
        return table

    text = _toml(backwards(tomllib.loads(TEXT)))
    assert parse_charter(text).on(DAY) == parse_charter(TEXT).on(DAY)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from(
        [
            0,
            -1,
            1.5,
            "",
            "x",
            True,
            [],
            [1],
            {},
            {"a": 1},
            [{}],
            date(2026, 1, 1),
            date.max,
            [[]],
            {"value": []},
        ]
    ),
)
def test_no_value_in_a_wrong_place_makes_it_crash(place, value):
    data = tomllib.loads(TEXT)
    spots = list(_spots(data))
    table, key = spots[place % len(spots)]
    table[key] = value
    try:
        parse_charter(_toml(data)).on(DAY)
    except CharterErrors as error:
        assert error.errors
    except NotInForceError:
        assert key == "in_force_from"


def _spots(table):
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield table, key
        if isinstance(value, dict | list):
            yield from _spots(value)


def _toml(data):
    """Write a charter's tables as inline TOML, which is all that this test needs."""
    return "\n".join(f"{key} = {_inline(value)}" for key, value in data.items())


def _inline(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_inline(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


# One fault each: what is replaced, by what, the key path, and a word of the remedy.
DUTY = 'key = "arrival"\nname = "确认到岗"\nname_en = "Confirm arrival"\n'
BAD = {
    "unknown section": ("[retention]", "[retentions]", "retentions", "retention"),
    "a route nobody comes in by": (
        'key = "open"\n', 'key = "open"\nnamed_by = "organiser"\n', "route.open.named_by",
        '"cadre"'),
    "a number of candidates asked of nobody": (
        'key = "open"\n', 'key = "open"\nquota_min = 2\n', "route.open.named_by", '"sender"'),
    "unknown setting": ("age_cuts =", "age_cut =", "composition.age_cut", "age_cuts"),
    "unknown key of a duty": (DUTY, DUTY + 'owner = "cadre"\n', "duty.arrival.owner", "write"),
    "unknown role": ('owed_by = "mentor"', 'owed_by = "mentors"', "duty.mentor_talk.owed_by",
                     '"mentor"'),
    "two owners": ('owed_by = "mentor"', 'owed_by = ["mentor", "sender"]',
                   "duty.mentor_talk.owed_by", "text"),
    "unknown evidence": ('"arrival.confirmed"', '"arrival.confirm"', "duty.arrival.evidence",
                         "arrival.confirmed"),
    "no timing": ('within = "5 days"\n', "", "duty.arrival", "exactly one"),
    "two timings": ('within = "5 days"', 'within = "5 days"\nat_end = true', "duty.arrival",
                    "exactly one"),
    "bad span": ('within = "5 days"', 'within = "5 d"', "duty.arrival", "15 days"),
    "span without unit": ('within = "5 days"', "within = 5", "duty.arrival", "15 days"),
    "at_end false": ("at_end = true\nevidence = \"ability.end\"",
                     "at_end = false\nevidence = \"ability.end\"", "duty.ability_end",
                     "at_end = true"),
    "longer than the term": ('at = "+1 months"', 'at = "+30 months"', "duty.first_step_talk",
                             "less"),
    "no team to be had": ('key = "arrival"\n', 'key = "arrival"\nonce_per = "team"\n',
                          "duty.arrival.once_per", "placement"),
    "no owner to be had": ('owed_by = "mentor"', 'owed_by = "team_leader"',
                           "duty.mentor_talk.owed_by", "another role"),
    "duty without clause": ('minutes = 1\nclause = "第十三条"', "minutes = 1",
                            "duty.arrival.clause", "第…条"),
    "duty without name": ('key = "arrival"\nname = "确认到岗"', 'key = "arrival"',
                          "duty.arrival.name", "name"),
    "duty without key": ('key = "arrival"\nname = "确认到岗"', 'name = "确认到岗"',
                         "duty[1].key", "key"),
    "duplicate key": ('key = "conditions"', 'key = "arrival"', "duty.arrival", "another key"),
    "ill-formed clause": ('minutes = 1\nclause = "第十三条"', 'minutes = 1\nclause = "13"',
                          "duty.arrival.clause", "第三条"),
    "clause without text": ('minutes = 1\nclause = "第十三条"', 'minutes = 1\nclause = "第九十条"',
                            "duty.arrival.clause", "[[clause]]"),
    "article twice": ('no = "第二条"', 'no = "第一条"', "clause[2].no", "anew"),
    "article without text": ('no = "第一条"\ntext', 'no = "第一条"\nwords', "clause[1]", "text"),
    "section without clause": ('[burden]\nclause = "第三十四条"', "[burden]", "burden.clause",
                               "clause ="),
    "gap in dates": ("extensions = 1",
                     'extensions = [{from = 2020-01-01, value = 1, clause = "第三条"}]',
                     "term.extensions", "2013-01-01"),
    "two values from one day": ("extensions = 1",
                                'extensions = [{value = 1, clause = "第三条"}, '
                                '{from = 2013-01-01, value = 2, clause = "第三条"}]',
                                "term.extensions", "own first day"),
    "before the first day": ("extensions = 1",
                             'extensions = [{from = 2001-01-01, value = 1, clause = "第三条"}]',
                             "term.extensions.from", "2013-01-01"),
    "repealed though needed": ("months = 12",
                               'months = [{value = 12, clause = "第三条"}, '
                               '{from = 2027-01-01, repealed = true, clause = "第三条"}]',
                               "term.months", "new value"),
    "repealed with a value": ("extensions = 1",
                              'extensions = {value = 1, repealed = true, clause = "第三条"}',
                              "term.extensions", "one of the two"),
    "no value": ("extensions = 1", 'extensions = {clause = "第三条"}', "term.extensions",
                 "value ="),
    "date in quotes": ("extensions = 1",
                       'extensions = {from = "2013-01-01", value = 1, clause = "第三条"}',
                       "term.extensions.from", "without quotes"),
    "text for a number": ("months = 12", 'months = "12"', "term.months", "without quotes"),
    "number out of range": ("scale_max = 5", "scale_max = 500", "ability.scale_max", "100"),
    "number for a yes": ("document_required = true", "document_required = 1",
                         "basis.document_required", "true or false"),
    "month beyond the bounds": ("months = 12", "months = 19", "term.months", "max_months"),
    "needed value missing": ("months = 12\n", "", "term.months", "months"),
    "needed section missing": ('[release]\nclause = "第十八条"\nmode = "full"\n'
                               'home_work = "by_request"\n'
                               'manager = {value = "receiver", clause = "第十七条"}\n', "",
                               "release", "[release]"),
    "unknown word": ('mode = "full"', 'mode = "ful"', "release.mode", '"full"'),
    "fit weights": ("weight = 15", "weight = 14", "fit", "100"),
    "stage weights": ("weight = 40", "weight = 41", "stage", "100"),
    "weight without score": ('kind = "review"', 'kind = "review"\npass_mark = 60',
                             "stage.review.weight", "leave"),
    "tie by nothing": ('ties = "order"\ntie_order = ["interview", "exam", "grassroots_months", '
                       '"service_years"]\n', 'ties = "order"\n', "stage.interview.tie_order",
                       "all_in"),
    "unknown tie fact": ('"grassroots_months"', '"grassroot_months"', "stage.interview.tie_order",
                         "grassroots_months"),
    "committee before matching": ('kind = "committee"', 'kind = "registration"', "stage", "front"),
    "unknown eligibility predicate": ('"not_in_probation"', '"not_on_probation"',
                                      "eligibility.probation.predicate", "not_in_probation"),
    "unknown fit predicate": ('"new_system"\nweight', '"newsystem"\nweight',
                              "fit.new_system.predicate", "new_system"),
    "parameter missing": ('years = 2, grade = "competent"', "years = 2",
                          "eligibility.appraisals.parameters.grade", "grade"),
    "parameter misspelt": ('level = "bachelor"', 'levels = "bachelor"',
                           "eligibility.education.parameters.levels", "level"),
    "parameter too many": ('predicate = "not_in_probation"',
                           'predicate = "not_in_probation"\nparameters = {years = 1}',
                           "eligibility.probation.parameters.years", "leave"),
    "parameter of a wrong kind": ("parameters = {years = 3}", 'parameters = {years = "3"}',
                                  "eligibility.service.parameters.years", "quotes"),
    "unknown rank": ('"131" = 45', '"138" = 45', "eligibility.age.parameters.by_rank", "write"),
    "unknown education": ('"bachelor"', '"batchelor"', "eligibility.education.parameters.level",
                          "bachelor"),
    "upwards without cap": ("cap = 5\n", "", "direction.up", "cap"),
    "unknown direction": ('key = "level"\nname = "平挂"', 'key = "flat"\nname = "平挂"',
                          "direction.flat", "level"),
    "personnel relation moved": ('name_en = "Personnel relation"\nplace = "stays"',
                                 'name_en = "Personnel relation"\nplace = "moves"',
                                 "relation.personnel.place", "stays"),
    "branch that is not there": ('place = "moves"', 'place = "temporary_branch"',
                                 "relation.party.place", "team"),
    "kin avoidance off": ("kin = true", "kin = false", "avoidance.kin", "true"),
    "quota upside down": ("quota_percent_approved = 25", "quota_percent_approved = 15",
                          "appraisal.quota_percent_approved", "larger"),
    "scale upside down": ("scale_min = 1", "scale_min = 5", "ability.scale_max", "larger"),
    "ages out of order": ("[30, 35, 40]", "[35, 30, 40]", "composition.age_cuts", "low to high"),
    "entry twice": ("[30, 35, 40]", "[30, 35, 35]", "composition.age_cuts", "once"),
    "leave levels out of order": ("up_to_days = 7", "up_to_days = 2",
                                  "leave_level.medium.up_to_days", "shortest"),
    "nobody for long leave": ('name = "七日以上"', 'name = "七日以上"\nup_to_days = 9',
                              "leave_level.long.up_to_days", "last level"),
    "a stage expects an unknown role": (
        "# ------------------------------------------------------------------------------ 职责事项",
        '[[plan_stage]]\nkey = "learn"\nname = "学着干"\nfrom_month = 1\nto_month = 4\n'
        'task_roles = ["assists"]\nclause = "第十五条"\n', "plan_stage.learn.task_roles",
        "assist"),
    "unknown standing of a mentor": ('standings = ["unit_leader"]', 'standings = ["boss"]',
                                     "mentor_kind.contact.standings", "leader"),
    "unknown input": ('"recognition"]', '"recognised"]', "appraisal_kind.half.inputs",
                      "recognition"),
    "ability never asked": ('stages = ["start", "middle", "end"]', 'stages = ["start", "end"]',
                            "appraisal_kind.half.ability_stage", "write"),
    "two defaults": ('key = "extend"\n', 'key = "extend"\nis_default = true\n', "disposition",
                     "exactly one"),
    "decides one's own request": ('heard = ["receiver"]\ndecided_by = "organiser"',
                                  'heard = ["receiver"]\ndecided_by = "sender"',
                                  "approval.placement.borrow.decided_by", "another"),
    "unknown act": ('key = "placement.borrow"', 'key = "placement.lend"',
                    "approval.placement.lend", "placement"),
    "unknown archive item": ('key = "timeline"', 'key = "time_line"', "archive.time_line",
                             "timeline"),
    "unknown catalogue": ("[catalogue.fronts]", "[catalogue.front]", "catalogue.front", "fronts"),
    "catalogue without clause": ('[catalogue.fronts]\nclause = "第二条"', "[catalogue.fronts]",
                                 "catalogue.fronts.clause", "第…条"),
    "catalogue entry twice": ('{key = "grassroots", ', '{key = "industry", ',
                              "catalogue.fronts.industry", "another key"),
    "programme key": ('key = "two-way-secondment"', 'key = "Two Way"', "charter.key",
                      "my-programme"),
    "no first day": ("in_force_from = 2013-01-01\n", "", "charter.in_force_from", "in_force_from"),
    "not TOML": ("[term]", "[term", "line 126", "brackets"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_one_fault_is_one_error_with_its_remedy(name):
    old, new, key_path, remedy = BAD[name]
    found = errors(changed(old, new))
    assert len(found) == 1, "\n".join(map(str, found))
    (error,) = found
    assert error.file == "x.toml"
    assert error.key_path == key_path
    assert remedy in error.remedy
    assert error.message


def test_the_corpus_is_large_enough():
    assert len(BAD) >= 40


def test_all_faults_are_said_at_once():
    text = TEXT
    for name in ("unknown role", "fit weights", "date in quotes", "unknown catalogue"):
        text = changed(*BAD[name][:2], text)
    assert sorted(error.key_path for error in errors(text)) == [
        "catalogue.front",
        "duty.mentor_talk.owed_by",
        "fit",
        "term.extensions.from",
    ]


def test_an_empty_file_names_what_it_needs():
    assert {error.key_path for error in errors("")} == {
        "approval",
        "charter",
        "disposition",
        "duty",
        "relation",
        "release",
        "term",
    }


def test_a_file_that_is_not_utf8_is_said_so(tmp_path):
    path = tmp_path / "gb.toml"
    path.write_bytes(TEXT.encode("gb18030"))
    with pytest.raises(CharterErrors, match="UTF-8"):
        read_charter(path)


@pytest.mark.parametrize(
    "text",
    ["charter = 1", "duty = 1", "clause = 1", "term = 1", "catalogue = 1", "duty = [1]",
     "catalogue.fronts = 1", "catalogue.fronts.items = [1]", "stage = {}", "[clause]\nno = 1",
     "x = " + "[" * 5000],
)  # fmt: skip
def test_strange_shapes_are_faults_and_never_crashes(text):
    assert errors(text)


def test_a_fault_remembers_its_sentence_and_facts() -> None:
    text = (SHIPPED / "two-way-secondment.toml").read_text("utf-8")
    with pytest.raises(CharterErrors) as found:
        parse_charter(text.replace("months = 12", "months = 30"))
    fault = found.value.errors[0]
    assert fault.message == "30 does not lie between 6 and 18"
    reason = reason_of(fault.message)
    assert isinstance(reason, Reason)
    assert reason.text == "%(months)s does not lie between %(min_months)s and %(max_months)s"
    assert reason.facts == {"months": 30, "min_months": 6, "max_months": 18}
    assert str(fault).endswith("→ move months, min_months or max_months")


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ('to = "unit"\ndays = 3', 'to = "unit"\ndays = -3', "prompt.unit.days", "overdue"),
        ('to = "organiser"\ndays = 5', 'to = "organiser"\ndays = 2', "prompt.department.days",
         "no later than a step before"),
        ('to = "unit"\ndays = 3', 'to = "boss"\ndays = 3', "prompt.unit.to", "boss"),
        ('key = "no_task"', 'key = "no_luck"', "sign.no_luck", "not known"),
        ('key = "no_talk"', 'key = "no_talk"\ntimes = 3', "sign.no_talk.times", "not counted"),
        ('duties = ["assignment", "plan", "mentor"]', 'duties = ["asignment"]',
         "checklist.charge.duties", "no duty"),
    ],
)  # fmt: skip
def test_what_keeps_duties_from_being_forgotten_is_checked(old, new, path, said):
    (fault,) = errors(changed(old, new))
    assert fault.key_path == path
    assert said in fault.message
    assert fault.remedy
