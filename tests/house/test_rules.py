"""House rules of the code: each bites on bad examples, spares good ones, and holds in src."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.house import rules

# (rule, folders it holds in, allow-list with reasons: a file, or one expression in a file)
OWN = "delegations to the very person who asks"
HELD = [
    (
        rules.rows_only_through_doors,
        ("web", "api"),
        {
            "web/doors.py: model._default_manager": "the door itself",
            "web/once.py: Submission.objects": "one's own submissions, by user and key",
            "web/home/views.py: User.objects": "the demonstration's buttons, before sign-in",
            "web/home/views.py: Delegation.objects": OWN,
            "web/context.py: Delegation.objects": OWN,
            "web/middleware.py: Delegation.objects": OWN,
        },
    ),
    (
        rules.nobody_asks_the_day,
        ("",),
        {
            "stages/common/clock.py": "the one place that asks",
            "commands/test.py": "asks for the machine's own day, to test a year after it",
        },
    ),
    (
        rules.no_programme_in_code,
        ("",),
        {"demo/": "shows the programmes, so it names them"},
    ),
    (rules.reasons_can_be_translated, ("",), {}),
    (rules.nothing_is_called_safe, ("",), {}),
    (
        rules.refused_in_code,
        ("stages", "web", "api", "flow.py"),
        {},
    ),
]

BITES = [
    (
        rules.rows_only_through_doors,
        [
            "Log.objects.count()",
            "Log.objects.filter(pk=1)",
            "rows = Log._default_manager.all()",
            "f(Log.objects)",
            "from django.shortcuts import get_object_or_404",
            "from django.db import connection",
            "placement.leave_set.all()",
        ],
        [
            "Log.objects.allowed_to(user, 'log.read', on=day).count()",
            "rows = open_rows(request, Log, 'log.read')",
            "placement = open_row(request, Placement, 'placement.read', pk)",
        ],
    ),
    (
        rules.actions_are_acts,
        [
            "def approve_leave(leave_id, *, by, today): ...",
            "@transaction.atomic\ndef approve_leave(leave_id, *, by, today): ...",
            "@act\ndef approve_leave(leave_id, *, by, today): ...",
            "@act('leave.approve')\ndef approve_leave(leave_id, by, today): ...",
        ],
        [
            "@act('leave.approve')\ndef approve_leave(leave_id, *, by, today): ...",
            "def _helper(row): ...",
            "from x import approve_leave",
        ],
    ),
    (
        rules.nobody_asks_the_day,
        [
            "date.today()",
            "datetime.datetime.now(tz)",
            "timezone.now()",
            "field = DateTimeField(default=timezone.now)",
            "timezone.localdate()",
        ],
        ["today()", "clock.today()", "request.today", "date(2026, 1, 1)", "clock.now()"],
    ),
    (
        rules.no_programme_in_code,
        [
            "if charter.key == 'two-way-secondment': ...",
            "title = '双向挂职干部名单'",
            "QUOTA = 114",
            "if unit.name.startswith('湖塘'): ...",
        ],
        [
            "if charter.term.months: ...",
            "'''Runs any charter, two-way-secondment too.'''",
            "host = '127.0.0.1'",
        ],
    ),
    (
        rules.reasons_can_be_translated,
        ["Reason('Too old.')", "Reason(text='Too old.')", "Reason(f'Too {old}.')"],
        [
            "Reason(gettext_noop('Too old.'))",
            "Reason(TOO_OLD, {'age': 41})",
            "Reason('%(warning)s')",
        ],
    ),
    (
        rules.nothing_is_called_safe,
        ["mark_safe(text)", "safestring.mark_safe(text)", "SafeString('<b>')"],
        ["format_html('<b>{}</b>', text)"],
    ),
    (
        rules.refused_in_code,
        [
            "checkin_at = DateField()",
            "label = _('打卡')",
            "class Streak: ...",
            "self.geolocation",
            "def rank(gps): ...",
        ],
        [
            "'''No check-in, ever.'''",
            "hint = 'checking in a row'",
            "log = models.ForeignKey(Log)",
            "checked_on = DateField()",
        ],
    ),
]

Rule = Callable[[str], list[str]]
BAD = [(rule, example) for rule, bad, _good in BITES for example in bad]
GOOD = [(rule, example) for rule, _bad, good in BITES for example in good]


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_rule_bites(rule: Rule, example: str) -> None:
    assert rule(example)


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_rule_spares(rule: Rule, example: str) -> None:
    assert not rule(example)


@pytest.mark.parametrize(
    ("rule", "folders", "allowed"), HELD, ids=[rule.__name__ for rule, *_rest in HELD]
)
def test_rule_holds(rule: Rule, folders: tuple[str, ...], allowed: dict[str, str]) -> None:
    found = []
    for folder in folders:
        single = rules.SOURCE / folder
        paths = [single] if single.is_file() else rules.python_files(folder)
        for path in paths:
            name = rules.name_of(path)
            for finding in rule(path.read_text()):
                line, said = finding.split(": ", 1)
                if not any(f"{name}: {said}".startswith(free) for free in allowed):
                    found.append(f"{name}:{line}: {said}")
    assert not found, "\n".join(found)


def test_no_programme_stands_in_a_page_or_catalogue() -> None:
    """Only charters/ and the demonstration name the programmes and places of the sources."""
    assert rules.no_programme_in_text("msgstr \"双向挂职\"\n{% if key == 'work-teams' %}")
    assert not rules.no_programme_in_text('msgstr "挂职"\n{{ programme.name }}')
    paths = list(rules.text_files())
    assert {path.suffix for path in paths} >= {".html", ".js", ".po"}
    found = [
        f"{rules.name_of(path)}:{finding}"
        for path in paths
        for finding in rules.no_programme_in_text(path.read_text(errors="replace"))
    ]
    assert not found, "\n".join(found)


def test_every_public_action_is_an_act() -> None:
    found = [
        f"{rules.name_of(path)}:{line}"
        for path in rules.python_files("stages")
        if path.stem.startswith("actions") or "actions" in path.parent.name
        for line in rules.actions_are_acts(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_every_rule_is_proved() -> None:
    assert {rule for rule, *_rest in HELD} <= {rule for rule, *_rest in BITES}
