"""Calendar files against the rules of RFC 5545."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.files.icalendar import Event, calendar, escaped, folded

DAY = date(2026, 2, 28)
# ABNF of 3.1: name *(";" param) ":" value
LINE = re.compile(
    r"[A-Z0-9-]+(;[A-Z0-9-]+=[^\x00-\x08\x0a-\x1f\x7f\",;:]+)*:[^\x00-\x08\x0a-\x1f\x7f]*"
)


def event(**more):
    return Event(**{"uid": "1", "on": DAY, "stamped_on": DAY, "summary": "报送汇报", **more})


def unfolded(body):
    """Undo folding as a reader does, then give the lines."""
    text = body.decode().replace("\r\n ", "")
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def read(body):
    """Read components into lists of (name, value): a reader of its own, strict about nesting."""
    stack, events = [], []
    for line in unfolded(body):
        assert LINE.fullmatch(line), line
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1], "a property stands twice"
            events[-1][name] = value
    assert stack == []
    return events


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def test_a_calendar_has_what_the_standard_asks():
    lines = unfolded(calendar("我的事项", [event()]))
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    (one,) = read(calendar("我的事项", [event()]))
    assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(one)


def test_an_all_day_event_ends_on_the_next_day():
    (one,) = read(calendar("x", [event()]))
    assert (one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) == ("20260228", "20260301")
    assert re.fullmatch(r"\d{8}T\d{6}Z", one["DTSTAMP"])


def test_a_uid_stands_once():
    assert [one["SUMMARY"] for one in read(calendar("x", [event(), event(summary="b")]))] == [
        "报送汇报"
    ]


def test_an_empty_calendar_is_one_too():
    assert read(calendar("x", [])) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("一\r\n二\n三\r四", "一\\n二\\n三\\n四"),
        ('a:b"c', 'a:b"c'),
        ("tab\there\x07\x00", "tab here"),
    ],
)
def test_values_are_escaped(text, value):
    assert escaped(text) == value


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_survives_and_breaks_nothing(summary, note):
    """No text makes a line of its own, cuts a character in two, or outgrows 75 octets."""
    body = calendar("名称", [event(summary=summary, description=note)])
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    for line in body.split(b"\r\n"):
        line.decode()
    (one,) = read(body)
    clean = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n?", "\n", summary).replace("\t", " ")
    )
    assert unescaped(one["SUMMARY"]) == clean


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=500))
def test_folding_is_undone_by_unfolding(text):
    assert folded(text).replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == text
