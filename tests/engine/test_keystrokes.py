"""The keystroke-level model: each field's operators, a form's seconds, a role's minutes."""

from __future__ import annotations

from datetime import date

import pytest

from dunmiao.engine.charter import parse_charter, shipped
from dunmiao.engine.charter.keystrokes import (
    SECONDS,
    FormField,
    costs,
    operators,
    seconds,
    weekly,
)

CHARTERS = {path.stem: parse_charter(path.read_text("utf-8")) for path in shipped()}


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (FormField("备注", "given"), {"M": 1}),
        (FormField("同意", "check"), {"M": 1, "P": 1, "K": 1}),
        (FormField("方式", "choice"), {"M": 1, "P": 2, "K": 2}),
        (FormField("日期", "day"), {"M": 1, "P": 1, "H": 2, "K": 9}),
        (FormField("姓名", "text", 20), {"M": 1, "P": 1, "H": 2, "K": 16}),
        (FormField("内容", "text", 400), {"M": 5, "P": 1, "H": 2, "K": 301}),
        (FormField("汇报", "text", 4000), {"M": 6, "P": 1, "H": 2, "K": 361}),
    ],
)
def test_operators(field: FormField, expected: dict[str, int]) -> None:
    assert operators(field) == expected


def test_a_form_is_opened_filled_and_sent() -> None:
    bare = seconds(())
    assert bare == round(2 * (SECONDS["M"] + SECONDS["P"] + SECONDS["K"] + SECONDS["R"]), 1) == 7.5
    one = seconds((FormField("同意", "check"),))
    assert one == pytest.approx(bare + 1.35 + 1.10 + 0.28, abs=0.06)


def test_a_longer_text_costs_more() -> None:
    found = [seconds((FormField("内容", "text", most),)) for most in (20, 80, 200, 400, 480)]
    assert found == sorted(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("key", sorted(CHARTERS))
def test_every_duty_is_counted_once_for_its_owner(key: str) -> None:
    charter = CHARTERS[key]
    rules = charter.on(max(date(2026, 1, 1), charter.in_force_from))
    found = costs(rules, {})
    assert [cost.duty.key for cost in found] == [duty.key for duty in rules.duties]
    assert not any(cost.is_known for cost in found)
    assert set(weekly(rules, found)) == {duty.owed_by for duty in rules.duties}
    form = (FormField("同意", "check"),)
    forms = {kind: form for duty in rules.duties for kind in duty.evidence}
    lighter = weekly(rules, costs(rules, forms))
    for role, (items, minutes) in weekly(rules, found).items():
        assert lighter[role][0] == items
        assert lighter[role][1] <= minutes
